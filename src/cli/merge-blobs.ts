/** `drysend merge`: the blobs of all shards → the reports, journals and exit code of the whole run. */

import type { ScenarioResult } from '../report/scenario-result.ts';
import { summaryOf } from '../report/summary.ts';
import { type BlobPiece, blobPieces, damaged } from './blob-file.ts';
import { blobsAt } from './blob-set.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { checkTargets, outputTargets, wantsCoverage } from './outputs.ts';
import { exitCodeFor } from './rehearse-files.ts';
import type { MergeOptions } from './run-options.ts';
import { type Outputs, openOutputs, type StoryLines, storyLines } from './run-outputs.ts';
import type { Terminal } from './terminal.ts';

export async function mergeBlobs(
  paths: readonly string[],
  options: MergeOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const coverage = wantsCoverage(options)
    ? (await import('./coverage-wanted.ts')).mergedCoverage(options, terminal)
    : undefined;
  const blobs = blobsAt(paths);
  const { version, stories: all } = blobs[0].header;
  const inputs = blobs.map(({ path }) => path);
  checkTargets(
    outputTargets(
      options,
      all.map(({ file }) => file),
    ),
    inputs,
  );
  const startedAt = Math.min(...blobs.map(({ header }) => header.startedAt));
  const outputs = await openOutputs(options, terminal);
  try {
    outputs.reports.begin({ version, titles: all.map(({ title }) => title), startedAt });
    const readers = inputs.map((path) => new BlobReader(path));
    const stories = storiesInOrder(readers, outputs);
    const realMs = readers.reduce((sum, reader) => sum + reader.realMs, 0);
    const measured = coverage?.of(stories);
    outputs.reports.end(summaryOf(stories, all.length, realMs));
    const isEnough = measured === undefined || coverage?.end(measured) === true;
    const code = exitCodeFor(stories);
    return code === exitCodes.kept && !isEnough ? exitCodes.broken : code;
  } finally {
    outputs.close();
  }
}

/** Each shard has its stories in order: the next of all is the first that any of them has. */
function storiesInOrder(readers: readonly BlobReader[], outputs: Outputs): ScenarioResult[] {
  const stories: ScenarioResult[] = [];
  for (;;) {
    const waiting = readers.filter(({ next }) => next !== undefined);
    const [first] = waiting.sort((a, b) => a.next!.index - b.next!.index);
    if (!first) return stories;
    const { file, index } = first.next!;
    stories.push(first.copyStory(storyLines(file, index, outputs)));
  }
}

type StoryPiece = BlobPiece & { readonly kind: 'story' };

/** Reads one blob, story by story. */
class BlobReader {
  /** The story that comes next; undefined: there is none. */
  next: StoryPiece | undefined;
  /** What the shard took, known at its end. */
  realMs = 0;
  readonly #path: string;
  readonly #pieces: IterableIterator<BlobPiece>;

  constructor(path: string) {
    this.#path = path;
    this.#pieces = blobPieces(path);
    this.#advance();
  }

  /** Hands its lines on as they were written. */
  copyStory({ journal, exchange, end }: StoryLines): ScenarioResult {
    for (let piece = this.#pieces.next(); !piece.done; piece = this.#pieces.next()) {
      const { value } = piece;
      if (value.kind === 'journal') journal?.(value.line);
      else if (value.kind === 'exchange') exchange?.(value.line);
      else if (value.kind === 'result') {
        this.#advance();
        return end(value.story);
      }
    }
    throw damaged(this.#path, 'it ends within a story');
  }

  #advance(): void {
    const { value, done } = this.#pieces.next();
    this.next = !done && value.kind === 'story' ? value : undefined;
    if (!done && value.kind === 'end') this.realMs = value.realMs;
  }
}
