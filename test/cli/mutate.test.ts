import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

type Texts = Readonly<Record<'file' | 'status', string>>;

const strong = scenario(
  'A reminder',
  '- sms to asha via TWILIO at 2026-03-02 09:00 in en saying "Hello Asha"',
);

describe('drysend mutate', () => {
  test('tells what no promise noticed, with its place and the promise that would', async () => {
    put('scenarios/a.yaml', scenario());
    const { code, out, err } = await drysend(['mutate', '--kind', 'text', '--kind', 'timeline']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/text +2 +1 +66.7 % +0/);
    expect(out).toContain('scenarios/a.yaml:13:15  text  alerts.welcome.sms.en');
    expect(out).toContain('change   Hello {case.name}  →  Hello\n');
    expect(out).toContain(
      'promise  - count: {channel: sms, to: asha, at: 2026-03-02 09:00, says: "Hello Asha", is: 1}',
    );
    expect(out).toContain('or       says: "Hello Asha"  in the promise of line 17');
    expect(out).not.toContain('cases.asha');
  });

  test('a story that promises all has no survivor', async () => {
    put('scenarios/a.yaml', strong.replace('expect:', 'expect:\n  - count: {is: 1}'));
    const { code, out } = await drysend(['mutate', '--score-min', '100']);
    expect([code, out.includes('No promise noticed')]).toEqual([0, false]);
    expect(out).toMatch(/together +\d+ +0 +100 %/);
  });

  test('ends in 4 below --score-min', async () => {
    put('scenarios/a.yaml', scenario());
    const { code, err } = await drysend(['mutate', '--score-min', '99']);
    expect(code).toBe(4);
    expect(err).toMatch(/drysend: the score is [\d.]+ %, below 99 %/);
  });

  test('leaves a story that breaks its promises alone, and ends in 4', async () => {
    put('scenarios/a.yaml', scenario('A reminder', '- sms to asha at 2026-03-02 10:00'));
    const { code, out, err } = await drysend(['mutate']);
    expect([code, out]).toEqual([4, '']);
    expect(err).toContain('these stories break a promise as they are: scenarios/a.yaml:1');
  });

  test('leaves stories without promises out, and says so', async () => {
    put('scenarios/a.yaml', scenario('Just look', ''));
    const alone = await drysend(['mutate']);
    expect([alone.code, alone.err.includes('the stories promise nothing')]).toEqual([1, true]);
    put('scenarios/b.yaml', strong);
    const { out } = await drysend(['mutate']);
    expect(out).toContain('1 story without promises left out, the first scenarios/a.yaml:1');
  });

  test('--max draws a sample, and what was not tried is counted', async () => {
    put('scenarios/a.yaml', scenario());
    const { out } = await drysend(['mutate', '--max', '5', '--seed', '3', '--json']);
    const sample = JSON.parse(out);
    expect(sample.mutants.length).toBeLessThanOrEqual(5);
    expect(sample.untried).toBeGreaterThan(10);
    expect((await drysend(['mutate', '--max', '5', '--seed', '3', '--json'])).out).toBe(out);
    const text = await drysend(['mutate', '--max', '5', '--seed', '3']);
    expect(text.out).toContain(`${sample.untried} more were not tried`);
  });

  test('a file that two stories use is changed once, and noticed by either', async () => {
    put('use/project.part', scenario().split('\n').slice(2, 13).join('\n'));
    const story = (title: string, expectation: string): string =>
      `scenario: ${title}\nuse: use/project.part\ntimeline: [{at: 2026-03-02 09:00, register: asha}]\nexpect: [${expectation}]\n`;
    put('a.yaml', story('A', 'sms to asha'));
    put('b.yaml', story('B', 'sms to asha saying "Hello Asha"'));
    const { out } = await drysend(['mutate', 'a.yaml', 'b.yaml', '--json']);
    const texts = JSON.parse(out).mutants.filter(({ kind }: { kind: string }) => kind === 'text');
    expect(texts.length).toBeGreaterThan(2);
    expect(new Set(texts.map(({ file, status }: Texts) => `${file} ${status}`))).toEqual(
      new Set(['use/project.part killed']),
    );
  });

  test('--report writes JSON and the schema of Stryker’s viewers, and leaves the screen to people', async () => {
    put('scenarios/a.yaml', scenario());
    const args = ['mutate', '--report', 'json=out/m.json', '--report', 'stryker=out/mutation.json'];
    const { out } = await drysend(args);
    expect(out).toContain('1 story,');
    const json = JSON.parse(readFileSync('out/m.json', 'utf8'));
    const { killed, survived, score } = json.total;
    expect(score).toBeCloseTo((killed / (killed + survived)) * 100, 1);
    expect(json.mutants).toContainEqual(
      expect.objectContaining({
        kind: 'schedule',
        status: 'killed',
        line: 9,
        path: 'alerts.welcome',
        killed_by: 'sms to asha via TWILIO containing "Hello"',
      }),
    );
    const stryker = JSON.parse(readFileSync('out/mutation.json', 'utf8'));
    const file = stryker.files['scenarios/a.yaml'];
    expect([stryker.schemaVersion, file.source]).toEqual(['2', scenario()]);
    expect(new Set(file.mutants.map(({ status }: { status: string }) => status))).toEqual(
      new Set(['Killed', 'Survived', 'Ignored']),
    );
  });

  test.each([
    [['--kind', 'colour'], 'must be one of schedule'],
    [['--max', 'few'], 'a whole number such as 200, or all'],
    [['--time', '0'], 'seconds such as 60, or all'],
    [['--score-min', '101'], '0 to 100'],
    [['--report', 'xml'], 'unknown report "xml"'],
    [['--report', 'json='], 'names no file'],
    [['--report', 'json=scenarios/a.yaml'], 'would overwrite scenarios/a.yaml'],
  ])('%j ends in 1 and runs nothing', async (options, words) => {
    put('scenarios/a.yaml', scenario());
    const { code, out, err } = await drysend(['mutate', ...options]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(words);
  });
});
