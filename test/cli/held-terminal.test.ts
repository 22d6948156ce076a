import { expect, test } from 'vitest';
import { heldTerminal } from '../../src/cli/held-terminal.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

function recording(): { terminal: Terminal; printed: string[] } {
  const printed: string[] = [];
  const terminal: Terminal = {
    ...{ columns: 80, colour: false, errorColour: false, showsProgress: false, debug: false },
    out: (text) => printed.push(text),
    data: (lines) => printed.push(lines),
    err: (text) => printed.push(text),
  };
  return { terminal, printed };
}

test('stdout waits in order, and errors do not', () => {
  const { terminal, printed } = recording();
  const held = heldTerminal(terminal, () => false);
  held.out('first');
  held.data('second');
  held.err('a warning');
  expect(printed).toEqual(['a warning']);
  held.release();
  held.out('third');
  expect(printed).toEqual(['a warning', 'first', 'second', 'third']);
});

test('once there is something to print, nothing waits any more', () => {
  const { terminal, printed } = recording();
  let isReady = false;
  const held = heldTerminal(terminal, () => isReady);
  held.out('first');
  isReady = true;
  held.out('second');
  isReady = false;
  held.out('third');
  expect(printed).toEqual(['first', 'second', 'third']);
});
