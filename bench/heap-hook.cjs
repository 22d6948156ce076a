/** Loaded into a server that is measured: it answers each message with what its process has in memory once the garbage of all threads is collected. */
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { BroadcastChannel, isMainThread } = require('node:worker_threads');

/** What a first collection finds in use by a finalizer is let go by a second. */
const COLLECTIONS = 3;
/** Threads collect meanwhile. */
const PAUSE_MS = 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const threads = new BroadcastChannel('collect');
threads.onmessage = () => collect();
threads.unref();

if (isMainThread) {
  process.on('message', async () => {
    for (let count = 0; count < COLLECTIONS; count += 1) {
      threads.postMessage('now');
      collect();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    const { rss, heapUsed } = process.memoryUsage();
    process.send({ rssBytes: rss, heapBytes: heapUsed });
  });
  process.channel.unref();
}
