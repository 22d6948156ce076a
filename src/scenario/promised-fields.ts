import { codes } from '../core/model/codes.ts';
import type { Channel, PromisedFields, PromisedTime } from '../core/model/expectation.ts';
import { parseDay } from '../core/time/calendar.ts';
import { didYouMean } from './near.ts';
import type { MapNode, Node } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { pattern } from './pattern-shape.ts';
import { quoted } from './problem.ts';
import {
  choice,
  digits,
  duration,
  projectZone,
  promisedTime,
  reference,
  text,
  whole,
  word,
  yesNo,
} from './scalars.ts';
import {
  type Field,
  type Fields,
  field,
  listOf,
  named,
  oneOrMore,
  type RecordOf,
  record,
  type Shape,
} from './shape.ts';
import { awaitedIn, tellMixed, tellReversed } from './windows.ts';

/** People are named by key; those the file does not name by `+` and digits, or by address. */
export const person: Shape<string> = personReference('person');

function personReference(kind: 'person' | 'recipient' | 'sender'): Shape<string> {
  const key = reference(kind);
  return {
    read: (node, context) => {
      if (node.kind === 'text' && /^\d{4,}$/.test(node.text) && !context.people.has(node.text))
        return `+${node.text}`;
      return key.read(node, context);
    },
    schema: (definitions) => key.schema(definitions),
  };
}

const code: Shape<string> = {
  read: (node, context) => {
    const found = text.read(node, context);
    if (found === undefined || Object.hasOwn(codes, found)) return found;
    return context.problem(
      node,
      quoted(found),
      'a code of HQ',
      () => didYouMean(found, Object.keys(codes)) ?? 'docs/errors.md lists them',
    );
  },
  schema: () => ({ enum: Object.keys(codes) }),
};

/** A calendar day, of the project's zone or `local`. */
const onDay: Shape<NonNullable<PromisedFields['on']>> = {
  read: (node, context) => {
    const found = text.read(node, context);
    if (found === undefined) return undefined;
    const local = found.endsWith(' local');
    const day = parseDay(local ? found.slice(0, -' local'.length) : found);
    return day === undefined
      ? context.unwanted(node, 'a date, YYYY-MM-DD, alone or with local')
      : { day, local, text: found };
  },
  schema: () => ({ type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d( local)?$' }),
};

/** Fields of every kind of expectation. */
const common = {
  to: field(person, 'Key of a case or user'),
  number: field(digits, 'The recipient’s number; plus, blanks and dashes do not count'),
  address: field(word, 'The recipient’s address'),
  case: field(reference('case'), 'The case that caused it'),
  alert: field(reference('alert'), 'The alert that caused it'),
  broadcast: field(reference('broadcast'), 'The broadcast that caused it'),
  keyword: field(reference('keyword'), 'The keyword that caused it'),
  survey: field(reference('survey'), 'The survey that caused it'),
  via: field(reference('gateway'), 'The gateway'),
  in: field(text, 'Language of the text chosen; * for untranslated'),
  says: field(text, 'The whole text'),
  contains: field(oneOrMore(text), 'A part of the text, or several'),
  matches: field(pattern, 'A regular expression'),
  near: field(text, 'The text, with up to 10 % of it changed'),
  at: field(oneOrMore(promisedTime), 'An instant, or several: one message at each'),
  between: field(listOf(promisedTime), 'Two instants, both inclusive'),
  within: field(duration, 'With at: how far from it'),
  on: field(onDay, 'A date in the project’s zone, or local'),
  after: field(promisedTime, 'Strictly after this'),
  before: field(promisedTime, 'Strictly before this'),
} satisfies Fields;

const ofSms = {
  from_number: field(text, 'The sender number'),
  attempts: field(whole(1), 'How many hand-overs it took'),
  segments: field(whole(0), 'Billable parts'),
  encoding: field(choice('GSM-7', 'UCS-2'), 'How it was encoded'),
  status: field(word, 'accepted, delivered, undelivered, …'),
} satisfies Fields;

const ofEmail = {
  subject: field(text, 'The whole subject'),
  html_contains: field(oneOrMore(text), 'A part of the HTML'),
} satisfies Fields;

/** A row is one error; which message ended in it is a field of its own. */
const errorChannel = {
  channel: field(choice('sms', 'email'), 'sms or email: what the message would have been'),
} satisfies Fields;

const ofError = {
  code: field(code, 'HQ’s code'),
  detail: field(text, 'Any part of HQ’s detail'),
} satisfies Fields;

const ofInbound = {
  handled_by: field(text, 'What took the text'),
  invalid_answer: field(yesNo, 'Whether HQ marks it as a wrong answer to a survey'),
} satisfies Fields;

const span = {
  from: field(promisedTime, 'First instant, inclusive'),
  until: field(promisedTime, 'Last instant, inclusive'),
} satisfies Fields;

export const channels = ['sms', 'email', 'error', 'inbound', 'warning'] as const;

const channel: Field<Channel> = field(choice(...channels), 'sms, email, error, inbound or warning');

/** A warning of any code; beside these, what it is about may be named by its own names. */
const ofWarning = {
  code: field(word, 'The code of the warning'),
  contains: common.contains,
  at: common.at,
  between: common.between,
  within: common.within,
  on: common.on,
  after: common.after,
  before: common.before,
} satisfies Fields;

/** `count` knows its channel only when it is read: whether a code is HQ's is checked then. */
const anyCode = { code: field(word, 'HQ’s code, or that of a warning') } satisfies Fields;

export const everything = { ...common, ...ofSms, ...ofEmail, ...ofError, ...ofInbound, ...span, channel };

export const fieldShapes = {
  sms: named('sms_fields', record({ ...common, ...ofSms })),
  email: named(
    'email_fields',
    record({ ...common, ...ofEmail, attempts: ofSms.attempts, status: ofSms.status }),
  ),
  error: named(
    'error_fields',
    record({ ...common, ...ofError, ...errorChannel, attempts: ofSms.attempts, subject: ofEmail.subject }),
  ),
  inbound: named('inbound_fields', record({ ...common, ...ofInbound })),
  warning: named('warning_fields', record(ofWarning, text)),
  any: named('fields', record(everything)),
  count: named(
    'count_fields',
    record({
      ...everything,
      ...anyCode,
      is: field(whole(0), 'Exactly so many'),
      at_least: field(whole(0), 'So many or more'),
      at_most: field(whole(0), 'So many or fewer'),
      claims: field(yesNo, 'Whether what it counts needs no other promise; default no'),
    }),
  ),
};

export type FieldsRecord = RecordOf<typeof everything>;

/** What a record of fields promises; `isOfEachRow`: `local` is the zone of each row, so that nobody need be named. */
export function promisedFrom(
  given: FieldsRecord,
  context: ParseContext,
  { isOfEachRow = false }: { readonly isOfEachRow?: boolean } = {},
): PromisedFields {
  const { node, between, on, within, at } = given;
  if (!isOfEachRow) tellLocal(given, context);
  const entry = (name: string): Node => node.entries.get(name)?.value ?? node;
  if (within !== undefined && at === undefined)
    context.problem(entry('within'), 'within without at', 'at as well');
  if (at?.length === 0) context.problem(entry('at'), 'no time', 'one time or more');
  if (between !== undefined && between.length !== 2)
    context.unwanted(entry('between'), 'two times: [from, to]');
  const fields: PromisedFields = present({
    to: given.to,
    channel: given.channel,
    number: given.number,
    address: given.address,
    case: given.case,
    alert: given.alert,
    broadcast: given.broadcast,
    keyword: given.keyword,
    survey: given.survey,
    via: given.via,
    in: given.in,
    says: given.says,
    contains: given.contains,
    matches: given.matches,
    near: given.near,
    subject: given.subject,
    htmlContains: given.html_contains,
    at,
    between: between?.length === 2 ? ([between[0]!, between[1]!] as const) : undefined,
    withinMs: within,
    on,
    from: given.from,
    until: given.until,
    after: given.after,
    before: given.before,
    fromNumber: given.from_number,
    attempts: given.attempts,
    segments: given.segments,
    encoding: given.encoding,
    status: given.status,
    code: given.code,
    detail: given.detail,
    handledBy: given.handled_by,
    invalidAnswer: given.invalid_answer,
  });
  tellReversed(node, fields, context);
  tellMixed(node, fields, context);
  context.awaited.push(...awaitedIn(node, fields, projectZone(context)));
  return fields;
}

/** The fields of an error: its channel is that of the message. */
export function errorFrom(given: FieldsRecord, context: ParseContext): PromisedFields {
  const { channel, ...fields } = promisedFrom(given, context);
  return channel === 'sms' || channel === 'email' ? { ...fields, messageChannel: channel } : fields;
}

/** The fields of a warning: what is no field of its own is something it is about. */
export function warningFrom(given: FieldsRecord, context: ParseContext): PromisedFields {
  const about = [...given.node.entries].filter(([name]) => !Object.hasOwn(ofWarning, name));
  const fields = promisedFrom(given, context);
  if (about.length === 0) return fields;
  return { ...fields, about: new Map(about.map(([name, { value }]) => [name, textOf(value)])) };
}

const textOf = (node: Node): string => (node.kind === 'text' ? node.text : '');

/** Counted warnings have codes of their own; all else has HQ's. */
export function tellCode({ node, channel }: FieldsRecord, context: ParseContext): void {
  const entry = node.entries.get('code');
  if (entry !== undefined && channel !== 'warning') code.read(entry.value, context);
}

/** Without the keys that have no value. */
export function present<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}

/** `local` is somebody's zone: without anybody it means nothing. */
function tellLocal(given: FieldsRecord, context: ParseContext): void {
  if (['to', 'number', 'address', 'case'].some((name) => given.node.entries.has(name))) return;
  for (const name of ['at', 'between', 'from', 'until', 'after', 'before', 'on'] as const) {
    if (isLocal(given[name])) tellNobody(given.node, name, context);
  }
}

type MaybeLocal = PromisedTime | readonly PromisedTime[] | PromisedFields['on'];

function isLocal(value: MaybeLocal): boolean {
  if (value === undefined) return false;
  if ('length' in value) return value.some((one) => one.local !== undefined);
  return value.local !== undefined && value.local !== false;
}

function tellNobody(node: MapNode, name: string, context: ParseContext): void {
  context.problem(
    node.entries.get(name)!.value,
    'a local time without a recipient',
    'to, number or address as well',
  );
}
