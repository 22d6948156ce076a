/** Sends the lines of one story to every output that wants them, and the result when it is over. */
import { exchangeLine } from '../adapters/exchange-file.ts';
import type { ScenarioResult } from '../report/scenario-result.ts';
import type { StorySinks } from './rehearse-story.ts';
import type { Outputs } from './run-outputs.ts';

/** Lines as they are written; a result follows when the story is over. */
export interface StoryLines {
  readonly journal: ((line: string) => void) | undefined;
  readonly exchange: ((line: string) => void) | undefined;
  /** The result with what only the outputs know. */
  end(result: ScenarioResult): ScenarioResult;
}

/** `index`: the story's place among all that were chosen. To be called in that order. */
export function storyLines(file: string, index: number, outputs: Outputs): StoryLines {
  const { exchanges, blob } = outputs;
  const journal = outputs.journal?.next(file);
  blob?.begin(index, file);
  return {
    journal: both(journal && ((line) => journal.sink(line)), blob && ((line) => blob.journal(line))),
    exchange: both(
      exchanges && ((line) => exchanges.writeLine(line)),
      blob && ((line) => blob.exchange(line)),
    ),
    end(result) {
      blob?.result(result);
      const story =
        journal && result.outcome !== 'stopped' ? { ...result, journalFile: journal.path } : result;
      outputs.story(story);
      return story;
    },
  };
}

type Write = (line: string) => void;

function both(one: Write | undefined, other: Write | undefined): Write | undefined {
  if (!one || !other) return one ?? other;
  return (line) => {
    one(line);
    other(line);
  };
}

/** The same for a story that runs in this thread. */
export const sinksFor = (
  { journal, exchange }: StoryLines,
  { needRecords, needLists }: Outputs,
): Omit<StorySinks, 'progress'> => ({
  journal,
  exchange: exchange && ((one) => exchange(exchangeLine(one))),
  needsRecord: needRecords,
  needsLists: needLists,
});
