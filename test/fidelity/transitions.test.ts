import { expect, test } from 'vitest';
import { visitStart } from '../../src/core/schedule/visit-start.ts';
import { formatDay } from '../../src/core/time/calendar.ts';
import { checkActive } from '../../src/core/trigger/activity.ts';
import { evaluateRule } from '../../src/core/trigger/criteria.ts';
import { caseSeeds, registeredCase } from './direct/case-of-row.ts';
import { outcomeOf, wantedOf } from './direct/play-transition.ts';
import { alertOf, criterionOf } from './direct/row-alert.ts';
import { instantOf, isoDay } from './direct/row-times.ts';
import {
  type CriteriaRow,
  type StopDateRow,
  type TransitionRow,
  transitionKinds,
  transitionRows,
  type VisitRow,
} from './direct/rows.ts';
import { caseSeed, stageFor } from './direct/state-for.ts';

const schedule = { kind: 'alert', active: true, events: [{ minutes_to_wait: 0 }] } as const;

test('every step of HQ’s own tests leads from the same instances to the same instances', () => {
  const rows = transitionRows<TransitionRow>('transition');
  expect(rows.length).toBeGreaterThan(90);
  const outcomes = rows.map((row) => ({ id: row.id, ...outcomeOf(row) }));
  expect(outcomes).toEqual(rows.map((row) => ({ id: row.id, ...wantedOf(row) })));
});

test('every rule holds for the cases it held for in HQ', () => {
  const rows = transitionRows<CriteriaRow>('criteria_match').filter(isSayable);
  expect(rows.length).toBeGreaterThan(30);
  const wrong = rows.filter((row) => doesMatch(row) !== row.expect.matches).map(({ id }) => id);
  expect(wrong).toEqual([]);
});

/** HQ's custom criteria are code of a project; the scenario language has no word for them. */
const isSayable = ({ rule }: CriteriaRow): boolean =>
  rule.criteria.every(({ custom }) => custom === undefined);

function doesMatch({ rule, case: row, now }: CriteriaRow): boolean {
  const { case_type: caseType, criteria_operator: operator, server_modified_boundary: days } = rule;
  const criteria = rule.criteria.map(criterionOf);
  if (rule.filter_on_server_modified && days !== null) criteria.push({ kind: 'not_modified_for', days });
  const alert = alertOf({ schedule, recipients: [['Self', null]], caseType, rule: { operator, criteria } });
  const open = stageFor({ now: instantOf(now), timeZone: 'UTC', alert, cases: caseSeeds(row) });
  return evaluateRule(open.state, alert, registeredCase(open, row)).matches;
}

test('every stop date stops what it stopped in HQ, to the second', () => {
  const rows = transitionRows<StopDateRow>('stop_date_check');
  expect(rows.length).toBeGreaterThan(10);
  const wrong = rows.filter((row) => doesStop(row) !== row.expect.deactivation_condition_reached);
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

function doesStop(row: StopDateRow): boolean {
  const { stop_date_case_property_name, use_utc_as_default_timezone, next_event_due: due } = row;
  const alert = alertOf({
    schedule: { ...schedule, stop_date_case_property_name, use_utc_as_default_timezone },
    recipients: [['Self', null]],
  });
  const cases = [caseSeed('case', { properties: new Map(Object.entries(row.case_properties)) })];
  const now = instantOf(due) - 1000;
  const { state, source } = stageFor({
    now,
    timeZone: row.project_tz,
    alert: { ...alert, stopProperty: 'none' },
    cases,
  });
  const seed = state.world.plan.cases.get('case')!;
  const record = state.world.addCase(seed);
  const position = { event: 0, iteration: 1, due: instantOf(due), active: true, startDay: 0 };
  source.def = alert;
  const instance = state.instances.create({
    source,
    record,
    ref: { kind: 'case' },
    refName: 'case',
    refIndex: 0,
    position,
    revision: '',
    resetValue: '',
    draws: 0,
  });
  checkActive(state, instance);
  return !instance.position.active;
}

test('a visit starts on the day of its window that HQ reckons', () => {
  const places = {
    WINDOW_START: 'window_start',
    WINDOW_DUE_DATE: 'due_date',
    WINDOW_END: 'window_end',
  } as const;
  for (const {
    visit,
    visit_due_date: dueDate,
    window_position: place,
    expect: wanted,
  } of transitionRows<VisitRow>('visit_window')) {
    const anchor = formatDay(isoDay(dueDate) - visit.due);
    const read = (property: string) => (property === 'add' ? anchor : '2');
    const start = visitStart(
      { ...visit, phase: 2, anchorProperty: 'add', at: places[place], repeats: false },
      read,
    );
    expect(start).toEqual({ day: isoDay(wanted.start_date) });
  }
});

test('a visit without an anchor date has no start', () => {
  const visit = {
    phase: 2,
    anchorProperty: 'add',
    due: 7,
    starts: -2,
    expires: 3,
    at: 'due_date',
    repeats: false,
  } as const;
  expect(visitStart(visit, (property) => (property === 'add' ? undefined : '2'))).toHaveProperty('problem');
});

test('every kind of recorded row is known, and compared here or where its subject is', () => {
  expect([...transitionKinds()].sort()).toEqual([
    'criteria_match',
    'email_validation', // contents
    'language_fallback', // contents
    'phone_choice', // contacts
    'recipient_expansion', // recipients.test.ts
    'recipient_resolution', // recipients.test.ts
    'stop_date_check',
    'transition',
    'visit_anchor',
    'visit_lookup', // an index into an application's form: the language writes the visit out
    'visit_window',
  ]);
});
