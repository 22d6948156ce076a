/** What is told of events that are passed over, and of rounds that are lost. */
import { describe, expect, test } from 'vitest';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { type Json, play } from '../../fidelity/helpers/play.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const AT = '2024-03-06 12:00';
const ana = { type: 'c', contact_phone_number: '447700900301' };
const day = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

const ran = (alert: Json, parts: Json = {}) =>
  play({
    cases: { ana },
    alerts: { tip: { case_type: 'c', to: 'case', sms: 'Tip', ...alert } },
    timeline: [{ at: AT, register: 'ana' }],
    ends: '2024-03-31 00:00',
    ...parts,
  });

const daily = (date: string): Json => ({
  start: { date },
  send: { daily: { at: '09:00', stop_after: '100' } },
});

describe('events before the start of an alert', () => {
  test('are told one by one up to thirty, and the rest of a long row in one entry', () => {
    const skipped = (date: string) =>
      ran(daily(date))
        .of('skipped')
        .map(({ due, iteration, event, reason, detail, alert, case: key, recipient }) => ({
          ...{ due: day(due!), iteration, event, reason, detail, alert, key, recipient },
        }));
    const few = skipped('2024-03-04');
    expect(few.map(({ due }) => due)).toEqual(['2024-03-04 09:00', '2024-03-05 09:00', '2024-03-06 09:00']);
    expect(few[0]).toEqual({
      ...{ due: '2024-03-04 09:00', iteration: 1, event: 0, reason: 'past_start', detail: undefined },
      ...{ alert: 'tip', key: 'ana', recipient: 'ana' },
    });
    expect(skipped('2024-02-06')).toHaveLength(30);
    const many = skipped('2024-02-03');
    expect(many).toHaveLength(31);
    expect(many[29]).toMatchObject({ due: '2024-03-03 09:00', detail: undefined });
    expect(many[30]).toMatchObject({
      ...{ due: '2024-03-04 09:00', iteration: 31, reason: 'past_start' },
      detail: { events: 3, until: '2024-03-06T09:00:00.000Z' },
      ...{ alert: 'tip', key: 'ana', recipient: 'ana' },
    });
  });

  test('of a broadcast are about the broadcast', () => {
    const { of } = ran(
      { when: { never: 'x' }, send: 'immediately' },
      {
        users: { uma: { username: 'uma', phone: '447700900309' } },
        broadcasts: { news: { to: { user: 'uma' }, sms: 'News', ...daily('2024-03-01') } },
        starts: '2024-03-02 12:00',
      },
    );
    expect(
      of('skipped')
        .filter(({ broadcast }) => broadcast)
        .map(({ broadcast, alert, recipient, case: key }) => [broadcast, alert, recipient, key]),
    ).toEqual([
      ['news', undefined, 'uma', undefined],
      ['news', undefined, 'uma', undefined],
    ]);
  });
});

describe('a round that HQ leaves out because its first event has passed', () => {
  const lost = (send: Json) =>
    ran({ send })
      .of('warning')
      .filter(({ code }) => code === 'WEEK_LOST' || code === 'MONTH_LOST')
      .map(({ code, message, hint, about }) => ({ code, message, hint, about }));
  const hint = 'with a start date only the events that have passed are left out';
  const about = { alert: 'tip', case: 'ana' };

  test('is told with what was still ahead of the week', () => {
    expect(lost({ weekly: { days: ['Wed', 'Fri'], at: '09:00', first_day: 'Wed' } })).toEqual([
      {
        code: 'WEEK_LOST',
        message:
          'the first event of this week has passed, so HQ starts next week: 1 event still ahead is lost',
        hint,
        about,
      },
    ]);
    expect(lost({ weekly: { days: ['Wed', 'Thu', 'Fri'], at: '09:00', first_day: 'Wed' } })).toMatchObject([
      {
        message:
          'the first event of this week has passed, so HQ starts next week: 2 events still ahead are lost',
      },
    ]);
  });

  test('is told with what was still ahead of the month', () => {
    expect(lost({ monthly: { days: ['1', '20'], at: '18:00' } })).toEqual([
      {
        code: 'MONTH_LOST',
        message:
          'the first event of this month has passed, so HQ starts next month: 1 event still ahead is lost',
        hint,
        about,
      },
    ]);
  });

  test('is not told of a month that is only too short', () => {
    const { of } = ran(
      { send: { monthly: { days: ['31'], at: '18:00' } } },
      {
        starts: '2024-04-10 00:00',
        ends: '2024-06-30 00:00',
        timeline: [{ at: '2024-04-10 12:00', register: 'ana' }],
      },
    );
    expect(of('skipped').map(({ reason }) => reason)).toContain('month_skipped');
    expect(of('warning').filter(({ code }) => code === 'MONTH_LOST')).toEqual([]);
  });

  test('is not told where nothing was ahead', () => {
    expect(lost({ weekly: { days: ['Wed'], at: '09:00', first_day: 'Wed' } })).toEqual([]);
    expect(lost({ monthly: { days: ['1', '2'], at: '18:00' } })).toEqual([]);
    expect(lost({ daily: { at: '09:00' } })).toEqual([]);
  });
});

describe('random times', () => {
  const random = (draws: readonly number[]) => {
    const [plan] = plansFrom(
      JSON.stringify({
        ...{ scenario: 'x', gateways: { G: { type: 'test' } }, routing: { global: { '*': 'G' } } },
        ...{ starts: '2024-03-06 00:00', ends: '2024-03-09 00:00', random_minutes: draws, cases: { ana } },
        alerts: {
          tip: {
            case_type: 'c',
            to: 'case',
            sms: 'Tip',
            send: { daily: { random: { from: '13:00', minutes: '60' }, stop_after: '2' } },
          },
        },
        timeline: [{ at: AT, register: 'ana' }],
      }),
    );
    return [...rehearsePlan(plan!).journal.entries()].flatMap(({ kind, at }) =>
      kind === 'sent' ? [day(at)] : [],
    );
  };

  test('are those that the scenario draws, in order', () => {
    expect(random([5, 30, 10])).toEqual(['2024-03-06 13:05', '2024-03-07 13:30']);
  });

  test('that run out are told with their alert', () => {
    expect(() => random([5])).toThrow('random_minutes has 1 draw, and the run needs more');
    expect(() => random([])).toThrow('random_minutes has 0 draws, and the run needs more');
    expect(() => random([5])).toThrow('alerts.tip: ');
  });
});

describe('the rows of a case', () => {
  test('name what really changed, and nothing where nothing did', () => {
    const changed = (update: Json) =>
      play({
        cases: { ana: { ...ana, name: 'Ana', owner: 'uma', a: '1', b: '2' }, mum: { type: 'm' } },
        users: { uma: { username: 'uma' }, vic: { username: 'vic' } },
        timeline: [
          { at: AT, register: ['ana', 'mum'] },
          { after: '1m', update: { ana: update } },
        ],
      })
        .of('updated')
        .map((entry) => entry.changed);
    expect(changed({ a: '1', b: '3' })).toEqual([['b']]);
    expect(changed({ a: '1' })).toEqual([undefined]);
    expect(changed({ name: 'Ana' })).toEqual([undefined]);
    expect(changed({ name: 'Eva' })).toEqual([['name']]);
    expect(changed({ type: 'x' })).toEqual([['type']]);
    expect(changed({ type: 'c' })).toEqual([undefined]);
    expect(changed({ owner: 'vic' })).toEqual([['owner']]);
    expect(changed({ owner: 'uma' })).toEqual([undefined]);
    expect(changed({ parent: { case: 'mum' } })).toEqual([['parent']]);
    expect(changed({ c: '', name: 'Eva' })).toEqual([['c', 'name']]);
  });
});
