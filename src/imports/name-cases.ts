/** Gives each case the key that the scenario calls it by. */

import { lower } from '../core/text/letter-case.ts';
import { categoryOf } from '../core/text/python-text.ts';
import { TextNumbers } from '../core/text/text-numbers.ts';
import { type Column, columnNamed } from './columns.ts';
import type { FoundCase, NamedCase } from './found-case.ts';
import type { ImportReport } from './import-report.ts';
import type { ImportDeclaration } from './importer.ts';
import { unknownColumn } from './sheet-header.ts';

/** In file order; a key that is taken gets `-2`, `-3`, … behind it. */
export function nameCases(
  cases: readonly FoundCase[],
  declaration: ImportDeclaration,
  report: ImportReport,
): NamedCase[] {
  const wanted = declaration.key;
  if (wanted !== undefined && cases.length > 0) checkColumn(wanted, cases, declaration, report);

  const usedKeys = new Set<string>();
  const nextNumber = new Map<string, number>();
  let hint: string | undefined;
  return cases.map((found) => {
    const chosen = chooseKey(found, declaration, report);
    const key = freeKey(chosen, usedKeys, nextNumber);
    usedKeys.add(key);
    if (key !== chosen) {
      hint ??= keyHint(eachOf(cases));
      report.note({
        code: 'IMPORT_KEY_TAKEN',
        place: found.place,
        key,
        found: chosen,
        becomes: `called "${key}"`,
        hint,
      });
    }
    return { key, found };
  });
}

/** Goes through cases in order, as long as they are wanted. */
type EachCase = (isWanted: (found: FoundCase) => boolean) => void;

const eachOf =
  (cases: readonly FoundCase[]): EachCase =>
  (isWanted) =>
    void cases.every(isWanted);

/** Names a column of the file that would do: HQ's own ids first. */
export function keyHint(each: EachCase): string {
  const field = (['case_id', 'external_id'] as const).find((name) =>
    differs(each, ({ fields }) => fields.get(name)),
  );
  const column =
    field ??
    columnsOfFirst(each).find((name) => differs(each, ({ properties }) => properties.get(name)?.trim()));
  return column === undefined
    ? 'add a column that differs in every row, such as an id, and choose it by key'
    : `choose a column that differs in every row, such as key: ${column}`;
}

function columnsOfFirst(each: EachCase): string[] {
  const names: string[] = [];
  each(({ properties }) => {
    names.push(...properties.keys());
    return false;
  });
  return names;
}

/** Whether every row has one, and none has that of another. */
function differs(each: EachCase, cellIn: (found: FoundCase) => string | undefined): boolean {
  const seen = new TextNumbers();
  let isEach = true;
  each((found) => {
    const cell = cellIn(found);
    isEach = cell !== undefined && cell !== '' && seen.add(cell, 0) === undefined;
    return isEach;
  });
  return isEach;
}

function checkColumn(
  wanted: string,
  cases: readonly FoundCase[],
  { columns }: ImportDeclaration,
  report: ImportReport,
): void {
  if (cases.some((found) => cellOf(found, wanted, columns) !== undefined)) return;
  const known = new Set(cases.flatMap(({ fields, properties }) => [...fields.keys(), ...properties.keys()]));
  report.problem(unknownColumn(wanted, [...known]));
}

export function cellOf(
  found: FoundCase,
  wanted: string,
  renames: ReadonlyMap<string, string>,
): string | undefined {
  const column = columnOnce(wanted, renames);
  if (column.kind === 'field') return found.fields.get(column.field);
  return found.properties.get(column.name)?.trim();
}

/** By the renames of a declaration, what its key was found to stand for. */
const keyColumns = new WeakMap<
  ReadonlyMap<string, string>,
  { readonly wanted: string; readonly column: Column }
>();

function columnOnce(wanted: string, renames: ReadonlyMap<string, string>): Column {
  const known = keyColumns.get(renames);
  if (known?.wanted === wanted) return known.column;
  const column = columnNamed(wanted, renames);
  keyColumns.set(renames, { wanted, column });
  return column;
}

export function chooseKey(
  found: FoundCase,
  { key: wanted, columns }: ImportDeclaration,
  report: ImportReport,
): string {
  const own = wanted === undefined ? undefined : cellOf(found, wanted, columns);
  if (own !== undefined) return own;

  const key = slug(found.fields.get('name') ?? '') || found.fields.get('case_id') || placeKey(found);
  if (wanted !== undefined) {
    report.note({
      code: 'IMPORT_KEY_MISSING',
      place: found.place,
      key,
      column: wanted,
      becomes: `called "${key}"`,
    });
  }
  return key;
}

const placeKey = ({ place }: FoundCase): string => `${place.word}-${place.row}`;

/** Lower case; letters and digits of any script stay, all else becomes one dash. */
export function slug(name: string): string {
  const kept = Array.from(lower(name.normalize('NFC')), (char) =>
    isInKey(char.codePointAt(0)!) ? char : '-',
  );
  return kept.join('').replaceAll(/-+/g, '-').replaceAll(/^-|-$/g, '');
}

/** Letters, digits and the marks on them, by our own tables: a key is the same on every Node. */
const isInKey = (code: number): boolean => ['L', 'N', 'M'].includes(categoryOf(code)[0]!);

export function freeKey(
  chosen: string,
  usedKeys: { has(key: string): boolean },
  nextNumber: { get(key: string): number | undefined; set(key: string, number: number): void },
): string {
  if (!usedKeys.has(chosen)) return chosen;
  let number = nextNumber.get(chosen) ?? 2;
  // At most one step for each key already taken.
  while (usedKeys.has(`${chosen}-${number}`)) number += 1;
  nextNumber.set(chosen, number + 1);
  return `${chosen}-${number}`;
}
