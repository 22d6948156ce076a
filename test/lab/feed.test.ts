import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BATCH_MAX, FEEDS_MAX, type FeedTimes, feedTimes, openFeed } from '../../src/lab/server/feed.ts';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { clinic } from './lab-client.ts';

let session: LiveSession;
let times: FeedTimes;
const server = createServer();

beforeEach(async () => {
  session = new LiveSession({ id: 'x', path: 'scenario', text: clinic, read: () => ({ problem: 'none' }) });
  times = feedTimes;
  const app = express();
  app.get('/events', (asked, response) => openFeed(session, asked, response, times));
  app.use((error: { status: number }, _asked: Request, response: Response, _next: () => void) => {
    response.status(error.status).end();
  });
  server.removeAllListeners('request').on('request', app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  session.close();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

async function feed(): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo;
  const asked = request({ port, host: '127.0.0.1', path: '/events' }).end();
  asked.on('error', () => {});
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return response.on('error', () => {});
}

async function read(response: IncomingMessage, isEnough: (text: string) => boolean): Promise<string> {
  let text = '';
  for await (const part of response.setEncoding('utf8')) {
    text += part;
    if (isEnough(text)) break;
  }
  return text;
}

test(`lines come in batches of at most ${BATCH_MAX}`, async () => {
  for (let count = 0; count < BATCH_MAX + 50; count += 1)
    session.liveRun.journal.record(session.liveRun.journal.entry(0));
  const total = session.liveRun.journal.length;
  const text = await read(await feed(), (so) => so.includes(`"seq":${total},`) && so.endsWith('\n\n'));
  const batches = [...text.matchAll(/event: entries\ndata: (.*)\n/g)].map(
    ([, data]) => JSON.parse(data!).entries.length,
  );
  expect(batches).toEqual([BATCH_MAX, total - BATCH_MAX]);
});

test('a feed that has nothing to tell gives a sign of life', async () => {
  times = { ...feedTimes, heartbeat: 5 };
  expect(await read(await feed(), (text) => text.includes(': beat'))).toContain(': beat');
});

test(`more than ${FEEDS_MAX} feeds of one session are refused, and make room when they close`, async () => {
  const open = await Promise.all(Array.from({ length: FEEDS_MAX }, feed));
  expect((await feed()).statusCode).toBe(429);
  open[0]!.destroy();
  await expect.poll(async () => (await feed()).statusCode).toBe(200);
});

test('a client that does not read is dropped', () => {
  times = { ...feedTimes, every: 0, slow: 1 };
  const response = slowResponse();
  openFeed(session, { headers: {}, query: {} } as Request, response as unknown as Response, times);
  const before = response.written.length;
  session.act({ verb: 'note', note: 'more' });
  expect(response.written).toHaveLength(before);
  return expect.poll(() => response.isDestroyed).toBe(true);
});

test('a client that reads again in time is told what it has missed', async () => {
  const response = slowResponse();
  openFeed(session, { headers: {}, query: {} } as Request, response as unknown as Response, {
    ...feedTimes,
    every: 0,
  });
  session.act({ verb: 'note', note: 'missed' });
  expect(response.written.join('')).not.toContain('missed');
  response.isFull = false;
  response.emit('drain');
  await expect.poll(() => response.written.join('')).toContain('missed');
  expect(response.isDestroyed).toBe(false);
  response.destroy();
});

/** The server's end of a connection whose other end takes nothing. */
function slowResponse() {
  const events = new EventEmitter();
  return Object.assign(events, {
    written: [] as string[],
    isFull: true,
    isDestroyed: false,
    writeHead() {},
    write(text: string) {
      this.written.push(text);
      return !this.isFull;
    },
    destroy() {
      this.isDestroyed = true;
      events.emit('close');
    },
  });
}
