/** A thread of `drysend run --parallel`: it reads the files of its stories itself, and runs one story after another. */
import { parentPort, workerData } from 'node:worker_threads';
import { exchangeLine } from '../../adapters/exchange-file.ts';
import { Budget } from '../../adapters/interruptible.ts';
import { encodeResult } from '../../report/result-transfer.ts';
import { type LoadedFile, loadFile, Parts } from '../load-plans.ts';
import { rehearseStory } from '../rehearse-files.ts';
import { textOf } from '../run-outputs.ts';
import { internalErrorText } from '../stop.ts';
import type { Job, ThreadReport, ThreadStart } from './protocol.ts';

/** Characters of lines that are handed over at once. */
const PIECE_CHARACTERS = 1 << 18;

const command = parentPort!;
const { options, wants, errorColour, debug } = workerData as ThreadStart;
const parts = new Parts();
const budget = new Budget(options);
const files = new Map<string, Promise<LoadedFile>>();
const tell = (report: ThreadReport): void => command.postMessage(report);

command.on('message', (job: Job) => {
  run(job).catch((error: unknown) =>
    tell({ kind: 'failed', index: job.index, reason: internalErrorText(error, { debug }) }),
  );
});

async function run({ index, file, ordinal }: Job): Promise<void> {
  const loading = files.get(file.path) ?? loadFile(file, options, parts);
  files.set(file.path, loading);
  const { plans, access } = await loading;
  const journal = pieces((text) => tell({ kind: 'journal', index, text }));
  const exchanges = pieces((text) => tell({ kind: 'exchange', index, text }));
  let err = '';
  const terminal = {
    errorColour,
    debug,
    err(text: string) {
      err += text;
    },
  };
  const sinks = {
    journal: wants.journal ? (lines: Uint8Array) => journal.write(textOf(lines)) : undefined,
    exchange: wants.exchanges
      ? (one: Parameters<typeof exchangeLine>[0]) => exchanges.write(exchangeLine(one))
      : undefined,
    needsRecord: wants.record,
    needsLists: wants.lists,
    progress: () => undefined,
  };
  const story = await rehearseStory(plans[ordinal]!, options, sinks, { access, terminal, budget });
  journal.flush();
  exchanges.flush();
  tell({ kind: 'result', index, result: encodeResult(story), err });
}

function pieces(send: (text: string) => void) {
  let waiting = '';
  const flush = (): void => {
    if (waiting !== '') send(waiting);
    waiting = '';
  };
  return {
    flush,
    write(line: string): void {
      waiting += line;
      if (waiting.length >= PIECE_CHARACTERS) flush();
    },
  };
}
