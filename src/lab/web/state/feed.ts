/**
 * The feed of a session. A browser opens six connections to a host, and each feed holds one for as long as it
 * lasts: so the windows of one browser share one, which the first of them holds and passes on to the others.
 */

/** `lost`: tried again by itself; `ended`: refused for good. */
export interface FeedEvent {
  readonly name: 'open' | 'lost' | 'ended' | 'state' | 'entries' | 'reset';
  readonly data: string;
}

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
  channel?.addEventListener('message', ({ data }) => listener(data));

  const hold = () =>
    new Promise<void>((release) => {
      const source = new EventSource(address());
      const pass = (event: FeedEvent): void => {
        if (signal.aborted) return;
        channel?.postMessage(event);
        listener(event);
      };
      source.addEventListener('open', () => pass({ name: 'open', data: '' }));
      source.addEventListener('error', () =>
        pass({ name: source.readyState === EventSource.CLOSED ? 'ended' : 'lost', data: '' }),
      );
      for (const name of fromServer) source.addEventListener(name, ({ data }) => pass({ name, data }));
      signal.addEventListener('abort', () => {
        source.close();
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
