import { describe, expect, test } from 'vitest';
import { createJournal } from '../../src/core/journal/columns.ts';
import type { CaseSeed } from '../../src/core/model/case.ts';
import type { Entry } from '../../src/core/model/entry.ts';
import type {
  EachExpectation,
  Expectation,
  NoDoublesExpectation,
  NoNightsExpectation,
  PromisedTime,
} from '../../src/core/model/expectation.ts';
import type { Plan } from '../../src/core/model/plan.ts';
import type { Verdict } from '../../src/core/model/verdict.ts';
import type { WorldView } from '../../src/core/ports.ts';
import { createJudge } from '../../src/expect/judge.ts';
import { verdictText } from '../../src/report/verdict/verdict-lines.ts';
import type { LooseEntry } from '../helpers/loose-entry.ts';
import { aGateway, aPlan, at, sent, source } from './a-plan.ts';

const world = {} as WorldView;

/** A time of day on a clock. */
const daily = (text: string, clock: 'local' | 'project' = 'project'): PromisedTime => {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return { daily: { second: hour * 3600 + minute * 60, clock }, precision: 'minute', text };
};

function judge(
  expectations: readonly Expectation[],
  entries: readonly Entry[],
  parts: Partial<Plan> = {},
): Verdict[] {
  const plan = aPlan({ invariantsOff: new Set(['all']), expectations, ...parts });
  const journal = createJournal({ scenario: 's', seed: 1, tz: 'x', starts: plan.startsAt });
  const judge = createJudge(plan, journal);
  for (const entry of entries) {
    judge.record(entry);
    journal.record(entry);
  }
  return judge.verdicts({ world, endsAt: at('2026-04-01 00:00'), pending: [] });
}

const brokenIn = (verdicts: readonly Verdict[]): Verdict[] => verdicts.filter(({ kept }) => !kept);
const linesOf = (verdict: Verdict | undefined): string[] => verdictText(verdict!, aPlan({}));

const each = (of: EachExpectation['of'], fields: EachExpectation['fields']): EachExpectation => ({
  kind: 'each',
  source,
  of,
  fields,
});

const message = (to: string, time: string, parts: LooseEntry = {}): Entry =>
  sent({
    id: JSON.stringify([to, time, parts.via]),
    to,
    case: to,
    number: `91981234567${to.length}`,
    at: at(time),
    ...parts,
  });

describe('each', () => {
  const visit = each({ alert: 'visit' }, { at: [daily('09:00', 'local')], via: 'G' });

  test('holds every message of the alert and claims them all', () => {
    const entries = [message('asha', '2026-03-09 09:00'), message('meera', '2026-03-10 09:00')];
    expect(brokenIn(judge([visit], entries))).toEqual([]);
  });

  test('a message of another alert is not held to it, and not claimed', () => {
    const other = message('asha', '2026-03-09 17:00', { alert: 'news', via: 'H' });
    const broken = brokenIn(judge([visit], [message('asha', '2026-03-09 09:00'), other]));
    expect(broken.map(({ title }) => title)).toEqual([
      'unexpected sms to asha at 2026-03-09 17:00 Asia/Kolkata',
    ]);
  });

  test('says which of how many fail, in what, the first with its differences, and the next', () => {
    const entries = [
      message('asha', '2026-03-09 09:00'),
      message('meera', '2026-03-09 10:00', { via: 'H' }),
      message('ben', '2026-03-09 11:00'),
    ];
    const [broken, ...more] = brokenIn(judge([visit], entries));
    expect(more).toEqual([]);
    expect(broken).toMatchObject({
      many: {
        count: 3,
        failed: 2,
        fields: [
          { field: 'at', count: 2 },
          { field: 'via', count: 1 },
        ],
      },
      nearest: { to: 'meera' },
      why: { contact: 'meera' },
    });
    expect(linesOf(broken).slice(0, 3)).toEqual([
      '2 of 3 are not so: at 2, via 1',
      'first     meera: 2026-03-09 10:00 Asia/Kolkata via H "Asha, your visit is on 2026-03-12."   (gateway H, not G; one hour later)',
      'also      ben: 2026-03-09 11:00 Asia/Kolkata via G "Asha, your visit is on 2026-03-12."   (2 hours later)',
    ]);
  });

  test('counts those beyond the first five', () => {
    const entries = Array.from({ length: 9 }, () => message('asha', '2026-03-09 10:00'));
    const lines = linesOf(brokenIn(judge([visit], entries))[0]);
    expect(lines.filter((line) => line.startsWith('also'))).toHaveLength(4);
    expect(lines).toContain('… and 4 more');
  });

  test('a promise about no message at all is broken', () => {
    const [broken] = brokenIn(judge([each({ alert: 'vist' }, { via: 'G' })], []));
    expect(linesOf(broken)).toContain('there was no such message');
  });

  test('a message that another promise claims is held to it too', () => {
    const single: Expectation = { kind: 'sms', source, fields: { to: 'asha' } };
    const entries = [message('asha', '2026-03-09 10:00'), message('meera', '2026-03-09 09:00')];
    expect(brokenIn(judge([single, visit], entries))).toMatchObject([{ many: { count: 2, failed: 1 } }]);
  });

  test('a broken one claims its messages: they are told once', () => {
    expect(brokenIn(judge([visit], [message('asha', '2026-03-09 10:00')]))).toHaveLength(1);
  });

  test('errors are held to it when it names them, and not when it does not', () => {
    const error = message('asha', '2026-03-09 09:00', {
      kind: 'error',
      code: 'NO_PHONE_NUMBER',
      via: undefined,
    });
    const errors = each({ alert: 'visit', channel: 'error' }, { code: 'NO_PHONE_NUMBER' });
    expect(brokenIn(judge([errors], [error]))).toEqual([]);
    expect(brokenIn(judge([visit], [error, message('asha', '2026-03-09 09:00')]))).toMatchObject([
      { kind: 'unexpected' },
    ]);
  });

  test('in: contact wants the text in the language that the contact asks for', () => {
    const own = each({ alert: 'visit' }, { in: 'contact' });
    const hindi = message('asha', '2026-03-09 09:00', {
      language: 'hin',
      because: { language: { code: 'hin', from: 'contact' } },
    });
    const fallback = message('ben', '2026-03-09 09:00', {
      because: { language: { code: 'en', from: 'project' } },
    });
    expect(brokenIn(judge([own], [hindi]))).toEqual([]);
    expect(linesOf(brokenIn(judge([own], [hindi, fallback]))[0])[1]).toContain(
      "(language en (the project's default language), not the contact's own)",
    );
  });
});

describe('count with claims', () => {
  const count = { kind: 'count', source, fields: { alert: 'visit' }, atLeast: 1 } as const;
  const entries = [message('asha', '2026-03-09 09:00'), message('meera', '2026-03-09 09:00')];

  test('yes: what it counts needs no other promise', () => {
    expect(brokenIn(judge([{ ...count, claims: true }], entries))).toEqual([]);
  });

  test('no: what it counts must be claimed', () => {
    expect(brokenIn(judge([count], entries))).toHaveLength(2);
  });
});

describe('no_doubles', () => {
  const noDoubles: NoDoublesExpectation = { kind: 'no_doubles', source, of: {}, withinMs: 60_000 };
  const judged = (...entries: readonly Entry[]) =>
    brokenIn(judge([noDoubles], entries, { othersAllowed: true }));

  test('the same words to one number within the time are doubles', () => {
    const [broken] = judged(message('asha', '2026-03-09 09:00:00'), message('asha', '2026-03-09 09:01:00'));
    expect(linesOf(broken).slice(0, 2)).toEqual([
      '1 of 2 are not so: doubles 1',
      'first     asha: 2026-03-09 09:01 Asia/Kolkata via G "Asha, your visit is on 2026-03-12."   (the same words one minute before)',
    ]);
  });

  test.each([
    ['a moment more apart', message('asha', '2026-03-09 09:01:01')],
    ['other words', message('asha', '2026-03-09 09:00:30', { text: 'Other' })],
    ['another number', message('meera', '2026-03-09 09:00:30')],
  ])('%s are none', (_story, second) => {
    expect(judged(message('asha', '2026-03-09 09:00:00'), second)).toEqual([]);
  });

  test('an email is the double of an email to the same address with the same subject only', () => {
    const mail = (time: string, subject: string) =>
      message('asha', time, { channel: 'email', number: undefined, address: 'a@b.org', subject });
    expect(judged(mail('2026-03-09 09:00', 'Visit'), mail('2026-03-09 09:00', 'News'))).toEqual([]);
    expect(judged(mail('2026-03-09 09:00', 'Visit'), mail('2026-03-09 09:00', 'Visit'))).toHaveLength(1);
  });
});

describe('no_nights', () => {
  const nights = (clock: NoNightsExpectation['clock'], from = '21:00', until = '07:00'): Expectation => ({
    kind: 'no_nights',
    source,
    of: {},
    from: daily(from),
    until: daily(until),
    clock,
  });
  const judged = (expectation: Expectation, time: string, parts: LooseEntry = {}, plan: Partial<Plan> = {}) =>
    brokenIn(judge([expectation], [message('asha', time, parts)], { othersAllowed: true, ...plan }));

  test.each([
    ['20:59:59', 0],
    ['21:00', 1],
    ['00:00', 1],
    ['07:00:59', 1],
    ['07:01', 0],
  ])('over midnight, a message at %s breaks it %s times', (time, times) => {
    expect(judged(nights('project'), `2026-03-09 ${time}`)).toHaveLength(times);
  });

  test('within a day', () => {
    expect(judged(nights('project', '12:00', '14:00'), '2026-03-09 13:00')).toHaveLength(1);
    expect(judged(nights('project', '12:00', '14:00'), '2026-03-09 15:00')).toEqual([]);
  });

  test("the reader's clock is the contact's own, though a group's schedule reads the project's", () => {
    const asha = {
      project: 'demo',
      properties: new Map([['time_zone', 'America/New_York']]),
    } as unknown as CaseSeed;
    const cases = new Map([['asha', asha]]);
    const ofGroup: LooseEntry = { because: { zone: { name: 'Asia/Kolkata', from: 'project' } } };
    const [broken] = judged(nights('reader'), '2026-03-09 11:00', ofGroup, { cases });
    expect(linesOf(broken)[1]).toContain("(2026-03-09 01:30 on the reader's clock, America/New_York)");
    expect(judged(nights('project'), '2026-03-09 11:00', ofGroup, { cases })).toEqual([]);
    expect(judged(nights({ zone: 'Asia/Tokyo' }), '2026-03-09 17:30', ofGroup, { cases })).toHaveLength(1);
  });
});

describe('cost', () => {
  const priced = { ...aGateway, price: { perSegment: '0.0075', currency: 'USD' } };
  const cost = (
    atMost: string,
    per: 'run' | 'month' | 'week' | 'day' = 'run',
    currency = 'USD',
  ): Expectation => ({
    kind: 'cost',
    source,
    of: {},
    atMost,
    currency,
    per,
  });
  const entries = [
    message('asha', '2026-03-08 09:00', { segments: 3 }),
    message('asha', '2026-03-09 09:00', { segments: 1 }),
    message('asha', '2026-03-31 23:59', { segments: 2 }),
    message('asha', '2026-03-09 09:00', { channel: 'email', number: undefined, address: 'a@b.org' }),
  ];
  const judged = (expectation: Expectation, gateways = [priced]) =>
    brokenIn(judge([expectation], entries, { othersAllowed: true, gateways }));

  test('is the sum of segments times the price, exactly', () => {
    expect(judged(cost('0.045'))).toEqual([]);
    expect(judged(cost('0.0449'))).toMatchObject([{ costs: { over: [{ amount: '0.045' }] } }]);
  });

  test.each([
    ['month', '0.044', [{ period: '2026-03', amount: '0.045' }]],
    [
      'week',
      '0.0149',
      [
        { period: '2026-03-02', amount: '0.0225' },
        { period: '2026-03-30', amount: '0.015' },
      ],
    ],
    ['day', '0.02', [{ period: '2026-03-08', amount: '0.0225' }]],
  ] as const)("per %s of the project's clock", (per, atMost, over) => {
    expect(judged(cost(atMost, per))).toMatchObject([{ costs: { over } }]);
  });

  test('in a currency in which no gateway has a price is broken', () => {
    expect(linesOf(judged(cost('1', 'run', 'KES'))[0])).toEqual([
      'no gateway has a price in KES',
      'not counted, without a price in KES: G',
    ]);
  });

  test('says which gateways it could not count', () => {
    const other = { ...aGateway, name: 'H', price: { perSegment: '1', currency: 'USD' } };
    const broken = brokenIn(
      judge([cost('0.5')], [...entries, message('ben', '2026-03-09 09:00', { via: 'H', segments: 1 })], {
        othersAllowed: true,
        gateways: [aGateway, other],
      }),
    );
    expect(linesOf(broken[0])).toEqual([
      'cost      the run: 1.00 USD',
      'not counted, without a price in USD: G',
    ]);
  });
});

describe('the promise that would claim all', () => {
  const alike = (count: number) =>
    Array.from({ length: count }, (_, index) => message(`c${index}`, `2026-03-0${1 + (index % 9)} 09:00`));
  const judged = (entries: readonly Entry[]) => judge([], entries, { promises: true });

  test('is suggested once, with what the messages have in common', () => {
    const [first, second] = judged(alike(5));
    expect(linesOf(first).at(-1)).toBe(
      'or all    - each: {alert: visit, at: "09:00 local", via: G, in: en}   (5 of them)',
    );
    expect(linesOf(second).join()).not.toContain('each');
  });

  test('claims them when it is taken', () => {
    const taken = each({ alert: 'visit' }, { at: [daily('09:00', 'local')], via: 'G', in: 'en' });
    expect(brokenIn(judge([taken], alike(5)))).toEqual([]);
  });

  test('is none for a few', () => {
    expect(linesOf(judged(alike(3))[0]).join()).not.toContain('each');
  });

  test('names the code of errors', () => {
    const errors = alike(4).map(
      (entry) => ({ ...entry, kind: 'error', code: 'NO_PHONE_NUMBER', via: undefined }) as Entry,
    );
    expect(linesOf(judged(errors)[0]).at(-1)).toContain(
      '- each: {channel: error, alert: visit, code: NO_PHONE_NUMBER',
    );
  });
});
