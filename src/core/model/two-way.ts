import type { SourceLocation } from './expectation.ts';
import type { Texts } from './texts.ts';

/** A word that a two-way contact may send. */
export interface Keyword {
  /** As it is named from outside: `project/word` for one of another project. */
  readonly key: string;
  readonly project: string;
  /** As written; matched in any letter case. */
  readonly word: string;
  readonly reply?: Texts;
  readonly survey?: string;
  readonly notify?: { readonly to: 'owner' | { readonly group: string }; readonly texts: Texts };
  readonly delimiter?: string;
  /** Who may use it; both when empty. */
  readonly onlyFor: readonly ('cases' | 'workers')[];
  readonly overridesOpenSurveys: boolean;
  readonly structured?: Structured;
  /** Where the file says all this; undefined: made without a file. */
  readonly source?: SourceLocation | undefined;
}

/** Structured SMS: a survey filled in from one text. */
export interface Structured {
  readonly survey: string;
  readonly form: 'positional' | 'named' | 'prefix';
  /** named: what stands between name and value. */
  readonly separator?: string;
  /** named and prefix: NAME → question id. */
  readonly names: ReadonlyMap<string, string>;
}

/** Sends what comes in on through a gateway, to the sender's own number. */
export interface Forwarding {
  readonly project: string;
  /** undefined: every text. */
  readonly keyword?: string;
  readonly via: string;
}
