/** What every story of one `drysend roster` goes through, be it rehearsed or read from a journal. */

import type { Budget, Limits } from '../adapters/interruptible.ts';
import type { Plan } from '../core/model/plan.ts';
import type { RosterFilter } from '../report/roster/filter.ts';
import { type Roster, RosterCollector } from '../report/roster/roster.ts';
import type { RosterRow } from '../report/roster/row.ts';
import { rosterText } from '../report/roster/text.ts';
import { inkFor, plainLine } from '../report/text/terminal-text.ts';
import type { LoadOptions, SpillOptions } from './load-options.ts';
import type { Progress } from './progress.ts';
import type { RosterOutputs, RosterStory } from './roster-outputs.ts';
import type { Terminal } from './terminal.ts';

/** What was asked of `drysend roster`. */
export interface RosterOptions extends LoadOptions, RosterFilter, Limits, SpillOptions {
  readonly grep?: string;
  readonly names?: string;
  readonly csv?: string;
  readonly xlsx?: string;
  readonly json?: boolean;
  readonly workers?: number;
}

/** What all stories of one command share. */
export interface RosterParts {
  readonly options: RosterOptions;
  readonly outputs: RosterOutputs;
  readonly progress: Progress;
  readonly budget: Budget;
  readonly terminal: Terminal;
  /** A document has it: nothing is told there. */
  readonly isStdoutTaken: boolean;
}

/** A collector whose rows go to the outputs. */
export function collectorFor(
  story: RosterStory,
  plan: Plan | undefined,
  { options, outputs }: RosterParts,
): RosterCollector {
  outputs.begin(story);
  const { people, zone } = story;
  return new RosterCollector({
    ...{ plan, people, zone, filter: filterOf(options) },
    ...(takesRows(options) && { onRow: (row: RosterRow) => outputs.row(row) }),
  });
}

/** Somebody takes rows; else counts are enough. */
export const takesRows = ({ csv, xlsx, json }: RosterOptions): boolean =>
  csv !== undefined || xlsx !== undefined || json === true;

/** What is asked for of all that was asked. */
export const filterOf = ({
  reason,
  alert,
  gateway,
  language,
  month,
  case: text,
}: RosterOptions): RosterFilter => ({
  ...(reason !== undefined && { reason }),
  ...(alert !== undefined && { alert }),
  ...(gateway !== undefined && { gateway }),
  ...(language !== undefined && { language }),
  ...(month !== undefined && { month }),
  ...(text !== undefined && { case: text }),
});

/** The end of one story: its counts, on the screen unless that is a document. */
export function tell(
  { title, zone }: RosterStory,
  roster: Roster,
  { isStdoutTaken, outputs, terminal }: RosterParts,
): void {
  outputs.end(roster);
  if (isStdoutTaken) return;
  const ink = inkFor(terminal.colour);
  const head = `${ink.strong(plainLine(title))}  ${ink.quiet(`times in ${zone.name}`)}`;
  terminal.out(`${head}\n${rosterText(roster, { columns: terminal.columns, ink })}\n`);
}
