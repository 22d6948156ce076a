import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const story = (): string =>
  scenario('A roster')
    .replace('alerts:', '  zuri: {type: mother, name: "=cmd()", contact_phone_number: "0"}\nalerts:')
    .replace('register: asha', 'register: [asha, zuri]');

test('tells the funnel and who got nothing, of a scenario and of its journal alike', async () => {
  put('a.yaml', story());
  const { code, out, err } = await drysend(['roster', 'a.yaml']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^ {2}cases of type mother +2$/m);
  expect(out).toMatch(/^ {2}sent +1 {2}to 1 person$/m);
  expect(out).toContain('got nothing: 1 of 2 contacts');
  expect(out).toContain('who  =cmd() (zuri)');

  await drysend(['run', 'a.yaml', '--journal', 'a.ndjson']);
  const named = await drysend(['roster', 'a.ndjson', '--names', 'a.yaml']);
  expect(named.out).toBe(out);
  const bare = await drysend(['roster', 'a.ndjson']);
  expect(bare.out).toContain('times in UTC');
  expect(bare.out).toMatch(/who {2}zuri$/m);
});

test('--csv and --xlsx hold every row, and no cell that a spreadsheet would run', async () => {
  put('a.yaml', story());
  const written = await drysend(['roster', 'a.yaml', '--csv', 'a.csv', '--xlsx', 'a.xlsx']);
  expect(written.code).toBe(0);
  expect(written.err).toBe('drysend: wrote a.csv: 3 rows\ndrysend: wrote a.xlsx: 3 rows\n');
  const rows: Record<string, string>[] = parse(readFileSync('a.csv'), { columns: true, bom: true });
  expect(rows.map(({ person, name, outcome }) => [person, name, outcome])).toEqual([
    ['zuri', "'=cmd()", 'error'],
    ['asha', 'Asha', 'sent'],
    ['zuri', "'=cmd()", 'nothing'],
  ]);
  const sheet = await readSheet(readFileSync('a.xlsx'));
  expect(sheet.map((row) => row[1])).toEqual(['person', 'zuri', 'asha', 'zuri']);
  expect(sheet[1]?.[2]).toBe("'=cmd()");
});

test('the value read is there to be mended: of each error, of who got nothing, and as it stood then', async () => {
  put(
    'a.yaml',
    `scenario: To mend
gateways: {GW: {type: test}}
routing: {global: {"*": GW}}
cases:
  ben: {type: c, contact_phone_number: "254710000016 / 0722000000"}
  dan: {type: c, contact_phone_number: "254710000001", contact_backend_id: NOPE}
  gil: {type: c, contact_phone_number: "?"}
  ida: {type: d, contact_phone_number: "254710000009", edd: 12/06/2026}
  kim: {type: c}
alerts:
  daily: {case_type: c, to: case, send: {daily: {at: "09:00", stop_after: "2"}}, sms: {en: Hi}}
  visit: {case_type: d, to: case, start: {property: edd}, send: {daily: {at: "09:00", stop_after: "2"}}, sms: {en: Hi}}
ends: 2026-03-10 00:00
timeline:
  - {at: 2026-03-02 08:00, register: [ben, dan, gil, ida, kim]}
  - {at: 2026-03-02 12:00, update: {gil: {contact_phone_number: "n.a."}}}
`,
  );
  const valuesOf = async (...args: string[]) => {
    expect((await drysend(['roster', ...args, '--csv', 'a.csv'])).code).toBe(0);
    const rows: Record<string, string>[] = parse(readFileSync('a.csv'), { columns: true, bom: true });
    return rows.map((row) => [row.outcome, row.person, row.reason, row['value read']].join(' | '));
  };
  const values = await valuesOf('a.yaml');
  expect(values).toEqual([
    'skipped | ida | bad_date | 12/06/2026',
    'error | ben | NO_PHONE_NUMBER | 254710000016 / 0722000000',
    'error | dan | GATEWAY_NOT_FOUND | NOPE',
    'error | gil | NO_PHONE_NUMBER | ?',
    'error | kim | NO_PHONE_NUMBER | ',
    'error | ben | NO_PHONE_NUMBER | 254710000016 / 0722000000',
    'error | dan | GATEWAY_NOT_FOUND | NOPE',
    'error | gil | NO_PHONE_NUMBER | n.a.',
    'error | kim | NO_PHONE_NUMBER | ',
    'nothing | ben | NO_PHONE_NUMBER | 254710000016 / 0722000000',
    'nothing | gil | NO_PHONE_NUMBER | n.a.',
    'nothing | kim | NO_PHONE_NUMBER | ',
    'nothing | dan | GATEWAY_NOT_FOUND | NOPE',
    'nothing | ida | bad_date | 12/06/2026',
  ]);
  await drysend(['run', 'a.yaml', '--journal', 'a.ndjson']);
  expect(await valuesOf('a.ndjson', '--names', 'a.yaml')).toEqual(values);
  expect(await valuesOf('a.ndjson')).toEqual(values);
});

test('--json is one document with every row', async () => {
  put('a.yaml', `${story()}\n---\n${scenario('Second')}`);
  const document = JSON.parse((await drysend(['roster', 'a.yaml', '--json'])).out);
  expect(
    document.stories.map(({ title, rows }: { title: string; rows: unknown[] }) => [title, rows.length]),
  ).toEqual([
    ['A roster', 3],
    ['Second', 1],
  ]);
  expect(document.stories[0].got_nothing[0]).toMatchObject({
    reason: 'NO_PHONE_NUMBER',
    people: ['zuri'],
    count: 1,
  });
});

test('a journal without what only explains says so', async () => {
  put('a.yaml', story());
  await drysend(['run', 'a.yaml', '--journal', 'a.ndjson', '--journal-level', 'sent']);
  expect((await drysend(['roster', 'a.ndjson'])).out).toContain('--journal-level sent');
});

describe('is refused with a cure:', () => {
  test.each([
    ['a month that is none', ['--month', '2026-13'], 1, 'such as 2026-03'],
    ['an output over what is read', ['--csv', 'a.yaml'], 1, 'would overwrite a.yaml'],
    ['one file for two outputs', ['--csv', 'x', '--xlsx', 'x'], 1, 'same file'],
  ])('%s', async (_name, options, code, words) => {
    put('a.yaml', story());
    const ended = await drysend(['roster', 'a.yaml', ...options]);
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(words);
  });

  test('a journal that is damaged, by file and line', async () => {
    put('a.yaml', story());
    await drysend(['run', 'a.yaml', '--journal', 'a.ndjson']);
    put('b.ndjson', readFileSync('a.ndjson', 'utf8').replace('"kind":"sent"', '"kind":"snet"'));
    const { code, err } = await drysend(['roster', 'b.ndjson', '--csv', 'b.csv']);
    expect(code).toBe(2);
    expect(err).toMatch(/b\.ndjson:\d+: no kind of entry: snet/);
    expect(() => readFileSync('b.csv')).toThrow();
  });
});

describe('the end of a run', () => {
  const many = (count: number): string => {
    const more = Array.from({ length: count - 1 }, (_, index) => `  w${index}: {type: mother, name: W}`).join(
      '\n',
    );
    return scenario('Many', '').replace('alerts:', `${more}\nalerts:`);
  };

  test('of more than 40 contacts is the roster, with and without promises or a journal file', async () => {
    put('a.yaml', many(41));
    expect((await drysend(['run', 'a.yaml'])).out).toMatch(/^ {2}cases of type mother +1$/m);
    const { out } = await drysend(['run', 'a.yaml', '--journal', 'a.ndjson']);
    expect(out).toMatch(/^ {2}cases of type mother +1$/m);
  });

  test('of 40 is its transcript', async () => {
    put('a.yaml', many(40));
    expect((await drysend(['run', 'a.yaml'])).out).toMatch(/→ .*asha .*Hello Asha/);
  });
});

test('the JSON report says how much its lists leave out, and how to have it', async () => {
  const sends = Array.from(
    { length: 30 },
    (_, index) => `  - {at: 2026-03-03 09:${10 + index}, send: {to: asha, text: Hi}}`,
  );
  put('a.yaml', `${scenario('Long', '')}${sends.join('\n')}\n`);
  const [told] = JSON.parse((await drysend(['run', 'a.yaml', '--json'])).out).stories;
  expect([told.transcript.length, told.transcript_left_out]).toEqual([20, 11]);
  expect(told.all).toContain('drysend roster');
});

test('what docs/roster.md shows is what is printed at 80 columns', async () => {
  const root = join(import.meta.dirname, '../..');
  const page = readFileSync(join(root, 'docs/roster.md'), 'utf8');
  const [, file, shown] = /```console\n\$ drysend roster (\S+)\n\n?([\s\S]*?)```/.exec(page) ?? [];
  const { out } = await drysend(['roster', join(root, file!)], { columns: 80 });
  expect(shown?.trimEnd()).toBe(out.replaceAll(`${root}/`, '').trimEnd());
});

test.each([
  ['roster', []],
  ['plan', []],
  ['plan', ['--case', 'zuri']],
])('%s %j cuts a name of 5,000 letters, and keeps who it is', async (command, options) => {
  put(
    'a.yaml',
    story()
      .replaceAll('{case.name}', 'you')
      .replaceAll('name: Asha', `name: "${'A'.repeat(5000)}"`)
      .replaceAll('"=cmd()"', `"${'Z'.repeat(5000)}"`),
  );
  const { code, out } = await drysend([command, 'a.yaml', ...options]);
  expect(code).toBe(0);
  expect(out).not.toMatch(/A{61}|Z{61}/);
  expect(out).toMatch(options.length > 0 ? /zuri|0 people/ : /A{20,}…? \(asha\)|Z{20,}…? \(zuri\)/);
});
