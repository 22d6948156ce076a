import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';
import readSheets, { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/report/text/terminal-text.ts';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const story = (title = 'A clinic'): string => `scenario: ${title}
project: {time_zone: Africa/Nairobi, languages: [en, hin]}
gateways:
  KE: {type: twilio, rate_per_minute: 1, price: {per_segment: "0.0000001", currency: USD}}
  BARE: {type: twilio}
  MAIL: {type: smtp}
routing: {global: {"254": KE, "*": BARE}}
cases:
  amina: {type: woman, name: "=Amina; फ़रीदा", contact_phone_number: "254712000001"}
  asha: {type: woman, name: "आशा ድርሻ 👩🏾‍🍼", contact_phone_number: "254712000002", language_code: hin}
  joan: {type: woman, name: Joan, contact_phone_number: "12125550100", time_zone: America/New_York, commcare_email_address: j@example.org}
  zuri: {type: woman, name: Zuri}
alerts:
  tip: {case_type: woman, to: case, send: {daily: {at: "09:00", stop_after: 2}}, sms: {en: "Hello, {case.name};\\nsee you\\\\", hin: नमस्ते}}
  mail: {case_type: woman, to: case, send: {daily: {at: "10:00", stop_after: 1}}, email: {subject: Hi, body: Hello}}
starts: 2026-03-31 08:00
ends: 2026-04-03 00:00
timeline:
  - {at: 2026-03-31 08:00, register: [amina, asha, joan, zuri]}
expect:
  - sms to amina containing "this never comes"
`;

test('tells counts, costs, limits and a calendar, and judges nothing', async () => {
  put('a.yaml', story());
  const { code, out, err } = await drysend(['plan', 'a.yaml']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('times in Africa/Nairobi');
  expect(out).toMatch(/^messages {2}6 SMS and 1 email to 3 people$/m);
  expect(out).toMatch(/^cost {6}0\.0000004 USD, without 2 segments by gateways that have no price$/m);
  expect(out).toMatch(/^nothing {3}for 1 of 4 contacts \(25 %\)$/m);
  expect(out).toMatch(/month +2026-03 +\d/);
  expect(out).toMatch(/KE, a minute +Tue 2026-03-31 09:00 +2 +1 a minute/);
  expect(out).toMatch(/the rate of KE +2 +1 min +1 min +1 min/);
  expect(out).toMatch(/Tue 2026-03-31 09:00 \(Tue 2026-03-31 16:00 in Africa\/Nairobi\) {2}sms {4}tip/);
  expect(out).not.toMatch(/\de[+-]?\d/i);
  expect(out).not.toContain('never comes');
});

test.each([80, 120])('keeps within %i columns', async (columns) => {
  put('a.yaml', story());
  const { out } = await drysend(['plan', 'a.yaml'], { columns });
  const long = out.split('\n').filter((line) => displayWidth(line) > columns);
  expect(long).toEqual([]);
});

test('--csv has a row for each message, exact costs, and no cell that a spreadsheet would run', async () => {
  put('a.yaml', story());
  expect((await drysend(['plan', 'a.yaml', '--csv', 'a.csv'])).code).toBe(0);
  const rows: Record<string, string>[] = parse(readFileSync('a.csv'), { columns: true, bom: true });
  expect(rows.length).toBe(7);
  expect(rows[0]).toMatchObject({
    story: 'A clinic',
    person: 'amina',
    name: "'=Amina; फ़रीदा",
    'local time': '2026-03-31 09:00',
    gateway: 'KE',
    cost: '0.0000001',
    currency: 'USD',
  });
  const joan = rows.find(({ person, channel }) => person === 'joan' && channel === 'sms');
  expect(joan).toMatchObject({
    'local time': '2026-03-31 09:00',
    zone: 'America/New_York',
    'project time': '2026-03-31 16:00',
    cost: '',
  });
});

test('--xlsx has sheets of messages, people, counts and limits', async () => {
  put('a.yaml', `${story()}\n---\n${story('Second')}`);
  expect((await drysend(['plan', 'a.yaml', '--xlsx', 'a.xlsx'])).code).toBe(0);
  const book = readFileSync('a.xlsx');
  const sheets = await readSheets(book);
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['messages', 'people', 'counts', 'limits']);
  const [messages, people, counts, limits] = sheets.map(({ data }) => data);
  expect(messages?.length).toBe(1 + 2 * 7);
  expect(people?.slice(0, 4).map((row) => row.slice(0, 5))).toEqual([
    ['story', 'person', 'name', 'messages', 'segments'],
    ['A clinic', 'amina', "'=Amina; फ़रीदा", 2, 2],
    ['A clinic', 'asha', 'आशा ድርሻ 👩🏾‍🍼', 2, 2],
    ['A clinic', 'joan', 'Joan', 3, 2],
  ]);
  expect(counts).toContainEqual(expect.arrayContaining(['A clinic', 'gateway and month', 'KE', '2026-04']));
  expect(limits).toContainEqual(expect.arrayContaining(['Second', 'busiest minute', 'KE', 2, 1]));
  expect((await readSheet(book, 'people'))[1]?.[1]).toBe('amina');
});

test('--ics is a calendar with an event for each message', async () => {
  put('a.yaml', `${story()}\n---\n${story('Second')}`);
  expect((await drysend(['plan', 'a.yaml', '--ics', 'a.ics'])).code).toBe(0);
  const bytes = readFileSync('a.ics');
  const text = bytes.toString('utf8');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const octets = text.split('\r\n').map((line) => Buffer.byteLength(line));
  expect(Math.max(...octets)).toBeLessThanOrEqual(75);
  expect(text).not.toContain('\ufffd');

  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  expect(events.length).toBe(14);
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(14);
  expect(events.map(({ component }) => component.getFirstPropertyValue('dtstamp') !== null)).not.toContain(
    false,
  );
  expect(events[0]).toMatchObject({
    summary: '=Amina; फ़रीदा (amina): tip',
    description:
      'Hello, =Amina; फ़रीदा;\nsee you\\\n\nsms to +254712000001 by KE\n2026-03-31 09:00 in Africa/Nairobi',
  });
  expect(events[0]?.startDate.toJSDate().toISOString()).toBe('2026-03-31T06:00:00.000Z');
});

test('--json is one document with every message, person and count', async () => {
  put('a.yaml', `${story()}\n---\n${story('Second')}`);
  const { out } = await drysend(['plan', 'a.yaml', '--json', '-']);
  expect((await drysend(['plan', 'a.yaml', '--json', 'a.json'])).code).toBe(0);
  expect(readFileSync('a.json', 'utf8')).toBe(out);
  const document = JSON.parse(out);
  const [first] = document.stories;
  expect(document.stories.length).toBe(2);
  expect(first.messages[0]).toMatchObject({
    person: 'amina',
    at: '2026-03-31T06:00:00.000Z',
    local: '2026-03-31T09:00:00.000+03:00',
    cost: '0.0000001',
    currency: 'USD',
    late_seconds: 0,
  });
  expect(
    first.people.map(({ person, messages }: { person: string; messages: number }) => [person, messages]),
  ).toEqual([
    ['amina', 2],
    ['asha', 2],
    ['joan', 3],
  ]);
  expect(first.counts.all).toMatchObject({ messages: 7, cost: { USD: '0.0000004' }, unpriced_segments: 2 });
  expect(first.gateway_peaks[0]).toMatchObject({ gateway: 'KE', messages: 2, rate_per_minute: 1 });
});

test('--month and --from, --to narrow to days of the project, both ends in them', async () => {
  put('a.yaml', story());
  const count = async (...options: string[]): Promise<number> =>
    JSON.parse((await drysend(['plan', 'a.yaml', '--json', '-', ...options])).out).stories[0].messages.length;
  expect(await count('--month', '2026-03')).toBe(4);
  expect(await count('--month', '2026-04')).toBe(3);
  expect(await count('--from', '2026-04-01', '--to', '2026-04-01')).toBe(3);
  expect(await count('--from', '2026-04-02')).toBe(0);
});

test('a cut list says how much it leaves out, and how to have it', async () => {
  put(
    'a.yaml',
    story()
      .replace('joan: {', 'joan2: {type: woman, name: J, contact_phone_number: "12125550101"}\n  joan: {')
      .replace('joan, zuri', 'joan, joan2, zuri'),
  );
  const { out } = await drysend(['plan', 'a.yaml']);
  expect(out).toMatch(/… and 1 more person: --case NAME shows one;/);
  expect((await drysend(['plan', 'a.yaml', '--case', 'joan2'])).out).not.toContain('… and');
});

describe('is refused with a cure:', () => {
  test.each([
    ['a day that is none', ['--from', '2026-02-30'], 1, 'such as 2026-03-02'],
    ['a month beside days', ['--month', '2026-03', '--to', '2026-03-02'], 1, 'Ask for a month, or for days'],
    ['days the wrong way round', ['--from', '2026-03-03', '--to', '2026-03-02'], 1, 'is after --to'],
    ['an output over what is read', ['--ics', 'a.yaml'], 1, 'would overwrite a.yaml'],
    ['one file for two outputs', ['--csv', 'x', '--ics', 'x'], 1, 'same file'],
  ])('%s', async (_name, options, code, words) => {
    put('a.yaml', story());
    const ended = await drysend(['plan', 'a.yaml', ...options]);
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(words);
  });

  test('a journal, which knows no prices', async () => {
    put('a.yaml', story());
    await drysend(['run', 'a.yaml', '--journal', 'a.ndjson']);
    const { code, err } = await drysend(['plan', 'a.ndjson']);
    expect(code).toBe(1);
    expect(err).toContain('drysend roster reads journals');
  });

  test('a price that is no amount, by file and line', async () => {
    put('a.yaml', story().replace('"0.0000001"', '"0,75"'));
    const { code, err } = await drysend(['plan', 'a.yaml']);
    expect(code).toBe(2);
    expect(err).toContain('a.yaml:4:');
    expect(err).toContain('write "0.75"');
  });
});

describe('a period outside of the run', () => {
  test.each([
    ['a month after it', ['--month', '2027-01'], '--month 2027-01 is outside of the run'],
    ['days before it', ['--to', '2026-01-31'], '--to 2026-01-31 is outside of the run'],
  ])('%s is refused, with the days of the run', async (_name, options, words) => {
    for (const ends of ['ends: 2026-03-20 09:00\n', '']) {
      put('a.yaml', `${scenario('A plan', '')}starts: 2026-03-02 08:00\n${ends}`);
      const { code, out, err } = await drysend(['plan', 'a.yaml', ...options]);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain(words);
      expect(err).toContain('which goes from 2026-03-02 08:00');
    }
  });

  test('of one story among several is none', async () => {
    put(
      'a.yaml',
      `${scenario('A plan', '')}---\n${scenario('Later', '').replace('2026-03-02', '2027-01-04')}`,
    );
    expect((await drysend(['plan', 'a.yaml', '--month', '2027-01'])).code).toBe(0);
  });
});
