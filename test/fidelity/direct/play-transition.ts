/** One recorded step of HQ's own tests, taken by the engine's functions from the state the row begins with. */
import { handleDue } from '../../../src/core/engine/handle-due.ts';
import type { Alert, Broadcast, StartRule } from '../../../src/core/model/alert.ts';
import { refName } from '../../../src/core/recipients/resolve.ts';
import type { Position } from '../../../src/core/schedule/position.ts';
import { revisionOf } from '../../../src/core/schedule/revision.ts';
import { computeTimedDue } from '../../../src/core/schedule/timed-due.ts';
import type { CaseRecord } from '../../../src/core/state/records.ts';
import { refresh } from '../../../src/core/trigger/refresh.ts';
import { runRuleOverAll } from '../../../src/core/trigger/run-rules.ts';
import { registerCase, saveCase } from '../../../src/core/trigger/save-case.ts';
import { type Running, scheduleContextFor } from '../../../src/core/trigger/schedule-context-for.ts';
import { alertOf, criterionOf, startOf, userKey } from './row-alert.ts';
import { instantOf, isoDay } from './row-times.ts';
import type { RowInstance, TransitionRow } from './rows.ts';
import { caseSeed, inOrder, instancesOf, type OpenStage, stageFor } from './state-for.ts';

/** The case that the row is about, and one that was there before it. */
const CASE = 'case';
const OTHER = 'other';
const WINDOW_MINUTES = 120;

export interface Outcome {
  readonly instances: readonly RowInstance[];
  readonly active: boolean;
  readonly sent: boolean | undefined;
}

/** What the row says came of it. */
export function wantedOf({ expect }: TransitionRow): Outcome {
  const { instances, active_after: active, content_sent: sent } = expect;
  return { instances: inOrder(instances), active, sent };
}

/** What comes of it here; a random minute is the one that agrees, if any does. */
export function outcomeOf(row: TransitionRow): Outcome {
  const wanted = JSON.stringify(wantedOf(row));
  let outcome = outcomeWith(row, 0);
  for (let minute = 1; minute < WINDOW_MINUTES && isRandom(row); minute += 1) {
    if (JSON.stringify(outcome) === wanted) break;
    outcome = outcomeWith(row, minute);
  }
  return outcome;
}

const isRandom = ({ schedules }: TransitionRow): boolean =>
  schedules.some(({ events }) => events.some((each) => each.window_length_minutes !== undefined));

function outcomeWith(row: TransitionRow, minute: number): Outcome {
  const open = openFor(row, minute);
  takeStep(row, open);
  const instances = inOrder(instancesOf(open));
  const isHandled = row.expect.content_sent !== undefined;
  const sent = open.entries.some(({ kind }) => kind === 'queued' || kind === 'error');
  return { instances, active: instances.some(({ active }) => active), sent: isHandled ? sent : undefined };
}

function openFor(row: TransitionRow, minute: number): OpenStage {
  const { project_tz: timeZone, before, now } = row;
  const recipients = row.trigger.recipients ?? row.rules?.[0]?.action.recipients ?? [];
  const named = [...recipients, ...before.map((each) => [each.recipient_type, each.recipient] as const)];
  const users = named.flatMap(([type, id]) => (type === 'CommCareUser' ? [userKey(id ?? '')] : []));
  const properties = new Map(Object.entries(row.case?.properties ?? untoldProperties(row)));
  const open = stageFor({
    now: instantOf(now),
    timeZone,
    alert: alertFor(row),
    cases: [caseSeed(OTHER), caseSeed(CASE, { properties, closed: row.case?.closed ?? false })],
    users: Object.fromEntries(users.map((key) => [key, null])),
    randomMinutes: Array.from({ length: 10 }, () => minute),
  });
  if (!row.rules) open.source.def = broadcastOf(open.source.def);
  placeBefore(row, open);
  return open;
}

/** A row without its case is of a case that its rule holds for; one with a stop date had this (spec 4.6). */
function untoldProperties({ rules }: TransitionRow): Readonly<Record<string, string>> {
  const held = (rules?.[0]?.criteria ?? []).map(({ property = '', value }) => [property, value ?? '']);
  return { stop_date: '2018-07-03', ...Object.fromEntries(held) };
}

/** A row of several schedules is about the kind its trigger is for. */
function alertFor({ schedules, rules, trigger, before }: TransitionRow): Alert {
  const kind = 'start_date' in trigger ? 'timed' : 'alert';
  const schedule = schedules.find((each) => each.kind === kind) ?? schedules[0];
  const action = rules?.[0]?.action;
  return alertOf({
    schedule: schedule ?? { kind: 'alert', active: true, events: [{ minutes_to_wait: 0 }] },
    recipients:
      action?.recipients ?? trigger.recipients ?? before.map((each) => [each.recipient_type, each.recipient]),
    rule: { operator: 'ALL', criteria: (rules?.[0]?.criteria ?? []).map(criterionOf) },
    start: action ? startOfAction(action) : { kind: 'automatic' },
    resetProperty: action?.reset_case_property_name ?? null,
  });
}

type Action = NonNullable<TransitionRow['rules']>[number]['action'];

/** The visit that HQ's tests stand for: visit 1 of phase 2, anchored on `add`. */
function startOfAction(action: Action): StartRule {
  const visit = action.scheduler_module_info;
  if (!visit) return startOf(action.start_date_case_property, action.specific_start_date);
  const at = visit.window_position === 'WINDOW_START' ? 'window_start' : 'due_date';
  return {
    kind: 'visit',
    visit: { phase: 2, anchorProperty: 'add', due: 7, starts: -2, expires: 3, at, repeats: false },
  };
}

/** A schedule without a rule behaves as a broadcast's. */
function broadcastOf({
  key,
  to,
  userData,
  start,
  utcDefault,
  active,
  metadata,
  schedule,
}: Alert | Broadcast): Broadcast {
  return { kind: 'broadcast', key, to, userData, start, utcDefault, active, metadata, schedule };
}

function placeBefore(row: TransitionRow, open: OpenStage): void {
  const { state, source } = open;
  source.exists = false;
  const owner = row.trigger.type === 'create_case' ? OTHER : CASE;
  if (row.rules && (row.before.length > 0 || owner === CASE)) registerCase(state, owner);
  source.exists = true;
  const record = row.rules ? state.world.cases.get(owner) : undefined;
  for (const before of row.before) placeInstance(open, before, record);
}

function placeInstance(
  { state, source }: OpenStage,
  before: RowInstance,
  record: CaseRecord | undefined,
): void {
  const ref =
    before.recipient_type === 'Self'
      ? ({ kind: 'case' } as const)
      : ({ kind: 'user', key: userKey(before.recipient ?? '') } as const);
  const running = { source, record, ref, refName: refName(ref), draws: 0 };
  const position: Position = {
    event: before.current_event_num,
    iteration: before.schedule_iteration_num,
    due: instantOf(before.next_event_due),
    active: before.active,
    startDay: before.start_date === undefined ? 0 : isoDay(before.start_date),
  };
  const revision = revisionOfBefore({ state, source, entries: [] }, running, position);
  state.instances.create({
    ...running,
    refIndex: 0,
    position,
    revision,
    resetValue: before.last_reset_case_property_value ?? '',
  });
}

/** Rows do not tell the revision: another due than the schedule of now makes says that it was edited since. */
function revisionOfBefore({ state, source }: OpenStage, running: Running, position: Position): string {
  const { schedule, utcDefault } = source.def;
  if (schedule.kind === 'alert') return '';
  const now = { ...position };
  computeTimedDue(scheduleContextFor(state, running, []), schedule, now);
  if (now.due !== position.due) return 'of the schedule before it was edited';
  return revisionOf(schedule, utcDefault, (name) => running.record?.properties.get(name));
}

function takeStep(row: TransitionRow, { state, source }: OpenStage): void {
  const { trigger } = row;
  switch (trigger.type) {
    case 'refresh_recipients': {
      const { start_date: date } = trigger;
      return refresh(
        state,
        source,
        undefined,
        date == null ? undefined : { day: isoDay(date), from: 'date' },
      );
    }
    case 'handle_current_event':
    case 'process_due_instance':
      return handleDue(state, [...source.instances.values()].flat()[0]!);
    case 'create_case':
      if (row.rules) registerCase(state, CASE);
      return;
    case 'update_case':
      if (row.rules)
        saveCase(state, CASE, { key: CASE, set: new Map(Object.entries(trigger.properties ?? {})) });
      return;
    case 'run_rule':
      return runRuleOverAll(state, source);
    default:
      throw new Error(`a trigger of type ${trigger.type}`);
  }
}
