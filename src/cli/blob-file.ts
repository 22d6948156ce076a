/**
 * What `drysend run --blob` keeps of a run for `drysend merge`: each story's journal and exchanges as they are written, then its
 * result. A line's first character says what it is.
 */
import { createHash } from 'node:crypto';
import { piecesOf } from '../adapters/files/random-access.ts';
import { textLines } from '../adapters/files/text-lines.ts';
import { openWholeFile } from '../adapters/files/whole-file.ts';
import type { Plan } from '../core/model/plan.ts';
import { decodeResult, encodeResult } from '../report/result-transfer.ts';
import type { ScenarioResult } from '../report/scenario-result.ts';
import { exitCodes } from './exit-codes.ts';
import type { Shard } from './run-options.ts';
import { Stop } from './stop.ts';

/** The first line: what was to run, all shards together. */
export interface BlobHeader {
  readonly blob: 1;
  /** Of drysend. */
  readonly version: string;
  readonly shard: Shard;
  /** All of them in order, of every shard. */
  readonly stories: readonly { readonly title: string; readonly file: string }[];
  /** The same in every shard of one run. */
  readonly run: string;
  /** On the real clock. */
  readonly startedAt: number;
}

export interface BlobFile {
  /** The next story begins: its place among all. */
  begin(index: number, file: string): void;
  /** Whole lines. */
  journal(lines: string): void;
  exchange(lines: string): void;
  result(story: ScenarioResult): void;
  /** All is written: the file takes its place. */
  keep(realMs: number): void;
  /** Without `keep` before it, nothing is left of it. */
  close(): void;
}

const STORY = 'S';
const JOURNAL = 'J';
const EXCHANGE = 'X';
const RESULT = 'R';
const END = 'E';
const START = '{"blob":1,';

/** Of all stories that were chosen, whichever shard they are in. */
export function blobHeader(
  plans: readonly Plan[],
  { shard, version, startedAt }: Pick<BlobHeader, 'shard' | 'version' | 'startedAt'>,
): BlobHeader {
  const names = plans.map(({ title, seed, source: { file, line } }) => [file, line, title, seed]);
  const run = createHash('sha256')
    .update(JSON.stringify([version, shard.count, names]))
    .digest('hex');
  const stories = plans.map(({ title, source: { file } }) => ({ title, file }));
  return { blob: 1, version, shard, stories, run, startedAt };
}

export function openBlobFile(path: string, header: BlobHeader): BlobFile {
  const file = openWholeFile(path);
  file.write(`${JSON.stringify(header)}\n`);
  return {
    begin: (index, story) => file.write(`${STORY}${JSON.stringify([index, story])}\n`),
    journal: (lines) => file.write(signed(JOURNAL, lines)),
    exchange: (lines) => file.write(signed(EXCHANGE, lines)),
    result: (story) => file.write(`${RESULT}${encodeResult(story)}\n`),
    keep(realMs) {
      file.write(`${END}${realMs}\n`);
      file.keep();
    },
    close: () => file.close(),
  };
}

const signed = (sign: string, lines: string): string =>
  `${sign}${lines.slice(0, -1).replaceAll('\n', `\n${sign}`)}\n`;

/** A piece of one story, as it was written. */
export type BlobPiece =
  | { readonly kind: 'story'; readonly index: number; readonly file: string }
  | { readonly kind: 'journal' | 'exchange'; readonly line: string }
  | { readonly kind: 'result'; readonly story: ScenarioResult }
  | { readonly kind: 'end'; readonly realMs: number };

/** The header; undefined: the file is no blob. Throws the system's own error. */
export function readBlobHeader(path: string): BlobHeader | undefined {
  for (const line of textLines(piecesOf(path))) return line.startsWith(START) ? headerFrom(line) : undefined;
  return undefined;
}

/** A file may come from anywhere: what is not as `blobHeader` made it is no header. */
function headerFrom(line: string): BlobHeader | undefined {
  try {
    const header = JSON.parse(line) as BlobHeader;
    return isHeader(header) ? header : undefined;
  } catch {
    return undefined;
  }
}

function isHeader({ version, shard, stories, run, startedAt }: BlobHeader): boolean {
  const { index, count } = shard;
  return (
    [version, run].every((text) => typeof text === 'string') &&
    [index, count].every((number) => Number.isInteger(number) && number >= 1 && number <= SHARDS_MAX) &&
    index <= count &&
    Number.isFinite(startedAt) &&
    stories.every(({ title, file }) => typeof title === 'string' && typeof file === 'string')
  );
}

/** As many as `--shard` takes. */
const SHARDS_MAX = 9999;

/** Everything behind the header, in order. Takes the memory of one line, however long the journals are. */
export function* blobPieces(path: string): IterableIterator<BlobPiece> {
  let number = 0;
  for (const line of textLines(piecesOf(path))) {
    number += 1;
    if (number > 1) yield pieceAt(path, number, line);
  }
}

function pieceAt(path: string, number: number, line: string): BlobPiece {
  try {
    return pieceOf(line[0], line.slice(1));
  } catch {
    throw damaged(path, `line ${number} is not as it was written`);
  }
}

/** The blob cannot be merged. */
export const damaged = (path: string, what: string): Stop =>
  new Stop(exitCodes.unreadable, `${path} is damaged: ${what}`, 'Run that shard again.');

function pieceOf(sign: string | undefined, text: string): BlobPiece {
  switch (sign) {
    case STORY: {
      const [index, file] = JSON.parse(text);
      if (!Number.isInteger(index) || typeof file !== 'string') throw new TypeError('no story');
      return { kind: 'story', index, file };
    }
    case JOURNAL:
      return { kind: 'journal', line: `${text}\n` };
    case EXCHANGE:
      return { kind: 'exchange', line: `${text}\n` };
    case RESULT:
      return { kind: 'result', story: decodeResult(text) };
    default:
      return { kind: 'end', realMs: Number(text) };
  }
}
