/** One part of a scenario that a run may exercise, and where it stands. */
import type { SourceLocation } from '../core/model/expectation.ts';

/** What can be covered, in the order of tables. */
export const coverageParts = {
  alerts: 'an alert sent to somebody',
  broadcasts: 'a broadcast sent to somebody',
  events: 'an event of a schedule was sent',
  conditions: 'a criterion of an alert held, and at another time did not',
  languages: 'the words of an alert or a question went out in this language',
  rules: 'a rule changed a case',
  keywords: 'somebody sent the keyword',
  surveys: 'a survey was opened',
  questions: 'a question was answered',
  gateways: 'a message was handed to the gateway',
  routes: 'a line of the routing chose a gateway',
} as const;

export type CoveragePart = keyof typeof coverageParts;

export interface CoverageItem {
  readonly part: CoveragePart;
  /** `visit`, `visit in hin`, `visit event 2`. */
  readonly name: string;
  readonly source: SourceLocation;
  /** How often it was exercised. */
  readonly hits: number;
  /** How far it came, when it was not. */
  readonly reached?: string | undefined;
  /** What a story has to hold to exercise it. */
  readonly cover: string;
}
