/** One recorded life, lived through by the engine's own functions on a clock that moves as HQ's did. */
import { handleDue } from '../../../src/core/engine/handle-due.ts';
import { perform } from '../../../src/core/engine/perform.ts';
import type { Alert } from '../../../src/core/model/alert.ts';
import { MS_PER_SECOND } from '../../../src/core/model/instant.ts';
import type { Instance } from '../../../src/core/state/instances.ts';
import { registerCase, saveCase } from '../../../src/core/trigger/save-case.ts';
import { alertOf, criterionOf, startOf, userKey } from './row-alert.ts';
import { instantOf, rowTime } from './row-times.ts';
import type { LifeOp, LifeRow, RowRecipient, RowSchedule } from './rows.ts';
import { caseSeed, inOrder, instancesOf, type OpenStage, stageFor } from './state-for.ts';

const PATIENT = 'pat';
const PATIENT_NUMBER = '447700900001';
const HANDLED_AFTER_MS = 30 * MS_PER_SECOND;
const HANDLED_MAX = 60;

/** Where a life went another way than the row says; empty: it agrees. */
export function differencesOf(row: LifeRow): string[] {
  const life = begin(row);
  return row.ops.flatMap((op, index) => {
    const before = life.open.entries.length;
    live(life, op);
    const sends = sendsSince(life.open, before);
    const instances = instancesOf(life.open);
    return [
      ...difference(`${row.id} op ${index} ${op.op} sends`, sends, inOrderOfSends(op.sends.map(sendText))),
      ...difference(`${row.id} op ${index} ${op.op} instances`, instances, inOrder(op.instances)),
    ];
  });
}

interface Life {
  readonly row: LifeRow;
  readonly open: OpenStage;
  schedule: RowSchedule;
  recipients: readonly RowRecipient[];
}

function begin(row: LifeRow): Life {
  const { schedule, rule, project_tz: timeZone } = row;
  const { recipients, user_time_zones: zones } = rule;
  const users = Object.fromEntries(Object.entries(zones).map(([id, zone]) => [userKey(id), zone]));
  const patient = caseSeed(PATIENT, { properties: new Map([['contact_phone_number', PATIENT_NUMBER]]) });
  const alert = alertFor(row, schedule, recipients);
  const now = instantOf(row.ops[0]!.now);
  return { row, open: stageFor({ now, timeZone, alert, cases: [patient], users }), schedule, recipients };
}

function alertFor({ rule }: LifeRow, schedule: RowSchedule, recipients: readonly RowRecipient[]): Alert {
  return alertOf({
    schedule,
    recipients,
    caseType: rule.case_type,
    rule: { operator: 'ALL', criteria: rule.criteria.map(criterionOf) },
    start: startOf(rule.start_date_case_property, rule.specific_start_date),
    resetProperty: rule.reset_case_property_name,
  });
}

function live(life: Life, op: LifeOp): void {
  const { state } = life.open;
  state.world.now = instantOf(op.op === 'advance' ? op.from : op.now);
  switch (op.op) {
    case 'update_case':
      return update(life, op.set);
    case 'close_case':
      return saveCase(state, PATIENT, 'close');
    case 'edit_schedule_and_run_rule':
      life.schedule = op.schedule;
      return edit(life);
    case 'edit_recipients_and_run_rule':
      life.recipients = op.recipients;
      return edit(life);
    case 'advance':
      advance(life, instantOf(op.to), op.outage);
  }
}

/** A first save registers the case; the engine reads a new case's values from the plan. */
function update({ open: { state } }: Life, set: Readonly<Record<string, string>>): void {
  const values = new Map(Object.entries(set));
  if (state.world.cases.has(PATIENT)) return saveCase(state, PATIENT, { key: PATIENT, set: values });
  const seed = state.world.plan.cases.get(PATIENT)!;
  for (const [property, value] of values) (seed.properties as Map<string, string>).set(property, value);
  registerCase(state, PATIENT);
}

function edit({ row, open: { state }, schedule, recipients }: Life): void {
  const alert = alertFor(row, schedule, recipients);
  perform(state, { verb: 'alert', action: 'edit', alert, changed: ['send'] });
}

/** HQ's poller as the rows have it: 30 s late, or all at the end of an outage. */
function advance({ open }: Life, to: number, isOutage: boolean): void {
  const { world } = open.state;
  if (isOutage) world.now = to;
  for (let handled = 0; handled < HANDLED_MAX; handled += 1) {
    const instance = nextOf(open);
    if (!instance) break;
    const { due } = instance.position;
    if (isOutage ? due >= to : due + HANDLED_AFTER_MS > to) break;
    if (!isOutage) world.now = Math.max(world.now, due + HANDLED_AFTER_MS);
    handleDue(open.state, instance);
  }
  world.now = to;
}

function nextOf({ source }: OpenStage): Instance | undefined {
  const active = [...source.instances.values()].flat().filter(({ position }) => position.active);
  return active.sort((a, b) => a.position.due - b.position.due)[0];
}

function sendsSince({ entries }: OpenStage, from: number): string[] {
  const sent = entries.slice(from).filter(({ kind }) => kind === 'queued' || kind === 'error');
  return inOrderOfSends(
    sent.map(({ to, due, at, event }) =>
      sendText({
        to: to === PATIENT ? 'case' : `user:${to}`,
        due: rowTime(due!),
        at: rowTime(at),
        event_num: event!,
      }),
    ),
  );
}

const sendText = ({ to, due, at, event_num: event }: LifeOp['sends'][number]): string =>
  `${at} ${due} ${to} ${event}`;
const inOrderOfSends = (sends: readonly string[]): string[] => [...sends].sort();

function difference(what: string, found: unknown, wanted: unknown): string[] {
  const [foundText, wantedText] = [found, wanted].map(sortedJson);
  return foundText === wantedText ? [] : [`${what}\n  found  ${foundText}\n  wanted ${wantedText}`];
}

/** JSON whose keys are in an order of their own. */
const sortedJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
