/** How far `--shrink` is, on stderr: one line that is drawn again, or a line every ten seconds where nobody watches. */
import { counted } from '../report/text/span.ts';
import { ERASE_LINE } from '../report/text/terminal-text.ts';
import type { ShrinkProgress } from '../shrink/shrink.ts';
import type { Terminal } from './terminal.ts';

const REDRAW_MS = 100;
const LINE_MS = 10_000;

export function shrinkProgressOn({ showsProgress, err }: Terminal): {
  at(progress: ShrinkProgress): void;
  clear(): void;
} {
  const every = showsProgress ? REDRAW_MS : LINE_MS;
  let lastAt = performance.now();
  let isDrawn = false;
  return {
    at({ runs, lines }) {
      const now = performance.now();
      if (now - lastAt < every) return;
      lastAt = now;
      isDrawn = showsProgress;
      const text = `shrinking: ${counted(runs, 'run')}, ${counted(lines, 'line')} left`;
      err(showsProgress ? ERASE_LINE + text : `drysend: ${text}\n`);
    },
    clear() {
      if (isDrawn) err(ERASE_LINE);
      isDrawn = false;
    },
  };
}
