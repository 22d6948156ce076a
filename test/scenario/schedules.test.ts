import { describe, expect, test } from 'vitest';
import type { TimedSchedule } from '../../src/core/model/schedule.ts';
import { parseDay } from '../../src/core/time/calendar.ts';
import { planOf } from './load-one.ts';

function alertOf(body: string) {
  return planOf(`scenario: s\nstarts: 2026-01-01 00:00\nalerts:\n  a: {case_type: t, to: case, ${body}}\n`)
    .alerts[0]!;
}

function timedOf(send: string, more = 'sms: x'): TimedSchedule {
  const { schedule } = alertOf(`send: ${send}, ${more}`);
  if (schedule.kind !== 'timed') throw new Error('not timed');
  return schedule;
}

const daysOf = ({ events }: TimedSchedule): number[] => events.map(({ day }) => day);

describe('in HQ’s stored fields', () => {
  test('daily: one event on day 0, for ever unless told', () => {
    expect(timedOf('{daily: {at: "09:00", every: "3"}}')).toMatchObject({
      repeatEvery: 3,
      totalIterations: -1,
      startOffset: 0,
      startDayOfWeek: -1,
      events: [{ day: 0, time: { kind: 'fixed', second: 32_400 }, content: { kind: 'sms' } }],
    });
  });

  test('stop_after counts rounds; never is for ever', () => {
    expect(timedOf('{daily: {at: "09:00", stop_after: "1"}}').totalIterations).toBe(1);
    expect(timedOf('{daily: {at: "09:00", stop_after: never}}').totalIterations).toBe(-1);
  });

  test('weekly: days counted from the first day of the week, ascending', () => {
    const weekly = timedOf('{weekly: {days: [Wed, Mon, Sunday], first_day: Wed, every: "2", at: "09:00"}}');
    expect(weekly).toMatchObject({ repeatEvery: 14, startDayOfWeek: 2 });
    expect(daysOf(weekly)).toEqual([0, 4, 5]);
  });

  test('weekly begins on Monday, or on the week day of a fixed start', () => {
    expect(timedOf('{weekly: {days: Tue, at: "09:00"}}')).toMatchObject({
      startDayOfWeek: 0,
      events: [{ day: 1 }],
    });
    const dated = timedOf('{weekly: {days: Tue, at: "09:00"}}', 'start: {date: 2026-03-12}, sms: x');
    expect(dated).toMatchObject({ startDayOfWeek: 3, events: [{ day: 5 }] });
  });

  test('monthly: months below 0, days in the order written', () => {
    const monthly = timedOf('{monthly: {days: ["15", "-1", "1"], every: "2", at: "09:00"}}');
    expect(monthly.repeatEvery).toBe(-2);
    expect(daysOf(monthly)).toEqual([15, -1, 1]);
  });

  test('custom daily: days from 1 become days from 0; every is the last day unless told', () => {
    const events = '[{day: "8", at: "08:00"}, {day: "1", at: "08:00", sms: own}]';
    const custom = timedOf(`{custom_daily: {events: ${events}, first_weekday: Fri}}`);
    expect(custom).toMatchObject({ repeatEvery: 8, startDayOfWeek: 4 });
    expect(daysOf(custom)).toEqual([7, 0]);
    expect(
      custom.events.map(({ content }) => (content.kind === 'sms' ? content.texts.get('*') : '')),
    ).toEqual(['x', 'own']);
  });

  test('raw fields pass as they are', () => {
    const raw = timedOf(
      '{timed: {repeat_every: "-1", total_iterations: "4", start_offset: "-2", start_day_of_week: "-1", events: [{day: "-1", time: "23:00", window: "90"}, {day: "2", case_property: p}]}}',
    );
    expect(raw).toMatchObject({
      repeatEvery: -1,
      totalIterations: 4,
      startOffset: -2,
      events: [
        { day: -1, time: { kind: 'random', second: 82_800, windowMinutes: 90 } },
        { day: 2, time: { kind: 'property', property: 'p' } },
      ],
    });
  });

  test('offset_days is the start offset; a property is the start', () => {
    const { start, schedule } = alertOf(
      'start: {property: p, offset_days: "-3"}, send: {daily: {at: "09:00"}}, sms: x',
    );
    expect(start).toEqual({ kind: 'property', property: 'p' });
    expect(schedule).toMatchObject({ startOffset: -3 });
  });

  test('a fixed date is the start', () => {
    const { start } = alertOf('start: {date: 2026-03-12}, send: {daily: {at: "09:00"}}, sms: x');
    expect(start).toEqual({ kind: 'date', day: parseDay('2026-03-12') });
  });

  test('immediately is one wait of 0; custom_immediate is as told', () => {
    expect(alertOf('send: immediately, sms: x').schedule).toMatchObject({
      kind: 'alert',
      events: [{ waitMinutes: 0 }],
    });
    const { schedule } = alertOf(
      'send: {custom_immediate: [{wait_minutes: "0", sms: a}, {wait_minutes: "60", survey: q}]}',
    );
    expect(schedule).toMatchObject({
      kind: 'alert',
      events: [
        { waitMinutes: 0, content: { kind: 'sms' } },
        { waitMinutes: 60, content: { kind: 'survey', survey: 'q' } },
      ],
    });
  });

  test('at_property and random', () => {
    expect(timedOf('{daily: {at_property: p}}').events[0]?.time).toEqual({ kind: 'property', property: 'p' });
    const random = timedOf('{daily: {random: {from: "16:00", minutes: "60"}}}').events[0]?.time;
    expect(random).toEqual({ kind: 'random', second: 57_600, windowMinutes: 60 });
  });

  test('the visit scheduler', () => {
    const { start } = alertOf(
      'start: {visit: {phase: "2", anchor: lmp, due: "30", starts: "-5", expires: "10", at: window_end}}, send: {daily: {at: "09:00"}}, sms: x',
    );
    expect(start).toEqual({
      kind: 'visit',
      visit: {
        phase: 2,
        anchorProperty: 'lmp',
        due: 30,
        starts: -5,
        expires: 10,
        at: 'window_end',
        repeats: false,
      },
    });
  });
});

describe('limits of HQ’s screens are notices, never errors', () => {
  test.each([
    ['day 31 of the month', 'send: {monthly: {days: ["31"], at: "09:00"}}, sms: x'],
    [
      'steps less than 5 minutes apart',
      'send: {custom_daily: {events: [{day: "1", at: "09:00"}, {day: "1", at: "09:01"}]}}, sms: x',
    ],
    [
      'a last day beyond every',
      'send: {custom_daily: {every: "2", events: [{day: "5", at: "09:00"}]}}, sms: x',
    ],
    ['waits under 5 minutes', 'send: {custom_immediate: [{wait_minutes: "0"}, {wait_minutes: "1"}]}, sms: x'],
    [
      'an offset of a weekly schedule',
      'start: {property: p, offset_days: "1"}, send: {weekly: {days: Mon, at: "09:00"}}, sms: x',
    ],
    ['before the first available time', 'start: {offset_days: "-1"}, send: {daily: {at: "09:00"}}, sms: x'],
  ])('%s', (_limit, body) => {
    const text = `scenario: s\nstarts: 2026-01-01 00:00\nalerts:\n  a: {case_type: t, to: case, ${body}}\n`;
    expect(planOf(text).notices.map(({ code }) => code)).toContain('SCREEN_LIMIT');
  });
});

describe('rules', () => {
  const ruleOf = (when: string) => alertOf(`when: ${when}, send: immediately, sms: x`).rule;

  test('a map of criteria: all must hold', () => {
    expect(
      ruleOf(
        '{a: red, b: {not: x}, c: {has_value: no}, parent/d: {matches: "^x"}, not_modified_for: 3 days, parent_closed: parent}',
      ),
    ).toEqual({
      operator: 'ALL',
      criteria: [
        { kind: 'equal', property: 'a', value: 'red' },
        { kind: 'not_equal', property: 'b', value: 'x' },
        { kind: 'has_no_value', property: 'c' },
        { kind: 'matches', property: 'parent/d', value: '^x' },
        { kind: 'not_modified_for', days: 3 },
        { kind: 'parent_closed', identifier: 'parent' },
      ],
    });
  });

  test('before and after, also negative', () => {
    expect(ruleOf('{d: {after: -2 days, before: "5"}}').criteria).toEqual([
      { kind: 'before', property: 'd', days: 5 },
      { kind: 'after', property: 'd', days: -2 },
    ]);
  });

  test('any of several', () => {
    expect(ruleOf('{any: [{a: "1"}, {b: "2"}]}')).toMatchObject({
      operator: 'ANY',
      criteria: [{ property: 'a' }, { property: 'b' }],
    });
    expect(ruleOf('{all: [{a: "1", b: "2"}]}')).toMatchObject({
      operator: 'ALL',
      criteria: [{ property: 'a' }, { property: 'b' }],
    });
  });

  test('a property called any is a property when it holds a text', () => {
    expect(ruleOf('{any: "1"}')).toEqual({
      operator: 'ALL',
      criteria: [{ kind: 'equal', property: 'any', value: '1' }],
    });
  });
});
