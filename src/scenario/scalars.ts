import type { PromisedTime, SourceLocation } from '../core/model/expectation.ts';
import {
  type DayNumber,
  type Instant,
  MS_PER_DAY,
  MS_PER_MINUTE,
  type SecondOfDay,
  type WeekDay,
} from '../core/model/instant.ts';
import { type Texts, UNTRANSLATED } from '../core/model/texts.ts';
import { parseDay } from '../core/time/calendar.ts';
import {
  parseClock,
  parseDuration,
  parseTime,
  parseTimeOfDay,
  parseWeekDay,
  type TimeProblem,
} from '../core/time/parse-time.ts';
import { type Zone, zoneNamed, zoneOfProject } from '../core/time/zone.ts';
import { zoneHint } from '../core/time/zone-hint.ts';
import { didYouMean } from './near.ts';
import type { Node } from './node.ts';
import { type NounKind, type ParseContext, sourceOf } from './parse-context.ts';
import { alternatives } from './problem.ts';
import { byKind, convert, type JsonSchema, mapOf, named, oneOrMore, type Shape, textIn } from './shape.ts';
import { clockHint, momentHint, offsetHint } from './time-hints.ts';

/** Plain YAML reads some words as numbers or truth values; the scenario language never does. */
const anyScalar: JsonSchema = { type: ['string', 'number', 'boolean', 'null'] };

/** A scalar held to a pattern, which is for editors; `parse` decides. */
function scalar<T>(
  wanted: string,
  parse: (text: string) => T | undefined,
  schema: JsonSchema,
  hint: (text: string) => string | undefined = () => undefined,
): Shape<T> {
  return {
    read: (node, context) => {
      const content = textIn(node, wanted, context);
      if (content === undefined) return undefined;
      return parse(content) ?? context.unwanted(node, wanted, () => hint(content));
    },
    schema: () => schema,
  };
}

const patterned = (pattern: string): JsonSchema => ({ type: ['string', 'number'], pattern });

/** Any text, empty too. */
export const text: Shape<string> = scalar('a text', (it) => it, anyScalar);

/** A text that says something. */
export const word: Shape<string> = scalar('a text', (it) => (it.trim() === '' ? undefined : it), {
  type: ['string', 'number', 'boolean'],
  minLength: 1,
});

export const yesNo: Shape<boolean> = scalar('yes or no', (it) => truths.get(it.toLowerCase()), {
  enum: ['yes', 'no', 'true', 'false', true, false],
});

const truths: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
]);

const wholeMax = 2_147_483_647;

/** No number of days leads further than this: a hundred years. */
export const daysMax = 36_500;

/** A scalar with a limit; a value beyond it is a problem that names the limit. */
function limited(
  wanted: string,
  limit: string,
  parse: (text: string) => number | undefined,
  isWithin: (value: number) => boolean,
  schema: JsonSchema,
): Shape<number> {
  return {
    read: (node, context) => {
      const content = textIn(node, wanted, context);
      if (content === undefined) return undefined;
      const value = parse(content);
      if (value !== undefined && isWithin(value)) return value;
      return context.unwanted(node, value === undefined ? wanted : limit);
    },
    schema: () => schema,
  };
}

/** A whole number between two ends. */
export function whole(min: number, max = wholeMax): Shape<number> {
  const open = min === -wholeMax ? 'a whole number' : `a whole number, ${min} or more`;
  const range = `a whole number from ${min} to ${max}`;
  const wanted = max === wholeMax ? open : range;
  const parse = (it: string): number | undefined => {
    const value = /^[+-]?\d+$/.test(it) ? Number(it) : undefined;
    return value !== undefined && max === wholeMax && value < min && min >= 0 ? undefined : value;
  };
  const isWithin = (value: number): boolean => value >= min && value <= max;
  return limited(wanted, range, parse, isWithin, {
    type: ['string', 'integer'],
    pattern: '^[+-]?\\d+$',
  });
}

export const anyWhole: Shape<number> = whole(-wholeMax);

/** Any whole number that a program can hold, as for `--seed`. */
export const seed: Shape<number> = limited(
  'a whole number',
  `a whole number from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}`,
  (it) => (/^[+-]?\d+$/.test(it) ? Number(it) : undefined),
  Number.isSafeInteger,
  { type: ['string', 'integer'], pattern: '^[+-]?\\d+$' },
);

/** A number of days, as they lead away from a date. */
export const dayCount: Shape<number> = {
  read: (node, context) => {
    const hint = node.kind === 'text' ? offsetHint(node.text) : undefined;
    return hint === undefined
      ? anyDayCount.read(node, context)
      : context.unwanted(node, 'a number of days', hint);
  },
  schema: (definitions) => anyDayCount.schema(definitions),
};

const anyDayCount = whole(-daysMax, daysMax);

/** `3 days`, `-2 days` or just `3`. */
export const days: Shape<number> = limited(
  'a number of days, such as 3 days',
  `${-daysMax} to ${daysMax} days`,
  (it) => {
    const match = /^([+-]?\d+)(?: ?d(?:ays?)?)?$/.exec(it);
    return match ? Number(match[1]) : undefined;
  },
  (value) => Math.abs(value) <= daysMax,
  patterned('^[+-]?\\d+( ?d(ays?)?)?$'),
);

/** One of a few words. */
export function choice<const C extends readonly string[]>(...words: C): Shape<C[number]> {
  return {
    read: (node, context) => {
      const wanted = alternatives(words);
      const found = textIn(node, wanted, context);
      if (found === undefined) return undefined;
      return (
        words.find((it) => it === found) ?? context.unwanted(node, wanted, () => didYouMean(found, words))
      );
    },
    schema: () => ({ enum: words.flatMap((it) => (truths.has(it) ? [it, truths.get(it)] : [it])) }),
  };
}

/** A length of time, in milliseconds. */
export const duration: Shape<number> = limited(
  'a length of time, such as 15 minutes, 2h or PT15M',
  `at most ${daysMax} days`,
  (it) => (it === '0' ? 0 : parseDuration(it)),
  (ms) => ms <= daysMax * MS_PER_DAY,
  patterned('^(0|\\d+(\\.\\d+)? ?[A-Za-z]+|P[0-9A-Z.]+)$'),
);

/** As many minutes as the most days. */
const minutesMax = daysMax * 1440;

/** Minutes, as a number of them or as a length of time. */
export const minutes: Shape<number> = limited(
  'minutes, or a length of time in whole minutes',
  `at most ${minutesMax} minutes (${daysMax} days)`,
  (it) => {
    if (/^\d+$/.test(it)) return Number(it);
    const length = parseDuration(it);
    return length !== undefined && length % MS_PER_MINUTE === 0 ? length / MS_PER_MINUTE : undefined;
  },
  (it) => it <= minutesMax,
  { type: ['string', 'integer'] },
);

export const clock: Shape<SecondOfDay> = scalar(
  'a time of day, HH:MM or HH:MM:SS',
  parseClock,
  patterned('^\\d\\d:\\d\\d(:\\d\\d)?$'),
  clockHint,
);

export const weekDay: Shape<WeekDay> = scalar('a week day: Mon … Sun', parseWeekDay, { type: 'string' });

export const oneWeekDayOrMore: Shape<readonly WeekDay[]> = oneOrMore(weekDay);

export const day: Shape<DayNumber> = scalar(
  'a date that exists, YYYY-MM-DD',
  parseDay,
  patterned('^\\d{4}-\\d\\d-\\d\\d$'),
);

/** The path of a file. */
export const filePath: Shape<string> = convert(word, (it, node, context) =>
  it.includes('\u0000') ? context.unwanted(node, 'the path of a file, without a zero character') : it,
);

/** A number of a phone as people write it; its digits. */
export const digits: Shape<string> = scalar(
  'a phone number',
  (it) => {
    const bare = it.replaceAll(/[\s().-]/g, '').replace(/^\+/, '');
    return /^\d+$/.test(bare) ? bare : undefined;
  },
  { type: ['string', 'integer'] },
);

/** Words in several languages; a plain text belongs to no language. */
export const texts: Shape<Texts> = named(
  'texts',
  convert(
    byKind<Texts>('a text, or a map of language: text', {
      text: convert(text, (it) => new Map([[UNTRANSLATED, it]])),
      map: mapOf(text),
    }),
    (words, node, context) => {
      context.textPlaces.set(words, placesIn(node));
      return words;
    },
  ),
);

/** Where each of the texts stands, by language. */
function placesIn(node: Node): ReadonlyMap<string, SourceLocation> {
  if (node.kind !== 'map') return new Map([[UNTRANSLATED, sourceOf(node)]]);
  return new Map([...node.entries].map(([language, { value }]) => [language, sourceOf(value)]));
}

/** A zone of the IANA list, in any letter case. */
export const zoneName: Shape<string> = {
  read: (node, context) => {
    const wanted = 'an IANA time zone';
    const found = textIn(node, wanted, context);
    if (found === undefined) return undefined;
    return zoneNamed(found)?.name ?? context.unwanted(node, wanted, () => zoneHint(found));
  },
  schema: () => ({ type: 'string', examples: ['Asia/Kolkata', 'Africa/Nairobi', 'America/New_York', 'UTC'] }),
};

const timeSchema: JsonSchema = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d',
};

/** A time of day stands for that time on every day. */
const promisedTimeSchema: JsonSchema = {
  type: 'string',
  pattern: '^(\\d{4}-\\d\\d-\\d\\d[ T])?\\d\\d:\\d\\d',
};

/** A time where anybody's own zone makes no sense. */
export const instant: Shape<Instant> = {
  read: (node, context) => {
    const promised = datedTime.read(node, context);
    if (promised === undefined || promised.at !== undefined) return promised?.at;
    return context.unwanted(
      node,
      "a time in the project's zone, UTC, a named zone or an offset",
      'nobody is local here',
    );
  },
  schema: () => timeSchema,
};

/** A time of one day, `local` allowed. */
export const datedTime: Shape<PromisedTime> = {
  read: (node, context) => {
    const found = textIn(node, 'a time', context);
    return found === undefined ? undefined : timeFrom(found.trim(), node, context);
  },
  schema: () => timeSchema,
};

/** A time of one day or of any day, `local` allowed. */
export const promisedTime: Shape<PromisedTime> = {
  read: (node, context) => {
    const found = textIn(node, 'a time', context)?.trim();
    if (found === undefined) return undefined;
    const ofDay = parseTimeOfDay(found);
    if (ofDay === undefined) return timeFrom(found, node, context);
    if ('problem' in ofDay) return tellTime(found, ofDay, { node, context });
    const { second, clock, precision, text } = ofDay;
    return { daily: { second, clock }, precision, text };
  },
  schema: () => promisedTimeSchema,
};

/** Reads a time that stands somewhere in a node. */
function timeFrom(found: string, node: Node, context: ParseContext): PromisedTime | undefined {
  const parsed = parseTime(found, projectZone(context));
  if ('problem' in parsed) return tellTime(found, parsed, { node, context });
  const { precision, text } = parsed;
  if (parsed.kind === 'instant') return { at: parsed.at, precision, text };
  return { local: { day: parsed.day, second: parsed.second }, precision, text };
}

interface Place {
  readonly node: Node;
  readonly context: ParseContext;
}

function tellTime(found: string, { problem, unknownZone }: TimeProblem, { node, context }: Place): undefined {
  const [what = '', wanted = 'a time'] = problem.split('; wanted ');
  const hint = () =>
    unknownZone === undefined ? (momentHint(found) ?? clockHint(found)) : zoneHint(unknownZone);
  return context.problem(node, what.replace(/^not a time: /, ''), wanted, hint);
}

/** The zone in which plain times are read. */
export function projectZone(context: ParseContext): Zone {
  return zoneOfProject({ timeZone: context.zone, zones: context.zones });
}

/** The name of something else in the file, looked up when all is read. */
export function reference(kind: NounKind): Shape<string> {
  return {
    read: (node, context) => {
      const name = textIn(node, 'a name', context);
      if (name === undefined) return undefined;
      context.refer(kind, name, node);
      return kind === 'gateway' || kind === 'smtp gateway' ? name : context.outside(name);
    },
    schema: () => ({ type: ['string', 'number'] }),
  };
}
