/** The rows of a file of cases as units: records of a CSV, lines of NDJSON, members of a JSON list. */
import { looksLikeJson } from '../imports/json-pages.ts';
import { type SourceText, type Unit, yamlSource } from './unit-tree.ts';

/** A header, and a list without its wrapper, are never cut. */
export function rowSource(path: string, text: string): SourceText {
  if (!looksLikeJson(path, text)) return linesAsUnits(path, text, recordEnds(text), 1);
  if (isOneValue(text)) return listedCases(path, text);
  return linesAsUnits(path, text, lineEnds(text), 0);
}

function isOneValue(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON is YAML between braces. */
function listedCases(path: string, text: string): SourceText {
  const { units } = yamlSource(path, text);
  const source: SourceText = { path, text, units: [] };
  const list = units.find(({ key }) => key === 'objects' || key === 'cases');
  const rows = list ? list.children : units.filter(({ key }) => key === undefined);
  const cut = rows.map((row): Unit => ({ ...row, source, parent: undefined, children: [] }));
  (source.units as Unit[]).push(...cut);
  return source;
}

function linesAsUnits(path: string, text: string, ends: readonly number[], skipped: number): SourceText {
  const units: Unit[] = [];
  const source: SourceText = { path, text, units };
  for (const [index, end] of ends.entries()) {
    if (index < skipped) continue;
    const start = ends[index - 1] ?? 0;
    units.push({
      source,
      style: 'line',
      key: undefined,
      start,
      keyEnd: start,
      end,
      parent: undefined,
      children: [],
    });
  }
  return source;
}

/** Behind each record: a line break inside quotation marks ends none. */
function recordEnds(text: string): number[] {
  const ends: number[] = [];
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) isQuoted = !isQuoted;
    else if (character === NEWLINE && !isQuoted) ends.push(at + 1);
  }
  if (ends.at(-1) !== text.length) ends.push(text.length);
  return ends;
}

const QUOTE = 34;
const NEWLINE = 10;

function lineEnds(text: string): number[] {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  return ends.at(-1) === text.length ? ends : [...ends, text.length];
}
