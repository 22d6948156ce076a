import type { Request, Response } from 'express';
import { outsideAfter } from '../session/external-lines.ts';
import { linesText } from '../session/lines.ts';
import type { LiveSession } from '../session/live-session.ts';
import { RequestProblem } from '../session/request-problem.ts';
import { beatOf } from '../session/state.ts';
import { nameOf, onlyLooks } from './callers.ts';

/** Lines in one event. */
export const BATCH_MAX = 500;
/** Feeds of one session by those who may act, and as many by those who only look. */
export const FEEDS_MAX = 50;
/** Exchanges from outside in one event. */
const OUTSIDE_BATCH_MAX = 50;

/** Real time, ms. */
export interface FeedTimes {
  /** Between two events. */
  readonly every: number;
  readonly heartbeat: number;
  /** A client that has not read for so long is dropped. */
  readonly slow: number;
}

export const feedTimes: FeedTimes = { every: 50, heartbeat: 15_000, slow: 10_000 };

/** Counted apart: who only looks takes no place from those who may act. */
const openFeeds = { acting: new WeakMap<LiveSession, number>(), looking: new WeakMap<LiveSession, number>() };

/** The live feed of a session: states, batches of entries, what came from outside, and resets. */
export function openFeed(
  session: LiveSession,
  request: Request,
  response: Response,
  times: FeedTimes = feedTimes,
): void {
  const looks = onlyLooks(request);
  const open = looks ? openFeeds.looking : openFeeds.acting;
  const count = open.get(session) ?? 0;
  if (count >= FEEDS_MAX) {
    const found = looks ? `${count} open feeds of people who only look` : `${count} open feeds`;
    const hint = 'close a window that shows it, or try again later';
    throw new RequestProblem(429, found, `at most ${FEEDS_MAX} of a session`, hint);
  }
  open.set(session, count + 1);
  const leave = session.peopleHere.enter(nameOf(request), looks);
  const start = startOf(request);
  let { epoch } = session;
  let isReset = start.epoch !== undefined && start.epoch !== epoch;
  let after = isReset ? 0 : start.after;
  if (after > session.liveRun.journal.length) {
    isReset = true;
    after = 0;
  }
  let lastOutsideSeq = session.outside?.lastSeq ?? 0;
  let timer: NodeJS.Timeout | undefined;
  let isFull: NodeJS.Timeout | undefined;

  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });

  function write(text: string): void {
    if (response.write(text) || isFull !== undefined) return;
    isFull = setTimeout(() => response.destroy(), times.slow);
    response.once('drain', () => {
      clearTimeout(isFull);
      isFull = undefined;
      schedule();
    });
  }

  function schedule(): void {
    if (timer === undefined && isFull === undefined) timer = setTimeout(flush, times.every);
  }

  function flush(): void {
    timer = undefined;
    if (isFull !== undefined) return;
    if (isReset || session.epoch !== epoch) {
      after = session.epoch === epoch ? after : 0;
      epoch = session.epoch;
      isReset = false;
      write('event: reset\ndata: {}\n\n');
    }
    const { text: entries, count: fresh } = linesText(session, after, BATCH_MAX);
    if (fresh > 0) {
      after += fresh;
      write(`id: ${epoch}:${after}\nevent: entries\ndata: {"entries":${entries}}\n\n`);
    }
    const { lastSeq, ...outside } = outsideAfter(session, lastOutsideSeq, OUTSIDE_BATCH_MAX);
    lastOutsideSeq = lastSeq;
    if (outside.exchanges.length + outside.texts.length > 0) {
      write(`event: outside\ndata: ${JSON.stringify(outside)}\n\n`);
    }
    write(`event: state\ndata: ${JSON.stringify(beatOf(session))}\n\n`);
    if (after < session.liveRun.journal.length || lastOutsideSeq < (session.outside?.lastSeq ?? 0))
      schedule();
  }

  const heartbeat = setInterval(() => {
    if (isFull === undefined) write(': beat\n\n');
  }, times.heartbeat);
  const stop = session.listen(schedule);
  response.on('close', () => {
    open.set(session, (open.get(session) ?? 1) - 1);
    stop();
    leave();
    session.changed();
    clearInterval(heartbeat);
    clearTimeout(timer);
    clearTimeout(isFull);
  });
  flush();
  session.changed();
}

/** `Last-Event-ID: epoch:seq` or a plain seq; `?after=` for the first time. */
function startOf(request: Request): { readonly epoch?: number; readonly after: number } {
  const asked = String(request.headers['last-event-id'] ?? request.query.after ?? '');
  const [, epoch, after] = /^(?:(\d{1,9}):)?(\d{1,9})$/.exec(asked) ?? [];
  if (after === undefined) return { after: 0 };
  return epoch === undefined ? { after: Number(after) } : { epoch: Number(epoch), after: Number(after) };
}
