import type { SourceLocation } from './expectation.ts';
import type { Instant } from './instant.ts';

/** A case as the scenario describes it; it does not exist until the timeline registers it. */
export interface CaseSeed {
  readonly key: string;
  /** The project (domain) it lives in. */
  readonly project: string;
  readonly type: string;
  readonly name: string;
  /** Dynamic properties, as written. */
  readonly properties: ReadonlyMap<string, string>;
  /** Key of a user, group or location. */
  readonly owner?: string;
  readonly parents: readonly ParentLink[];
  readonly closed: boolean;
  readonly caseId: string;
  readonly externalId?: string;
  /** Key of a user. */
  readonly lastModifiedBy?: string;
  /** Where it stands; of a spreadsheet the line is the row. */
  readonly source?: SourceLocation;
  /** It comes from a file that is imported, and its values have been looked at there. */
  readonly isImported?: boolean;
}

export interface ParentLink {
  /** Key of the parent (or host) case. */
  readonly case: string;
  readonly identifier: string;
  readonly relationship: 'child' | 'extension';
}

/** What one save changes; what is left out stays. */
export interface CaseChange {
  readonly key: string;
  readonly set: ReadonlyMap<string, string>;
  readonly type?: string;
  readonly name?: string;
  /** null: the owner is taken away. */
  readonly owner?: string | null;
  readonly parents?: readonly ParentLink[];
  readonly externalId?: string;
  readonly lastModifiedBy?: string;
  /** The same save closes the case. */
  readonly close?: boolean;
  /** Key of the rule that saves it; undefined: a person, or a form. */
  readonly byRule?: string;
  /** Fakes an out-of-order save; undefined: now. */
  readonly serverModifiedAt?: Instant;
}
