/** What `--watch` waits for: files that change, and keys. What comes while stories run is kept until they have. */
import type { Terminal } from './terminal.ts';

export type WatchEvent =
  | { readonly kind: 'files'; readonly files: ReadonlySet<string> }
  | { readonly kind: 'filter' | 'failed' | 'update' | 'all' };

type WatchEnd = { readonly kind: 'quit' } | { readonly kind: 'interrupt' };

export interface WatchEvents {
  push(event: WatchEvent): void;
  /** The keyboard is heard only while somebody waits here. */
  next(): Promise<WatchEvent | WatchEnd>;
  close(): void;
}

const CTRL_C = '\u0003';

const keys: Readonly<Record<string, WatchEvent | WatchEnd>> = {
  f: { kind: 'filter' },
  r: { kind: 'failed' },
  u: { kind: 'update' },
  a: { kind: 'all' },
  '\r': { kind: 'all' },
  q: { kind: 'quit' },
  [CTRL_C]: { kind: 'interrupt' },
};

export function nextEvents({ onKey }: Terminal): WatchEvents {
  const waiting: (WatchEvent | WatchEnd)[] = [];
  let wake: (() => void) | undefined;
  const push = (event: WatchEvent | WatchEnd): void => {
    waiting.push(event);
    wake?.();
  };
  const interrupt = (): void => push({ kind: 'interrupt' });
  process.on('SIGINT', interrupt);
  return {
    push,
    async next() {
      const silence = onKey?.((key) => {
        const event = keys[key];
        if (event) push(event);
      });
      while (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      silence?.();
      return waiting.shift()!;
    },
    close: () => void process.off('SIGINT', interrupt),
  };
}
