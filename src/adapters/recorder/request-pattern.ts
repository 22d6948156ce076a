/** WireMock's request patterns over the recorder's exchanges. */
import { expressionFrom } from './expression.ts';
import type { Recorded } from './recorder.ts';
import { cookiesOf, formOf, pathOf, queryOf, urlOf } from './request-fields.ts';
import { type PatternProblem, quoted, type ValuePattern, valuePatternFrom } from './value-pattern.ts';

/** One thing that a pattern asks of an exchange. */
export interface FieldPattern extends ValuePattern {
  /** `method`, `headers.content-type`. */
  readonly field: string;
  /** What it counts when distances are summed up. */
  readonly weight: number;
  /** The values that are there: several where a parameter is repeated. */
  read(recorded: Recorded): readonly (string | undefined)[];
}

/** What WireMock's `find`, `count` and `remove` take. */
export interface RequestPattern {
  readonly fields: readonly FieldPattern[];
  /** An expression of the client's may take for ever: see `exchangesThatFit`. */
  readonly mayBeSlow: boolean;
  readonly isWanted: (recorded: Recorded) => boolean;
}

type Read = readonly FieldPattern[] | PatternProblem;

const METHOD_WEIGHT = 3;
const URL_WEIGHT = 10;

const one =
  (read: (recorded: Recorded) => string | undefined): FieldPattern['read'] =>
  (recorded) => [read(recorded)];

const KEYS: Readonly<Record<string, (wanted: unknown) => Read>> = {
  method: methodFrom,
  url: (wanted) => exactly('url', wanted, urlOf, URL_WEIGHT),
  urlPath: (wanted) => exactly('urlPath', wanted, pathOf, URL_WEIGHT),
  urlPattern: (wanted) => matching('urlPattern', wanted, urlOf),
  urlPathPattern: (wanted) => matching('urlPathPattern', wanted, pathOf),
  queryParameters: (wanted) =>
    named('queryParameters', wanted, (name) => (recorded) => queryOf(recorded).get(name) ?? [undefined]),
  formParameters: (wanted) =>
    named('formParameters', wanted, (name) => (recorded) => formOf(recorded).get(name) ?? [undefined]),
  headers: (wanted) =>
    named('headers', wanted, (name) => one(({ request }) => ownOf(request.headers, name.toLowerCase()))),
  cookies: (wanted) => named('cookies', wanted, (name) => one((recorded) => cookiesOf(recorded).get(name))),
  bodyPatterns: bodyPatternsFrom,
  gateway: (wanted) => exactly('gateway', wanted, ({ gateway }) => gateway),
  kind: (wanted) => exactly('kind', wanted, ({ kind }) => kind),
  verdict: (wanted) => exactly('verdict', wanted, ({ verdict }) => verdict),
};

const SECRETS =
  'secrets are not kept, so nothing can be asked about them; "verdict": "refused" finds what a gateway did not let in';
/** Keys of WireMock that are not here, and what to take for them. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  basicAuthCredentials: SECRETS,
  multipartPatterns: 'bodyPatterns with contains reads the parts as text',
  customMatcher: 'there is no code to call',
  urlPathTemplate: 'urlPathPattern takes an expression',
  pathParameters: 'urlPathPattern takes an expression',
  host: 'all servers are on this machine',
  port: 'all servers are on this machine',
  scheme: 'all servers are on this machine',
};

/** A pattern with more is refused. */
const FIELDS_MAX = 100;

/** Reads a request pattern; a problem names the key and what there is. */
export function patternFrom(value: unknown): RequestPattern | PatternProblem {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: 'a JSON object is wanted, such as {"method": "POST", "urlPath": "/TWILIO/…"}' };
  const fields: FieldPattern[] = [];
  for (const [key, wanted] of Object.entries(value)) {
    const read = Object.hasOwn(KEYS, key) ? KEYS[key]!(wanted) : unknownKey(key);
    if ('problem' in read) return read;
    fields.push(...read);
    if (fields.length > FIELDS_MAX) return { problem: `a pattern asks at most ${FIELDS_MAX} things` };
  }
  return {
    fields,
    mayBeSlow: WITH_EXPRESSION.test(JSON.stringify(value)),
    isWanted: (recorded) => fields.every((field) => fits(field, recorded)),
  };
}

const WITH_EXPRESSION = /"(?:urlPattern|urlPathPattern|matches|doesNotMatch)":/;

/** Whether one of the values that an exchange has there is what is wanted. */
export const fits = (field: FieldPattern, recorded: Recorded): boolean =>
  field.read(recorded).some((value) => field.holds(value));

function unknownKey(key: string): PatternProblem {
  const there = `there are ${Object.keys(KEYS).join(', ')}`;
  if (!Object.hasOwn(LEFT_OUT, key)) return { problem: `unknown key ${quoted(key)}: ${there}` };
  return { problem: `the key ${key} of a pattern is not there`, instead: `${LEFT_OUT[key]}; ${there}` };
}

function methodFrom(wanted: unknown): Read {
  if (wanted === 'ANY') return [];
  return exactly('method', wanted, ({ request }) => request.method, METHOD_WEIGHT);
}

function exactly(
  field: string,
  wanted: unknown,
  read: (recorded: Recorded) => string | undefined,
  weight = 1,
): Read {
  if (typeof wanted !== 'string') return { problem: `${field} is a text, not ${quoted(wanted)}` };
  return [
    { field, weight, text: quoted(wanted), wanted, holds: (value) => value === wanted, read: one(read) },
  ];
}

function matching(field: string, wanted: unknown, read: (recorded: Recorded) => string): Read {
  const expression = expressionFrom(wanted);
  if ('problem' in expression) return { problem: `${field}: ${expression.problem}` };
  const holds = (value: string | undefined): boolean => value !== undefined && expression.fits(value);
  return [{ field, weight: URL_WEIGHT, text: `matches ${quoted(wanted)}`, holds, read: one(read) }];
}

function named(field: string, wanted: unknown, readFor: (name: string) => FieldPattern['read']): Read {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted))
    return { problem: `${field} is an object of matchers, such as {"x": {"equalTo": "y"}}` };
  return read(
    Object.entries(wanted).map(([name, value]) => [`${field}.${name}`, value, readFor(name)] as const),
  );
}

function bodyPatternsFrom(wanted: unknown): Read {
  if (typeof wanted !== 'object' || wanted === null)
    return { problem: 'bodyPatterns is a list of matchers, such as [{"contains": "x"}]' };
  const body = one(({ request }) => request.body);
  return read((Array.isArray(wanted) ? wanted : [wanted]).map((value) => ['body', value, body] as const));
}

function read(
  given: readonly (readonly [field: string, value: unknown, read: FieldPattern['read']])[],
): Read {
  const fields: FieldPattern[] = [];
  for (const [field, value, readValues] of given) {
    const pattern = valuePatternFrom(value);
    if ('problem' in pattern) return { ...pattern, problem: `${field}: ${pattern.problem}` };
    fields.push({ ...pattern, field, weight: 1, read: readValues });
  }
  return fields;
}

const ownOf = (record: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
