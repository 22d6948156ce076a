import { cut } from '../report/text/width.ts';
import type { Terminal } from './terminal.ts';

/** A bar on stderr for those who wait; silent for the first second, and where nobody watches. */
export interface Progress {
  /** The next of so many stories begins. */
  story(title: string, index: number, count: number): void;
  /** How far the present story is, from 0 to 1. */
  at(share: number): void;
  /** Takes the bar away, so that something else can be written. */
  clear(): void;
}

const PATIENCE_MS = 1000;
const REDRAW_MS = 100;
const BAR_CELLS = 24;

export function progressOn(terminal: Terminal, now: () => number = () => performance.now()): Progress {
  if (!terminal.showsProgress) return { story() {}, at() {}, clear() {} };
  const startedAt = now();
  let current = { title: '', index: 0, count: 1 };
  let drawnAt = 0;
  let isDrawn = false;
  return {
    story(title, index, count) {
      current = { title, index, count };
    },
    at(share) {
      const time = now();
      if (time - startedAt < PATIENCE_MS || time - drawnAt < REDRAW_MS) return;
      drawnAt = time;
      isDrawn = true;
      terminal.err(`\r\u001b[2K${barText(current, share, terminal.columns)}`);
    },
    clear() {
      if (isDrawn) terminal.err('\r\u001b[2K');
      isDrawn = false;
    },
  };
}

/** `━━━━━━────── 52 %  Visit reminders` */
function barText(
  { title, index, count }: { title: string; index: number; count: number },
  share: number,
  columns: number,
): string {
  const done = (index + Math.min(1, Math.max(0, share))) / count;
  const filled = Math.round(done * BAR_CELLS);
  const bar = '━'.repeat(filled) + '─'.repeat(BAR_CELLS - filled);
  return cut(`${bar} ${String(Math.round(done * 100)).padStart(3)} %  ${title}`, columns - 1);
}
