/**
 * The feed of a session. A browser opens six connections to a host, and each feed holds one for as long as it
 * lasts: so the windows of one browser share one, which the first of them holds and passes on to the others.
 */

import { refusalOf } from './api.ts';
import { inTurns } from './in-turns.ts';

/** `lost`: tried again by itself; `full`: so too, after a pause, `data` is the server's reason; `ended`: refused for good. */
export interface FeedEvent {
  readonly name: 'open' | 'lost' | 'full' | 'ended' | 'state' | 'entries' | 'reset';
  readonly data: string;
}

/** Pauses before a feed that was refused is asked for again: each twice as long as the one before, ms. */
const PAUSE_MIN_MS = 1000;
const PAUSE_MAX_MS = 30_000;
/** Too many, and not ready: both pass. */
const passing: readonly number[] = [429, 503];

const fromServer = ['state', 'entries', 'reset'] as const;

/** Opens it until it is closed; `address` is asked when this window is the one that holds the connection. */
export function openFeed(
  key: string,
  address: () => string,
  listener: (event: FeedEvent) => void,
): { close(): void } {
  const closing = new AbortController();
  const { signal } = closing;
  // Without a secure context, as on a phone of the same network, each window has a feed of its own.
  const channel = 'locks' in navigator ? new BroadcastChannel(key) : undefined;
  // Lines that are missed are read by those that come after them.
  const handOn = inTurns<FeedEvent>(
    (event) => {
      if (!signal.aborted) listener(event);
    },
    ({ name }) => name === 'entries' || name === 'state',
  );
  channel?.addEventListener('message', ({ data }) => handOn(data));

  const hold = () =>
    new Promise<void>((release) => {
      let pauseMs = PAUSE_MIN_MS;
      let source: EventSource | undefined;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const pass = (event: FeedEvent): void => {
        if (signal.aborted) return;
        channel?.postMessage(event);
        handOn(event);
      };
      const tryAgain = (reason: string): void => {
        pass({ name: 'full', data: reason });
        timer = setTimeout(connect, pauseMs);
        pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS);
      };
      // An event source does not say why it was refused: another request does.
      const onRefused = async (): Promise<void> => {
        const refusal = await refusalOf(address(), signal);
        if (signal.aborted) return;
        if (refusal === undefined || passing.includes(refusal.status)) tryAgain(refusal?.problem.found ?? '');
        else pass({ name: 'ended', data: '' });
      };
      const connect = (): void => {
        if (signal.aborted) return;
        const opening = new EventSource(address());
        source = opening;
        opening.addEventListener('open', () => {
          pauseMs = PAUSE_MIN_MS;
          pass({ name: 'open', data: '' });
        });
        opening.addEventListener('error', () => {
          if (opening.readyState === EventSource.CLOSED) void onRefused();
          else pass({ name: 'lost', data: '' });
        });
        for (const name of fromServer) opening.addEventListener(name, ({ data }) => pass({ name, data }));
      };
      connect();
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        source?.close();
        release();
      });
    });

  if (channel) navigator.locks.request(key, { signal }, hold).catch(() => undefined);
  else void hold();
  return {
    close() {
      closing.abort();
      channel?.close();
    },
  };
}
