import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { decimalText, plus, times, ZERO } from '../../../src/core/model/decimal.ts';
import type { Plan } from '../../../src/core/model/plan.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import type { Counted } from '../../../src/report/counts/message-counts.ts';
import { peopleOf } from '../../../src/report/people.ts';
import { Lengths } from '../../../src/report/sending-plan/lengths.ts';
import {
  type PlannedMessage,
  type SendingPlan,
  SendingPlanCollector,
  type SendingPlanFilter,
} from '../../../src/report/sending-plan/sending-plan.ts';
import { plansFrom } from '../../helpers/plans-from.ts';
import { shippedPlans } from '../../helpers/shipped-plans.ts';

function planned(
  plan: Plan,
  filter: SendingPlanFilter = {},
): { made: SendingPlan; messages: PlannedMessage[]; sent: number; errors: number; pending: number } {
  const messages: PlannedMessage[] = [];
  const collector = new SendingPlanCollector({
    plan,
    people: peopleOf(plan),
    filter,
    onMessage: (message) => messages.push(message),
  });
  const { totals } = rehearsePlan(plan, {
    keep: false,
    onEntry: (seq, entry) => collector.record(seq, entry),
  });
  const { sms, email, errors, pending } = totals;
  return { made: collector.end(), messages, sent: sms + email, errors, pending: pending.length };
}

const of = (text: string, filter: SendingPlanFilter = {}) => planned(plansFrom(text)[0]!, filter);
const at = (text: string): number => Date.parse(text);

const clinic = (gateway: string, project = '', women = 5): string => `scenario: clinic
project: {time_zone: Africa/Nairobi${project}}
gateways: {KE: {type: twilio, price: {per_segment: "0.8", currency: KES}${gateway}}}
routing: {global: {"*": KE}}
cases:
${Array.from({ length: women }, (_, index) => `  w${index}: {type: woman, name: Woman ${index}, contact_phone_number: "25471200000${index}"}`).join('\n')}
alerts:
  tip: {case_type: woman, to: case, send: {daily: {at: "09:00", stop_after: 2}}, sms: "Come — soon"}
  bye: {case_type: woman, to: case, send: {daily: {at: "19:00", stop_after: 1}}, sms: Bye}
starts: 2026-03-31 08:00
ends: 2026-04-10 00:00
timeline:
  - {at: 2026-03-31 08:00, register: [${Array.from({ length: women }, (_, index) => `w${index}`).join(', ')}]}
`;

test('a plan tells courses without a start date from those whose date cannot be read', () => {
  const undated = clinic('')
    .replace('bye: {case_type: woman, to: case,', 'bye: {case_type: woman, to: case, start: {property: edd},')
    .replace('{type: woman, name: Woman 0', '{type: woman, edd: 10/03/2026, name: Woman 0');
  expect(of(undated).made.undated).toEqual([
    ['no edd', 4],
    ['edd is not a date', 1],
  ]);
  expect(of(undated, { alert: 'tip' }).made.undated).toEqual([]);
});

describe('a plan', () => {
  test.each(shippedPlans().map(({ name, plan }) => [name, plan] as const))(
    'of %s has as many messages, errors and waiting ones as its journal, in every count',
    (_name, plan) => {
      const { made, messages, sent, errors, pending } = planned(plan);
      const { counts } = made;
      expect(messages.length).toBe(sent);
      expect(made.errors.reduce((sum, [, count]) => sum + count, 0)).toBe(errors);
      expect(made.waiting).toBe(pending);
      const sums = (list: readonly Counted[]): number =>
        list.reduce((sum, { bucket }) => sum + bucket.messages, 0);
      const { months, weeks, days, hours, gateways, languages, causes, gatewayMonths } = counts;
      for (const list of [months, weeks, days, hours, gateways, languages, causes])
        expect(sums(list)).toBe(sent);
      expect(sums([...gatewayMonths.values()].flat())).toBe(sent);
      expect([...made.people.values()].reduce((sum, person) => sum + person.messages, 0)).toBe(sent);
    },
    30_000,
  );

  test('costs what its messages cost, added up one by one', () => {
    const { made, messages } = of(clinic(''));
    const sum = messages.reduce(
      (total, { row, price }) => plus(total, times(price!.perSegment, row.segments!)),
      ZERO,
    );
    expect(made.counts.all.cost().map(({ amount, currency }) => [decimalText(amount), currency])).toEqual([
      [decimalText(sum), 'KES'],
    ]);
    expect(decimalText(sum)).toBe('12');
  });

  test('of a period has its first and its last moment in it, and nothing else', () => {
    const from = at('2026-04-01T06:00:00Z');
    const { messages, made } = of(clinic(''), { from, to: from });
    expect(messages.map((message) => message.at)).toEqual([from, from, from, from, from]);
    expect(made.counts.all.messages).toBe(5);
    expect(of(clinic(''), { from: from + 1 }).messages.length).toBe(0);
  });

  test('holds what is asked for: an alert, a person, a gateway, a language', () => {
    const count = (filter: SendingPlanFilter): number => of(clinic(''), filter).messages.length;
    expect(count({ alert: 'bye' })).toBe(5);
    expect(count({ case: 'WOMAN 3' })).toBe(3);
    expect(count({ gateway: 'KE' })).toBe(15);
    expect(count({ gateway: 'OTHER' })).toBe(0);
    expect(count({ language: '*' })).toBe(15);
    expect(of(clinic(''), { case: 'w3' }).made.contacts).toBe(1);
  });
});

describe('the limits of a plan', () => {
  test('have the fullest minute of each gateway, as it was due, beside its rate', () => {
    const { made } = of(clinic(', rate_per_minute: 2'));
    expect(made.gatewayPeaks).toEqual([
      { gateway: 'KE', messages: 5, at: at('2026-03-31T06:00:00Z'), ratePerMinute: 2, numbers: 1 },
    ]);
  });

  test('say how late the rate makes messages', () => {
    const { made, messages } = of(clinic(', rate_per_minute: 2'));
    const lates = messages.filter(({ row }) => row.cause === 'alert tip').map(({ lateMs }) => lateMs);
    expect(lates).toEqual([0, 0, 60_000, 60_000, 120_000, 0, 0, 60_000, 60_000, 120_000]);
    expect(made.waits).toEqual([
      {
        reason: 'rate',
        gateway: 'KE',
        lengths: { count: 9, medianMs: 60_000, most95Ms: 120_000, worstMs: 120_000 },
      },
    ]);
    expect(made.lateness).toEqual({ count: 9, medianMs: 60_000, most95Ms: 120_000, worstMs: 120_000 });
  });

  test('have the fullest day beside the daily limit, and how late that makes messages', () => {
    const { made } = of(clinic('', ', daily_limit: 8'));
    expect(made.dayPeaks).toEqual([
      { project: 'demo', messages: 10, day: at('2026-03-31') / 86_400_000, limit: 8 },
    ]);
    expect(made.waits.map(({ reason, lengths }) => [reason, lengths.count])).toEqual([['daily_limit', 2]]);
  });

  test('tell each reason by itself when a message waits for two', () => {
    const project = ', sending_hours: [{from: "10:00", to: "12:00"}]';
    const { made } = of(clinic(', rate_per_minute: 2', project));
    const [hours, rate] = ['sending_hours', 'rate'].map((wanted) =>
      made.waits.find(({ reason }) => reason === wanted),
    );
    expect(hours?.lengths).toMatchObject({ count: 15, worstMs: 15 * 3_600_000 });
    expect(rate?.lengths).toMatchObject({ worstMs: 240_000 });
  });

  test('of an hour that runs over into the next year keep no minutes that cannot grow', () => {
    const text = clinic('', '', 2)
      .replace('stop_after: 2', 'stop_after: 400')
      .replace('ends: 2026-04-10', 'ends: 2027-06-10');
    expect(of(text).made.gatewayPeaks[0]).toMatchObject({ messages: 2 });
  });
});

describe('the alphabet of a plan', () => {
  test('says what GSM-7 would save, and which character prevents it', () => {
    const long = `Come — ${'a'.repeat(70)}`;
    const { made } = of(clinic('').replace('Come — soon', long));
    const [texts] = made.ucs;
    expect(texts).toMatchObject({
      cause: 'alert tip',
      language: '*',
      texts: 10,
      bytesSaved: 10 * (154 - 68),
    });
    expect(texts?.now.segments).toBe(20);
    expect(texts?.saved.segments).toBe(10);
    expect(texts?.saved.cost().map(({ amount }) => decimalText(amount))).toEqual(['8']);
    expect(texts?.characters).toEqual([{ character: '—', texts: 10, plain: '-', isWritten: true }]);
  });

  test("tells a case's own letters from those of the alert", () => {
    const text = clinic('')
      .replace('name: Woman 0', 'name: Zoë ድርሻ')
      .replace('sms: Bye', 'sms: "Bye {case.name}"');
    const bye = of(text).made.ucs.find(({ cause }) => cause === 'alert bye');
    expect(bye?.characters.map(({ character, plain, isWritten }) => [character, plain, isWritten])).toEqual([
      ['ë', 'e', false],
      ['ር', undefined, false],
      ['ሻ', undefined, false],
      ['ድ', undefined, false],
    ]);
  });
});

describe('lengths', () => {
  test('of nothing are nothing', () => {
    expect(new Lengths().summary()).toEqual({ count: 0, medianMs: 0, most95Ms: 0, worstMs: 0 });
  });

  law.prop([fc.array(fc.nat(86_400), { minLength: 1, maxLength: 60 })])(
    'are those of nearest rank over all of them',
    (seconds) => {
      const lengths = new Lengths();
      for (const each of seconds) lengths.add(each * 1000);
      const sorted = [...seconds].sort((a, b) => a - b);
      const rank = (part: number): number => sorted[Math.ceil(sorted.length * part) - 1]! * 1000;
      expect(lengths.summary()).toEqual({
        count: seconds.length,
        medianMs: rank(0.5),
        most95Ms: rank(0.95),
        worstMs: sorted.at(-1)! * 1000,
      });
    },
  );
});
