/** What a column of an export, or a field of the Case API, stands for. */
import type { Field } from './found-case.ts';

export type Column =
  | { readonly kind: 'field'; readonly name: string; readonly field: Field }
  | { readonly kind: 'property'; readonly name: string }
  /** HQ's own bookkeeping, which no message depends on. */
  | { readonly kind: 'ignored'; readonly name: string };

const fieldByColumn: ReadonlyMap<string, Field> = new Map([
  ['caseid', 'case_id'],
  ['case_id', 'case_id'],
  ['name', 'name'],
  ['case_name', 'name'],
  ['case_type', 'case_type'],
  ['external_id', 'external_id'],
  ['closed', 'closed'],
  ['owner_name', 'owner_name'],
  ['owner_id', 'owner_id'],
  ['last_modified_by_user_username', 'modified_by'],
  ['parent_id', 'parent_id'],
  ['parent_external_id', 'parent_external_id'],
  ['parent_identifier', 'parent_identifier'],
  ['parent_relationship', 'parent_relationship'],
]);

/** `state` is not among them: it is more often a property (a place) than HQ's column. */
const ignoredColumns: ReadonlySet<string> = new Set([
  'number',
  'case_link',
  'closed_by_user_id',
  'closed_by_username',
  'closed_date',
  'date_closed',
  'date_opened',
  'last_modified',
  'last_modified_by_user_id',
  'last_modified_date',
  'opened_by_user_id',
  'opened_by_username',
  'opened_date',
  'parent_type',
  'server_last_modified_date',
]);

const REFUSED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Names that would reach into the language instead of naming a property. */
export const isRefused = (name: string): boolean => REFUSED.has(name);

/** HQ's property names; anything else cannot stand in `{case.…}`. */
export const isPropertyName = (name: string): boolean => /^[A-Za-z][\w-]*$/.test(name);

/** A column's own name: trimmed, without the `info.` of older exports, renamed as the scenario says. */
export function columnNamed(heading: string, columns: ReadonlyMap<string, string>): Column {
  const trimmed = heading.trim();
  const plain = plainName(trimmed);
  const renamed = columns.get(trimmed) ?? columns.get(plain);
  const name = renamed ?? plain;
  const field = fieldByColumn.get(name);
  if (field !== undefined) return { kind: 'field', name, field };
  return { kind: renamed === undefined && ignoredColumns.has(name) ? 'ignored' : 'property', name };
}

/** `info.case_id` is `case_id`. */
export const plainName = (heading: string): string => heading.trim().replace(/^info\./, '');

/** Whether the name alone shows that this is a case file. */
export function isTelling({ kind, name }: Column): boolean {
  if (kind === 'property') return name.startsWith('contact_') || name === 'commcare_email_address';
  return name === 'name' || name === 'case_name' || name === 'caseid' || name === 'case_id';
}
