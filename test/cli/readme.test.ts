import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drysend } from './a-terminal.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

const home = process.cwd();
beforeAll(() => process.chdir(root));
afterAll(() => process.chdir(home));

/** `A line …` as a pattern for the real one: `…` is anything, and numbers of a summary may have moved on. */
function pattern(line: string): RegExp {
  const isSummary = /^(\w+ {2,}|\d+ stories| {10})/.test(line) && !line.startsWith('warnings  What');
  const escaped = line.trimEnd().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (!isSummary) return new RegExp(`^${escaped.replace(/ *…/g, '.*')}$`);
  return new RegExp(`^${/^\w+/.exec(line)?.[0].replace(/^\d+$/, '\\d+') ?? ' '}`);
}

test('what the README shows of npm start is what it prints', async () => {
  const block = /```console\n\$ npm ci && npm start\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const shown = block.split('\n').filter((line) => line.trim() !== '' && line !== '…');
  const { out } = await drysend(['run', 'scenarios']);
  const printed = out.replace('1.2.3', '0.2.0').split('\n');
  expect(shown.length).toBeGreaterThan(10);
  let from = 0;
  for (const line of shown) {
    const index = printed.findIndex((one, at) => at >= from && pattern(line).test(one.trimEnd()));
    expect(index, `printed after the line before it: ${line}`).toBeGreaterThanOrEqual(0);
    from = index + 1;
  }
});

test.each(['run', 'check', 'plan', 'roster', 'diff', 'why', 'schema'])(
  'the README and docs/cli.md name the command %s',
  async (name) => {
    expect((await drysend(['--help'])).out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(readme).toContain(`\`drysend ${name}`);
    expect(readFileSync(join(root, 'docs/cli.md'), 'utf8')).toContain(`| \`${name}`);
  },
);

test('what docs/plan.md shows is what it prints', async () => {
  const page = readFileSync(join(root, 'docs/plan.md'), 'utf8');
  const blocks = [...page.matchAll(/```console\n\$ drysend (plan .*)\n([\s\S]*?)```/g)];
  expect(blocks.length).toBeGreaterThan(0);
  for (const [, args = '', shown] of blocks) {
    const { out } = await drysend(args.split(' '), { columns: 80 });
    expect(out.trimEnd()).toBe(shown?.trimEnd());
  }
});
