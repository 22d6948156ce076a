/** JSON or NDJSON text → the single case objects in it, whatever wraps them. */
import type { Place } from './found-case.ts';
import type { ImportReport } from './import-report.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface PlacedObject {
  readonly place: Place;
  readonly object: JsonObject;
}

/** By its ending, else by its first character; `text` may be only the beginning. */
export function looksLikeJson(path: string, text: string): boolean {
  if (/\.(json|ndjson|jsonl)$/i.test(path)) return true;
  return !/\.(csv|tsv|txt)$/i.test(path) && /^\s*[[{]/.test(text);
}

/** Whether each line of the file is a case, by its name. */
export const isNamedAsLines = (path: string): boolean => /\.(ndjson|jsonl)$/i.test(path);

/** The cases of a file with one on each line, as they come. */
export function* objectsInLines(
  blocks: Iterable<Uint8Array>,
  report: ImportReport,
): IterableIterator<PlacedObject> {
  let lines = 0;
  for (const block of blocks) {
    const text = Buffer.from(block.buffer, block.byteOffset, block.length).toString('utf8');
    const all = text.split('\n');
    if (text.endsWith('\n')) all.pop();
    for (const line of all) {
      lines += 1;
      const placed = fromLine(line, { word: 'line', row: lines }, report);
      if (placed) yield placed;
    }
  }
}

/** The cases of a text that is read as a whole. */
export function readObjects(text: string, report: ImportReport): PlacedObject[] {
  const whole = parsed(text);
  if ('value' in whole) return fromPage(whole.value, report);
  if (isLineOfJson(text)) return fromLines(text, report);
  report.problem(brokenJson(text, whole.at));
  return [];
}

function fromLines(text: string, report: ImportReport): PlacedObject[] {
  return [...objectsInLines([Buffer.from(text)], report)];
}

function fromLine(line: string, place: Place, report: ImportReport): PlacedObject | undefined {
  if (line.trim() === '') return undefined;
  const read = parsed(line);
  if (!('value' in read)) report.problem({ ...brokenJson(line, read.at), row: place.row });
  else if (isObject(read.value)) return { place, object: read.value };
  else report.problem(noCase(place, read.value));
  return undefined;
}

/** A list, one case, or the wrapper of either API: `objects` (v1), `cases` (v2). */
function fromPage(page: unknown, report: ImportReport): PlacedObject[] {
  if (Array.isArray(page)) return fromList(page, report);
  if (!isObject(page)) {
    report.problem(noCase({ word: 'case', row: 1 }, page));
    return [];
  }
  const list = page.objects ?? page.cases;
  if (!Array.isArray(list)) return fromList([page], report);
  noteMorePages(page, list.length, report);
  return fromList(list, report);
}

function fromList(list: readonly unknown[], report: ImportReport): PlacedObject[] {
  const objects: PlacedObject[] = [];
  for (const [index, object] of list.entries()) {
    const place: Place = { word: 'case', row: index + 1 };
    if (isObject(object)) objects.push({ place, object });
    else report.problem(noCase(place, object));
  }
  return objects;
}

function noteMorePages(page: JsonObject, here: number, report: ImportReport): void {
  const meta = isObject(page.meta) ? page.meta : {};
  const next = page.next ?? meta.next ?? null;
  const total = page.matching_records ?? meta.total_count;
  if (next === null && !(typeof total === 'number' && total > here)) return;
  const found = `${here} of ${typeof total === 'number' ? total : 'more'} cases`;
  report.note({ code: 'IMPORT_MORE_PAGES', found });
}

function parsed(text: string): { value: unknown } | { at: number | undefined } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const position = /at position (\d+)/.exec(String(error))?.[1];
    return { at: position === undefined ? undefined : Number(position) };
  }
}

function isLineOfJson(text: string): boolean {
  const [first = '', second] = text.trim().split(/\r?\n/, 2);
  return second !== undefined && 'value' in parsed(first);
}

function brokenJson(text: string, at: number | undefined) {
  const before = at === undefined ? undefined : text.slice(0, at);
  return {
    ...(before !== undefined && { row: before.split('\n').length }),
    found:
      before === undefined ? 'text that is no JSON' : `no JSON after ${JSON.stringify(before.slice(-40))}`,
    wanted: 'JSON of the Case API, or one JSON case on each line',
  };
}

export const noCase = (place: Place, value: unknown) => ({
  row: place.row,
  found: `${place.word} ${place.row} is ${JSON.stringify(value).slice(0, 60)}`,
  wanted: 'a case: an object with case_id and properties',
});

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
