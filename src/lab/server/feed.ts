import type { Request, Response } from 'express';
import { linesAfter } from '../session/lines.ts';
import type { LiveSession } from '../session/live-session.ts';
import { beatOf } from '../session/state.ts';

const EVERY_MS = 50;
const BATCH_MAX = 500;
const HEARTBEAT_MS = 15_000;
/** A client that has not read for so long is dropped. */
const SLOW_MS = 10_000;

/** The live feed of a session: states, batches of entries, and resets. */
export function openFeed(session: LiveSession, request: Request, response: Response): void {
  const start = startOf(request);
  let { epoch } = session;
  let isReset = start.epoch !== undefined && start.epoch !== epoch;
  let after = isReset ? 0 : start.after;
  if (after > session.theatre.journal.length) {
    isReset = true;
    after = 0;
  }
  let timer: NodeJS.Timeout | undefined;
  let isFull: NodeJS.Timeout | undefined;

  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });

  function write(text: string): void {
    if (response.write(text) || isFull !== undefined) return;
    isFull = setTimeout(() => {
      response.write('event: reload\ndata: {}\n\n');
      response.destroy();
    }, SLOW_MS);
    response.once('drain', () => {
      clearTimeout(isFull);
      isFull = undefined;
      schedule();
    });
  }

  function schedule(): void {
    if (timer === undefined && isFull === undefined) timer = setTimeout(flush, EVERY_MS);
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
    const entries = linesAfter(session, after, BATCH_MAX);
    if (entries.length > 0) {
      after += entries.length;
      write(`id: ${epoch}:${after}\nevent: entries\ndata: ${JSON.stringify({ entries })}\n\n`);
    }
    write(`event: state\ndata: ${JSON.stringify(beatOf(session))}\n\n`);
    if (after < session.theatre.journal.length) schedule();
  }

  const heartbeat = setInterval(() => {
    if (isFull === undefined) write(': beat\n\n');
  }, HEARTBEAT_MS);
  const stop = session.listen(schedule);
  response.on('close', () => {
    stop();
    clearInterval(heartbeat);
    clearTimeout(timer);
    clearTimeout(isFull);
  });
  flush();
}

/** `Last-Event-ID: epoch:seq` or a plain seq; `?after=` for the first time. */
function startOf(request: Request): { readonly epoch?: number; readonly after: number } {
  const asked = String(request.headers['last-event-id'] ?? request.query.after ?? '');
  const [, epoch, after] = /^(?:(\d{1,9}):)?(\d{1,9})$/.exec(asked) ?? [];
  if (after === undefined) return { after: 0 };
  return epoch === undefined ? { after: Number(after) } : { epoch: Number(epoch), after: Number(after) };
}
