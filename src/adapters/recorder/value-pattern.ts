/** How one value of a request is matched: WireMock's matchers. */
import { type Expression, expressionFrom } from './expression.ts';
import { isShallow, jsonEqual } from './json-equal.ts';
import { jsonPathFrom } from './json-path.ts';

/** A matcher that was read. */
export interface ValuePattern {
  /** For people: `contains "Friday"`. */
  readonly text: string;
  /** The plain text that is wanted, where there is one, to say how near a value came. */
  readonly wanted?: string;
  /** `undefined`: the request has no such value. */
  holds(value: string | undefined): boolean;
}

/** Why a pattern cannot be asked. */
export interface PatternProblem {
  readonly problem: string;
  /** WireMock has what is asked for and these gateways do not: what to take for it. */
  readonly instead?: string;
}

type Read = ValuePattern | PatternProblem;

/** Options that stand beside a matcher. */
const OPTIONS = new Set(['caseInsensitive', 'ignoreArrayOrder', 'ignoreExtraElements']);

const MATCHERS: Readonly<
  Record<string, (wanted: unknown, whole: Readonly<Record<string, unknown>>) => Read>
> = {
  equalTo: (wanted, { caseInsensitive }) =>
    textual('equalTo', wanted, (text) => {
      const fold = (one: string): string => (caseInsensitive === true ? one.toLowerCase() : one);
      return (value) => value !== undefined && fold(value) === fold(text);
    }),
  contains: (wanted) => textual('contains', wanted, (text) => (value) => value?.includes(text) ?? false),
  doesNotContain: (wanted) =>
    textual('doesNotContain', wanted, (text) => (value) => !(value?.includes(text) ?? false)),
  matches: (wanted) => expressed('matches', wanted, (expression, value) => expression.fits(value)),
  doesNotMatch: (wanted) => expressed('doesNotMatch', wanted, (expression, value) => !expression.fits(value)),
  absent,
  binaryEqualTo: (wanted) =>
    textual(
      'binaryEqualTo',
      wanted,
      (text) => (value) => value !== undefined && Buffer.from(value).equals(Buffer.from(text, 'base64')),
    ),
  equalToJson,
  matchesJsonPath,
  and: (wanted, { depth }) =>
    combined('and', wanted, depth, (each, value) => each.every((one) => one.holds(value))),
  or: (wanted, { depth }) =>
    combined('or', wanted, depth, (each, value) => each.some((one) => one.holds(value))),
  not: (wanted, { depth }) =>
    combined('not', [wanted], depth, (each, value) => !each.some((one) => one.holds(value))),
};

/** Matchers of WireMock that are not here, and what to take for them. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  equalToXml: 'contains or matches reads XML as text',
  matchesXPath: 'contains or matches reads XML as text',
  matchesJsonSchema: 'matchesJsonPath names a value',
  equalToDateTime: 'equalTo reads a date as text',
  before: 'matches reads a date as text',
  after: 'matches reads a date as text',
  hasExactly: 'a repeated parameter holds when one of its values does',
  includes: 'a repeated parameter holds when one of its values does',
};

const SHOWN_MAX = 200;
/** Matchers within matchers. */
const DEPTH_MAX = 10;

/** Reads a matcher; a problem names it and what there is. */
export function valuePatternFrom(value: unknown, depth = 0): Read {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: `a matcher such as {"contains": "x"} is wanted, not ${quoted(value)}` };
  if (depth > DEPTH_MAX) return { problem: `matchers within matchers go ${DEPTH_MAX} deep at most` };
  const names = Object.keys(value).filter((name) => !OPTIONS.has(name));
  const [name = ''] = names;
  if (names.length !== 1) return { problem: `one matcher is wanted, not ${names.length}: ${quoted(value)}` };
  const whole = value as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(MATCHERS, name)) {
    return MATCHERS[name]!(whole[name], { ...whole, depth });
  }
  const there = `there are ${Object.keys(MATCHERS).join(', ')}`;
  if (!Object.hasOwn(LEFT_OUT, name)) return { problem: `unknown matcher ${name}; ${there}` };
  return { problem: `the matcher ${name} is not there`, instead: `${LEFT_OUT[name]}; ${there}` };
}

/** `true` and `false`, as texts too, and what WireMock has written itself: `(absent)`. */
function absent(given: unknown): Read {
  const isAbsent =
    ['(absent)', true, 'true'].includes(given as string) ||
    ([false, 'false'].includes(given as string) ? false : undefined);
  if (isAbsent === undefined) return { problem: 'absent is true or false' };
  return { text: isAbsent ? 'absent' : 'present', holds: (value) => (value === undefined) === isAbsent };
}

function textual(
  name: string,
  wanted: unknown,
  holdsFor: (text: string) => (value: string | undefined) => boolean,
): Read {
  if (typeof wanted !== 'string' && typeof wanted !== 'number' && typeof wanted !== 'boolean')
    return { problem: `${name} wants a text, not ${quoted(wanted)}` };
  const text = String(wanted);
  return { text: `${name} ${quoted(text)}`, wanted: text, holds: holdsFor(text) };
}

function expressed(
  name: string,
  wanted: unknown,
  holds: (expression: Expression, value: string) => boolean,
): Read {
  const expression = expressionFrom(wanted);
  if ('problem' in expression) return expression;
  return {
    text: `${name} ${quoted(wanted)}`,
    holds: (value) => (value === undefined ? name === 'doesNotMatch' : holds(expression, value)),
  };
}

function equalToJson(given: unknown, whole: Readonly<Record<string, unknown>>): Read {
  const wanted = typeof given === 'string' ? parsed(given) : given;
  if (wanted === undefined) return { problem: `equalToJson wants JSON, not ${quoted(given)}` };
  if (!isShallow(wanted)) return { problem: 'equalToJson: the JSON is too deep' };
  if (JSON.stringify(wanted).includes('${json-unit.'))
    return { problem: 'placeholders in equalToJson are not there', instead: 'matchesJsonPath names a value' };
  const looseness = {
    ignoreArrayOrder: whole.ignoreArrayOrder === true,
    ignoreExtraElements: whole.ignoreExtraElements === true,
  };
  return {
    text: `equalToJson ${quoted(wanted)}`,
    wanted: JSON.stringify(wanted),
    holds(value) {
      const found = value === undefined ? undefined : parsed(value);
      return found !== undefined && jsonEqual(wanted, found, looseness);
    },
  };
}

/** A path alone wants to find something; with a matcher beside it, one of the values found has to fit. */
function matchesJsonPath(given: unknown, whole: Readonly<Record<string, unknown>>): Read {
  const { expression, ...beside } =
    typeof given === 'object' && given !== null
      ? (given as Readonly<Record<string, unknown>>)
      : { expression: given };
  if (typeof expression !== 'string')
    return { problem: 'matchesJsonPath wants a path, or {"expression": path, matcher}' };
  const path = jsonPathFrom(expression);
  if ('problem' in path) return path;
  const inner =
    Object.keys(beside).length === 0 ? undefined : valuePatternFrom(beside, Number(whole.depth) + 1);
  if (inner && 'problem' in inner) return inner;
  return {
    text: `matchesJsonPath ${quoted(expression)}${inner ? ` ${inner.text}` : ''}`,
    holds(value) {
      const document = value === undefined ? undefined : parsed(value);
      if (document === undefined) return false;
      const found = path(document).filter((each) => each !== null);
      if (found.length === 0 && 'absent' in beside) return inner?.holds(undefined) ?? false;
      return inner ? found.some((each) => inner.holds(asText(each))) : found.some(isThere);
    },
  };
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const isThere = (value: unknown): boolean => !Array.isArray(value) || value.length > 0;

function combined(
  name: string,
  given: unknown,
  depth: unknown,
  holds: (each: readonly ValuePattern[], value: string | undefined) => boolean,
): Read {
  if (!Array.isArray(given)) return { problem: `${name} wants a list of matchers` };
  const read = given.map((each) => valuePatternFrom(each, Number(depth) + 1));
  const problem = read.find((each) => 'problem' in each);
  if (problem) return problem;
  const patterns = read.filter((each): each is ValuePattern => !('problem' in each));
  return {
    text: `${name}(${patterns.map(({ text }) => text).join('; ')})`,
    holds: (value) => holds(patterns, value),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A value for people, cut when it is long. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
}
