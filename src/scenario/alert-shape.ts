import type {
  Alert,
  Broadcast,
  Criterion,
  RecipientRef,
  Rule,
  StartRule,
  VisitStart,
} from '../core/model/alert.ts';
import type { Schedule } from '../core/model/schedule.ts';
import { patternProblem } from '../core/pattern/python-match.ts';
import { neverYields } from '../core/schedule/never-due.ts';
import { dayNumber } from '../core/time/calendar.ts';
import { noteRule, noteSchedule } from './alert-notices.ts';
import { contentFields, contentNames, contentOf } from './content-shape.ts';
import { keyOf, type MapNode, type Node } from './node.ts';
import { alternatives, quoted } from './problem.ts';
import { type Reading, sourceOf } from './reading.ts';
import { choice, day, dayCount, days, reference, text, whole, word, yesNo } from './scalars.ts';
import { type Around, scheduleShape } from './schedule-shape.ts';
import {
  byKind,
  convert,
  field,
  listOf,
  mapOf,
  named,
  oneOrMore,
  type RecordOf,
  record,
  required,
  type Shape,
} from './shape.ts';

/** A criterion whose property is not known yet. */
type Test = (property: string) => Criterion;

const criterionMap = record({
  not: field(text, 'Differs from this; a missing property differs from everything'),
  has_value: field(yesNo, 'Whether it has a value'),
  matches: field(text, 'A regular expression, from the start of the value'),
  before: field(days, 'now < value + n days'),
  after: field(days, 'now >= value + n days'),
});

const tests: Shape<readonly Test[]> = byKind<readonly Test[]>('a value, or a criterion', {
  text: convert(text, (value) => [(property): Criterion => ({ kind: 'equal', property, value })]),
  map: convert(criterionMap, (given, node, reading) => {
    const { not, has_value: hasValue, matches, before, after } = given;
    if (given.node.entries.size === 0)
      reading.problem(node, 'no criterion', `one of ${alternatives(Object.keys(criterionMap.fields))}`);
    const found: Test[] = [];
    if (not !== undefined) found.push((property) => ({ kind: 'not_equal', property, value: not }));
    if (hasValue !== undefined)
      found.push((property) => ({ kind: hasValue ? 'has_value' : 'has_no_value', property }));
    if (matches !== undefined) found.push((property) => ({ kind: 'matches', property, value: matches }));
    if (before !== undefined) found.push((property) => ({ kind: 'before', property, days: before }));
    if (after !== undefined) found.push((property) => ({ kind: 'after', property, days: after }));
    if (matches !== undefined && patternProblem(matches)?.kind === 'invalid') {
      reading.notice(
        'INVALID_REGEX',
        `the pattern ${quoted(matches)} is not valid: HQ takes it as never true`,
        { matches },
      );
    }
    return found;
  }),
});

/** One map of criteria; keys may be `parent/prop` or `host/prop`. */
const criteria: Shape<readonly Criterion[]> = {
  read: (node, reading) => {
    if (node.kind !== 'map') return reading.unwanted(node, 'a map of property: criterion');
    return [...node.entries].flatMap(([name, { value }]): readonly Criterion[] => {
      if (name === 'not_modified_for')
        return some(days.read(value, reading), (n) => ({ kind: 'not_modified_for', days: n }));
      if (name === 'parent_closed')
        return some(word.read(value, reading), (identifier) => ({ kind: 'parent_closed', identifier }));
      return tests.read(value, reading)?.map((test) => test(name)) ?? [];
    });
  },
  schema: (definitions) => ({
    type: 'object',
    properties: { not_modified_for: days.schema(definitions), parent_closed: word.schema(definitions) },
    additionalProperties: tests.schema(definitions),
  }),
};

const some = (value: string | number | undefined, make: (it: never) => Criterion): Criterion[] =>
  value === undefined ? [] : [make(value as never)];

const listed = listOf(criteria);

/** All must hold; or `{any: […]}` / `{all: […]}` of maps. */
const rule: Shape<Rule> = {
  read: (node, reading) => {
    const only = node.kind === 'map' && node.entries.size === 1 ? [...node.entries][0] : undefined;
    const operator = only?.[1].value.kind === 'list' ? operators.get(only[0]) : undefined;
    if (only === undefined || operator === undefined) {
      const all = criteria.read(node, reading);
      return all && { operator: 'ALL', criteria: all };
    }
    const groups = listed.read(only[1].value, reading) ?? [];
    if (operator === 'ANY') tellConjunctions(only[1].value, groups, reading);
    return { operator, criteria: groups.flat() };
  },
  schema: (definitions) => ({
    anyOf: [
      criteria.schema(definitions),
      ...[...operators.keys()].map((name) => ({
        type: 'object',
        properties: { [name]: { type: 'array', items: criteria.schema(definitions) } },
        required: [name],
        additionalProperties: false,
      })),
    ],
  }),
};

const operators: ReadonlyMap<string, Rule['operator']> = new Map([
  ['any', 'ANY'],
  ['all', 'ALL'],
]);

/** HQ's rules are flat: "a, or both b and c" cannot be said. */
function tellConjunctions(node: Node, groups: readonly (readonly Criterion[])[], reading: Reading): void {
  if (node.kind !== 'list' || groups.length !== node.items.length) return;
  for (const [index, group] of groups.entries()) {
    if (group.length > 1) {
      reading.problem(
        node.items[index]!,
        `${group.length} criteria in one item of any`,
        'one criterion in each item',
        'HQ cannot join some by "and" within "any"',
      );
    }
  }
}

const plainRecipients = [
  'case',
  'owner',
  'parent',
  'children',
  'last_submitting_user',
  'host_owner_location',
  'host_owner_location_parent',
] as const;

const recipientMap = record({
  case: field(reference('case'), 'A case'),
  user: field(reference('user'), 'A mobile worker'),
  web_user: field(reference('web_user'), 'A web user'),
  group: field(word, 'A group of users, or of cases'),
  case_group: field(reference('case_group'), 'A group of cases'),
  location: field(reference('location'), 'A location'),
  descendants: field(yesNo, 'With the locations below'),
  types: field(oneOrMore(word), 'Only locations of these types'),
  user_property: field(word, 'The case property that holds a username'),
  email_property: field(word, 'The case property that holds an address'),
});

const recipient: Shape<RecipientRef> = named(
  'recipient',
  byKind<RecipientRef>(`${alternatives(plainRecipients)}, or a map such as {user: key}`, {
    text: convert(choice(...plainRecipients), (kind) => ({ kind })),
    map: convert(recipientMap, recipientFrom),
  }),
);

function recipientFrom(
  given: RecordOf<typeof recipientMap.fields>,
  node: Node,
  reading: Reading,
): RecipientRef | undefined {
  const names = [...given.node.entries.keys()].filter((name) => name !== 'descendants' && name !== 'types');
  const { location, descendants = false, types = [], group } = given;
  if (names.length !== 1 || (names.length !== given.node.entries.size && location === undefined)) {
    return reading.problem(node, names.join(' and ') || 'nobody', 'exactly one recipient');
  }
  if (location !== undefined) return { kind: 'location', key: location, descendants, types };
  if (group !== undefined) return groupRef(group, given.node, reading);
  if (given.case !== undefined) return { kind: 'case_key', key: given.case };
  if (given.user_property !== undefined) return { kind: 'user_property', property: given.user_property };
  if (given.email_property !== undefined) return { kind: 'email_property', property: given.email_property };
  if (given.user !== undefined) return { kind: 'user', key: given.user };
  if (given.web_user !== undefined) return { kind: 'web_user', key: given.web_user };
  return given.case_group === undefined ? undefined : { kind: 'case_group', key: given.case_group };
}

/** A `groups` entry with cases is a case group, whatever it is called here. */
function groupRef(key: string, node: MapNode, reading: Reading): RecipientRef {
  const kind = reading.groups.get(key) ?? 'group';
  reading.refer(kind, key, node.entries.get('group')!.value);
  return { kind, key };
}

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

const start = record({
  property: field(word, 'The case property that holds the date'),
  date: field(day, 'A fixed date'),
  visit: field(visit, 'HQ’s visit scheduler'),
  offset_days: field(dayCount, 'Days after the start; negative: before'),
});

type StartRecord = RecordOf<typeof start.fields>;

function startFrom(given: StartRecord | undefined, hasCase: boolean, reading: Reading): StartRule {
  if (given === undefined) return { kind: 'automatic' };
  const names = ['property', 'date', 'visit'].filter((name) => given.node.entries.has(name));
  if (names.length > 1) reading.problem(given.node, names.join(' and '), 'one of property, date or visit');
  if (!hasCase && given.date === undefined) {
    if (names[0] !== 'date')
      reading.problem(given.node, names[0] ?? 'no date', 'date, in a broadcast', 'a broadcast has no case');
  }
  if (given.property !== undefined) return { kind: 'property', property: given.property };
  if (given.date !== undefined) return { kind: 'date', day: given.date };
  return given.visit ? { kind: 'visit', visit: given.visit } : { kind: 'automatic' };
}

const commonFields = {
  to: required(oneOrMore(recipient), 'Who gets it'),
  user_data: field(mapOf(oneOrMore(text)), 'Filter on users: every key must be there with one of the values'),
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
    when: field(rule, 'Criteria; left out: always'),
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

export function alertFrom(node: Node, reading: Reading): Alert | undefined {
  const given = alertShape.read(node, reading);
  if (given === undefined) return undefined;
  const common = commonFrom(given, true, reading);
  if (common === undefined || given.case_type === undefined) return undefined;
  const { stop, restart_when_changed: restart } = given;
  if (given.when) noteRule(keyOf(node), given.when, reading);
  return {
    kind: 'alert',
    key: keyOf(node),
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

export function broadcastFrom(node: Node, reading: Reading): Broadcast | undefined {
  const given = broadcastShape.read(node, reading);
  if (given === undefined) return undefined;
  const common = commonFrom(given, false, reading);
  if (common === undefined) return undefined;
  if (!common.to.every(({ kind }) => audiences.has(kind))) {
    const place = given.node.entries.get('to')!.value;
    reading.problem(
      place,
      'a recipient that only alerts have',
      'users, groups, case groups or locations',
      'a broadcast has no case',
    );
  }
  const key = keyOf(node);
  if (common.schedule.kind === 'timed' && common.start.kind === 'automatic') {
    reading.notice(
      'SCREEN_LIMIT',
      `${key}: HQ’s screens want a start date for a timed broadcast`,
      { broadcast: key },
      'add start: {date: …}',
    );
  }
  return { kind: 'broadcast', key, ...common };
}

type Common = Omit<Broadcast, 'kind' | 'key'>;

function commonFrom(
  given: RecordOf<typeof commonFields>,
  hasCase: boolean,
  reading: Reading,
): Common | undefined {
  const begins = startFrom(given.start, hasCase, reading);
  const offsetDays = given.start?.offset_days ?? 0;
  const name = keyOf(given.node);
  if (offsetDays < 0 && begins.kind === 'automatic') {
    reading.notice(
      'SCREEN_LIMIT',
      `${name}: HQ’s screens offer no offset before "the first available time"`,
      { alert: name },
    );
  }
  if (offsetDays !== 0 && begins.kind === 'date') {
    reading.notice('SCREEN_LIMIT', `${name}: HQ’s screens offer no offset from a fixed date`, {
      alert: name,
    });
  }
  const around: Around = { name, content: contentOf(given, reading), start: begins, offsetDays, hasCase };
  const schedule = given.send?.(around, reading);
  if (schedule === undefined || given.to === undefined) return undefined;
  tellNever(given, schedule, begins, reading);
  tellOutsideCalendar(given, schedule, begins, reading);
  noteSchedule(name, schedule, reading);
  const language = given.default_language;
  return {
    to: given.to,
    userData: given.user_data ?? new Map(),
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
  reading: Reading,
): void {
  const why = begins.kind === 'date' ? neverYields(schedule, begins.day) : undefined;
  const place = given.node.entries.get('send')?.value;
  if (why !== undefined && place) reading.problem(place, why, 'a schedule that falls due some day');
}

const firstDay = dayNumber(1, 1, 1);
const lastDay = dayNumber(9999, 12, 31);

/** From a fixed date it is known where the first round lies. */
function tellOutsideCalendar(
  given: RecordOf<typeof commonFields>,
  schedule: Schedule,
  begins: StartRule,
  reading: Reading,
): void {
  if (begins.kind !== 'date' || schedule.kind === 'alert') return;
  const first = begins.day + schedule.startOffset;
  const days = schedule.repeatEvery > 0 ? schedule.events.map(({ day }) => first + day) : [];
  if ([first, ...days].every((day) => day >= firstDay && day <= lastDay)) return;
  const place = given.start?.node.entries.get('date')?.value ?? given.node;
  reading.problem(place, 'a first round outside the years 0001 to 9999', 'dates of the calendar');
}
