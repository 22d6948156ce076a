/** HQ's reading of an answer as ordered rules of data (test/vectors/hq-reads.json): the first whose conditions all hold decides. */
import { readFileSync } from 'node:fs';
import { SaxesParser, type SaxesTagNS } from 'saxes';

type Condition = Readonly<Record<string, unknown>>;

interface HqReads {
  /** The client itself raises on such a status. */
  readonly raises: 'not 2xx' | null;
  readonly reads: readonly {
    readonly if: Condition;
    readonly then: 'sent' | 'retry' | { readonly final: string } | { readonly gateway_error: string };
  }[];
}

export const hqReads: Readonly<Record<string, HqReads>> = JSON.parse(
  readFileSync(new URL('../../vectors/hq-reads.json', import.meta.url), 'utf8'),
);

export interface AnswerRead {
  readonly status: number;
  readonly body: string;
  /** Whom the message was for: Pinpoint's answer is by number. */
  readonly to: string;
}

/** `sent`, `retry`, or the code of a final error. */
export function decided(kind: string, answer: AnswerRead): string {
  const { raises, reads } = hqReads[kind]!;
  if (raises !== null && !isStatus(answer.status, '2xx')) return 'retry';
  const rule = reads.find(({ if: conditions }) =>
    Object.entries(conditions).every(([name, wanted]) => holds(name, wanted, answer)),
  );
  if (rule === undefined || typeof rule.then === 'string') return rule?.then.toString() ?? 'retry';
  return 'final' in rule.then ? rule.then.final : 'GATEWAY_ERROR';
}

const NOT_JSON = Symbol('not JSON');

function holds(name: string, wanted: unknown, { status, body, to }: AnswerRead): boolean {
  const value = jsonOf(body);
  const entries = Object.entries(Object(wanted)) as (readonly [string, unknown])[];
  switch (name) {
    case 'status':
      return isStatus(status, wanted);
    case 'body':
      return isBody(value, wanted);
    case 'has':
      return entries.every(([, path]) => at(value, String(path).replace('{to}', to)) !== NOT_JSON);
    case 'lacks':
      return entries.every(([, key]) =>
        Array.isArray(value) ? !value.includes(key) : at(value, String(key)) === NOT_JSON,
      );
    case 'equals':
      return entries.every(([path, wish]) => at(value, path) === wish);
    case 'one_of':
      return entries.every(([path, wishes]) => (wishes as readonly unknown[]).includes(at(value, path)));
    case 'text':
      return pythonPattern(String(wanted)).test(body);
    case 'is':
      return (wanted as readonly string[]).includes(body);
    case 'xml_child':
      return isChild(body, wanted as { name: string; ns?: string; text: string });
    default:
      throw new Error(`no such condition: ${name}`);
  }
}

function isStatus(status: number, wanted: unknown): boolean {
  if (typeof wanted === 'number') return status === wanted;
  if (Array.isArray(wanted)) return wanted.includes(status);
  if (wanted === '2xx') return status >= 200 && status < 300;
  if (wanted === 'not 2xx') return status < 200 || status >= 300;
  const [, sign, limit] = /^(<|>=|!=)(\d+)$/.exec(String(wanted))!;
  const bound = Number(limit);
  return sign === '<' ? status < bound : sign === '>=' ? status >= bound : status !== bound;
}

function isBody(value: unknown, wanted: unknown): boolean {
  if (wanted === 'not json') return value === NOT_JSON;
  const isObject = typeof value === 'object' && value !== null;
  return isObject && (wanted === 'json object or list' || !Array.isArray(value));
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return NOT_JSON;
  }
}

/** NOT_JSON: there is nothing. Numbers are places of lists only. */
function at(value: unknown, path: string): unknown {
  let found = value;
  for (const step of path.split('.')) {
    const isPlace = /^\d+$/.test(step);
    const fits = Array.isArray(found) === isPlace && typeof found === 'object' && found !== null;
    if (!fits || !Object.hasOwn(found as object, step)) return NOT_JSON;
    found = Reflect.get(found as object, step);
  }
  return found;
}

/** `(?i)` stands before it in Python, and its `$` allows for one line end, as the tables say already. */
const pythonPattern = (pattern: string): RegExp =>
  pattern.startsWith('(?i)') ? new RegExp(pattern.slice(4), 'i') : new RegExp(pattern);

/** The first child of the root with that name has exactly that text before anything in it. */
function isChild(body: string, wanted: { name: string; ns?: string; text: string }): boolean {
  const parser = new SaxesParser({ xmlns: true });
  const path: SaxesTagNS[] = [];
  const texts: string[] = [];
  let isIn = false;
  const add = (text: string): void => {
    if (isIn && path.length === 2) texts[texts.length - 1] += text;
  };
  parser.on('opentag', (tag) => {
    path.push(tag);
    const isMeant = tag.local === wanted.name && tag.uri === (wanted.ns ?? '');
    if (path.length === 2 && isMeant) texts.push('');
    isIn = path.length === 2 && isMeant;
  });
  parser.on('closetag', () => {
    path.pop();
    isIn = false;
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('error', (error) => {
    throw error;
  });
  try {
    parser.write(body).close();
  } catch {
    return false;
  }
  return texts[0] === wanted.text;
}
