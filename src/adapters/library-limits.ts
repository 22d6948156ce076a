/** The limits of the library's functions: those of the command line, written as options. */
import type { RepeatedBlock } from '../core/journal/repeated-block.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Instant } from '../core/model/instant.ts';
import { Budget, LimitReached, type Limits } from './interruptible.ts';

const words = {
  messages: (count: number): string => `maxMessages: ${count}`,
  seconds: (count: number): string => `maxSeconds: ${count}`,
  memory: (bytes: number): string => `maxMemory: ${bytes}`,
};

/** What one call may cost. Time counts from now on. */
export const libraryBudget = ({ maxMessages, maxSeconds, maxMemory }: Limits): Budget =>
  new Budget({ maxMessages, maxSeconds, maxMemory }, words);

/** Whoever listens to a run. */
interface Listeners {
  readonly onEntry?: (seq: number, entry: Entry) => void;
  readonly onRepeat?: (seq: number, block: RepeatedBlock) => void;
  readonly onProgress?: (now: Instant, entries?: number) => void;
}

/** The same options, with the budget listening too. */
export function within<O extends Listeners>(budget: Budget, options: O): O & Listeners {
  const { onEntry, onRepeat, onProgress } = options;
  return {
    ...options,
    onEntry(seq, entry) {
      budget.count(entry);
      onEntry?.(seq, entry);
    },
    // Whoever wants entries gets the repeated ones whole, by onEntry.
    ...((onRepeat || !onEntry) && {
      onRepeat(seq: number, block: RepeatedBlock) {
        budget.countBlock(block);
        onRepeat?.(seq, block);
      },
    }),
    onProgress(now, entries) {
      budget.look();
      onProgress?.(now, entries);
    },
  };
}

/** A limit that was met, with the story and the cure in its words: a program shows nothing else of it. */
export const namedLimit = (title: string, error: unknown): unknown =>
  error instanceof LimitReached
    ? new LimitReached(`${title}: ${error.message}. ${error.cure}`, error.cure)
    : error;
