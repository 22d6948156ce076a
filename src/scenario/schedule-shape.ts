import type { StartRule } from '../core/model/alert.ts';
import type { Content } from '../core/model/content.ts';
import type { EventTime, Schedule, TimedEvent } from '../core/model/schedule.ts';
import { weekDayOf } from '../core/time/calendar.ts';
import { closeTogether } from './close-events.ts';
import { contentFields, contentOf, tellNoContent } from './content-shape.ts';
import { didYouMean } from './near.ts';
import type { MapNode, Node } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { alternatives } from './problem.ts';
import {
  anyWhole,
  clock,
  dayCount,
  daysMax,
  minutes,
  oneWeekDayOrMore,
  weekDay,
  whole,
  word,
} from './scalars.ts';
import {
  byKind,
  convert,
  field,
  listOf,
  named,
  oneOrMore,
  type RecordOf,
  record,
  required,
  type Shape,
} from './shape.ts';

/** What a schedule needs to know of the alert around it. */
export interface Around {
  readonly name: string;
  /** The alert's own content, for events without one. */
  readonly content: Content | undefined;
  readonly start: StartRule;
  readonly offsetDays: number;
  /** Broadcasts have no case, and so no property to take a time from. */
  readonly hasCase: boolean;
}

const never = -1;
const windowMax = 1439;
const timeFields = {
  at: field(clock, 'Time of day, HH:MM'),
  random: field(
    record({
      from: required(clock, 'Earliest time of day'),
      minutes: required(whole(1), 'How many minutes to choose from: adds 0 to n−1'),
    }),
    'A random time in a window',
  ),
  at_property: field(word, 'The case property that holds the time'),
};

const stopAfter = byKind('a number of rounds, or never', {
  text: {
    read: (node, context) =>
      node.kind === 'text' && node.text === 'never'
        ? never
        : node.kind === 'text' && !/^[+-]?\d/.test(node.text)
          ? context.unwanted(node, 'a number of rounds, or never')
          : whole(1).read(node, context),
    schema: () => ({ type: ['string', 'integer'], pattern: '^(never|\\d+)$' }),
  } satisfies Shape<number>,
});

const repeatFields = {
  every: field(whole(1, daysMax), 'Every n days, weeks or months; default 1'),
  stop_after: field(stopAfter, 'How many rounds, or never (the default)'),
};

const daily = record({ ...timeFields, ...repeatFields });

const weekly = record({
  days: required(oneWeekDayOrMore, 'Week days'),
  first_day: field(weekDay, 'The day its weeks begin; default Mon'),
  ...timeFields,
  ...repeatFields,
});

const monthDay: Shape<number> = convert(anyWhole, (day, node, context) =>
  day === 0 || day > 31 || day < -28 ? context.unwanted(node, 'a day from 1 to 31, or from -28 to -1') : day,
);

const monthly = record({
  days: required(oneOrMore(monthDay), 'Days of the month; -1 is the last'),
  ...timeFields,
  ...repeatFields,
});

const customDaily = record({
  events: required(
    listOf(
      record({
        day: required(whole(1, daysMax), 'From 1, as on HQ’s screens'),
        ...timeFields,
        ...contentFields,
      }),
    ),
    'The steps of the course',
  ),
  first_weekday: field(weekDay, 'Wait for this week day'),
  every: field(whole(1, daysMax), 'Days from one course to the next; default its last day'),
  stop_after: field(stopAfter, 'How many courses, or never (the default)'),
});

const customImmediate = listOf(
  record({ wait_minutes: required(minutes, 'Minutes after the step before'), ...contentFields }),
);

const raw = record({
  repeat_every: required(dayCount, 'HQ’s own: days, or months when negative'),
  total_iterations: field(anyWhole, 'HQ’s own: -1 for ever'),
  start_offset: field(dayCount, 'HQ’s own: days'),
  start_day_of_week: field(whole(-1, 6), 'HQ’s own: -1 any, 0 Monday'),
  events: required(
    listOf(
      record({
        day: required(dayCount, 'HQ’s own: from 0, or the day of the month'),
        time: field(clock, 'Time of day'),
        window: field(whole(1), 'Length of the random window in minutes'),
        case_property: field(word, 'The property that holds the time'),
        ...contentFields,
      }),
    ),
    'HQ’s events',
  ),
});

const kinds = record({
  daily: field(daily, 'Every n days'),
  weekly: field(weekly, 'On week days'),
  monthly: field(monthly, 'On days of the month'),
  custom_daily: field(customDaily, 'A course of days'),
  custom_immediate: field(customImmediate, 'Steps counted in minutes from the trigger'),
  timed: field(raw, 'HQ’s stored fields as they are'),
});

type Kinds = RecordOf<typeof kinds.fields>;

/** Reads a schedule once the alert around it is known. */
export type ScheduleDraft = (around: Around, context: ParseContext) => Schedule | undefined;

/** The one schedule that needs no more words; the others are maps. */
const immediately: Shape<string> = {
  read: (node, context) => {
    if (node.kind === 'text' && node.text === 'immediately') return node.text;
    const names = ['immediately', ...Object.keys(kinds.fields)];
    const hint = () => (node.kind === 'text' ? didYouMean(node.text, names) : undefined);
    return context.unwanted(node, `immediately, or a map such as {daily: {at: "09:00"}}`, hint);
  },
  schema: () => ({ const: 'immediately' }),
};

/** When an alert sends. */
export const scheduleShape: Shape<ScheduleDraft> = named(
  'schedule',
  byKind<ScheduleDraft>('immediately, or a map with one schedule', {
    text: convert(immediately, (_, node) => (around, context) => {
      const content = around.content ?? tellNoContent(node, context);
      return content && { kind: 'alert', events: [{ waitMinutes: 0, content }] };
    }),
    map: convert(kinds, (given, node, context) => {
      if (given.node.entries.size !== 1) {
        return context.problem(
          node,
          `${given.node.entries.size} schedules`,
          `exactly one of ${alternatives(Object.keys(kinds.fields))}`,
        );
      }
      return (around, deferredShape) => scheduleFrom(given, around, deferredShape);
    }),
  }),
);

function scheduleFrom(given: Kinds, around: Around, context: ParseContext): Schedule | undefined {
  if (given.daily) return fromDaily(given.daily, around, context);
  if (given.weekly) return fromWeekly(given.weekly, around, context);
  if (given.monthly) return fromMonthly(given.monthly, around, context);
  if (given.custom_daily) return fromCustomDaily(given.custom_daily, around, context);
  if (given.timed) return fromRaw(given.timed, around, context);
  return given.custom_immediate && fromWaits(given.custom_immediate, given.node, around, context);
}

function fromDaily(
  given: RecordOf<typeof daily.fields>,
  around: Around,
  context: ParseContext,
): Schedule | undefined {
  const event = simpleEvent(given, around, context);
  return event && timed(given.every ?? 1, given.stop_after, -1, [{ day: 0, ...event }], around);
}

function fromWeekly(
  given: RecordOf<typeof weekly.fields>,
  around: Around,
  context: ParseContext,
): Schedule | undefined {
  const event = simpleEvent(given, around, context);
  if (!event || !given.days) return undefined;
  noteOffset(around, context);
  const first = given.first_day ?? (around.start.kind === 'date' ? weekDayOf(around.start.day) : 0);
  const days = [...new Set(given.days.map((day) => (day - first + 7) % 7))].sort((a, b) => a - b);
  const events = days.map((day) => ({ day, ...event }));
  return timed(7 * (given.every ?? 1), given.stop_after, first, events, around);
}

function fromMonthly(
  given: RecordOf<typeof monthly.fields>,
  around: Around,
  context: ParseContext,
): Schedule | undefined {
  const event = simpleEvent(given, around, context);
  if (!event || !given.days) return undefined;
  noteOffset(around, context);
  if (given.days.some((day) => day > 28 || day < -3)) {
    noteLimit(around, context, 'HQ’s screens offer the days 1 to 28 and -3 to -1 of a month');
  }
  const events = given.days.map((day) => ({ day, ...event }));
  return timed(-(given.every ?? 1), given.stop_after, -1, events, around);
}

function fromCustomDaily(
  given: RecordOf<typeof customDaily.fields>,
  around: Around,
  context: ParseContext,
): Schedule | undefined {
  const events = (given.events ?? []).flatMap((one): TimedEvent[] => {
    const time = timeOf(one, around, context);
    const content = contentOf(one, context) ?? around.content ?? tellNoContent(one.node, context);
    return time && content && one.day !== undefined ? [{ day: one.day - 1, time, content }] : [];
  });
  if (events.length === 0) return tellNoEvents(given.node, 'events', context);
  const last = Math.max(...events.map(({ day }) => day + 1));
  const every = given.every ?? last;
  if (last > every)
    noteLimit(around, context, `HQ’s screens want the last day (${last}) within every (${every})`);
  if (closeTogether(events)) noteLimit(around, context, 'HQ’s screens want events in order, 5 minutes apart');
  return timed(every, given.stop_after, given.first_weekday ?? -1, events, around);
}

function fromRaw(
  given: RecordOf<typeof raw.fields>,
  around: Around,
  context: ParseContext,
): Schedule | undefined {
  const repeatEvery = given.repeat_every ?? 0;
  const events = (given.events ?? []).flatMap((one): TimedEvent[] => {
    const time = rawTime(one, context);
    const content = contentOf(one, context) ?? around.content ?? tellNoContent(one.node, context);
    if (repeatEvery < 0) monthDay.read(one.node.entries.get('day')?.value ?? one.node, context);
    return time && content && one.day !== undefined ? [{ day: one.day, time, content }] : [];
  });
  if (events.length === 0) return tellNoEvents(given.node, 'events', context);
  const place = given.node.entries.get('repeat_every')?.value;
  if (place && repeatEvery === 0) return context.unwanted(place, 'days above 0, or months below 0');
  const total = given.total_iterations ?? never;
  const totalPlace = given.node.entries.get('total_iterations')?.value;
  if (totalPlace && (total === 0 || total < never))
    return context.unwanted(totalPlace, '1 or more, or -1 for ever');
  return {
    kind: 'timed',
    repeatEvery,
    totalIterations: total,
    startOffset: given.start_offset ?? around.offsetDays,
    startDayOfWeek: given.start_day_of_week ?? -1,
    events,
  };
}

function fromWaits(
  given: NonNullable<Kinds['custom_immediate']>,
  node: MapNode,
  around: Around,
  context: ParseContext,
): Schedule | undefined {
  const events = given.flatMap((one) => {
    const content = contentOf(one, context) ?? around.content ?? tellNoContent(one.node, context);
    return content && one.wait_minutes !== undefined ? [{ waitMinutes: one.wait_minutes, content }] : [];
  });
  if (events.length === 0) return tellNoEvents(node, 'custom_immediate', context);
  if (events.some(({ waitMinutes }, index) => index > 0 && waitMinutes < 5)) {
    noteLimit(around, context, 'HQ’s screens want waits of 5 minutes or more after the first');
  }
  return { kind: 'alert', events };
}

function timed(
  repeatEvery: number,
  stopAfterRounds: number | undefined,
  startDayOfWeek: number,
  events: readonly TimedEvent[],
  around: Around,
): Schedule {
  const totalIterations = stopAfterRounds ?? never;
  return {
    kind: 'timed',
    repeatEvery,
    totalIterations,
    startOffset: around.offsetDays,
    startDayOfWeek,
    events,
  };
}

type Timed = RecordOf<typeof timeFields>;

/** The one event of a daily, weekly or monthly schedule. */
function simpleEvent(
  given: Timed,
  around: Around,
  context: ParseContext,
): Omit<TimedEvent, 'day'> | undefined {
  const time = timeOf(given, around, context);
  const content = around.content ?? tellNoContent(given.node, context);
  return time && content && { time, content };
}

function timeOf(given: Timed, around: Around, context: ParseContext): EventTime | undefined {
  const names = Object.keys(timeFields).filter((name) => given.node.entries.has(name));
  if (names.length !== 1) {
    const found = names.length === 0 ? 'no time' : names.join(' and ');
    return context.problem(given.node, found, 'exactly one of at, random or at_property');
  }
  const { at, random, at_property: property } = given;
  if (at !== undefined) return { kind: 'fixed', second: at };
  if (property !== undefined) return propertyTime(property, given, around, context);
  if (random?.from === undefined || random.minutes === undefined) return undefined;
  if (random.minutes > windowMax)
    noteLimit(around, context, `HQ’s screens want a random window of 1 to ${windowMax} minutes`);
  return { kind: 'random', second: random.from, windowMinutes: random.minutes };
}

function propertyTime(
  property: string,
  given: Timed,
  around: Around,
  context: ParseContext,
): EventTime | undefined {
  if (property.includes('/'))
    noteLimit(around, context, 'HQ’s screens take no time from a parent’s property');
  if (around.hasCase) return { kind: 'property', property };
  const { key } = given.node.entries.get('at_property')!;
  return context.problem(key, 'at_property in a broadcast', 'at or random', 'a broadcast has no case');
}

function rawTime(
  given: {
    readonly node: MapNode;
    readonly time?: number;
    readonly window?: number;
    readonly case_property?: string;
  },
  context: ParseContext,
): EventTime | undefined {
  const { time, window, case_property: property } = given;
  const { entries } = given.node;
  if (entries.has('case_property') === entries.has('time')) {
    return context.problem(given.node, 'no single time', 'time, time and window, or case_property');
  }
  if (property !== undefined) return { kind: 'property', property };
  if (time === undefined) return undefined;
  return window === undefined
    ? { kind: 'fixed', second: time }
    : { kind: 'random', second: time, windowMinutes: window };
}

function tellNoEvents(node: MapNode, name: string, context: ParseContext): undefined {
  const place: Node = node.entries.get(name)?.value ?? node;
  if (place.kind === 'list' ? place.items.length === 0 : place.kind === 'text') {
    context.problem(place, 'no events', 'one event or more');
  }
  return undefined;
}

function noteLimit(around: Around, context: ParseContext, message: string): void {
  context.notice('SCREEN_LIMIT', `${around.name}: ${message}`, { alert: around.name });
}

function noteOffset(around: Around, context: ParseContext): void {
  if (around.offsetDays !== 0)
    noteLimit(around, context, 'HQ’s screens offer an offset for daily schedules only');
}
