import { describe, expect, test } from 'vitest';
import type { Channel, DailyClock, PromisedFields, PromisedTime } from '../../src/core/model/expectation.ts';
import { matcherFor } from '../../src/expect/checks.ts';
import { Effort } from '../../src/expect/effort.ts';
import { RowIndex } from '../../src/expect/row-index.ts';
import type { LooseEntry } from '../helpers/loose-entry.ts';
import { at, kolkata, promised, rowsOf, sent } from './a-plan.ts';

type Story = readonly [story: string, fields: PromisedFields, entry: LooseEntry, holds: boolean];

const sms: readonly Story[] = [
  ['nothing asked holds', {}, {}, true],
  ['to', { to: 'asha' }, {}, true],
  ['somebody else', { to: 'meera' }, {}, false],
  ['a number with plus, spaces and dashes', { number: '+91 98123-45671' }, {}, true],
  ['another number', { number: '919812345670' }, {}, false],
  ['the case', { case: 'meera' }, {}, false],
  ['the alert', { alert: 'visit' }, {}, true],
  ['another broadcast', { broadcast: 'news' }, {}, false],
  ['the keyword', { keyword: 'JOIN' }, { keyword: 'JOIN' }, true],
  ['the survey', { survey: 'fever' }, { survey: 'fever' }, true],
  ['the gateway', { via: 'G' }, {}, true],
  ['another gateway', { via: 'H' }, {}, false],
  ['a gateway where there is none', { via: 'G' }, { via: undefined }, false],
  ['the language', { in: 'hin' }, { language: 'hin' }, true],
  ['untranslated', { in: '*' }, { language: '*' }, true],
  ['untranslated is a language of its own', { in: '*' }, {}, false],
  ['the whole text', { says: 'Asha, your visit is on 2026-03-12.' }, {}, true],
  ['part of the text is not the whole', { says: 'Asha' }, {}, false],
  ['all parts', { contains: ['Asha', '2026-03-12'] }, {}, true],
  ['one part is missing', { contains: ['Asha', '2026-03-13'] }, {}, false],
  ['a pattern anywhere', { matches: '\\d{4}-\\d\\d' }, {}, true],
  ['a pattern that is not there', { matches: '^visit' }, {}, false],
  ['a pattern that would backtrack', { matches: '(a+)+$' }, { text: 'aaa' }, true],
  ['a pattern with back references never holds', { matches: '(a)\\1' }, { text: 'aaa' }, false],
  ['a pattern that is given up never holds', { matches: '(a?){450}b' }, { text: 'a'.repeat(10_000) }, false],
  ['a broken pattern never holds', { matches: '(' }, {}, false],
  ['near: 3 edits of 34', { near: 'Asha, your visit is on 2026-03-99.' }, {}, true],
  ['near: too many edits', { near: 'Asha, your visit was on 2027-04-99!' }, {}, false],
  ['the sender', { fromNumber: '+1 500' }, { from_number: '1500' }, true],
  ['attempts', { attempts: 3 }, {}, false],
  ['segments', { segments: 2 }, { segments: 2 }, true],
  ['encoding', { encoding: 'UCS-2' }, { encoding: 'GSM-7' }, false],
  ['a message is accepted until a receipt says otherwise', { status: 'accepted' }, {}, true],
  ['not delivered yet', { status: 'delivered' }, {}, false],
  ['channel', { channel: 'email' }, {}, false],
];

test.each(sms)('%s', (_story, fields, entry, holds) => {
  const [row] = rowsOf(sent(entry));
  const matcher = fields.channel
    ? matcherFor(undefined, fields, kolkata)
    : matcherFor('sms', fields, kolkata);
  expect(matcher.matches(row!, new Effort())).toBe(holds);
});

const others: readonly (readonly [string, Channel, PromisedFields, LooseEntry, boolean])[] = [
  [
    'an email says its text body',
    'email',
    { says: 'Hi', subject: 'Visit' },
    { channel: 'email', text: 'Hi', subject: 'Visit' },
    true,
  ],
  ['another subject', 'email', { subject: 'Vis' }, { channel: 'email', subject: 'Visit' }, false],
  ['the html', 'email', { htmlContains: ['<b>'] }, { channel: 'email', html: 'a <b>c</b>' }, true],
  ['the address', 'email', { address: 'a@b.org' }, { channel: 'email', address: 'a@b.org' }, true],
  ['a code', 'error', { code: 'NO_MESSAGE' }, { kind: 'error', code: 'NO_MESSAGE' }, true],
  ['a part of the detail', 'error', { detail: 'front' }, { kind: 'error', detail: 'in front of it' }, true],
  [
    'a part of a detail that is data',
    'error',
    { detail: 'MINE' },
    { kind: 'error', detail: { name: 'MINE' } },
    true,
  ],
  [
    'NO_RECIPIENT has a case and no to',
    'error',
    { case: 'asha' },
    { kind: 'error', to: undefined, code: 'NO_RECIPIENT' },
    true,
  ],
  [
    'who wrote',
    'inbound',
    { to: 'asha', handledBy: 'keyword' },
    { kind: 'inbound', to: undefined, contact: 'asha', handled_by: 'keyword' },
    true,
  ],
  [
    'what the message would have been',
    'error',
    { messageChannel: 'sms' },
    { kind: 'error', code: 'NO_MESSAGE' },
    true,
  ],
  ['not an email', 'error', { messageChannel: 'email' }, { kind: 'error', code: 'NO_MESSAGE' }, false],
  ['an sms is no error', 'error', {}, {}, false],
];

test.each(others)('%s', (_story, kind, fields, entry, holds) => {
  const [row] = rowsOf(sent(entry));
  expect(matcherFor(kind, fields, kolkata).matches(row!, new Effort())).toBe(holds);
});

test('a later receipt changes the status', () => {
  const [row] = rowsOf(sent(), {
    at: at('2026-03-09 09:01'),
    kind: 'receipt',
    id: 'm1',
    status: 'delivered',
  });
  expect(matcherFor('sms', { status: 'delivered' }, kolkata).matches(row!, new Effort())).toBe(true);
});

describe('times', () => {
  const [nine, five] = [promised('2026-03-09 09:00'), promised('2026-03-09 09:05')];
  const local = promised('2026-03-08 23:30 local');
  const daily = (text: string, clock: DailyClock = 'project'): PromisedTime => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return { daily: { second: hour * 3600 + minute * 60, clock }, precision: 'minute', text };
  };
  const day = (text: string, isLocal: boolean) => ({
    day: Math.floor(Date.parse(`${text}T00:00Z`) / 86_400_000),
    local: isLocal,
    text,
  });
  /** 2026-03-09 09:00 in Kolkata is 23:30 of the day before in New York. */
  const inNewYork: LooseEntry = { because: { zone: { name: 'America/New_York', from: 'case' } } };
  const stories: readonly (readonly [string, PromisedFields, string, boolean, LooseEntry])[] = [
    ['a minute holds its last second', { at: [nine] }, '09:00:59', true, {}],
    ['a minute is over', { at: [nine] }, '09:01', false, {}],
    ['a minute has not begun', { at: [nine] }, '08:59:59', false, {}],
    ['a second is that second', { at: [promised('2026-03-09 09:00:00')] }, '09:00:01', false, {}],
    ['one of several times', { at: [nine, five] }, '09:05', true, {}],
    ['local, by the zone in force', { at: [local] }, '09:00', true, inNewYork],
    [
      'local, by the written local time',
      { at: [local] },
      '09:00',
      true,
      { local: '2026-03-08T23:30:00.000-04:00' },
    ],
    ['local, of somebody in the project zone', { at: [local] }, '09:00', false, {}],
    ['within, before it', { at: [five], withinMs: 300_000 }, '09:00', true, {}],
    ['within, after it', { at: [nine], withinMs: 300_000 }, '09:06:01', false, {}],
    ['between, the first instant', { between: [nine, five] }, '09:00', true, {}],
    ['between, the last minute', { between: [nine, five] }, '09:05:30', true, {}],
    ['between, too late', { between: [nine, five] }, '09:06', false, {}],
    ['a time of any day', { at: [daily('09:00')] }, '09:00:59', true, {}],
    ['a time of any day is over', { at: [daily('09:00')] }, '09:01', false, {}],
    ['a time of any day has not begun', { at: [daily('09:00')] }, '08:59:59', false, {}],
    ["a time of day on the recipient's clock", { at: [daily('23:30', 'local')] }, '09:00', true, inNewYork],
    ["not on the project's", { at: [daily('23:30')] }, '09:00', false, inNewYork],
    ['a time of day at an offset', { at: [daily('03:30', { offsetSeconds: 0 })] }, '09:00', true, {}],
    ['a time of day in a zone', { at: [daily('12:30', { zone: 'Asia/Tokyo' })] }, '09:00', true, {}],
    ['within a time of day, over midnight', { at: [daily('23:58')], withinMs: 300_000 }, '00:02', true, {}],
    ['within a time of day, too far', { at: [daily('23:58')], withinMs: 300_000 }, '00:04', false, {}],
    ['between times of day', { between: [daily('08:00'), daily('09:00')] }, '09:00:59', true, {}],
    ['between times of day, too late', { between: [daily('08:00'), daily('09:00')] }, '09:01', false, {}],
    ['between over midnight, before it', { between: [daily('21:00'), daily('07:00')] }, '23:00', true, {}],
    ['between over midnight, after it', { between: [daily('21:00'), daily('07:00')] }, '06:00', true, {}],
    ['between over midnight, by day', { between: [daily('21:00'), daily('07:00')] }, '09:00', false, {}],
    ['from and until over midnight', { from: daily('21:00'), until: daily('09:00') }, '09:00:59', true, {}],
    [
      'from and until over midnight, by day',
      { from: daily('21:00'), until: daily('08:59') },
      '09:00',
      false,
      {},
    ],
    [
      'after and before over midnight',
      { after: daily('21:00'), before: daily('09:01') },
      '09:00:59',
      true,
      {},
    ],
    ['after and before are strict', { after: daily('21:00'), before: daily('09:00') }, '09:00', false, {}],
    ['after a time of day, strictly', { after: daily('09:00') }, '09:00:59', false, {}],
    ['after a time of day', { after: daily('09:00') }, '09:01', true, {}],
    ['from is inclusive', { from: nine }, '09:00', true, {}],
    ['from', { from: nine }, '08:59:59', false, {}],
    ['until is inclusive', { until: nine }, '09:00:30', true, {}],
    ['until', { until: nine }, '09:01', false, {}],
    ['after is strict', { after: nine }, '09:00:30', false, {}],
    ['after', { after: nine }, '09:01', true, {}],
    ['before is strict', { before: nine }, '09:00', false, {}],
    ['before', { before: nine }, '08:59:59', true, {}],
    ['on that day of the project', { on: day('2026-03-09', false) }, '23:59', true, {}],
    ['on another day of the project', { on: day('2026-03-08', false) }, '00:00', false, {}],
    ['on that day of the recipient', { on: day('2026-03-08', true) }, '09:00', true, inNewYork],
  ];
  test.each(stories)('%s', (_story, fields, time, holds, entry) => {
    const rows = rowsOf(sent({ at: at(`2026-03-09 ${time}`), ...entry }));
    const matcher = matcherFor('sms', fields, kolkata);
    expect(matcher.matches(rows[0]!, new Effort())).toBe(holds);
    expect([...new RowIndex(rows).matching(matcher)]).toEqual(holds ? [0] : []);
  });
});

test('without a channel everything that goes out is meant, and no inbound', () => {
  const rows = rowsOf(sent(), sent({ channel: 'email' }), sent({ kind: 'error' }), sent({ kind: 'inbound' }));
  expect([...new RowIndex(rows).matching(matcherFor(undefined, {}, kolkata))]).toEqual([0, 1, 2]);
});
