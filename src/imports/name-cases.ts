/** Gives each case the key that the scenario calls it by. */

import { lower } from '../core/text/letter-case.ts';
import { categoryOf } from '../core/text/python-text.ts';
import { columnNamed } from './columns.ts';
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
      hint ??= keyHint(cases);
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

/** Names a column of the file that would do: HQ's own ids first. */
function keyHint(cases: readonly FoundCase[]): string {
  const column =
    (['case_id', 'external_id'] as const).find((field) =>
      differs(cases, ({ fields }) => fields.get(field)),
    ) ??
    [...(cases[0]?.properties.keys() ?? [])].find((name) =>
      differs(cases, ({ properties }) => properties.get(name)?.trim()),
    );
  return column === undefined
    ? 'add a column that differs in every row, such as an id, and choose it by key'
    : `choose a column that differs in every row, such as key: ${column}`;
}

/** Whether every row has one, and none has that of another. */
function differs(cases: readonly FoundCase[], cellIn: (found: FoundCase) => string | undefined): boolean {
  const seen = new Set<string>();
  return cases.every((found) => {
    const cell = cellIn(found);
    if (cell === undefined || cell === '' || seen.has(cell)) return false;
    seen.add(cell);
    return true;
  });
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

function cellOf(found: FoundCase, wanted: string, renames: ReadonlyMap<string, string>): string | undefined {
  const column = columnNamed(wanted, renames);
  if (column.kind === 'field') return found.fields.get(column.field);
  return found.properties.get(column.name)?.trim();
}

function chooseKey(
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

function freeKey(chosen: string, usedKeys: ReadonlySet<string>, nextNumber: Map<string, number>): string {
  if (!usedKeys.has(chosen)) return chosen;
  let number = nextNumber.get(chosen) ?? 2;
  // At most one step for each key already taken.
  while (usedKeys.has(`${chosen}-${number}`)) number += 1;
  nextNumber.set(chosen, number + 1);
  return `${chosen}-${number}`;
}
