/** A scenario's tree, which can grow by one act without reading the whole text again. */

import { Document } from 'yaml';
import { nextTurn } from '../../adapters/time-slices.ts';
import type { Instant } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import { isoUtc } from '../../core/time/format.ts';
import { parseDuration, parseTime } from '../../core/time/parse-time.ts';
import { zoneOfProject } from '../../core/time/zone.ts';
import { importCases } from '../../imports/import-cases.ts';
import type { Importer, ImportFile } from '../../imports/importer.ts';
import { exampleRows } from '../../scenario/examples.ts';
import { IncludeResolver } from '../../scenario/include-resolver.ts';
import type { ReadFile } from '../../scenario/load.ts';
import type { ListNode, MapEntry, MapNode, Node, TextNode } from '../../scenario/node.ts';
import { ParseContext, PartsReadBefore } from '../../scenario/parse-context.ts';
import { planFromTree } from '../../scenario/plan-from-tree.ts';
import { readYaml } from '../../scenario/yaml-tree.ts';
import type { HandAct } from './act-entry.ts';
import { requestProblemOf } from './request-problem.ts';
import { yamlOf } from './scenario-text.ts';

/** The tree of a text's first story. */
export function treeOf(path: string, text: string): MapNode {
  const parsed = readYaml(path, text);
  if ('problems' in parsed) throw requestProblemOf(parsed.problems);
  const root = parsed.trees.find(({ kind }) => kind === 'map');
  if (root?.kind !== 'map') throw requestProblemOf([]);
  return root;
}

/** The tree with the files it uses under it, and the first row of its examples filled in. */
export function wholeTree(
  root: MapNode,
  path: string,
  outside: ExternalFiles,
): { row: MapNode; context: ParseContext } {
  const uses = new IncludeResolver(outside.read);
  const merged = uses.merged(root, [path]);
  const problems = [...uses.problems];
  const examples = merged.entries.get('examples');
  const row = examples ? exampleRows(merged, examples, problems)[0] : merged;
  if (row === undefined || problems.length > 0) throw requestProblemOf(problems);
  const context = new ParseContext();
  context.readBefore = outside.readBefore;
  context.notices.push(...uses.notices);
  return { row, context };
}

/** The plan of a tree; a refusal when it does not read. */
export function planOfTree(root: MapNode, path: string, outside: ExternalFiles): Plan {
  const { row, context } = wholeTree(root, path, outside);
  const plan = planFromTree(row, outside, context);
  if (plan === undefined || context.problems.length > 0) throw requestProblemOf(context.problems);
  return plan;
}

/** What a scenario reads beside itself. */
export interface ExternalFiles {
  readonly read: ReadFile;
  readonly importCases: Importer;
  /** What is as it was when the scenario was read before. */
  readonly readBefore: PartsReadBefore;
}

/** Files as they were when they were read first: a session does not change under its people's hands. */
export function outsideOf(read: ReadFile): ExternalFiles {
  const files = new Map<string, ReturnType<ReadFile>>();
  const imports = new Map<string, ReturnType<Importer>>();
  return {
    readBefore: new PartsReadBefore(),
    read(path, purpose) {
      const key = `${purpose} ${path}`;
      const known = files.get(key) ?? read(path, purpose);
      files.set(key, known);
      return known;
    },
    importCases(declaration, file: ImportFile) {
      const { columns, ...others } = declaration;
      const key = JSON.stringify([file.path, others, [...columns]]);
      const known = imports.get(key) ?? importCases(declaration, file);
      imports.set(key, known);
      return known;
    },
  };
}

/** When each entry of the timeline happens. One whose time does not read stands where the one before does. */
export function entryTimes(row: MapNode, plan: Plan): Instant[] {
  const timeline = row.entries.get('timeline')?.value;
  const zone = zoneOfProject(plan.project);
  let before = row.entries.has('starts') ? plan.startsAt : Number.NEGATIVE_INFINITY;
  return (timeline?.kind === 'list' ? timeline.items : []).map((item) => {
    const parsed = parseTime(textIn(item, 'at') ?? '', zone);
    const after = parseDuration(textIn(item, 'after') ?? '');
    if (!('problem' in parsed) && parsed.kind === 'instant') before = Math.max(before, parsed.at);
    else if (after !== undefined) before += after;
    return before;
  });
}

/** The act as text, and as it would stand in the tree. */
export function grownNodes(path: string, at: Instant, { entries, cases }: HandAct) {
  const timeline = entries.map((entry) => ({ at: isoUtc(at), ...entry }));
  const whole = { cases: Object.fromEntries(cases), timeline };
  const text = yamlOf(new Document(whole, { schema: 'failsafe' }));
  const root = treeOf(path, text);
  const fresh = root.entries.get('cases')?.value;
  const entry = root.entries.get('timeline')?.value;
  return {
    size: text.length,
    cases: fresh?.kind === 'map' ? fresh.entries : new Map<string, MapEntry>(),
    items: entry?.kind === 'list' ? entry.items : [],
    root,
  };
}

/** Cases of an act as they would stand in the tree. */
export type GrownCases = Pick<ReturnType<typeof grownNodes>, 'size' | 'cases' | 'root'>;

/** How many are made in one turn. */
const CASES_A_TURN = 50;

/** The same, made in slices: they may be many. */
export async function grownCases(path: string, cases: HandAct['cases']): Promise<GrownCases> {
  const all = [...cases];
  const made = new Map<string, MapEntry>();
  let size = 0;
  let root: MapNode | undefined;
  for (let from = 0; from < all.length; from += CASES_A_TURN) {
    const some = grownNodes(path, 0, { entries: [], cases: new Map(all.slice(from, from + CASES_A_TURN)) });
    for (const [key, entry] of some.cases) made.set(key, entry);
    size += some.size;
    root ??= some.root;
    await nextTurn();
  }
  return { size, cases: made, root: root ?? grownNodes(path, 0, { entries: [], cases }).root };
}

/** The tree with entries at a place of its timeline, and with new cases. */
export function withGrown(
  root: MapNode,
  index: number,
  grown: ReturnType<typeof grownNodes>,
  { cases, root: casesRoot }: GrownCases = grown,
): MapNode {
  const entries = new Map(root.entries);
  const own = (name: string): MapEntry => root.entries.get(name) ?? grown.root.entries.get(name)!;
  const timeline = root.entries.get('timeline')?.value;
  const items = timeline?.kind === 'list' ? [...timeline.items] : [];
  items.splice(index, 0, ...grown.items);
  const list = timeline?.kind === 'list' ? timeline : (grown.root.entries.get('timeline')!.value as ListNode);
  entries.set('timeline', { ...own('timeline'), value: { ...list, items } });
  if (cases.size === 0) return { ...root, entries };
  const held = root.entries.get('cases')?.value;
  const ownCases = root.entries.get('cases') ?? casesRoot.entries.get('cases')!;
  const map = held?.kind === 'map' ? held : (casesRoot.entries.get('cases')!.value as MapNode);
  const all = new Map([...(held?.kind === 'map' ? held.entries : []), ...cases]);
  entries.set('cases', { ...ownCases, value: { ...map, entries: all } });
  return { ...root, entries };
}

/** The tree with another text at the top. */
export function withText(root: MapNode, name: string, text: string): MapNode {
  const held = root.entries.get(name);
  if (held === undefined) return root;
  const value: TextNode = { kind: 'text', text, place: held.value.place, path: held.value.path };
  return { ...root, entries: new Map(root.entries).set(name, { ...held, value }) };
}

/** The tree with a time of its own in an entry whose time was given by the one before. */
export function withOwnTime(root: MapNode, index: number, at: Instant): MapNode {
  const held = root.entries.get('timeline');
  const item = held?.value.kind === 'list' ? held.value.items[index] : undefined;
  if (held?.value.kind !== 'list' || item?.kind !== 'map') return root;
  const { after, ...others } = Object.fromEntries(item.entries);
  if (after === undefined) return root;
  const key: TextNode = {
    ...after.key,
    text: 'at',
    path: after.key.path && { ...after.key.path, step: 'at' },
  };
  const value: TextNode = { kind: 'text', text: isoUtc(at), place: after.value.place, path: key.path };
  const entries = new Map([['at', { key, value }], ...Object.entries(others)]);
  const items = held.value.items.with(index, { ...item, entries });
  return {
    ...root,
    entries: new Map(root.entries).set('timeline', { ...held, value: { ...held.value, items } }),
  };
}

function textIn(item: Node, name: string): string | undefined {
  const value = item.kind === 'map' ? item.entries.get(name)?.value : undefined;
  return value?.kind === 'text' ? value.text : undefined;
}
