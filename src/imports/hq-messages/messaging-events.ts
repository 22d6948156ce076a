/** CommCare's Messaging Events API, saved: pages, a list of events, or one event a line (docs/hq/users-and-formats.md#s4). */
import { type Instant, MS_PER_DAY } from '../../core/model/instant.ts';
import { parseDay } from '../../core/time/calendar.ts';
import type { ImportProblem } from '../importer.ts';
import { isObject, type JsonObject } from '../json-pages.ts';
import { codeOf } from './codes-by-label.ts';
import { digitsOf, HQ_MESSAGES_MAX, type HqMessage, type HqMessages, known } from './hq-message.ts';

/** Problems listed one by one. */
const PROBLEMS_MAX = 20;

export function readMessagingEvents(values: Iterable<unknown>): HqMessages {
  const messages: HqMessage[] = [];
  const problems: ImportProblem[] = [];
  let [row, hasMore] = [0, false];
  for (const value of values) {
    const { events, isLast } = eventsIn(value);
    hasMore = !isLast;
    for (const event of events) {
      row += 1;
      const found = messagesOf(event, row);
      if (!Array.isArray(found)) problems.push(found);
      else for (const message of found) messages.push(message);
      if (problems.length >= PROBLEMS_MAX || messages.length > HQ_MESSAGES_MAX) break;
    }
  }
  if (messages.length > HQ_MESSAGES_MAX) problems.push(tooMany);
  const notes = hasMore ? ['its last page says that more follow: fetch those too'] : [];
  return { kind: 'messaging events', messages, problems, notes };
}

export const tooMany: ImportProblem = {
  found: `more than ${HQ_MESSAGES_MAX} messages`,
  wanted: `at most ${HQ_MESSAGES_MAX} in one file`,
  hint: 'fetch a shorter period',
};

/** A page of the API, a list of pages or of events, or one event. */
function eventsIn(value: unknown): { events: readonly unknown[]; isLast: boolean } {
  if (Array.isArray(value)) {
    const pages = value.map(eventsIn);
    return { events: pages.flatMap(({ events }) => events), isLast: pages.at(-1)?.isLast ?? true };
  }
  if (!isObject(value) || !Array.isArray(value.objects)) return { events: [value], isLast: true };
  const meta = isObject(value.meta) ? value.meta : {};
  return { events: value.objects, isLast: (meta.next ?? null) === null };
}

/** Whether a document may be such a list. */
export function isMessagingEvents(value: unknown): boolean {
  const [first] = eventsIn(value).events;
  const isEmpty = first === undefined && isObject(value) && Array.isArray(value.objects);
  return isEmpty || (isObject(first) && Array.isArray(first.messages) && 'content_type' in first);
}

function messagesOf(event: unknown, row: number): HqMessage[] | ImportProblem {
  if (!isObject(event) || !Array.isArray(event.messages)) return noEvent(row, event);
  const at = stampOf(event.date);
  if (at === undefined) return noTime(row, event.date);
  const head = headOf(event, row);
  const outgoing = event.messages.filter((one) => isObject(one) && one.direction !== 'incoming');
  const messages: HqMessage[] = [];
  for (const one of outgoing as JsonObject[]) {
    const sentAt = stampOf(one.date ?? event.date);
    if (sentAt === undefined) return noTime(row, one.date);
    messages.push({ ...head, ...messageOf(one), at: sentAt });
  }
  return messages.length > 0 || event.messages.length > 0 ? messages : withoutMessage(event, { ...head, at });
}

type Head = Pick<HqMessage, 'row' | 'recipientId' | 'recipientName' | 'caseId' | 'cause'>;

function headOf(
  { recipient, case_id: caseId, source, content_type: content }: JsonObject,
  row: number,
): Head {
  const whom = isObject(recipient) ? recipient : {};
  return {
    row,
    recipientId: known(whom.recipient_id) ?? '',
    recipientName: known(whom.name) ?? '',
    caseId: known(caseId),
    cause: content === 'phone-verification' ? '' : causeOf(isObject(source) ? source : {}),
  };
}

/** HQ's words for what made an event. */
function causeOf({ type, name }: JsonObject): string {
  const called = known(name);
  const named = (noun: string): string => (called === undefined ? noun : `${noun} ${called}`);
  switch (type) {
    case 'conditional-alert':
    case 'reminder':
      return named('alert');
    case 'broadcast':
    case 'scheduled-broadcast':
    case 'immediate-broadcast':
      return named('broadcast');
    case 'keyword':
      return named('keyword');
    case 'unrecognized':
      return 'default reply';
    case 'forwarded-message':
      return 'forward';
    default:
      return '';
  }
}

function messageOf(message: JsonObject): Omit<HqMessage, keyof Head | 'at'> {
  const { status, error_message: error, type, phone_number: phone, email_address: address } = message;
  const isEmail = type === 'email';
  return {
    outcome: status === 'error' ? 'error' : status === 'queued' ? 'waiting' : 'sent',
    channel: isEmail ? 'email' : 'sms',
    number: isEmail ? undefined : digitsOf(phone),
    address: isEmail ? known(address) : undefined,
    gateway: known(message.backend),
    text: typeof message.content === 'string' ? message.content : undefined,
    code: status === 'error' ? codeOf(known(error) ?? 'Error') : undefined,
  };
}

/** An event that ended in an error, or has nothing to show yet. */
function withoutMessage(
  { status, error, content_type: content }: JsonObject,
  head: Head & { readonly at: Instant },
): HqMessage[] {
  if (status === 'completed' || status === 'not-completed' || content === 'none') return [];
  const code = isObject(error) ? known(error.code) : undefined;
  return [{ ...head, outcome: status === 'error' ? 'error' : 'waiting', code }];
}

/** `2026-03-09T03:30:00.482899`, UTC without a zone, in milliseconds. */
function stampOf(value: unknown): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|\+00:00)?$/.exec(value);
  const day = match && parseDay(match[1]!);
  if (!match || day === null || day === undefined) return undefined;
  const [hours, minutes, seconds] = match.slice(2, 5).map(Number) as [number, number, number];
  if (hours > 23 || minutes > 59 || seconds > 60) return undefined;
  const ms = Math.floor(Number(`0.${match[5] ?? '0'}`) * 1000);
  return day * MS_PER_DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
}

const excerpt = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 60);

const noEvent = (row: number, event: unknown): ImportProblem => ({
  row,
  found: `event ${row} is ${excerpt(event)}`,
  wanted: 'an event of the Messaging Events API, with messages',
});

const noTime = (row: number, value: unknown): ImportProblem => ({
  row,
  found: `event ${row} has the date ${excerpt(value)}`,
  wanted: 'a time as the API writes it, such as 2026-03-09T03:30:00.482899',
});
