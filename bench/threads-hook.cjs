/**
 * Loaded into a command that is measured: it notes what its threads had worked when they were ready for a shard, and the main thread when it had given
 * one out. Lines of JSON, in the file that THREAD_NOTES names.
 */
const { appendFileSync, readFileSync, readlinkSync } = require('node:fs');
const { isMainThread, parentPort, Worker } = require('node:worker_threads');

/** `/proc` counts in nanoseconds. */
const cpuMs = () => Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ', 1)[0]) / 1e6;
const note = (what) => appendFileSync(process.env.THREAD_NOTES ?? '', `${JSON.stringify(what)}\n`);

if (isMainThread) {
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function noted(message, ...rest) {
    postMessage.call(this, message, ...rest);
    if (message?.work) note({ givenMs: cpuMs() });
  };
} else if (parentPort) {
  const { once } = parentPort;
  const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  parentPort.once = function noted(...args) {
    note({ thread, readyMs: cpuMs() });
    return once.apply(this, args);
  };
}
