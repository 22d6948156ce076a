/** What came of shrinking as files: one scenario, and beside it what is left of the cases, forms and transcripts that it names. */
import { type Document, isMap, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { folderOf, joinPath } from '../scenario/files-beside.ts';
import type { ReadFile } from '../scenario/load.ts';
import { mergedSections } from '../scenario/scenario-shape.ts';
import { editedText, isGone } from './edited-text.ts';
import type { Candidate, CandidateFile, StoryFiles } from './story-files.ts';
import type { SourceText, Unit } from './unit-tree.ts';

export interface ShrunkFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The scenario first, at `target`. What it uses is laid into it; `isSame` says whether that still fails in the same way:
 * where it does not, the used files stand beside it too.
 */
export function shrunkFiles(
  files: StoryFiles,
  candidate: Candidate,
  target: { readonly path: string; readonly remark: string },
  isSame: (files: readonly ShrunkFile[]) => boolean,
): readonly ShrunkFile[] {
  const [scenario, ...beside] = renamed(files, candidate, target.path);
  const remark = `# ${target.remark}\n`;
  const whole = [{ path: target.path, text: remark + tidy(scenario!.text) }, ...beside];
  const uses = beside.filter(({ purpose }) => purpose === 'use');
  if (uses.length === 0) return whole;
  const laidIn = withUses(scenario!.text, target.path, uses);
  const others = beside.filter(({ purpose }) => purpose !== 'use');
  const single =
    laidIn === undefined ? whole : [{ path: target.path, text: remark + tidy(laidIn) }, ...others];
  return isSame(single) ? single : whole;
}

/** Reads these files and no others. */
export const readerOf =
  (files: readonly ShrunkFile[]): ReadFile =>
  (path, purpose) => {
    const file = files.find((one) => one.path === path);
    if (file === undefined) return { problem: 'it is not among the files that were written' };
    if (purpose !== 'import') return { text: file.text };
    return { text: '', bytes: new TextEncoder().encode(file.text) };
  };

type NamedFile = Pick<CandidateFile, 'path' | 'text' | 'purpose'>;

/** Every file that is still named, under the name that it gets beside the new scenario. */
function renamed(files: StoryFiles, candidate: Candidate, target: string): NamedFile[] {
  const all = new Map(files.beside(candidate).map((file) => [file.path, file]));
  const names = new Map([...all.values()].map((file) => [file.path, nameBeside(file, target)]));
  const named = new Set<string>();
  const textOf = (source: SourceText): string => {
    const values = new Map(candidate.edits.values);
    for (const { unit, path } of pathsIn(source.units, source.path, names, candidate)) {
      named.add(path);
      values.set(unit, JSON.stringify(names.get(path)));
    }
    return editedText(source, { ...candidate.edits, values }).text;
  };
  const scenario: NamedFile = { path: target, text: textOf(files.scenario), purpose: 'use' };
  const beside: NamedFile[] = [];
  // A file that is named may name others: bounded by their number.
  for (const path of named) {
    const { purpose, text } = all.get(path)!;
    const source = files.sources.find((one) => one.path === path);
    const ownText = purpose === 'use' && source ? textOf(source) : text;
    beside.push({ path: joinPath(folderOf(target), names.get(path)!), purpose, text: ownText });
  }
  return [scenario, ...beside];
}

/** `bug.yaml` and `data/women.xlsx` → `bug-women.csv`: what was no text was made one. */
function nameBeside({ path, purpose, text }: CandidateFile, target: string): string {
  const own = target.slice(folderOf(target).length).replace(/\.[^.]*$/, '');
  const name = path.slice(folderOf(path).length);
  if (purpose !== 'import' || /\.(csv|tsv|txt|json|ndjson|jsonl)$/i.test(name)) return `${own}-${name}`;
  const [stem = name] = /^[^.]+/.exec(name) ?? [];
  return `${own}-${stem}${/^\s*\{/.test(text) ? '.ndjson' : /^\s*\[/.test(text) ? '.json' : '.csv'}`;
}

function pathsIn(
  units: readonly Unit[],
  from: string,
  names: ReadonlyMap<string, string>,
  candidate: Candidate,
): { unit: Unit; path: string }[] {
  return units.flatMap((unit) => {
    if (isGone(unit, candidate.edits)) return [];
    if (unit.children.length > 0) return pathsIn(unit.children, from, names, candidate);
    const path = unit.scalar && joinPath(folderOf(from), unit.scalar.text);
    return path !== undefined && names.has(path) ? [{ unit, path }] : [];
  });
}

/** No two blank lines, and none at either end. */
const tidy = (text: string): string => `${text.replaceAll(/(?:[ \t]*\r?\n){3,}/g, '\n\n').trim()}\n`;

/** The sections of the used files in the scenario's own text, comments included; undefined: they cannot be. */
function withUses(text: string, path: string, uses: readonly NamedFile[]): string | undefined {
  const document = parseDocument(text, readOptions);
  if (!isMap(document.contents)) return undefined;
  layUnder(document.contents, document, path, uses, 0);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const readOptions = { schema: 'failsafe', merge: true, uniqueKeys: false } as const;
const USES_MAX = 100;

/** A later file wins over an earlier one, and what is there over both. */
function layUnder(
  map: YAMLMap,
  { contents }: Pick<Document, 'contents'>,
  path: string,
  uses: readonly NamedFile[],
  depth: number,
): void {
  if (!isMap(contents) || depth > USES_MAX) return;
  const used: unknown = contents.toJSON().use;
  const names = (Array.isArray(used) ? used : used === undefined ? [] : [used]).map(String).reverse();
  if (contents === map) map.delete('use');
  else mergeInto(map, contents, 0);
  for (const name of names) {
    const file = uses.find((one) => one.path === joinPath(folderOf(path), name));
    if (file) layUnder(map, parseDocument(file.text, readOptions), file.path, uses, depth + 1);
  }
}

/** Sections by key, and routing a level deeper: as `use` has it. */
function mergeInto(map: YAMLMap, other: YAMLMap, depth: number): void {
  for (const pair of other.items as Pair[]) {
    const name = String(pair.key);
    if (depth === 0 && !mergedSections.has(name)) continue;
    const own: unknown = map.get(name, true);
    if (own === undefined) map.items.push(pair);
    else if (isMap(own) && isMap(pair.value) && (depth === 0 || (depth === 1 && isRouting(own)))) {
      mergeInto(own, pair.value, depth + 1);
    }
  }
}

/** Below `routing` stand maps of numbers; elsewhere what is there wins whole. */
const isRouting = (map: YAMLMap): boolean => map.items.every(({ value }) => !isMap(value));
