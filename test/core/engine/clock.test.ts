/** What ends a run, what a stopped platform does, and in which order one instant happens. */
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../src/core/engine/engine.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { type Json, play } from '../../fidelity/helpers/play.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const AT = '2024-01-01 12:00';
const ana = {
  type: 'c',
  name: 'Ana',
  contact_phone_number: '447700900301',
  contact_phone_number_is_verified: '1',
};
const ben = { type: 'c', name: 'Ben', contact_phone_number: '447700900302' };
const time = (at: number): string => new Date(at).toISOString().slice(5, 16).replace('T', ' ');

/** Times and words of what was sent. */
const sent = (parts: Json): string[] =>
  play({ cases: { ana, ben }, ...parts })
    .of('sent')
    .map(({ at, text }) => `${time(at)} ${text}`);

const daily = (at: string, sms: string, more: Json = {}): Json => ({
  case_type: 'c',
  to: 'case',
  send: { daily: { at, stop_after: '2' } },
  sms,
  ...more,
});

describe('the end of a run', () => {
  const alerts = { tip: daily('13:00', 'tip') };
  const timeline = [{ at: AT, register: 'ana' }];

  test('what is due at the end itself still happens, and nothing after it', () => {
    expect(sent({ alerts, timeline, ends: '2024-01-02 13:00' })).toEqual([
      '01-01 13:00 tip',
      '01-02 13:00 tip',
    ]);
    expect(sent({ alerts, timeline, ends: '2024-01-02 12:59' })).toEqual(['01-01 13:00 tip']);
  });

  test('with an end of its own the clock goes on to it; without one it stops with the last thing', () => {
    const endOf = (ends: string): string => {
      const [plan] = plansFrom(
        JSON.stringify({
          ...{ scenario: 'x', gateways: { G: { type: 'test' } }, routing: { global: { '*': 'G' } } },
          ...{ starts: '2024-01-01 00:00', ends, cases: { ana }, alerts, timeline },
        }),
      );
      return time(rehearsePlan(plan!).endsAt);
    };
    expect(endOf('2024-01-05 00:00')).toBe('01-05 00:00');
    expect(endOf('when idle')).toBe('01-02 13:00');
  });
});

describe('daily rules that change cases', () => {
  const rule = { case_type: 'c', when: { turn: { has_value: 'no' } }, set: { turn: 'done' } };
  const runs = (parts: Json): string[] =>
    play({ cases: { ana, ben }, rules: { r: rule }, timeline: [{ at: AT, register: 'ana' }], ...parts })
      .of('updated')
      .map(({ at, case: key }) => `${time(at)} ${key}`);

  test('run each day up to an end', () => {
    expect(runs({ ends: '2024-01-03 12:00' })).toEqual(['01-02 00:00 ana']);
  });

  test('do not keep a run going that ends when idle, and run while something else is to come', () => {
    expect(runs({})).toEqual([]);
    const timeline = [
      { at: AT, register: 'ana' },
      { at: '2024-01-02 12:00', register: 'ben' },
    ];
    expect(runs({ timeline })).toEqual(['01-02 00:00 ana']);
  });

  test('are held back by an outage, and run once when the platform is up again', () => {
    const timeline = [
      { at: AT, register: 'ana' },
      { at: '2024-01-01 20:00', platform: 'down' },
      { at: '2024-01-03 09:00', platform: 'up' },
    ];
    expect(runs({ timeline, ends: '2024-01-05 00:00' })).toEqual(['01-03 09:00 ana']);
  });

  test('run at the hour of their own project', () => {
    const parts = {
      project: { name: 'home', rules_at: '03' },
      other_projects: { pilot: { rules_at: '05', cases: { amy: ben }, rules: { p: rule } } },
      timeline: [{ at: AT, register: ['ana', 'pilot/amy'] }],
      ends: '2024-01-03 12:00',
    };
    expect(runs(parts)).toEqual(['01-02 03:00 ana', '01-02 05:00 pilot/amy']);
  });
});

describe('a platform that is down', () => {
  const alerts = { tip: daily('13:00', 'tip') };

  test('sends what is overdue when it is up, even when it goes down again at that instant', () => {
    const timeline = (...acts: readonly Json[]) => [{ at: AT, register: 'ana' }, ...acts];
    const down = { at: '2024-01-01 12:30', platform: 'down' };
    const up = { at: '2024-01-01 18:00', platform: 'up' };
    const again = { at: '2024-01-01 18:00', platform: 'down' };
    expect(sent({ alerts, timeline: timeline(down) })).toEqual([]);
    expect(sent({ alerts, timeline: timeline(down, up) })).toEqual(['01-01 18:00 tip', '01-02 13:00 tip']);
    expect(sent({ alerts, timeline: timeline(down, up, again) })).toEqual(['01-01 18:00 tip']);
  });

  test('of one that came up earlier nothing is put before the outage', () => {
    const timeline = [
      { at: AT, register: 'ana' },
      { at: '2024-01-01 12:10', platform: 'down' },
      { at: '2024-01-01 12:20', platform: 'up' },
      { at: '2024-01-01 13:00', platform: 'down' },
    ];
    expect(sent({ alerts, timeline })).toEqual([]);
  });

  test('at the instant at which it comes up, other acts come before what is overdue', () => {
    const timeline = [
      { at: AT, register: 'ana' },
      { at: '2024-01-01 12:30', platform: 'down' },
      { at: '2024-01-01 18:00', platform: 'up' },
      { at: '2024-01-01 18:00', close: 'ana' },
    ];
    expect(sent({ alerts, timeline })).toEqual([]);
  });

  test('sees to receipts that are overdue, and to the end of a survey, before it goes down again', () => {
    const { of } = play({
      cases: { ana },
      gateways: { G: { type: 'test', number: '1', receipts: { delivered_after: '10m' } } },
      surveys: { s: { questions: [{ id: 'q', ask: 'Q?', type: 'text' }], expires_after: '30' } },
      alerts: { ask: { case_type: 'c', to: 'case', send: 'immediately', survey: 's' } },
      timeline: [
        { at: AT, register: 'ana' },
        { at: '2024-01-01 12:05', platform: 'down' },
        { at: '2024-01-01 14:00', platform: 'up' },
        { at: '2024-01-01 14:00', platform: 'down' },
      ],
    });
    expect(of('receipt').map(({ at }) => time(at))).toEqual(['01-01 14:00']);
    expect(of('survey').map(({ at, state }) => `${time(at)} ${state}`)).toEqual([
      '01-01 12:00 opened',
      '01-01 14:00 expired',
    ]);
  });

  test('gets each text that waited once, in order', () => {
    const { of } = play({
      cases: { ana },
      project: { default_reply: 'Sorry?' },
      timeline: [
        { at: AT, register: 'ana' },
        { after: '1m', platform: 'down' },
        { after: '1m', inbound: { from: 'ana', text: 'one' } },
        { after: '1m', inbound: { from: 'ana', text: 'two' } },
        { after: '1m', platform: 'up' },
        { after: '1m', platform: 'down' },
        { after: '1m', platform: 'up' },
      ],
    });
    expect(of('inbound').map(({ at, text }) => `${time(at)} ${text}`)).toEqual([
      '01-01 12:04 one',
      '01-01 12:04 two',
    ]);
    expect(of('setting').map(({ what, name }) => `${what} ${name}`)).toEqual(
      ['down', 'up', 'down', 'up'].map((name) => `platform ${name}`),
    );
  });
});

describe('what one event does to others of the same instant', () => {
  const surveys = (set: Json) => ({
    s: { questions: [{ id: 'label', ask: 'Hello' }], on_submit: { update: set } },
  });
  const first = {
    case_type: 'c',
    to: 'case',
    send: { daily: { at: '13:00', stop_after: '1' } },
    survey: 's',
  };
  const both = (set: Json, second: Json) =>
    sent({
      surveys: surveys(set),
      alerts: { first, second: { case_type: 'c', to: 'case', ...second } },
      timeline: [{ at: AT, register: 'ana' }],
    });
  const tip = { send: { daily: { at: '13:00', stop_after: '1' } }, sms: 'tip' };

  test('one that it leaves alone is sent', () => {
    expect(both({ x: '1' }, tip)).toEqual(['01-01 13:00 Hello', '01-01 13:00 tip']);
  });

  test('one whose rule it makes false is not sent', () => {
    expect(both({ x: '1' }, { ...tip, when: { x: { has_value: 'no' } } })).toEqual(['01-01 13:00 Hello']);
  });

  test('one that it moves is sent at its new time', () => {
    const moved = { send: { daily: { at_property: 'hour', stop_after: '1' } }, sms: 'tip' };
    const parts = {
      surveys: surveys({ hour: '15:00' }),
      alerts: { first, second: { case_type: 'c', to: 'case', ...moved } },
      cases: { ana: { ...ana, hour: '13:00' } },
      timeline: [{ at: AT, register: 'ana' }],
    };
    expect(sent(parts)).toEqual(['01-01 13:00 Hello', '01-01 15:00 tip']);
  });

  test('one that it stops is not sent', () => {
    expect(both({ end: '2023-12-01' }, { ...tip, stop: { property: 'end' } })).toEqual(['01-01 13:00 Hello']);
  });

  test('one that it brings about for this instant is sent before what is checked at it', () => {
    const [plan] = plansFrom(
      JSON.stringify({
        ...{ scenario: 'x', gateways: { G: { type: 'test' } }, routing: { global: { '*': 'G' } } },
        ...{ starts: '2024-01-01 00:00', cases: { ana } },
        surveys: {
          s: {
            ...{ questions: [{ id: 'q', ask: 'Q?', type: 'text' }], expires_after: '60' },
            ...{ submit_partial: 'yes', partial_case_updates: 'yes', on_submit: { update: { over: 'yes' } } },
          },
        },
        alerts: {
          ask: { case_type: 'c', to: 'case', send: 'immediately', survey: 's' },
          after: { case_type: 'c', when: { over: 'yes' }, to: 'case', send: 'immediately', sms: 'Over' },
        },
        timeline: [
          { at: AT, register: 'ana' },
          { at: '2024-01-01 13:00', expect: ['sms to ana saying "Over"', { count: { is: '2' } }] },
        ],
      }),
    );
    const { verdicts } = rehearsePlan(plan!);
    expect(verdicts.slice(0, 2).map(({ kept }) => kept)).toEqual([true, true]);
  });
});

describe('whom a text is from', () => {
  const from = (who: string, more: Json = {}) =>
    play({
      cases: { ana, odd: { type: 'c', contact_phone_number: 'call 0044-77' } },
      users: { uma: { username: 'uma', phones: ['447700900309', '447700900310'] }, vic: { username: 'vic' } },
      timeline: [
        { at: AT, register: 'odd' },
        { after: '1m', inbound: { from: who, text: 'hi' } },
      ],
      ...more,
    })
      .of('inbound')
      .map(({ number }) => number);

  test.each([
    ['digits of a number, however it is written', '+44 (7700) 900-311', '447700900311'],
    ['what HQ reads in a case’s property', 'odd', 'call004477'],
    ['a user’s first number', 'uma', '447700900309'],
    ['nobody’s, of a user without one', 'vic', ''],
    ['nobody’s, of a case that is not registered', 'ana', ''],
  ])('is %s', (_whose, who, number) => {
    expect(from(who)).toEqual([number]);
  });
});

test('an engine without anybody who checks passes over what is to be checked', () => {
  const [plan] = plansFrom(`
scenario: Unchecked
gateways: {G: {type: test}}
routing: {global: {"*": G}}
starts: 2024-01-01 12:00
timeline:
  - {at: 2024-01-01 12:00, expect: [{count: {is: "0"}}]}
`);
  const engine = new Engine({ plan: plan!, recorder: { record: () => {} }, kinds: new Map() });
  expect(engine.next()).toBeUndefined();
  expect(engine.isOver).toBe(true);
});
