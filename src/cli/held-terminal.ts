/** A terminal whose stdout waits until it is known that there is something to print. */
import type { Terminal } from './terminal.ts';

export interface HeldTerminal extends Terminal {
  /** Prints what waits. */
  release(): void;
}

/** `isReady` is asked before each text; what was printed once is not held again. */
export function heldTerminal(terminal: Terminal, isReady: () => boolean): HeldTerminal {
  let waiting: (() => void)[] = [];
  let isHeld = true;
  const release = (): void => {
    isHeld = false;
    for (const print of waiting) print();
    waiting = [];
  };
  const hold = (print: () => void): void => {
    if (isHeld && isReady()) release();
    if (isHeld) waiting.push(print);
    else print();
  };
  return {
    ...terminal,
    out: (text) => hold(() => terminal.out(text)),
    data: (lines) => hold(() => terminal.data(lines)),
    release,
  };
}
