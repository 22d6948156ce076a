import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DurableLog, openDurableLog } from '../../../src/adapters/recorder/durable-log.ts';
import { type Recorded, Recorder } from '../../../src/adapters/recorder/recorder.ts';
import { anExchange } from './an-exchange.ts';

const LINES = 6;
const CUT_INTO = 3;
const SHORT = { method: 'GET', path: '/', headers: {}, body: '' };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-torn-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const written = (log: DurableLog, recorded: Recorded): Promise<void> =>
  new Promise((resolve, reject) => {
    log.append(recorded, (error) => (error ? reject(error) : resolve()));
  });

/** A journal of messages in several alphabets, so that a cut may go through a character. */
async function aJournal(): Promise<{ readonly path: string; readonly exchanges: readonly Recorded[] }> {
  const log = openDurableLog(folder);
  const exchanges: Recorded[] = [];
  for (let seq = 1; seq <= LINES; seq += 1) {
    exchanges.push(anExchange({ seq, id: `m${seq}`, text: `नमस्ते ✓ ${'🙂'.repeat(seq)}`, request: SHORT }));
  }
  for (const exchange of exchanges) await written(log, exchange);
  log.close();
  return { path: log.path, exchanges };
}

test('cut off at any byte of its last lines, a journal keeps its whole lines and goes on', async () => {
  const { path, exchanges } = await aJournal();
  const bytes = readFileSync(path);
  const ends = [...bytes.keys()].filter((at) => bytes[at] === 0x0a).map((at) => at + 1);
  expect(ends).toHaveLength(LINES);
  const whole = join(folder, 'whole');
  copyFileSync(path, whole);

  for (let size = ends[LINES - CUT_INTO - 1]!; size <= bytes.length; size += 1) {
    copyFileSync(whole, path);
    truncateSync(path, size);
    const left = ends.filter((end) => end <= size);

    const log = openDurableLog(folder);
    expect([size, log.restored]).toEqual([size, exchanges.slice(0, left.length)]);
    expect(log.tornBytes).toBe(size - left.at(-1)!);
    const recorder = new Recorder();
    for (const recorded of log.restored) recorder.restore(recorded);
    expect(recorder.nextSeq).toBe(left.length + 1);
    await written(log, recorder.record(anExchange({ id: 'next' })));
    log.close();

    const again = openDurableLog(folder);
    expect([size, again.tornBytes, again.restored.at(-1)]).toMatchObject([
      size,
      0,
      { id: 'next', seq: left.length + 1 },
    ]);
    expect(again.restored).toHaveLength(left.length + 1);
    again.close();
  }
});
