import { expect, test } from 'vitest';
import { columnsOf, wantsColour } from '../../src/cli/terminal.ts';
import { drysend } from './a-terminal.ts';

test.each([[[]], [['run']], [['merge']], [['mutate']], [['completion']], [['doctor']], [['schema']]])(
  'help of %j has an example',
  async (command) => {
    const { code, out } = await drysend([...command, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/Examples?:\n {2}\$ drysend/);
  },
);

test('the version is the package’s', async () => {
  expect((await drysend(['--version'])).out).toBe('1.2.3\n');
});

test('no command at all shows the help and is a usage error', async () => {
  const { code, err } = await drysend([]);
  expect(code).toBe(1);
  expect(err).toContain('Usage: drysend');
});

test.each([
  ['a terminal has colour', {}, true, true],
  ['a pipe has none', {}, false, false],
  ['NO_COLOR takes it away', { NO_COLOR: '1' }, true, false],
  ['an empty NO_COLOR does not', { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR gives it to a pipe', { FORCE_COLOR: '1' }, false, true],
  ['FORCE_COLOR=0 takes it away', { FORCE_COLOR: '0' }, true, false],
  ['NO_COLOR wins', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['a dumb terminal has none', { TERM: 'dumb' }, true, false],
])('%s', (_story, env, isTerminal, colour) => {
  expect(wantsColour(env, isTerminal)).toBe(colour);
});

test.each([
  ['--color gives it to a pipe', ['--color'], false, true],
  ['--no-color takes it from a terminal', ['--no-color'], true, false],
  ['the last of them counts', ['--no-color', '--color'], false, true],
])('%s, before and behind the command', async (_story, flags, colour, isColoured) => {
  const terminal = { colour, errorColour: colour };
  for (const args of [
    [...flags, 'doctor'],
    ['doctor', ...flags],
  ]) {
    const { out } = await drysend(args, terminal);
    expect(out.includes('\u001b[32m')).toBe(isColoured);
  }
  const { err } = await drysend(['run', 'none.yaml', ...flags], terminal);
  expect(err).toContain('no such file');
});

test('behind -- they are words like others', async () => {
  expect((await drysend(['run', '--', '--color'])).err).toContain('no such file or folder: --color');
});

test.each([
  ['of the terminal', 90, '60', 90],
  ['of COLUMNS where there is no terminal', undefined, '60', 60],
  ['100 where nobody says', undefined, undefined, 100],
  ['100 where COLUMNS is no number', undefined, 'wide', 100],
  ['never under 40', undefined, '5', 40],
  ['never over 200', 500, undefined, 200],
])('the width is that %s', (_story, terminalCells, asked, columns) => {
  expect(columnsOf(terminalCells, asked)).toBe(columns);
});
