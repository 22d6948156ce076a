/** A case export without the people in it: what routing and timing depend on stays, what names somebody is replaced. */
import { columnNamed } from '../imports/columns.ts';
import { isDateLike } from '../imports/inspect-date.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** What becomes of a column. */
export type Treatment = 'kept' | 'names' | 'ids' | 'numbers' | 'addresses' | 'letters';

export interface AnonymisedSheet {
  readonly rows: readonly (readonly string[])[];
  /** By column of the sheet, in its order. */
  readonly treatments: readonly { readonly column: string; readonly treatment: Treatment }[];
}

/** What HQ reads when it decides whether, when and how to send: never a person's name. */
const keptColumns = new Set([
  ...['language_code', 'time_zone', 'contact_backend_id', 'contact_ivr_backend_id', 'case_type', 'closed'],
  ...[
    'contact_phone_number_is_verified',
    'parent_relationship',
    'parent_identifier',
    'parent_type',
    'number',
  ],
]);
const nameFields = new Set(['name', 'owner_name', 'modified_by']);
const idFields = new Set(['case_id', 'external_id', 'owner_id', 'parent_id', 'parent_external_id']);

/** A column with so few different values holds choices, such as `yes` and `no`, or a stage of care. */
const CHOICES_MAX = 12;
/** Of fewer rows nothing is a choice: every value could be one person's. */
const ROWS_PER_CHOICE_MIN = 10;

/** `header` and `rows` as the sheet has them. */
export function anonymised(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  pseudonyms: Pseudonyms,
): AnonymisedSheet {
  const treatments = header.map((column, index) => ({
    column,
    treatment: treatmentOf(column, () => rows.map((cells) => cells[index] ?? '')),
  }));
  return {
    treatments,
    rows: rows.map((cells) =>
      cells.map((cell, index) => replaced(cell, treatments[index]?.treatment ?? 'letters', pseudonyms)),
    ),
  };
}

function treatmentOf(heading: string, cells: () => readonly string[]): Treatment {
  const column = columnNamed(heading, new Map());
  const name = column.kind === 'field' ? column.field : column.name;
  if (keptColumns.has(name)) return 'kept';
  if (nameFields.has(name) || /name|_by$/i.test(name)) return 'names';
  if (idFields.has(name) || /(?:^|_)(?:user_)?id$/.test(name)) return 'ids';
  if (/phone|mobile|whatsapp|msisdn/i.test(name)) return 'numbers';
  if (/e-?mail/i.test(name)) return 'addresses';
  return isImpersonal(cells().filter((cell) => cell.trim() !== '' && cell.trim() !== '---'))
    ? 'kept'
    : 'letters';
}

/** Dates, and choices that many share. */
function isImpersonal(cells: readonly string[]): boolean {
  if (cells.length > 0 && cells.every((cell) => isDateLike(cell) || /^\d{5}$/.test(cell.trim()))) return true;
  const different = new Set(cells).size;
  return different <= CHOICES_MAX && cells.length >= different * ROWS_PER_CHOICE_MIN;
}

function replaced(cell: string, treatment: Treatment, pseudonyms: Pseudonyms): string {
  const trimmed = cell.trim();
  if (trimmed === '' || trimmed === '---') return cell;
  switch (treatment) {
    case 'kept':
      return cell;
    case 'names':
      return pseudonyms.name(cell);
    case 'ids':
      return pseudonyms.id(trimmed);
    case 'numbers':
      return pseudonyms.number(cell);
    case 'addresses':
      return pseudonyms.email(cell);
    case 'letters':
      return isDateLike(trimmed) ? cell : pseudonyms.letters(cell);
  }
}
