import type { Texts } from './texts.ts';

/** A word that a two-way contact may send. */
export interface Keyword {
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

export type QuestionType = 'text' | 'int' | 'float' | 'date' | 'time' | 'select' | 'multiselect' | 'label';

export interface Question {
  readonly id: string;
  readonly ask: Texts;
  readonly type: QuestionType;
  /** Stored value → label, in order. Labels may be translated. */
  readonly choices: ReadonlyMap<string, Texts>;
  readonly required: boolean;
  /** Asked only when each named question has this stored value. */
  readonly when: ReadonlyMap<string, string>;
}

export interface Survey {
  readonly key: string;
  readonly questions: readonly Question[];
  readonly expiresAfterMinutes: number;
  readonly reminderMinutes: readonly number[];
  readonly submitPartial: boolean;
  readonly needsCase: boolean;
  /** property → template over question ids. */
  readonly update: ReadonlyMap<string, string>;
  readonly close: boolean;
}

/** Sends what comes in on through a gateway, to the sender's own number. */
export interface Forwarding {
  /** undefined: every text. */
  readonly keyword?: string;
  readonly via: string;
}
