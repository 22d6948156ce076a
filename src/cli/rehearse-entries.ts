import type { Entry } from '../core/model/entry.ts';
import type { Plan } from '../core/model/plan.ts';
import { rehearsePlan } from '../rehearse.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { exitCodes } from './exit-codes.ts';
import { interruptible } from './interruptible.ts';
import type { Progress } from './progress.ts';
import { Stop } from './stop.ts';

/**
 * Rehearses a plan for its entries alone: nothing is kept of the journal, and nothing of what the story promises is
 * judged. Throws `Interrupted` on Ctrl-C.
 */
export function rehearseEntries(
  plan: Plan,
  onEntry: (seq: number, entry: Entry) => void,
  progress: Progress,
): void {
  const spanMs = plan.endsAt === undefined ? undefined : plan.endsAt - plan.startsAt;
  const onProgress = (now: number): void => progress.at(spanMs ? (now - plan.startsAt) / spanMs : 0, now);
  try {
    interruptible(() => rehearsePlan(plan, { keep: false, entriesOnly: true, onEntry, onProgress }));
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    throw new Stop(exitCodes.couldNotRun, `${plan.title}: could not be rehearsed`, error.message);
  }
  progress.clear();
}
