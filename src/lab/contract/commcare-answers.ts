/** The shapes of CommCare's own APIs: a case, and an event with its messages. */
import { anyObject, listOf, mapOf, oneOf, orNull, shape, text, whole, yesNo } from './shape.ts';

export const hqCase = shape({
  domain: text,
  case_id: text,
  case_type: text,
  case_name: text,
  external_id: orNull(text),
  owner_id: text,
  date_opened: text,
  last_modified: text,
  server_last_modified: text,
  indexed_on: text,
  closed: yesNo,
  date_closed: orNull(text),
  properties: mapOf(text),
  indices: mapOf(shape({ case_id: text, case_type: text, relationship: oneOf('child', 'extension') })),
});

const hqMessage = shape({
  message_id: whole,
  date: text,
  date_modified: orNull(text),
  type: oneOf('sms', 'email'),
  direction: oneOf('outgoing', 'incoming'),
  content: text,
  status: oneOf('sent', 'delivered', 'error', 'queued', 'forwarded', 'received'),
  backend: orNull(text),
  'error_message?': text,
  'phone_number?': orNull(text),
  'email_address?': orNull(text),
});

export const hqEvent = shape({
  id: whole,
  domain: text,
  content_type: oneOf('sms', 'sms-survey', 'phone-verification', 'chat-sms', 'email'),
  date: text,
  date_last_activity: text,
  case_id: orNull(text),
  status: oneOf('in-progress', 'completed', 'error', 'email-delivered'),
  error: orNull(shape({ code: text, message: text, message_detail: orNull(text) })),
  form: orNull(anyObject),
  source: shape({ source_id: orNull(text), type: text, name: orNull(text) }),
  recipient: shape({ recipient_id: text, type: text, name: text }),
  messages: listOf(hqMessage),
});
