import type { Alert, Criterion, RecipientRef, Rule, StartRule } from '../../../src/core/model/alert.ts';
import { noUserDataFilter } from '../../../src/core/model/alert.ts';
import type { Content } from '../../../src/core/model/content.ts';
import type { EventTime, Schedule } from '../../../src/core/model/schedule.ts';
import { isoDay } from './row-times.ts';
import type { RowCriterion, RowEvent, RowRecipient, RowSchedule } from './rows.ts';

const content: Content = { kind: 'sms', texts: new Map([['*', 'reminder']]) };

/** The parts of a row that make up an alert. */
export interface AlertParts {
  readonly schedule: RowSchedule;
  readonly recipients: readonly RowRecipient[];
  readonly caseType?: string;
  readonly rule?: Rule;
  readonly start?: StartRule;
  readonly resetProperty?: string | null;
}

/** A row's rule and schedule as an alert of ours. */
export function alertOf({ schedule, recipients, caseType, rule, start, resetProperty }: AlertParts): Alert {
  const stop = schedule.stop_date_case_property_name ?? undefined;
  return {
    kind: 'alert',
    key: 'reminder',
    caseType: caseType ?? 'person',
    rule: rule ?? { operator: 'ALL', criteria: [] },
    to: recipients.map(recipientOf),
    userData: noUserDataFilter,
    start: start ?? { kind: 'automatic' },
    ...(stop === undefined ? {} : { stopProperty: stop }),
    ...(resetProperty == null ? {} : { restartProperty: resetProperty }),
    utcDefault: schedule.use_utc_as_default_timezone ?? false,
    active: schedule.active,
    metadata: new Map(),
    schedule: scheduleOf(schedule),
  };
}

/** The start a rule's action names. */
export function startOf(property?: string | null, specificDate?: string | null): StartRule {
  if (property != null) return { kind: 'property', property };
  return specificDate == null ? { kind: 'automatic' } : { kind: 'date', day: isoDay(specificDate) };
}

function recipientOf([type, id]: RowRecipient): RecipientRef {
  switch (type) {
    case 'Self':
      return { kind: 'case' };
    case 'CommCareUser':
      return { kind: 'user', key: userKey(id ?? '') };
    default:
      throw new Error(`a recipient of type ${type}`);
  }
}

/** `user:u1` is our `u1`. */
export const userKey = (id: string): string => id.replace(/^user:/, '');

export function criterionOf({
  property = '',
  match_type,
  value,
  identifier,
  closed_parent,
}: RowCriterion): Criterion {
  if (closed_parent) return { kind: 'parent_closed', identifier: identifier ?? 'parent' };
  switch (match_type) {
    case 'EQUAL':
      return { kind: 'equal', property, value: value ?? '' };
    case 'NOT_EQUAL':
      return { kind: 'not_equal', property, value: value ?? '' };
    case 'HAS_VALUE':
      return { kind: 'has_value', property };
    case 'HAS_NO_VALUE':
      return { kind: 'has_no_value', property };
    case 'REGEX':
      return { kind: 'matches', property, value: value ?? '' };
    case 'DAYS_BEFORE':
      return { kind: 'before', property, days: Number(value) };
    case 'DAYS':
    case 'DAYS_AFTER':
      return { kind: 'after', property, days: Number(value) };
    default:
      throw new Error(`a criterion of type ${match_type}`);
  }
}

function scheduleOf({ kind, events, ...row }: RowSchedule): Schedule {
  if (kind === 'alert') {
    return { kind, events: events.map((each) => ({ waitMinutes: each.minutes_to_wait ?? 0, content })) };
  }
  return {
    kind,
    repeatEvery: row.repeat_every ?? 1,
    totalIterations: row.total_iterations ?? -1,
    startOffset: row.start_offset ?? 0,
    startDayOfWeek: row.start_day_of_week ?? -1,
    events: events.map((each) => ({ day: each.day ?? 0, time: timeOf(each), content })),
  };
}

function timeOf({
  time = '',
  window_length_minutes: windowMinutes,
  time_from_case_property: property,
}: RowEvent): EventTime {
  if (property !== undefined) return { kind: 'property', property };
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  const second = hours * 3600 + minutes * 60 + seconds;
  return windowMinutes === undefined ? { kind: 'fixed', second } : { kind: 'random', second, windowMinutes };
}
