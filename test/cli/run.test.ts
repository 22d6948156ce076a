import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';
import { withoutTimes } from './stories-of-all-kinds.ts';

inEmptyFolder();

const brokenPromise = '- sms to asha at 2026-03-02 10:00';

describe('how a run ends', () => {
  test('0 when every promise is kept', async () => {
    put('scenarios/a.yaml', scenario());
    const { code, out, err } = await drysend(['run']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('✓ A reminder');
    expect(out).toContain('1 story kept every promise');
  });

  test('4 when a promise broke, with the evidence and the line that does it again', async () => {
    put('scenarios/a.yaml', scenario('A reminder', brokenPromise));
    const { code, out } = await drysend(['run', '--seed', '7']);
    expect(code).toBe(4);
    expect(out).toContain('✗ sms to asha at 2026-03-02 10:00');
    expect(out).toContain('scenarios/a.yaml:17:');
    expect(out).toContain('drysend run scenarios/a.yaml --seed 7 --grep "A reminder"');
  });

  test('an unexpected error is not said to go anywhere', async () => {
    put(
      'scenarios/a.yaml',
      scenario().replace('languages: [en]', 'languages: [en], opted_out: ["919812345678"]'),
    );
    const { code, out } = await drysend(['run']);
    expect(code).toBe(4);
    expect(out).toContain('✗ unexpected error PHONE_NUMBER_OPTED_OUT to asha');
    expect(out).toMatch(/^ {6}message {3}/m);
    expect(out).not.toContain('it goes');
  });

  test('0 when nothing is promised, and what happened is shown', async () => {
    put('scenarios/a.yaml', scenario('Just look', ''));
    const { code, out } = await drysend(['run']);
    expect(code).toBe(0);
    expect(out).toContain('• Just look');
    expect(out).toMatch(/→ 2026-03-02 09:00 {2}asha {2}TWILIO {2}Hello Asha/);
  });

  test('--bail stops after the first broken story and says how many were not run', async () => {
    put('scenarios/a.yaml', scenario('First', brokenPromise));
    put('scenarios/b.yaml', scenario('Second'));
    const { code, out } = await drysend(['run', '--bail']);
    expect(code).toBe(4);
    expect(out).not.toContain('Second');
    expect(out).toContain('1 not run');
  });

  test('--check-determinism rehearses twice and finds no difference', async () => {
    put('scenarios/a.yaml', scenario());
    expect((await drysend(['run', '--check-determinism'])).code).toBe(0);
  });
});

describe('what is run', () => {
  test('files in order of name, folders within folders, each once', async () => {
    put('scenarios/b.yml', scenario('B'));
    put('scenarios/a/z.yaml', scenario('Z'));
    put(
      'scenarios/c.json',
      JSON.stringify({ scenario: 'C', starts: '2026-03-01 00:00', ends: '2026-03-02 00:00' }),
    );
    put('scenarios/notes.txt', 'not a scenario');
    put('scenarios/.hidden/x.yaml', 'broken: [');
    const { out } = await drysend(['run', 'scenarios', './scenarios/b.yml', '--json']);
    const titles = JSON.parse(out).stories.map(({ title }: { title: string }) => title);
    expect(titles).toEqual(['Z', 'B', 'C']);
  });

  test.each([
    ['--grep in any letter case', ['--grep', 'VISIT'], ['A visit']],
    ['--grep with a regular expression', ['--grep', '/^A /'], ['A visit', 'A reminder']],
    ['--tag', ['--tag', 'first'], ['A visit', 'A reminder', 'Other']],
    ['both', ['--tag', 'first', '--grep', 'other'], ['Other']],
  ])('%s chooses stories', async (_story, args, titles) => {
    put('scenarios/a.yaml', [scenario('A visit'), scenario('A reminder'), scenario('Other')].join('---\n'));
    const { out } = await drysend(['run', '--json', ...args]);
    expect(JSON.parse(out).stories.map(({ title }: { title: string }) => title)).toEqual(titles);
  });

  test('--seed takes the place of the file’s own', async () => {
    put('scenarios/a.yaml', `seed: 3\n${scenario()}`);
    const seeds = async (...args: string[]) =>
      JSON.parse((await drysend(['run', '--json', ...args])).out).stories[0].seed;
    expect([await seeds(), await seeds('--seed', '9')]).toEqual([3, 9]);
  });

  test('a file that others use is no scenario of its own, unless it is named', async () => {
    put('scenarios/common/india.yaml', 'gateways: {SPARE: {type: test}}\n');
    put('scenarios/a.yaml', `use: [common/india.yaml]\n${scenario()}`);
    expect((await drysend(['run'])).code).toBe(0);
    expect((await drysend(['run', 'scenarios/common/india.yaml'])).code).toBe(2);
  });
});

describe('the journal', () => {
  test('of several stories stands in one file, one after another, each with its first and last line', async () => {
    put('scenarios/a.yaml', `${scenario('First')}---\n${scenario('Second', '')}`);
    const { out } = await drysend(['run', '--json', '--journal', 'out/all.ndjson']);
    const lines = readFileSync('out/all.ndjson', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ kind }) => kind === 'run').map((line) => line.scenario)).toEqual([
      'First',
      'Second',
    ]);
    expect(lines.filter(({ kind }) => kind === 'end')).toHaveLength(2);
    expect(lines.filter(({ kind }) => kind === 'sent')).toHaveLength(2);
    expect(JSON.parse(out).summary.sms).toBe(2);
  });

  test('is pointed to when a story that promises nothing went into it', async () => {
    put('scenarios/a.yaml', scenario('Just look', ''));
    const { out } = await drysend(['run', '--journal', 'all.ndjson']);
    expect(out).toMatch(
      /^Just look {2}times in [^\n]+\n(?: {2}[→·][^\n]+\n)+ {2}what happened is in all.ndjson\n/m,
    );
  });

  test('takes nothing from the screen: messages, who got nothing, and warnings stand there as without it', async () => {
    put('a.yaml', scenario('Just look', '').replace('name: Asha', 'name: Asha, time_zone: EAT'));
    const screen = async (...options: string[]): Promise<string> =>
      withoutTimes((await drysend(['run', 'a.yaml', ...options])).out);
    const alone = await screen();
    expect(alone).toContain('UNKNOWN_ZONE  warning');
    const withJournal = await screen('--journal', 'all.ndjson');
    expect(withJournal.replace('  what happened is in all.ndjson\n', '')).toBe(alone);
  });

  test('goes to a file for each story when a folder is named', async () => {
    put('scenarios/a.yaml', `${scenario('First')}---\n${scenario('Second')}`);
    put('scenarios/more/a.yaml', scenario('Third'));
    await drysend(['run', '--journal', 'out/']);
    expect(readdirSync('out').sort()).toEqual(['a-2.ndjson', 'a-3.ndjson', 'a.ndjson']);
  });

  test('has the digest that the report shows, whatever level is written', async () => {
    put('scenarios/a.yaml', scenario('A reminder', ''));
    const digest = async (...args: string[]) =>
      JSON.parse((await drysend(['run', '--json', ...args])).out).digest;
    const shown = await digest('--journal', 'all.ndjson');
    expect(createHash('sha256').update(readFileSync('all.ndjson')).digest('hex')).toBe(shown);
    expect(await digest('--journal', 'sent.ndjson', '--journal-level', 'sent')).toBe(shown);
    expect(await digest()).toBe(shown);
    expect(readFileSync('sent.ndjson', 'utf8')).not.toContain('"kind":"queued"');
  });

  test('has the wire exchanges beside it when asked', async () => {
    put('scenarios/a.yaml', scenario());
    await drysend(['run', '--exchanges', 'wire.ndjson']);
    const [exchange] = readFileSync('wire.ndjson', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(exchange).toMatchObject({ attempt: 1, gateway: 'TWILIO', response: { status: 201 } });
  });
});

test('several reporters tell the same run, one on the screen and others in files', async () => {
  put('scenarios/a.yaml', scenario());
  const { out } = await drysend([
    'run',
    '--reporter',
    'dots',
    '--reporter',
    'json=report.json',
    '--reporter',
    'pretty=report.txt',
  ]);
  expect(out.startsWith('.\n')).toBe(true);
  expect(JSON.parse(readFileSync('report.json', 'utf8'))).toMatchObject({ version: 2, ok: true });
  expect(readFileSync('report.txt', 'utf8')).toContain('✓ A reminder');
});

test('the report for a browser is one file, and the screen has its own as ever', async () => {
  put('scenarios/a.yaml', scenario());
  const { code, out } = await drysend(['run', '--reporter', 'html=out/report.html']);
  expect(code).toBe(0);
  expect(out).toContain('✓ A reminder');
  const page = readFileSync('out/report.html', 'utf8');
  expect(page.startsWith('<!doctype html>')).toBe(true);
  expect(page).toContain('"title":"A reminder"');
  expect(page).toContain('id="story-0"');
  expect(page).toContain('id="wire-0"');
});

test('the schema is JSON Schema', async () => {
  const { code, out } = await drysend(['schema']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toHaveProperty('$schema');
});

describe('transcripts', () => {
  test('a missing transcript breaks the promise, --update writes it, and then it is kept', async () => {
    put('scenarios/a.yaml', scenario('A reminder', '- transcript: a.txt'));
    expect((await drysend(['run'])).code).toBe(4);
    expect((await drysend(['run', '--update'])).code).toBe(0);
    expect(readFileSync('scenarios/a.txt', 'utf8')).toContain('sms asha via TWILIO "Hello Asha');
    expect((await drysend(['run'])).code).toBe(0);
    put('scenarios/a.txt', '2026-03-02 09:00 sms asha via TWILIO "Something else"\n');
    const { code, out } = await drysend(['run']);
    expect(code).toBe(4);
    expect(out).toContain('line 1 differs');
  });
});
