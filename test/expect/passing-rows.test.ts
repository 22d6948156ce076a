import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJournal } from '../../src/core/journal/columns.ts';
import type { Entry } from '../../src/core/model/entry.ts';
import type { Channel, Expectation, PromisedFields } from '../../src/core/model/expectation.ts';
import type { Plan } from '../../src/core/model/plan.ts';
import type { Verdict } from '../../src/core/model/verdict.ts';
import type { WorldView } from '../../src/core/ports.ts';
import { Effort } from '../../src/expect/effort.ts';
import { createJudge } from '../../src/expect/judge.ts';
import { rowFilterFor } from '../../src/expect/row-filter.ts';
import type { LooseEntry } from '../helpers/loose-entry.ts';
import { aPlan, at, kolkata, promised, rowsOf, sent, source } from './a-plan.ts';

const world = {} as WorldView;
const people = ['asha', 'ben', 'chandra'];

/** The verdicts when so many rows are kept whatever they are. */
function verdictsOf(plan: Plan, entries: readonly Entry[], keptRows: number): Verdict[] {
  const journal = createJournal({ scenario: 's', seed: 1, tz: 'x', starts: plan.startsAt });
  const judge = createJudge(plan, journal, { keptRows });
  const checks = plan.timeline.flatMap(({ at: time, act }) =>
    act.verb === 'expect' ? [{ time, list: act.expectations }] : [],
  );
  for (const entry of entries) {
    while (checks[0] && checks[0].time < entry.at) judge.check(checks[0].list, checks.shift()!.time, world);
    judge.record(entry);
    journal.record(entry);
  }
  for (const { list, time } of checks) judge.check(list, time, world);
  return judge.verdicts({ world, endsAt: at('2026-04-01 00:00'), pending: [] });
}

const oneOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const channel = oneOf<Channel>('sms', 'email', 'error');
const time = fc.nat(9).map((minute) => `2026-03-09 09:0${minute}`);

const entry = fc
  .record({
    kind: oneOf('sent', 'sent', 'error', 'warning', 'inbound'),
    to: oneOf(...people),
    via: oneOf('G', 'H'),
    text: oneOf('Hello', 'Hello there', 'Bye'),
    time,
    channel: oneOf<'sms' | 'email'>('sms', 'sms', 'email'),
    alert: oneOf('visit', 'dose'),
  })
  .map(({ kind, to, via, text, time: when, channel: sentBy, alert }): Entry => {
    const common = { at: at(when), id: undefined };
    if (kind === 'warning') return { at: at(when), kind, code: 'ODD', message: text };
    if (kind === 'inbound') return { at: at(when), kind, number: '911', text, contact: to };
    const parts = { ...common, to, case: to, via, text, alert, name: alert, channel: sentBy };
    return kind === 'error' ? sent({ ...parts, kind, code: 'NO_MESSAGE' }) : sent(parts);
  });
const entries = fc
  .array(entry, { maxLength: 30 })
  .map((all) =>
    all
      .toSorted((a, b) => a.at - b.at)
      .map((one, index): Entry => (one.kind === 'sent' ? { ...one, id: `m${index}` } : one)),
  );

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const without = (fields: Record<string, unknown>): PromisedFields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
const fields = fc
  .record({
    to: optional(oneOf(...people)),
    via: optional(oneOf('G', 'H')),
    contains: optional(oneOf(['Hello'], ['there'])),
    alert: optional(oneOf('visit', 'dose')),
    at: optional(time.map((when) => [promised(when)])),
  })
  .map(without);
const about = fc
  .record({
    to: optional(oneOf(...people)),
    alert: optional(oneOf('visit', 'dose')),
    channel: optional(channel),
  })
  .map(without);

const promise: fc.Arbitrary<Expectation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: channel, source: fc.constant(source), fields }) },
  fc.record({ kind: fc.constant('nothing' as const), source: fc.constant(source), fields }),
  fc.record({
    kind: fc.constant('count' as const),
    source: fc.constant(source),
    fields,
    is: fc.nat(4),
    claims: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('each' as const), source: fc.constant(source), of: about, fields }),
  fc.record({
    kind: fc.constant('no_doubles' as const),
    source: fc.constant(source),
    of: about,
    withinMs: oneOf(0, 60_000, 240_000),
  }),
  fc.record({
    kind: fc.constant('in_order' as const),
    source: fc.constant(source),
    entries: fc.array(fc.record({ kind: channel, source: fc.constant(source), fields }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
);

const plan = fc
  .record({
    expectations: fc.array(promise, { maxLength: 4 }),
    checks: fc.array(fc.record({ when: time, act: fc.array(promise, { minLength: 1, maxLength: 2 }) }), {
      maxLength: 2,
    }),
    allow: fc.array(fields, { maxLength: 1 }),
    othersAllowed: fc.boolean(),
  })
  .map(({ checks, ...parts }) =>
    aPlan({
      ...parts,
      promises: true,
      invariantsOff: new Set(['all']),
      timeline: checks
        .map(({ when, act }) => ({
          at: at(when),
          source,
          act: { verb: 'expect' as const, expectations: act },
        }))
        .toSorted((a, b) => a.at - b.at) as unknown as Plan['timeline'],
    }),
  );

test('what is promised holds or breaks alike, with the same evidence, however few rows are kept', () => {
  fc.assert(
    fc.property(plan, entries, fc.nat(8), (story, run, keptRows) => {
      const all = verdictsOf(story, run, 1000);
      const few = verdictsOf(story, run, keptRows);
      const facts = (verdicts: readonly Verdict[]) =>
        verdicts.map(
          ({ nearest: _near, absent: _absent, why: _why, found: _found, foundCount: _count, ...rest }) => ({
            ...rest,
          }),
        );
      expect(facts(few)).toEqual(facts(all));
    }),
    { numRuns: 600 },
  );
});

const hello = (minute: number, parts: LooseEntry = {}): Entry =>
  sent({ id: `m${minute}`, at: at('2026-03-09 09:00') + minute * 60_000, ...parts });
const loose: Expectation = { kind: 'sms', source, fields: { alert: 'visit' } };
const brokenIn = (expectations: readonly Expectation[], run: readonly Entry[], parts: Partial<Plan> = {}) =>
  verdictsOf(aPlan({ expectations, othersAllowed: true, invariantsOff: new Set(['all']), ...parts }), run, 0)
    .filter(({ kept }) => !kept)
    .map(({ title }) => title);

test('a promise that names nobody has a later row when one in the timeline claims the first', () => {
  const each: Expectation = { kind: 'each', source, of: { alert: 'visit' }, fields: {} };
  const check = { at: at('2026-03-09 09:05'), source, act: { verb: 'expect', expectations: [each] } };
  const timeline = [check] as unknown as Plan['timeline'];
  expect(brokenIn([loose], [hello(1), hello(2), hello(9)], { timeline })).toEqual([]);
  expect(brokenIn([loose], [hello(1), hello(2)], { timeline })).toHaveLength(1);
});

test('of rows in an order the later one is kept where earlier ones would do by themselves', () => {
  const inOrder: Expectation = {
    kind: 'in_order',
    source,
    entries: [
      { kind: 'sms', source, fields: { via: 'H' } },
      { kind: 'sms', source, fields: { via: 'G' } },
    ],
  };
  const run = [hello(1), hello(2), hello(3), hello(4, { via: 'H' }), hello(5)];
  expect(brokenIn([inOrder], run)).toEqual([]);
});

test.each([
  [[4, 6], true],
  [[4, 9], true],
  [[4, 10, 16], false],
])('doubles within five minutes are found at minutes %j: %s', (minutes, isBroken) => {
  const doubles: Expectation = { kind: 'no_doubles', source, of: {}, withinMs: 300_000 };
  const run = [hello(0, { text: 'Other' }), ...minutes.map((minute) => hello(minute))];
  expect(brokenIn([doubles], run).length > 0).toBe(isBroken);
});

describe('of a long run', () => {
  const all = rowsOf(
    ...Array.from({ length: 1000 }, (_, index) =>
      sent({
        id: `m${index}`,
        to: `c${index}`,
        case: `c${index}`,
        at: at('2026-03-09 09:00') + index * 3_600_000,
      }),
    ),
  );
  const kept = (expectations: readonly Expectation[], parts: Partial<Plan> = {}): number => {
    const keeps = rowFilterFor(aPlan({ expectations, ...parts }), kolkata, new Effort());
    return all.filter((row) => keeps(row)).length;
  };
  const sms = (wanted: PromisedFields): Expectation => ({ kind: 'sms', source, fields: wanted });

  test.each<[string, readonly Expectation[], number]>([
    ['one row is kept for a promise about one person', [sms({ to: 'c7' })], 1],
    ['none for promises that are counted', [{ kind: 'each', source, of: { alert: 'visit' }, fields: {} }], 0],
    [
      'as many as are promised for promises that name nobody',
      [sms({ alert: 'visit' }), sms({ contains: ['visit'] })],
      2,
    ],
    [
      'those of half a day around it for a time',
      [sms({ says: 'never', at: [promised('2026-03-20 09:00')] })],
      25,
    ],
    ['all for a status, which receipts change', [sms({ to: 'c7', status: 'delivered' })], 1000],
    ['all for a transcript', [{ kind: 'transcript', source, file: 'a.txt', text: '' }], 1000],
  ])('%s', (_what, expectations, count) => {
    expect(kept(expectations)).toBe(count);
  });
});
