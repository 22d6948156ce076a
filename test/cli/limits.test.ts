/** What a small file may cost: each way to ask for very much, and the limit that it meets by name. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';

inEmptyFolder();

/** An alert of every day until 2426, to so many people. */
function daily(people = 1, more = ''): string {
  const keys = Array.from({ length: people }, (_, index) => `c${index}`);
  return `scenario: Daily
gateways: {G: {type: test}}
routing: {project: {"*": G}}
cases:
${keys.map((key, index) => `  ${key}: {type: c, contact_phone_number: "91981${1_000_000 + index}"}`).join('\n')}
alerts: {visit: {case_type: c, to: case, send: {daily: {at: "09:00", stop_after: never}}, sms: Hi}}
timeline: [{at: 2026-01-01 00:00, register: [${keys.join(', ')}]}]
ends: 2426-01-01 00:00
${more}`;
}

/** Everybody of a group gets a text for each text that one of them sends. */
function storm(people: number, texts: number): string {
  const keys = Array.from({ length: people }, (_, index) => `u${index}`);
  const phone = (index: number): string => `"91981${1_000_000 + index}"`;
  return `scenario: Storm
gateways: {G: {type: test}}
routing: {project: {"*": G}}
users:
${keys.map((key, index) => `  ${key}: {phone: ${phone(index)}, verified: yes}`).join('\n')}
groups: {all: {users: [${keys.join(', ')}]}}
keywords: {K: {reply: K, notify: {to: {group: all}, sms: K}}}
timeline:
${Array.from({ length: texts }, (_, index) => `  - {at: 2026-01-01 10:00, inbound: {from: ${phone(index)}, via: G, text: K}}`).join('\n')}
`;
}

const journalled = (): { kind: string }[] =>
  readFileSync('j.ndjson', 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('--max-messages', () => {
  test('stops a daily alert until 2426, says by when and how to go on, and keeps what was done in the journal', async () => {
    put('v.yaml', daily());
    const { code, out } = await drysend(['run', 'v.yaml', '--max-messages', '100', '--journal', 'j.ndjson']);
    expect(code).toBe(3);
    expect(out).toContain('more than 100 messages by 2026-04-11 09:00 UTC');
    expect(out).toContain('--max-messages 1000 lets it go on');
    expect(journalled().filter(({ kind }) => kind === 'sent')).toHaveLength(100);
    expect((await drysend(['roster', 'j.ndjson'])).out).toContain(
      'sent                        100  to 1 person',
    );
  });

  test('counts all stories of a command, such as the rows of examples, and begins none behind the limit', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `  - {n: "${index}"}\n`).join('');
    const text = daily(1, `examples:\n${rows}`).replace('2426', '2027').replace('Daily', 'Daily {{n}}');
    put('v.yaml', text);
    const { code, out } = await drysend(['run', 'v.yaml', '--max-messages', '1000', '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(out).summary).toMatchObject({ sms: 730, not_run: 47 });
  });

  test('counts what is queued, as keywords that notify groups queue very much at once', async () => {
    put('v.yaml', storm(300, 300));
    const { code, out } = await drysend(['run', 'v.yaml', '--max-messages', '5000']);
    expect(code).toBe(3);
    expect(out).toContain('more than 5,000 messages by 2026-01-01 10:00 UTC');
  });

  test('counts who has no number', async () => {
    put('v.yaml', daily().replace(/, contact_phone_number: "\d+"/, ''));
    const { out } = await drysend(['run', 'v.yaml', '--max-messages', '100']);
    expect(out).toContain('more than 100 messages by 2026-04-11 09:00 UTC');
  });

  test.each([
    [['roster', 'v.yaml']],
    [['plan', 'v.yaml']],
    [['diff', 'v.yaml', 'v.yaml']],
    [['why', 'v.yaml', '--case', 'c0']],
  ])('holds for drysend %s, which has nothing to tell then', async (args) => {
    put('v.yaml', daily());
    const { code, out, err } = await drysend([...args, '--max-messages', '100']);
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain('drysend: Daily: more than 100 messages by 2026-04-11 09:00 UTC\n');
    expect(err).toContain('--max-messages 1000 lets it go on');
  });

  test('holds for the stories of drysend mutate as they are, before anything is changed', async () => {
    put('v.yaml', daily(1, 'expect: [{count: {at_least: 1}}]').replace('2426', '2027'));
    const stopped = await drysend(['mutate', 'v.yaml', '--max-messages', '100']);
    expect([stopped.code, stopped.out]).toEqual([3, '']);
    expect(stopped.err).toContain(
      'v.yaml itself takes more than 100 messages by 2026-04-11 09:00 UTC\n--max-messages 1000 lets it go on',
    );
    put('v.yaml', daily(20, 'expect: [{count: {at_least: 1}}]').replace('2426', '2027'));
    const { err } = await drysend(['mutate', 'v.yaml', '--max-memory', '1MB']);
    expect(err).toMatch(/v\.yaml itself takes more than 1 MB of memory .*\n--max-memory \d+MB lets it go on/);
  });

  test('holds for the second rehearsal of --check-determinism, for --update, for --wire and in threads', async () => {
    put('v.yaml', daily(1, 'expect: [{transcript: t.txt}]').replace('2426', '2027'));
    put('w.yaml', daily().replace('Daily', 'Other').replace('2426', '2027'));
    const stopped = async (options: readonly string[]) => {
      const { code, out } = await drysend(['run', 'v.yaml', 'w.yaml', '--max-messages', '300', ...options]);
      return [code, out.includes('more than 300 messages by 2026-10-')];
    };
    for (const options of [['--update'], ['--wire'], ['--parallel', '2']])
      expect([options, await stopped(options)]).toEqual([options, [3, true]]);
    const twice = await drysend(['run', 'w.yaml', '--max-messages', '400', '--check-determinism']);
    expect([twice.code, twice.out.includes('more than 400 messages by 2026-02-')]).toEqual([3, true]);
  });
});

test('--max-seconds stops what has no other end, wherever it is', async () => {
  put('v.yaml', daily(2000));
  const { code, out } = await drysend(['run', 'v.yaml', '--max-seconds', '1', '--journal', 'j.ndjson']);
  expect(code).toBe(3);
  expect(out).toMatch(/more than 1 second by 2026-\d\d-\d\d \d\d:\d\d UTC/);
  expect(out).toContain('--max-seconds 10 lets it go on');
  expect(journalled().length).toBeGreaterThan(1);
});

test('--max-memory stops a story that takes more', async () => {
  put('v.yaml', daily(2000));
  const { code, out } = await drysend(['run', 'v.yaml', '--max-memory', '1MB']);
  expect(code).toBe(3);
  expect(out).toMatch(/more than 1 MB of memory \([\d,]+ MB\) by 2026-01-0/);
  expect(out).toMatch(/--max-memory \d+MB lets it go on/);
});

test('a story that would fill the heap is stopped before Node ends the process', () => {
  put('v.yaml', storm(2000, 2000));
  const cli = join(import.meta.dirname, '../../dist/cli.js');
  const node = ['--max-old-space-size=300', cli, 'run', 'v.yaml'];
  const { status, stdout } = spawnSync(process.execPath, node, { encoding: 'utf8', timeout: 100_000 });
  expect(stdout).toMatch(/most of the \d+ MB that Node gives its heap by 2026-01-01 10:00 UTC/);
  expect(stdout).toMatch(/NODE_OPTIONS=--max-old-space-size=\d+ gives it more/);
  expect(status).toBe(3);
});

test.each([
  ['--max-messages', '0', 'a whole number such as 1000'],
  ['--max-seconds', '1.5', 'a whole number such as 1000'],
  ['--max-memory', '4', 'a size such as 500MB or 4GB'],
])('%s %s is refused, with what it must be', async (option, value, wanted) => {
  put('v.yaml', daily());
  const { code, err } = await drysend(['run', 'v.yaml', option, value]);
  expect(code).toBe(1);
  expect(err).toContain(wanted);
});

test.each([
  ['receipt: {copies: 1000000000}', 'gateways.G.faults[0].receipt.copies', '0'],
  ['inbound: {copies: 1000000000}', 'gateways.G.faults[0].inbound.copies', '0'],
  ['inbound: {split: 1000000000}', 'gateways.G.faults[0].inbound.split', '1'],
])('%s is refused where it stands', async (fault, path, least) => {
  put('v.yaml', daily().replace('{type: test}', `{type: test, faults: [{${fault}}]}`));
  const { code, err } = await drysend(['run', 'v.yaml']);
  expect(code).toBe(2);
  expect(err).toContain(path);
  expect(err).toContain(`wanted  a whole number from ${least} to 100`);
});

test('a key of four megabytes is cut where it is shown', async () => {
  put('v.yaml', `scenario: Long\n? "${'k'.repeat(4_000_000)}"\n: 1\nends: 2026-01-01 00:00\n`);
  const { code, err } = await drysend(['run', 'v.yaml']);
  expect(code).toBe(2);
  expect(err).toContain('unknown key "kkkk');
  expect(err.length).toBeLessThan(2000);
});

test('a survey that doubles a property at each save stops at the longest text that a form keeps', async () => {
  const hour = (index: number): string => `2026-01-02 ${String(index).padStart(2, '0')}:00`;
  const texts = Array.from({ length: 24 }, (_, index) =>
    ['S', 'yes'].map(
      (text) => `  - {at: ${hour(index)}, inbound: {from: "919812345001", via: G, text: ${text}}}\n`,
    ),
  ).flat();
  put(
    'v.yaml',
    `scenario: Doubles
gateways: {G: {type: test}}
routing: {project: {"*": G}}
cases: {a: {type: c, contact_phone_number: "919812345001", contact_phone_number_is_verified: "1", x: ab}}
surveys: {s: {questions: [{id: q, ask: "?", type: text}], on_submit: {update: {x: "{case.x}{case.x}"}}}}
keywords: {S: {survey: s}}
timeline:
  - {at: 2026-01-01 10:00, register: a}
${texts.join('')}expect:
  - warning FORM_FAILS containing "a text of more than 100000 characters"
  - state: {property: {case: a, x: "${'ab'.repeat(32_768)}"}}
others: allowed
`,
  );
  const { code, out } = await drysend(['run', 'v.yaml']);
  expect(out.slice(0, 2000)).toContain('✓');
  expect(code).toBe(0);
});
