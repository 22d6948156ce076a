import type { Alert, Broadcast, RecipientRef, StartRule, VisitStart } from '../core/model/alert.ts';
import type { Schedule } from '../core/model/schedule.ts';
import { neverYields } from '../core/schedule/never-due.ts';
import { dayNumber } from '../core/time/calendar.ts';
import { contentFields, contentNames, contentOf } from './content-shape.ts';
import { keyOf, type Node } from './node.ts';
import { noteRestart, noteRule, noteSchedule } from './notices.ts';
import { type ParseContext, sourceOf } from './parse-context.ts';
import { recipientShape } from './recipient-shape.ts';
import { ruleShape } from './rule-shape.ts';
import { choice, day, dayCount, text, whole, word, yesNo } from './scalars.ts';
import { type Around, scheduleShape } from './schedule-shape.ts';
import {
  convert,
  field,
  mapOf,
  named,
  oneOrMore,
  type RecordOf,
  record,
  required,
  type Shape,
} from './shape.ts';
import { startHint } from './time-hints.ts';

const visit: Shape<VisitStart> = convert(
  record({
    phase: required(whole(1), 'The form’s phase in the module, from 1'),
    anchor: required(word, 'The case property that holds the phase’s anchor date'),
    due: required(dayCount, 'Days from the anchor to the visit'),
    starts: field(dayCount, 'Days from the due date to the window’s start, often negative'),
    expires: field(dayCount, 'Days from the due date to the window’s end'),
    at: field(choice('window_start', 'due_date', 'window_end'), 'Which day of the window; default due_date'),
    repeats: field(yesNo, 'A repeat visit'),
  }),
  ({ phase = 1, anchor = '', due = 0, starts = 0, expires = null, at = 'due_date', repeats = false }) => ({
    phase,
    anchorProperty: anchor,
    due,
    starts,
    expires,
    at,
    repeats,
  }),
);

const startRecord = record({
  property: field(word, 'The case property that holds the date'),
  date: field(day, 'A fixed date'),
  visit: field(visit, 'HQ’s visit scheduler'),
  offset_days: field(dayCount, 'Days after the start; negative: before'),
});

/** A start written as a text is a slip that many make: the hint writes it out. */
const start: Shape<RecordOf<typeof startRecord.fields>> = {
  read: (node, context) => {
    const hint = node.kind === 'text' ? startHint(node.text) : undefined;
    if (hint === undefined) return startRecord.read(node, context);
    return context.unwanted(node, 'a map with property, date, visit or offset_days', hint);
  },
  schema: (definitions) => startRecord.schema(definitions),
};

type StartRecord = RecordOf<typeof startRecord.fields>;

function startFrom(given: StartRecord | undefined, hasCase: boolean, context: ParseContext): StartRule {
  if (given === undefined) return { kind: 'automatic' };
  const names = ['property', 'date', 'visit'].filter((name) => given.node.entries.has(name));
  if (names.length > 1) context.problem(given.node, names.join(' and '), 'one of property, date or visit');
  if (!hasCase && given.date === undefined) {
    if (names[0] !== 'date')
      context.problem(given.node, names[0] ?? 'no date', 'date, in a broadcast', 'a broadcast has no case');
  }
  if (given.property !== undefined) return { kind: 'property', property: given.property };
  if (given.date !== undefined) return { kind: 'date', day: given.date };
  return given.visit ? { kind: 'visit', visit: given.visit } : { kind: 'automatic' };
}

const commonFields = {
  to: required(oneOrMore(recipientShape), 'Who gets it'),
  user_data: field(
    mapOf(oneOrMore(text)),
    'Filter on users: every key must be there with one of the values; "{property}" is the case’s',
  ),
  user_data_of: field(choice('user', 'user_case'), 'Whose data the filter reads; default user'),
  start: field(start, 'Left out: the first available time'),
  default_language: field(text, 'The schedule’s own default language'),
  utc_default: field(yesNo, 'UTC in the place of the project’s zone'),
  active: field(yesNo, 'Default yes'),
  metadata: field(mapOf(text), 'Custom data attached to each message'),
  send: required(scheduleShape, 'When it sends'),
  ...contentFields,
};

export const alertShape = named(
  'alert',
  record({
    case_type: required(word, 'The type of cases it watches'),
    when: field(ruleShape, 'Criteria; left out: always'),
    stop: field(
      record({ property: required(word, 'Holds the date from which nothing is sent') }),
      'Stop date',
    ),
    restart_when_changed: field(word, 'Start afresh when this property changes'),
    ...commonFields,
  }),
);

export const broadcastShape = named('broadcast', record(commonFields));

/** The keys that a new one of them takes the place of. */
export const contentKeys: ReadonlySet<string> = new Set(contentNames);

export function alertFrom(node: Node, context: ParseContext): Alert | undefined {
  const given = alertShape.read(node, context);
  if (given === undefined) return undefined;
  const common = commonFrom(given, true, context);
  if (common === undefined || given.case_type === undefined) return undefined;
  const { stop, restart_when_changed: restart } = given;
  if (given.when) noteRule(keyOf(node), given.when, context);
  if (restart !== undefined) noteRestart(keyOf(node), restart, common, context);
  return {
    kind: 'alert',
    key: context.outside(keyOf(node)),
    ...ofProject(context),
    caseType: given.case_type,
    rule: given.when ?? { operator: 'ALL', criteria: [] },
    ...(stop?.property === undefined ? {} : { stopProperty: stop.property }),
    ...(restart === undefined ? {} : { restartProperty: restart }),
    ...common,
  };
}

const audiences: ReadonlySet<RecipientRef['kind']> = new Set([
  'user',
  'web_user',
  'group',
  'case_group',
  'location',
]);

export function broadcastFrom(node: Node, context: ParseContext): Broadcast | undefined {
  const given = broadcastShape.read(node, context);
  if (given === undefined) return undefined;
  const common = commonFrom(given, false, context);
  if (common === undefined) return undefined;
  if (!common.to.every(({ kind }) => audiences.has(kind))) {
    const place = given.node.entries.get('to')!.value;
    context.problem(
      place,
      'a recipient that only alerts have',
      'users, groups, case groups or locations',
      'a broadcast has no case',
    );
  }
  const key = keyOf(node);
  if (common.schedule.kind === 'timed' && common.start.kind === 'automatic') {
    context.notice(
      'SCREEN_LIMIT',
      `${key}: HQ’s screens want a start date for a timed broadcast`,
      { broadcast: key },
      'add start: {date: …}',
    );
  }
  return { kind: 'broadcast', key: context.outside(key), ...ofProject(context), ...common };
}

/** Reported only for what stands in another project. */
const ofProject = ({ otherProject }: ParseContext): { readonly project?: string } =>
  otherProject === '' ? {} : { project: otherProject };

type Common = Omit<Broadcast, 'kind' | 'key'>;

function commonFrom(
  given: RecordOf<typeof commonFields>,
  hasCase: boolean,
  context: ParseContext,
): Common | undefined {
  const begins = startFrom(given.start, hasCase, context);
  const offsetDays = given.start?.offset_days ?? 0;
  const name = keyOf(given.node);
  if (offsetDays < 0 && begins.kind === 'automatic') {
    context.notice(
      'SCREEN_LIMIT',
      `${name}: HQ’s screens offer no offset before "the first available time"`,
      { alert: name },
    );
  }
  if (offsetDays !== 0 && begins.kind === 'date') {
    context.notice('SCREEN_LIMIT', `${name}: HQ’s screens offer no offset from a fixed date`, {
      alert: name,
    });
  }
  const around: Around = { name, content: contentOf(given, context), start: begins, offsetDays, hasCase };
  const schedule = given.send?.(around, context);
  if (schedule === undefined || given.to === undefined) return undefined;
  tellNever(given, schedule, begins, context);
  tellOutsideCalendar(given, schedule, begins, context);
  noteSchedule(name, schedule, context);
  const language = given.default_language;
  return {
    to: given.to,
    userData: { of: given.user_data_of ?? 'user', values: given.user_data ?? new Map() },
    start: begins,
    ...(language === undefined ? {} : { defaultLanguage: language }),
    utcDefault: given.utc_default ?? false,
    active: given.active ?? true,
    metadata: given.metadata ?? new Map(),
    schedule,
    source: sourceOf(given.node),
  };
}

/** HQ would search for ever for a day that no month of the schedule has. */
function tellNever(
  given: RecordOf<typeof commonFields>,
  schedule: Schedule,
  begins: StartRule,
  context: ParseContext,
): void {
  const why = begins.kind === 'date' ? neverYields(schedule, begins.day) : undefined;
  const place = given.node.entries.get('send')?.value;
  if (why !== undefined && place) context.problem(place, why, 'a schedule that falls due some day');
}

const firstDay = dayNumber(1, 1, 1);
const lastDay = dayNumber(9999, 12, 31);

/** From a fixed date it is known where the first round lies. */
function tellOutsideCalendar(
  given: RecordOf<typeof commonFields>,
  schedule: Schedule,
  begins: StartRule,
  context: ParseContext,
): void {
  if (begins.kind !== 'date' || schedule.kind === 'alert') return;
  const first = begins.day + schedule.startOffset;
  const days = schedule.repeatEvery > 0 ? schedule.events.map(({ day }) => first + day) : [];
  if ([first, ...days].every((day) => day >= firstDay && day <= lastDay)) return;
  const place = given.start?.node.entries.get('date')?.value ?? given.node;
  context.problem(place, 'a first round outside the years 0001 to 9999', 'dates of the calendar');
}
