/** A case as a file has it, whatever the format: before it has a key, a project or a sound type. */
import type { ParentLink } from '../core/model/case.ts';
import type { SourceLocation } from '../core/model/expectation.ts';

/** Where a case stands: a spreadsheet row (header = 1), a line of NDJSON, or a case of a JSON list (from 1). */
export interface Place {
  readonly word: 'row' | 'line' | 'case';
  readonly row: number;
}

/** A place in a file; a case of a JSON list has no line of its own. */
export const sourceOf = ({ word, row }: Place, file: string): SourceLocation => ({
  file,
  line: word === 'case' ? 1 : row,
  column: 1,
});

/** What HQ itself knows of a case, apart from its properties. */
export type Field =
  | 'case_id'
  | 'name'
  | 'case_type'
  | 'external_id'
  | 'closed'
  | 'owner_name'
  | 'owner_id'
  | 'modified_by'
  | 'parent_id'
  | 'parent_external_id'
  | 'parent_identifier'
  | 'parent_relationship';

export interface FoundParent {
  readonly caseId?: string;
  readonly externalId?: string;
  readonly identifier: string;
  readonly relationship: ParentLink['relationship'];
}

export interface FoundCase {
  readonly place: Place;
  readonly fields: ReadonlyMap<Field, string>;
  /** As written; missing ones are left out. */
  readonly properties: ReadonlyMap<string, string>;
  /** Columns that held `---`. */
  readonly marked: readonly string[];
  readonly parents: readonly FoundParent[];
}

/** A found case and the key that the scenario calls it by. */
export interface NamedCase {
  readonly key: string;
  readonly found: FoundCase;
}

/** What exports print where a case has no such property. */
export const MISSING_MARK = '---';

/** Blank and `---` both mean that the case has no such property. */
export function isMissing(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === '' || trimmed === MISSING_MARK;
}
