/** How many changes are done, on stderr: a line that is drawn anew, or one every ten seconds where nobody watches. */
import { grouped } from '../core/text/grouped.ts';
import type { MutationProgress } from '../mutation/trials.ts';
import { cut, ERASE_LINE } from '../report/text/terminal-text.ts';
import type { Terminal } from './terminal.ts';

const REDRAW_MS = 100;
const LINE_MS = 10_000;
/** Work that is over sooner says nothing. */
const PATIENCE_MS = 1000;

interface ChangesProgress {
  /** True: some time has passed, in which others waited. */
  at(progress: MutationProgress): boolean;
  /** Takes the line away. */
  clear(): void;
}

export function changesOn(terminal: Terminal, now: () => number = () => performance.now()): ChangesProgress {
  const startedAt = now();
  let turnedAt = startedAt;
  let saidAt = startedAt;
  let isDrawn = false;
  return {
    at({ done, count }) {
      const time = now();
      if (time - turnedAt < REDRAW_MS) return false;
      turnedAt = time;
      const text = `${grouped(done)} of ${grouped(count)} changes, ${secondsLeft(time - startedAt, done, count)}`;
      if (terminal.showsProgress && time - startedAt > PATIENCE_MS) {
        terminal.err(ERASE_LINE + cut(text, terminal.columns - 1));
        isDrawn = true;
      } else if (!terminal.showsProgress && time - saidAt > LINE_MS) {
        terminal.err(`drysend: ${text}\n`);
        saidAt = time;
      }
      return true;
    },
    clear() {
      if (isDrawn) terminal.err(ERASE_LINE);
    },
  };
}

function secondsLeft(spentMs: number, done: number, count: number): string {
  const left = Math.ceil(((spentMs / Math.max(1, done)) * (count - done)) / 1000);
  return `${grouped(left)} s left`;
}
