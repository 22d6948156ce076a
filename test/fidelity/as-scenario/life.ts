/** A row of lives.jsonl as a scenario: a case, an alert, and everything that is done to them. */
import { type Instant, MS_PER_SECOND } from '../../../src/core/model/instant.ts';
import { userKey } from '../direct/row-alert.ts';
import { instantOf } from '../direct/row-times.ts';
import type { LifeOp, LifeRow, RowEvent, RowInstance, RowRecipient, RowSchedule } from '../direct/rows.ts';
import { type ExpectedSend, type Generated, promises } from './expected.ts';
import { type Page, pageText, utcText, yesNo } from './page.ts';

export interface LifeOptions {
  /** The platform comes up a second into each advance, so that states can be looked at before. */
  readonly checks: boolean;
  /** How long the platform stays up after an outage. */
  readonly upForMs: number;
}

/** HQ handles an event 30 s after its due; ours waits for nothing, so an advance ends 29 s early. */
const DOWN_BEFORE_MS = 29 * MS_PER_SECOND;
const says = (event: number): string => `step ${event}`;

export function lifeAsScenario(row: LifeRow, options: LifeOptions): Generated {
  const { rule, schedule, ops } = row;
  const sends = ops.flatMap((op) => sendsOf(op, options));
  const users = Object.entries(rule.user_time_zones);
  const [first, ...startTimer] = ops;
  const text = pageText({
    scenario: `Life ${row.id}`,
    project: { time_zone: row.project_tz, languages: ['en'] },
    gateways: { GW: { type: 'test' } },
    routing: { global: { '*': 'GW' } },
    cases: {
      pat: { type: rule.case_type, name: 'Pat', contact_phone_number: '447700900001', ...setOf(first) },
    },
    users: Object.fromEntries(
      users.map(([id, zone], index) => [
        userKey(id),
        { phone: `44770090010${index}`, time_zone: zone ?? undefined },
      ]),
    ),
    alerts: { reminder: alertPage(row, schedule) },
    starts: utcText(instantOf(first!.now)),
    ends: utcText(endOf(ops)),
    timeline: timelineOf(first!, startTimer, options),
    expect: promises(sends, says),
  });
  return { id: row.id, text, sends };
}

const setOf = (op: LifeOp | undefined) => (op?.op === 'update_case' ? op.set : {});

const endOf = (ops: readonly LifeOp[]): Instant => instantOf(ops[ops.length - 1]!.now) + 5 * MS_PER_SECOND;

function alertPage({ rule }: LifeRow, schedule: RowSchedule): Page {
  const {
    start_date_case_property: property,
    specific_start_date: date,
    reset_case_property_name: reset,
  } = rule;
  const start = property ? { property } : date ? { date } : undefined;
  return {
    case_type: rule.case_type,
    when: Object.fromEntries(rule.criteria.map((each) => [each.property, each.value ?? ''])),
    to: toPage(rule.recipients),
    start,
    restart_when_changed: reset ?? undefined,
    ...schedulePage(schedule, false),
  };
}

const toPage = (recipients: readonly RowRecipient[]): Page =>
  recipients.map(([type, id]) => (type === 'Self' ? 'case' : { user: userKey(id ?? '') }));

/** The keys of an alert that a row keeps with its schedule; in an edit, `none` removes. */
function schedulePage(schedule: RowSchedule, isEdit: boolean) {
  const { stop_date_case_property_name: stop } = schedule;
  return {
    active: yesNo(schedule.active),
    stop: stop ? { property: stop } : isEdit ? 'none' : undefined,
    utc_default: yesNo(schedule.use_utc_as_default_timezone ?? false),
    send: sendPage(schedule),
  };
}

function sendPage(schedule: RowSchedule): Page {
  const { events, repeat_every, total_iterations, start_offset, start_day_of_week } = schedule;
  if (schedule.kind === 'alert') {
    const waits = events.map((each, event) => ({
      wait_minutes: each.minutes_to_wait ?? 0,
      sms: says(event),
    }));
    return { custom_immediate: waits };
  }
  return {
    timed: {
      repeat_every,
      total_iterations,
      start_offset,
      start_day_of_week,
      events: events.map((each, event) => ({ day: each.day ?? 0, ...timePage(each), sms: says(event) })),
    },
  };
}

const timePage = ({ time, time_from_case_property: property }: RowEvent) =>
  property === undefined ? { time: time ?? '' } : { case_property: property };

function timelineOf(first: LifeOp, startTimer: readonly LifeOp[], options: LifeOptions): Page[] {
  const entries: TimedPage[] = [
    { at: instantOf(first.now), what: { platform: 'down' } },
    { at: instantOf(first.now), what: { register: 'pat' } },
    ...checksOf(first, options),
  ];
  for (const [index, op] of startTimer.entries())
    entries.push(...entriesOf(op, startTimer[index + 1], options));
  return entries.map(({ at, what }) => ({ at: utcText(at), ...what }));
}

interface TimedPage {
  readonly at: Instant;
  readonly what: { readonly [key: string]: Page };
}

function entriesOf(op: LifeOp, next: LifeOp | undefined, options: LifeOptions): TimedPage[] {
  const at = instantOf(op.now);
  switch (op.op) {
    case 'update_case':
      return [{ at, what: { update: { pat: op.set } } }, ...checksOf(op, options)];
    case 'close_case':
      return [{ at, what: { close: 'pat' } }, ...checksOf(op, options)];
    case 'edit_schedule_and_run_rule':
      return [
        { at, what: { alert: { reminder: schedulePage(op.schedule, true) } } },
        ...checksOf(op, options),
      ];
    case 'edit_recipients_and_run_rule':
      return [{ at, what: { alert: { reminder: { to: toPage(op.recipients) } } } }, ...checksOf(op, options)];
    case 'advance':
      return advanceEntries(op, next, options);
  }
}

type Advance = Extract<LifeOp, { op: 'advance' }>;

/** The platform is up while time advances; after an outage for a moment, unless the next advance begins. */
function advanceEntries(op: Advance, next: LifeOp | undefined, options: LifeOptions): TimedPage[] {
  const to = instantOf(op.to);
  const up = { platform: 'up' };
  const down = { platform: 'down' };
  if (!op.outage) {
    return [
      { at: upAt(op, options), what: up },
      { at: to - DOWN_BEFORE_MS, what: down },
      ...checksOf(op, options),
    ];
  }
  const goesOn = next?.op === 'advance' && !next.outage && instantOf(next.from) === to;
  const end = goesOn ? [] : [{ at: to + options.upForMs, what: down }];
  return [{ at: to, what: up }, ...checksOf(op, options), ...end];
}

const upAt = (op: Advance, { checks }: LifeOptions): Instant =>
  instantOf(op.from) + (checks ? MS_PER_SECOND : 0);

/** What is next due of each recipient once an operation is done. */
function checksOf(op: LifeOp, { checks }: LifeOptions): TimedPage[] {
  if (!checks) return [];
  const states = ['pat', 'u1', 'u2'].map((recipient) => {
    const instance = op.instances.find((each) => each.active && recipientKey(each) === recipient);
    const at = instance ? utcText(instantOf(instance.next_event_due)) : null;
    return { state: { next_due: { alert: 'reminder', case: 'pat', recipient, at } } };
  });
  return [{ at: instantOf(op.now), what: { expect: states } }];
}

const recipientKey = ({ recipient_type: type, recipient }: RowInstance): string =>
  type === 'Self' ? 'pat' : userKey(recipient ?? '');

function sendsOf(op: LifeOp, options: LifeOptions): ExpectedSend[] {
  return op.sends.map(({ to, due, event_num: event }) => {
    const dueAt = instantOf(due);
    const at = op.op !== 'advance' || op.outage ? instantOf(op.now) : Math.max(dueAt, upAt(op, options));
    return { to: to === 'case' ? 'pat' : userKey(to), due: dueAt, at, event };
  });
}
