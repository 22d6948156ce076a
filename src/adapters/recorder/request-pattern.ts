import type { Recorded } from './recorder.ts';

/** How one value is matched: WireMock's words. */
type ValuePattern = Readonly<Record<string, unknown>>;

/** What WireMock's `find`, `count` and `remove` take; a key that is not known is an error. */
export interface RequestPattern {
  readonly isWanted: (recorded: Recorded) => boolean;
}

const PATTERN_KEYS = [
  'method',
  'url',
  'urlPath',
  'urlPattern',
  'urlPathPattern',
  'headers',
  'bodyPatterns',
  'gateway',
];
const OPERATORS = ['equalTo', 'contains', 'doesNotContain', 'matches', 'doesNotMatch', 'absent'];
/** A longer expression is refused, so that none can take for ever on a long body. */
const EXPRESSION_MAX = 500;

/** Reads a request pattern; a problem names the key and what there is. */
export function patternFrom(value: unknown): RequestPattern | { readonly problem: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: 'a JSON object is wanted' };
  const checks: ((recorded: Recorded) => boolean)[] = [];
  for (const [key, wanted] of Object.entries(value)) {
    const check = checkFor(key, wanted);
    if ('problem' in check) return check;
    checks.push(check.holds);
  }
  return { isWanted: (recorded) => checks.every((holds) => holds(recorded)) };
}

type Check = { readonly holds: (recorded: Recorded) => boolean } | { readonly problem: string };

function checkFor(key: string, wanted: unknown): Check {
  switch (key) {
    case 'method':
      return { holds: ({ request }) => wanted === 'ANY' || request.method === wanted };
    case 'gateway':
      return { holds: ({ gateway }) => gateway === wanted };
    case 'url':
      return { holds: (recorded) => urlOf(recorded) === wanted };
    case 'urlPath':
      return { holds: (recorded) => urlOf(recorded).split('?')[0] === wanted };
    case 'urlPattern':
      return expression(wanted, urlOf);
    case 'urlPathPattern':
      return expression(wanted, (recorded) => urlOf(recorded).split('?')[0]!);
    case 'headers':
      return all(
        Object.entries(wanted as object).map(([name, value]) =>
          valueCheck(value, ({ request }) => request.headers[name.toLowerCase()]),
        ),
      );
    case 'bodyPatterns':
      return all(
        (Array.isArray(wanted) ? wanted : [wanted]).map((value) =>
          valueCheck(value, ({ request }) => request.body),
        ),
      );
    default:
      return { problem: `unknown key ${key}: there are ${PATTERN_KEYS.join(', ')}` };
  }
}

/** The address as it was asked for, the gateway's name included. */
const urlOf = ({ gateway, request }: Recorded): string =>
  gateway === undefined ? request.path : `/${gateway}${request.path}`;

function all(checks: readonly Check[]): Check {
  const problem = checks.find((check) => 'problem' in check);
  if (problem) return problem;
  return { holds: (recorded) => checks.every((check) => 'holds' in check && check.holds(recorded)) };
}

function valueCheck(value: unknown, read: (recorded: Recorded) => string | undefined): Check {
  if (typeof value !== 'object' || value === null)
    return { problem: `a matcher such as {"contains": "x"} is wanted, not ${JSON.stringify(value)}` };
  const [operator, wanted] = Object.entries(value as ValuePattern)[0] ?? ['', undefined];
  switch (operator) {
    case 'equalTo':
      return { holds: (recorded) => read(recorded) === wanted };
    case 'contains':
      return { holds: (recorded) => (read(recorded) ?? '').includes(String(wanted)) };
    case 'doesNotContain':
      return { holds: (recorded) => !(read(recorded) ?? '').includes(String(wanted)) };
    case 'matches':
      return expression(wanted, (recorded) => read(recorded) ?? '');
    case 'doesNotMatch': {
      const check = expression(wanted, (recorded) => read(recorded) ?? '');
      return 'problem' in check ? check : { holds: (recorded) => !check.holds(recorded) };
    }
    case 'absent':
      return { holds: (recorded) => read(recorded) === undefined };
    default:
      return { problem: `unknown matcher ${operator}: there are ${OPERATORS.join(', ')}` };
  }
}

function expression(source: unknown, read: (recorded: Recorded) => string): Check {
  if (typeof source !== 'string' || source.length > EXPRESSION_MAX)
    return { problem: `an expression of at most ${EXPRESSION_MAX} characters is wanted` };
  if (/\([^)]*[+*][^)]*\)[+*{]/.test(source))
    return { problem: 'a repetition within a repetition is refused' };
  try {
    const pattern = new RegExp(`^(?:${source})$`, 's');
    return { holds: (recorded) => pattern.test(read(recorded)) };
  } catch {
    return { problem: `${source} is not a regular expression` };
  }
}
