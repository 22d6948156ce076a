import { describe, expect, test } from 'vitest';
import { ScenarioError } from '../../src/index.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { plansFrom } from '../helpers/plans-from.ts';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const head = `scenario: faulty
project: {time_zone: UTC, languages: [en]}
gateways: {GW: {type: http, number: "100"}}
routing: {global: {"*": GW}}
cases: {asha: {type: t, name: Asha, status: a, contact_phone_number: "447700900301"}}
starts: 2026-02-01 00:00
timeline: [{at: 2026-02-01 10:00, register: asha}]
`;

const neverDue = `${head}alerts:
  yearly: {case_type: t, to: case, send: {monthly: {days: 30, every: 12, at: "09:00"}}, sms: Hi}
`;

const outOfDraws = `${head}random_minutes: [1]
alerts:
  some: {case_type: t, to: case, send: {daily: {random: {from: "09:00", minutes: 5}}}, sms: Hi}
`;

const endless = `${head.replace('status: a', 'status: a, contact_phone_number_is_verified: "1"')}surveys:
  to_b: {questions: [{id: q, ask: Hello}], on_submit: {update: {status: b}}}
  to_a: {questions: [{id: q, ask: Hello}], on_submit: {update: {status: a}}}
alerts:
  one: {case_type: t, when: {status: a}, to: case, send: immediately, survey: to_b}
  two: {case_type: t, when: {status: b}, to: case, send: immediately, survey: to_a}
`;

const faults = [
  ['a day that no month of the schedule has', neverDue, 'a.yaml:9:11 alerts.yearly: day 30 never comes'],
  ['too few draws', outOfDraws, 'a.yaml:10:9 alerts.some: random_minutes has 1 draw, and the run needs more'],
  [
    'alerts that trigger each other for ever',
    endless,
    'a.yaml:7:12 timeline: what happens at 2026-02-01T10:00:00.000Z causes itself again',
  ],
] as const;

describe('a fault that only the run shows is told with its place, ends in 3, and the others still run:', () => {
  test.each(faults)('%s', async (_what, text, told) => {
    put('scenarios/a.yaml', text);
    put('scenarios/b.yaml', scenario('Another'));
    const { code, out, err } = await drysend(['run']);
    expect(code).toBe(3);
    expect(out).toContain(told);
    expect(out).toContain('✓ Another');
    expect(out + err).not.toContain('internal error');
  });

  test.each(faults)('%s, to a caller of the library, is a ScenarioError', (_what, text, told) => {
    const run = () => rehearsePlan(plansFrom(text)[0]!);
    expect(run).toThrow(ScenarioError);
    expect(run).toThrow(told.replace('a.yaml', 'test.yaml'));
  });
});

test('a day that can never come is told before anything runs, where the start date is known', async () => {
  put('a.yaml', neverDue.replace('to: case,', 'to: case, start: {date: 2026-02-01},'));
  const { code, err } = await drysend(['run', 'a.yaml']);
  expect(code).toBe(2);
  expect(err).toContain('a.yaml:9:69  alerts.yearly.send');
  expect(err).toContain('day 30 never comes: every 12 months from month 2, no month is that long');
});
