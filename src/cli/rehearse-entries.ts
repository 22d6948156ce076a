import { type Budget, interruptible, LimitReached } from '../adapters/interruptible.ts';
import type { RepeatedBlock } from '../core/journal/repeated-block.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Plan } from '../core/model/plan.ts';
import { type RehearseOptions, rehearsePlan } from '../rehearse.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { exitCodes } from './exit-codes.ts';
import type { Progress } from './progress.ts';
import { Stop } from './stop.ts';

/** What takes the entries; without `onRepeat` those that are as entries before come whole too. */
interface EntryListeners {
  readonly onEntry: (seq: number, entry: Entry) => void;
  readonly onRepeat?: (seq: number, block: RepeatedBlock) => void;
}

/**
 * Rehearses a plan for its entries alone: nothing is kept of the journal, and nothing of what the story promises is
 * judged. Throws `Interrupted` on Ctrl-C, and stops at a limit.
 */
export function rehearseEntries(
  plan: Plan,
  { onEntry, onRepeat }: EntryListeners,
  { progress, budget }: { readonly progress: Progress; readonly budget: Budget },
): void {
  const spanMs = plan.endsAt === undefined ? undefined : plan.endsAt - plan.startsAt;
  const listeners: RehearseOptions = {
    onEntry(seq, entry) {
      budget.count(entry);
      onEntry(seq, entry);
    },
    ...(onRepeat && {
      onRepeat(seq: number, block: RepeatedBlock) {
        budget.countBlock(block);
        onRepeat(seq, block);
      },
    }),
    onProgress(now, entries) {
      budget.look();
      progress.at(spanMs ? (now - plan.startsAt) / spanMs : 0, now, entries);
    },
  };
  try {
    interruptible(() => rehearsePlan(plan, { keep: false, entriesOnly: true, ...listeners }), budget);
  } catch (error) {
    if (error instanceof LimitReached) throw stopAtLimit(plan, error);
    if (!(error instanceof ScenarioError)) throw error;
    throw cannotRehearse(plan, error);
  }
  progress.clear();
}

/** For a command that has nothing to tell without the whole run. */
export const stopAtLimit = ({ title }: Plan, { message, cure }: LimitReached): Stop =>
  new Stop(exitCodes.couldNotRun, `${title}: ${message}`, cure);

/** A fault of the story that only the run shows. */
export const cannotRehearse = ({ title }: Plan, { message }: ScenarioError): Stop =>
  new Stop(exitCodes.couldNotRun, `${title}: could not be rehearsed`, message);
