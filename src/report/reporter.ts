import type { ScenarioResult } from './scenario-result.ts';
import type { Summary } from './summary.ts';

/**
 * One format of report: it takes each story as it ends and returns the text to write.
 * It never writes anything itself, so that any format can go to the screen or into a file.
 */
export interface Reporter {
  begin(opening: Opening): string;
  story(story: ScenarioResult): string;
  end(summary: Summary): string;
}

/** What is known before the first rehearsal. */
export interface Opening {
  /** Of drysend. */
  readonly version: string;
  readonly titles: readonly string[];
  /** On the real clock, in milliseconds since the epoch. */
  readonly startedAt: number;
}

/** What the place it is written to can show. */
export interface Look {
  /** Terminal cells in a line. */
  readonly columns: number;
  readonly colour: boolean;
  /** Leads from where annotations are read to the folder in which paths begin: `tests/`. */
  readonly pathPrefix?: string | undefined;
}
