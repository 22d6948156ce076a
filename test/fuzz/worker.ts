/**
 * Fuzzes one target in a process of its own, for scripts/fuzz.mjs: says how far it is, what it takes in memory and what it
 * found. The number of the inputs at hand stands in a file, so that they are known when the process hangs or dies.
 */
import { openSync, writeSync } from 'node:fs';
import { keepInput } from './corpus.ts';
import { inputsOf } from './inputs.ts';
import { targets } from './targets/index.ts';
import { listenToUncaught, tryInputs } from './try-inputs.ts';

const SAMPLE_MS = 2000;

const [, , name = '', seed = '1', from = '0', count = '0', endsAt = '0', placeFile = ''] = process.argv;
const target = targets.find((one) => one.name === name);
if (target === undefined) throw new Error(`no target ${name}`);

const place = openSync(placeFile, 'w');
const here = Buffer.alloc(8);
let sampledAt = 0;

/** Memory without garbage, so that what stays can be seen. */
function sample(index: number): void {
  sampledAt = Date.now();
  global.gc?.();
  process.send?.({ kind: 'sample', index, rssBytes: process.memoryUsage.rss() });
}

listenToUncaught();
const inputAt = inputsOf(target, Number(seed));
const opened = await target.open();
const tried = await tryInputs(target, opened, inputAt, {
  from: Number(from),
  count: Number(count),
  goOn: () => Date.now() < Number(endsAt),
  onGroup(index) {
    here.writeDoubleLE(index);
    writeSync(place, here, 0, 8, 0);
    if (Date.now() - sampledAt < SAMPLE_MS) return undefined;
    sample(index);
    return new Promise((resolve) => setImmediate(resolve));
  },
  onFinding(finding) {
    const path = finding.input === '' ? '' : keepInput(target, finding.kind, finding.input);
    process.send?.({ ...finding, kind: 'finding', what: finding.kind, input: undefined, path });
  },
});
await opened.rest?.();
sample(Number(from) + tried.inputs);
process.send?.({ kind: 'end', inputs: tried.inputs, slowestMs: tried.slowestMs });
await opened.close?.();
process.exit(0);
