import { expect, test } from 'vitest';
import { progressOn } from '../../src/cli/progress.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

function watched(showsProgress: boolean) {
  const said: string[] = [];
  let time = 0;
  const terminal: Terminal = {
    columns: 60,
    colour: false,
    errorColour: false,
    showsProgress,
    debug: false,
    out: () => {},
    err: (text) => said.push(text),
  };
  const progress = progressOn(terminal, () => time);
  return {
    said,
    progress,
    wait(ms: number) {
      time += ms;
    },
  };
}

test('nothing is shown in the first second', () => {
  const { said, progress, wait } = watched(true);
  progress.story('A year of reminders', 0, 2);
  wait(999);
  progress.at(0.5);
  progress.clear();
  expect(said).toEqual([]);
});

test('then a bar, redrawn at most ten times a second, and taken away at the end', () => {
  const { said, progress, wait } = watched(true);
  progress.story('A year of reminders', 0, 2);
  wait(1000);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    progress.at(tenth / 10);
    wait(50);
  }
  progress.clear();
  expect(said.length).toBeLessThanOrEqual(7);
  expect(said[0]).toContain('─');
  expect(said.at(-2)).toContain('40 %  A year of reminders');
  expect(said.at(-1)).toBe('\r\u001b[2K');
});

test('never where nobody watches', () => {
  const { said, progress, wait } = watched(false);
  wait(5000);
  progress.at(0.5);
  progress.clear();
  expect(said).toEqual([]);
});
