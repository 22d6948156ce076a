/** One change of a scenario: where it stands, what it changes, and what is read instead. */
import type { SourceLocation } from '../core/model/expectation.ts';
import type { Node } from '../scenario/node.ts';

/** What a change is about, in the order of tables. */
export const mutationKinds = {
  schedule: 'when something is sent: times, days, offsets, repeats, starts',
  stop: 'what ends or restarts an alert',
  rule: 'criteria, their comparisons and values; what rules write',
  recipient: 'who gets it',
  route: 'gateways, prefixes, limits and faults of gateways',
  text: 'words, and the properties in them',
  language: 'translations, swapped or left out; languages and their order',
  keyword: 'words that contacts send, and what these do',
  survey: 'questions, conditions, limits, reminders, what is saved',
  setting: 'settings of the project',
  person: 'users, groups, locations',
  case: 'properties of cases',
  timeline: 'what happens, and when',
} as const;

export type MutationKind = keyof typeof mutationKinds;

export interface Mutation {
  readonly kind: MutationKind;
  readonly source: SourceLocation;
  readonly endLine: number;
  readonly endColumn: number;
  /** `alerts.visit.send.daily.at` */
  readonly path: string;
  readonly before: string;
  /** undefined: it is left out. */
  readonly after: string | undefined;
  readonly edit: Edit;
}

/** What is done to the node, item or entry that stands at a place. */
export type Edit = Place &
  (
    | { readonly act: 'remove' }
    | { readonly act: 'rename' | 'text' | 'zone'; readonly text: string }
    | { readonly act: 'node'; readonly node: Node }
  );

/** A stretch of one file, in characters. */
interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}
