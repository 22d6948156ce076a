/** A messaging event as CommCare's API shows it; each message of a survey is an event of its own here. */
import type { Entry } from '../../../../core/model/entry.ts';
import { labelOf } from '../../../../core/model/statuses.ts';
import { isoUtc } from '../../../../core/time/format.ts';
import type { AnswerOf } from '../../../contract/answers.ts';
import type { LiveSession } from '../../live-session.ts';
import type { EventLines } from './event-index.ts';

export type MessagingEvent = AnswerOf<'MessagingEvents'>['objects'][number];
type Message = MessagingEvent['messages'][number];

export function eventJson(session: LiveSession, lines: EventLines): MessagingEvent {
  const { plan, liveRun } = session;
  const first = liveRun.journal.entry(lines.first);
  if (first.kind === 'inbound') return incomingJson(session, first, lines);
  const last = lines.last === undefined ? first : liveRun.journal.entry(lines.last);
  const message = first.id === undefined ? undefined : messageOf(first, last, lines);
  const { case: key } = first;
  const { survey } = lines;
  return {
    id: lines.first + 1,
    domain: plan.project.name,
    content_type: contentOf(first, survey),
    date: stamp(first.at),
    date_last_activity: stamp(lines.activeAt),
    case_id: key === undefined ? null : (plan.cases.get(key)?.caseId ?? key),
    status: statusOf(first, last, lines),
    error: isEventError(last) ? errorOf(last) : null,
    form: survey === undefined ? null : formOf(survey),
    source: sourceOf(session, first),
    recipient: recipientOf(session, first.to ?? ''),
    messages: message === undefined ? [] : [message],
  };
}

/** A text that came in, and was handled; an answer belongs to the alert that began its survey. */
function incomingJson(
  session: LiveSession,
  text: Entry,
  { first: line, asked, survey }: EventLines,
): MessagingEvent {
  const { plan, liveRun } = session;
  const question = asked === undefined ? undefined : liveRun.journal.entry(asked);
  const { case: key } = question ?? {};
  const { handled_by: handledBy, number = '', via = null, contact = '' } = text;
  return {
    id: line + 1,
    domain: plan.project.name,
    content_type:
      handledBy === 'survey' ? 'sms-survey' : handledBy === 'verification' ? 'phone-verification' : 'sms',
    date: stamp(text.at),
    date_last_activity: stamp(text.at),
    case_id: key === undefined ? null : (plan.cases.get(key)?.caseId ?? key),
    status: 'completed',
    error: null,
    form: survey === undefined ? null : formOf(survey),
    source: question === undefined ? incomingSource(session, text) : sourceOf(session, question),
    recipient: recipientOf(session, contact),
    messages: [
      {
        message_id: line + 1,
        date: stamp(text.at),
        date_modified: null,
        type: 'sms',
        direction: 'incoming',
        content: text.text ?? '',
        status: 'received',
        backend: via,
        phone_number: `+${number}`,
      },
    ],
  };
}

/** A keyword is known by the first word of its text, in any letter case. */
function incomingSource({ plan }: LiveSession, { handled_by: handledBy, text = '' }: Entry) {
  if (handledBy !== 'keyword') {
    const type = handledBy === 'default_reply' ? 'unrecognized' : 'other';
    return { source_id: null, type, name: null };
  }
  const word = text.trim().split(/\s+/)[0]?.toLowerCase();
  const name = plan.keywords.find(({ key }) => key.toLowerCase() === word)?.key ?? null;
  return { source_id: name, type: 'keyword', name };
}

const isEventError = ({ kind, level }: Entry): boolean => kind === 'error' && level !== 'message';

/** An SMS completes its event when it is queued; one that fails later makes the event an error all the same. */
function statusOf({ channel }: Entry, last: Entry, { receipt }: EventLines): MessagingEvent['status'] {
  if (last.kind === 'error') return 'error';
  if (channel !== 'email') return 'completed';
  return receipt === 'delivered' ? 'email-delivered' : 'in-progress';
}

interface Address {
  readonly email_address?: string | null;
  readonly phone_number?: string | null;
}

function messageOf(first: Entry, last: Entry, { first: line, receipt }: EventLines): Message {
  const isEmail = first.channel === 'email';
  const phone = first.number === undefined ? null : `+${first.number}`;
  const address: Address = isEmail ? { email_address: first.address ?? null } : { phone_number: phone };
  return {
    message_id: line + 1,
    date: stamp(last.at),
    date_modified: null,
    type: isEmail ? 'email' : 'sms',
    direction: 'outgoing',
    content: last.text ?? first.text ?? '',
    status: messageStatus(first, last, receipt),
    backend: last.via ?? first.via ?? null,
    ...(last.kind === 'error' && { error_message: errorOf(last).message }),
    ...address,
  };
}

function messageStatus({ cause }: Entry, { kind }: Entry, receipt: string | undefined): Message['status'] {
  if (kind === 'error') return 'error';
  if (kind !== 'sent') return 'queued';
  if (cause === 'forward') return 'forwarded';
  return receipt === 'delivered' ? 'delivered' : 'sent';
}

const errorOf = ({ code = '', detail }: Entry) => ({
  code,
  message: labelOf(code),
  message_detail: typeof detail === 'string' ? detail : null,
});

const formOf = (survey: string) => ({
  app_id: null,
  form_definition_id: survey,
  form_name: survey,
  form_submission_id: null,
});

function contentOf({ channel, cause }: Entry, survey: string | undefined): MessagingEvent['content_type'] {
  if (channel === 'email') return 'email';
  if (cause === 'verification') return 'phone-verification';
  if (cause === 'chat') return 'chat-sms';
  return survey === undefined ? 'sms' : 'sms-survey';
}

function sourceOf(session: LiveSession, { alert, broadcast, keyword, cause }: Entry) {
  const name = alert ?? broadcast ?? keyword ?? null;
  return { source_id: name, type: sourceType(), name };

  function sourceType(): string {
    if (alert !== undefined) return 'conditional-alert';
    if (broadcast !== undefined) return broadcastType(session, broadcast);
    if (keyword !== undefined) return 'keyword';
    if (cause === 'forward') return 'forwarded-message';
    return cause === 'default_reply' ? 'unrecognized' : 'other';
  }
}

function broadcastType({ plan }: LiveSession, key: string): string {
  const schedule = plan.broadcasts.find((each) => each.key === key)?.schedule;
  return schedule?.kind === 'timed' ? 'scheduled-broadcast' : 'immediate-broadcast';
}

function recipientOf({ plan }: LiveSession, key: string) {
  const record = plan.cases.get(key);
  const user = plan.users.get(key);
  if (record) return { recipient_id: record.caseId, type: 'case', name: record.name };
  const type = user === undefined ? 'unknown' : user.kind === 'web_user' ? 'web-user' : 'mobile-worker';
  return { recipient_id: key, type, name: user?.username ?? key };
}

/** HQ writes microseconds and no zone. */
const stamp = (at: number): string => isoUtc(at).replace('Z', '000');
