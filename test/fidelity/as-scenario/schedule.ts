/** A row of schedules.jsonl as a scenario: one case, one alert, and the moments HQ's handler ran. */
import { type Instant, MS_PER_SECOND } from '../../../src/core/model/instant.ts';
import { instantOf } from '../direct/row-times.ts';
import { type ExpectedSend, type Generated, promises } from './expected.ts';
import { type Page, pageText, utcText, yesNo } from './page.ts';
import type { RowSchedule, ScheduleEvent, ScheduleRow, ScheduleState } from './schedule-rows.ts';

const weekDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export function scheduleAsScenario(row: ScheduleRow): Generated {
  const { schedule, steps } = row;
  const sends = sendsOf(row);
  const last = steps[steps.length - 1]?.now ?? row.now;
  const says = contentPerEvent(schedule) ? step : () => 'reminder';
  const text = pageText({
    scenario: `Schedule ${row.id}`,
    random_minutes: row.random_minutes,
    project: { time_zone: row.project_tz, languages: ['en'] },
    gateways: { GW: { type: 'test' } },
    routing: { global: { '*': 'GW' } },
    cases: {
      pat: { type: 'person', name: 'Pat', contact_phone_number: '447700900001', ...row.case_properties },
    },
    alerts: { reminder: alertPage(row) },
    starts: utcText(instantOf(row.now)),
    ends: utcText(instantOf(last) + 5 * MS_PER_SECOND),
    timeline: timelineOf(row),
    expect: promises(sends, says),
  });
  return { id: row.id, text, sends };
}

const step = (event: number): string => `step ${event}`;

/** Courses and waits have a content of their own for each event; and so have HQ's raw fields. */
const contentPerEvent = (schedule: RowSchedule): boolean => {
  const [form] = Object.keys(sendPage(schedule, 0));
  return form === 'custom_daily' || form === 'custom_immediate' || form === 'timed';
};

function alertPage({ schedule, start: { start_date: date } }: ScheduleRow): Page {
  const offset = schedule.start_offset ?? 0;
  const send = sendPage(schedule, offset);
  const isRaw = 'timed' in send;
  const start = { date: date ?? undefined, offset_days: offset === 0 || isRaw ? undefined : offset };
  return {
    case_type: 'person',
    to: 'case',
    start: start.date === undefined && start.offset_days === undefined ? undefined : start,
    utc_default: yesNo(schedule.use_utc_as_default_timezone),
    send: schedule.kind === 'immediate' ? 'immediately' : send,
    ...(contentPerEvent(schedule) ? {} : { sms: 'reminder' }),
  };
}

/** In the form a person would write, where there is one; else in HQ's own fields. */
function sendPage(schedule: RowSchedule, offset: number): { readonly [key: string]: Page } {
  const {
    kind,
    events,
    repeat_every: every = 1,
    total_iterations: total = -1,
    start_day_of_week: first = -1,
  } = schedule;
  const stop_after = total === -1 ? 'never' : total;
  const [event] = events;
  switch (kind) {
    case 'immediate':
      return { immediately: null };
    case 'custom_immediate':
      return {
        custom_immediate: events.map((each, n) => ({
          wait_minutes: each.minutes_to_wait ?? 0,
          sms: step(n),
        })),
      };
    case 'daily':
      if (first !== -1) return rawPage(schedule, offset);
      return { daily: { ...timePage(event!), every, stop_after } };
    case 'weekly': {
      const days = (schedule.weekdays ?? []).map((day) => weekDays[day]!);
      return {
        weekly: { days, first_day: weekDays[first]!, ...timePage(event!), every: every / 7, stop_after },
      };
    }
    case 'monthly':
      return {
        monthly: { days: events.map(({ day = 0 }) => day), ...timePage(event!), every: -every, stop_after },
      };
    case 'custom_daily': {
      const steps = events.map((each, n) => ({ day: (each.day ?? 0) + 1, ...timePage(each), sms: step(n) }));
      const first_weekday = weekDays[first];
      return { custom_daily: { first_weekday, every, stop_after, events: steps } };
    }
  }
}

function rawPage(schedule: RowSchedule, start_offset: number): { readonly [key: string]: Page } {
  const { repeat_every, total_iterations, start_day_of_week } = schedule;
  const events = schedule.events.map(
    ({ day = 0, type, time = '', window_length: window, case_property = '' }, n) => ({
      day,
      ...(type === 'case_property' ? { case_property } : { time, window }),
      sms: step(n),
    }),
  );
  return { timed: { repeat_every, total_iterations, start_offset, start_day_of_week, events } };
}

function timePage({ type, time = '', window_length: minutes = 0, case_property = '' }: ScheduleEvent): {
  readonly [key: string]: Page;
} {
  if (type === 'case_property') return { at_property: case_property };
  return type === 'random' ? { random: { from: time, minutes } } : { at: time };
}

/** The platform is up only when HQ's handler ran; between those moments what is due next is looked at. */
function timelineOf({ now, created, steps }: ScheduleRow): Page[] {
  const at = utcText(instantOf(now));
  const entries: Page[] = [
    { at, platform: 'down' },
    { at, register: 'pat' },
  ];
  if (steps[0]?.now !== now) entries.push({ at, expect: [stateOf(created)] });
  let closedAt = Number.NEGATIVE_INFINITY;
  for (const { opensAt, closesAt, after } of steps.map(momentOf)) {
    if (opensAt < closedAt) continue;
    entries.push({ at: utcText(opensAt), platform: 'up' }, { at: utcText(closesAt), platform: 'down' });
    if (!after.active || instantOf(after.next_event_due) > closesAt) {
      entries.push({ at: utcText(closesAt), expect: [stateOf(after)] });
    }
    closedAt = closesAt;
  }
  return entries;
}

type Step = ScheduleRow['steps'][number];

interface Moment {
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly after: ScheduleState;
}

/**
 * When the platform is up for one call of the handler. What falls due in the very moment of a call waits in
 * HQ for the next one, and ours would take it along: then the platform is up for the millisecond before.
 */
function momentOf({ now, due, after }: Step): Moment {
  const moment = instantOf(now);
  const isFollowed =
    after.active && instantOf(after.next_event_due) === moment && instantOf(due.utc) < moment;
  return isFollowed
    ? { opensAt: moment - 1, closesAt: moment, after }
    : { opensAt: moment, closesAt: moment + MS_PER_SECOND, after };
}

const stateOf = ({ active, next_event_due: due }: ScheduleState): Page => ({
  state: { next_due: { alert: 'reminder', case: 'pat', at: active ? utcText(instantOf(due)) : null } },
});

function sendsOf({ steps }: ScheduleRow): ExpectedSend[] {
  return steps
    .filter(({ sent }) => sent)
    .map((step) => {
      const { utc, event_num: event } = step.due;
      return { to: 'pat', due: instantOf(utc), at: momentOf(step).opensAt, event };
    });
}
