import { codes } from '../../core/model/codes.ts';
import type { Entry } from '../../core/model/entry.ts';
import { isoUtc } from '../../core/time/format.ts';
import type { LiveSession } from './live-session.ts';
import { Refusal } from './refusal.ts';

const LIMIT_DEFAULT = 20;
const LIMIT_MAX = 1000;

export type EventQuery = Readonly<Record<string, unknown>>;

/** The run as CommCare's Messaging Events API lists it, a page at a time. */
export function messagingEvents(session: LiveSession, path: string, query: EventQuery) {
  const limit = count(query.limit, LIMIT_DEFAULT, 'limit');
  const cursor = query.cursor === undefined ? 0 : count(query.cursor, 0, 'cursor', Number.MAX_SAFE_INTEGER);
  const from = instant(query['date.gte'], 'date.gte') ?? Number.NEGATIVE_INFINITY;
  const until = instant(query['date.lt'], 'date.lt') ?? Number.POSITIVE_INFINITY;
  const objects = [];
  const { journal } = session.theatre;
  for (let index = cursor; index < journal.length; index += 1) {
    const entry = journal.entry(index);
    if (entry.at < from || entry.at >= until || (entry.kind !== 'sent' && entry.kind !== 'error')) continue;
    const event = eventOf(session, entry, index + 1);
    if (!matches(event, query)) continue;
    if (objects.length === limit) {
      const next = new URLSearchParams({ ...texts(query), limit: String(limit), cursor: String(index) });
      return { objects, meta: { limit, next: `${path}?${next}` } };
    }
    objects.push(event);
  }
  return { objects, meta: { limit, next: null } };
}

type MessagingEvent = ReturnType<typeof eventOf>;

function matches({ case_id, status, error }: MessagingEvent, query: EventQuery): boolean {
  return (
    (query.case_id === undefined || query.case_id === case_id) &&
    (query.status === undefined || query.status === status) &&
    (query.error_code === undefined || query.error_code === error?.code)
  );
}

function eventOf(session: LiveSession, entry: Entry, seq: number) {
  const { plan } = session;
  const date = stamp(entry);
  const isError = entry.kind === 'error';
  const isEmail = entry.channel === 'email';
  const isMessage = !isError || entry.level === 'message';
  const to = entry.to ?? '';
  const record = plan.cases.get(to);
  const user = plan.users.get(to);
  return {
    id: seq,
    domain: plan.project.name,
    content_type: contentOf(entry),
    date,
    date_last_activity: date,
    case_id: entry.case === undefined ? null : (plan.cases.get(entry.case)?.caseId ?? entry.case),
    status: isError ? 'error' : isEmail ? 'email-sent' : 'completed',
    error: isError ? errorOf(entry) : null,
    form: entry.survey === undefined ? null : { form_name: entry.survey },
    source: {
      source_id: entry.alert ?? entry.broadcast ?? entry.keyword ?? null,
      type: sourceOf(entry),
      name: entry.alert ?? entry.broadcast ?? entry.keyword ?? null,
    },
    recipient: {
      recipient_id: record?.caseId ?? to,
      type: record ? 'case' : user?.kind === 'web_user' ? 'web-user' : user ? 'mobile-worker' : 'unknown',
      name: record?.name ?? user?.username ?? to,
    },
    messages: isMessage
      ? [
          {
            message_id: seq,
            date,
            date_modified: null,
            type: isEmail ? 'email' : 'sms',
            direction: 'outgoing',
            content: entry.text ?? '',
            status: isError ? 'error' : 'sent',
            backend: entry.via ?? null,
            ...(isEmail
              ? { email_address: entry.address ?? null }
              : { phone_number: entry.number === undefined ? null : `+${entry.number}` }),
          },
        ]
      : [],
  };
}

function errorOf({ code = '', detail }: Entry) {
  const message = Object.hasOwn(codes, code) ? codes[code as keyof typeof codes].label : code;
  return { code, message, message_detail: typeof detail === 'string' ? detail : null };
}

function contentOf({ channel, cause, survey }: Entry): string {
  if (channel === 'email') return 'email';
  if (cause === 'verification') return 'phone-verification';
  if (cause === 'chat') return 'chat-sms';
  return survey === undefined ? 'sms' : 'sms-survey';
}

function sourceOf({ alert, broadcast, keyword, cause }: Entry): string {
  if (alert !== undefined) return 'conditional-alert';
  if (broadcast !== undefined) return 'broadcast';
  if (keyword !== undefined) return 'keyword';
  if (cause === 'forward') return 'forwarded-message';
  return cause === 'default_reply' ? 'unrecognized' : 'other';
}

/** HQ writes microseconds and no zone. */
const stamp = ({ at }: Entry): string => isoUtc(at).replace('Z', '000');

function count(value: unknown, otherwise: number, name: string, most = LIMIT_MAX): number {
  if (value === undefined) return otherwise;
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isNaN(number) || number > most) throw new Refusal(400, `${name}: ${value}`, 'a whole number');
  return number;
}

function instant(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const text = String(value);
  const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`);
  if (Number.isNaN(at)) throw new Refusal(400, `${name}: ${text}`, 'a date', 'such as 2026-03-09');
  return at;
}

const texts = (query: EventQuery): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
