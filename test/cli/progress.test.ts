import { expect, test } from 'vitest';
import { progressOn, tellRead, tellReading } from '../../src/cli/progress.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { ERASE_LINE, terminalText } from '../../src/report/text/terminal-text.ts';

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
    data: () => {},
    err: (text) => said.push(text),
  };
  const progress = progressOn(terminal, () => time);
  return {
    terminal,
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
  progress.at(0.5, Date.UTC(2026, 4, 4));
  progress.clear();
  expect(said).toEqual([]);
});

test('then a bar, redrawn at most ten times a second, and taken away at the end', () => {
  const { said, progress, wait } = watched(true);
  progress.story('A year of reminders', 0, 2);
  wait(1000);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    progress.at(tenth / 10, 0);
    wait(50);
  }
  progress.clear();
  expect(said.length).toBeLessThanOrEqual(7);
  expect(said[0]).toContain('─');
  expect(said.at(-2)).toContain('40 %  3 s left  A year of');
  expect(terminalText(said.at(-1)!)).toBe('\r\u001b[2K');
});

test('the bar says how many entries a second there are and how long the rest takes', () => {
  const { said, progress, wait } = watched(true);
  progress.story('A year', 0, 1);
  progress.at(0, 0, 1);
  wait(10_000);
  progress.at(0.125, 0, 123_450);
  expect(said.at(-1)).toContain(' 13 %  12,345 a second, 1 min 10');
  wait(200_000);
  progress.at(1, 0, 123_450);
  expect(said.at(-1)).toContain('100 %  588 a second  A year');
});

test('where nobody watches, a line every ten seconds says how far the virtual clock is', () => {
  const { said, progress, wait } = watched(false);
  progress.story('A year of reminders', 2, 25);
  for (let second = 0; second < 25; second += 1) {
    progress.at(0.5, Date.UTC(2026, 4, 4, 9));
    wait(1000);
  }
  progress.clear();
  expect(said).toEqual([
    'drysend: 10 s, story 3 of 25, virtual time 2026-05-04 09:00 UTC: A year of reminders\n',
    'drysend: 20 s, story 3 of 25, virtual time 2026-05-04 09:00 UTC: A year of reminders\n',
  ]);
});

test('where nobody watches, short work says nothing', () => {
  const { said, progress, wait } = watched(false);
  wait(9999);
  progress.at(0.5, 0);
  progress.clear();
  expect(said).toEqual([]);
});

test('a large file is named before it is read, and a terminal forgets it afterwards', () => {
  const { said, terminal } = watched(true);
  tellReading(terminal, 'women.csv', 28_000_000);
  tellRead(terminal, 28_000_000);
  expect(said.map((text) => text.replace(ERASE_LINE, ''))).toEqual(['reading women.csv, 28 MB', '']);
  const unwatched = watched(false);
  tellReading(unwatched.terminal, 'women.csv', 28_000_000);
  tellRead(unwatched.terminal, 28_000_000);
  expect(unwatched.said).toEqual(['drysend: reading women.csv, 28 MB\n']);
});

test('a small file is read without a word', () => {
  const { said, terminal } = watched(true);
  tellReading(terminal, 'women.csv', 1_999_999);
  tellRead(terminal, 1_999_999);
  expect(said).toEqual([]);
});
