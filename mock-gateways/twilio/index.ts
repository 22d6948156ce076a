/** Twilio's Messages API: a form in, a Message resource or an error with a five-digit code out. */
import type { Answer, Handover } from '../../src/core/model/answer.ts';
import type { WireRequest, WireResponse } from '../../src/core/model/wire.ts';
import { twilioClient } from '../clients.ts';
import { defineGateway, type FakeRejectionReason, type ParsedRequest } from '../define-gateway.ts';
import { isDigits, isJsonObject } from '../encodings.ts';
import { busy, failureText, isFine, refused, taken } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { fieldOf, quoteUtf8 } from '../percent.ts';
import { JSON_HEADERS, json } from '../reply.ts';
import { accountOf, TEST_SENDER } from './account.ts';
import { magicFrom, magicTo } from './magic-numbers.ts';
import { fetchedMessage, listedMessages, messageResource } from './message-resource.ts';
import { calls } from './webhooks.ts';

const BODY_CHARACTERS_MAX = 1600;
const INVALID_TO = 21211;

export const twilio = defineGateway({
  kind: 'twilio',
  client: twilioClient,
  hqApiId: 'TWILIO',
  options: ['account_sid', secret('auth_token'), 'messaging_service_sid', 'status_callback', 'fallback_url'],
  hqText: { of: '2020-07-28' },
  webhooks: calls,
  /** With an edge and a region: api.dublin.ie1.twilio.com. */
  hosts: ['*.us1.twilio.com', '*.ie1.twilio.com', '*.au1.twilio.com'],
  /** All but the magic ones. */
  alikeNumbers: /^\+(?!1500555)[0-9]{4,15}$/,
  optIn: ['START', 'UNSTOP'],
  passThroughOptIn: ['YES'],
  optOut: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT'],

  buildRequest(handover) {
    const { path, headers } = accountOf(handover.gateway);
    return { method: 'POST', path, headers, body: formOf(handover) };
  },

  sideCall: (request, context) => fetchedMessage(request, context) ?? listedMessages(request, context),

  parseRequest(request, gateway) {
    const account = accountOf(gateway);
    const { method, path, headers, body } = request;
    const parsed: ParsedRequest = {
      step: 'send',
      to: fieldOf(body, 'To') ?? '',
      from: fieldOf(body, 'From') ?? fieldOf(body, 'MessagingServiceSid') ?? '',
      text: fieldOf(body, 'Body') ?? '',
    };
    if (headers.authorization !== account.headers.authorization) return { ...parsed, wrong: 'unauthorized' };
    if (method !== 'POST' || path !== account.path) return { ...parsed, wrong: 'not_found' };
    const media = body.includes('MediaUrl=') ? (body.match(/(?:^|&)MediaUrl=/g)?.length ?? 0) : 0;
    const wrong = wrongIn(parsed, body, media);
    if (media > 0) return { ...parsed, media, ...(wrong && { wrong }) };
    return wrong === undefined ? parsed : { ...parsed, wrong };
  },

  otherAccounts: /^\/2010-04-01\/Accounts\/[^/]+\/Messages\.json$/,

  unsupported: ({ body }) =>
    fieldOf(body, 'ScheduleType') === undefined ? undefined : 'scheduled messages (ScheduleType)',

  acceptedResponse(parsed, context) {
    return {
      status: 201,
      headers: JSON_HEADERS,
      body: messageResource(`SM${idFor(context, 4)}`, parsed, context),
    };
  },

  rejections: {
    invalid_destination: ({ to }) =>
      error(400, INVALID_TO, `The 'To' number ${to} is not a valid phone number.`),
    opted_out: error(400, 21610, 'Attempt to send to unsubscribed recipient'),
    too_long: error(400, 21617, 'The concatenated message body exceeds the 1600 character limit'),
    unauthorized: error(401, 20003, 'Authenticate'),
    bad_sender: ({ from }) =>
      magicFrom(from) === 21212
        ? error(400, 21212, `The 'From' number ${from} is not a valid phone number.`)
        : error(
            400,
            21606,
            "The 'From' phone number provided is not a valid message-capable Twilio phone number",
          ),
    unroutable: error(400, 21612, "The 'To' phone number is not currently reachable via SMS"),
    missing_text: error(400, 21602, 'Message body is required'),
    missing_number: error(400, 21604, "A 'To' phone number is required."),
    missing_sender: error(400, 21603, "A 'From' phone number is required."),
    not_found: error(404, 20404, 'The requested resource was not found'),
    same_number: ({ to }) => error(400, 21266, `'To' and 'From' number cannot be the same: ${to}`),
    not_mobile: error(400, 21614, "'To' number is not a valid mobile number"),
    no_region_permission: error(
      400,
      21408,
      "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
    ),
    queue_full: error(400, 21611, "This 'From' number has exceeded the maximum number of queued messages"),
  },
  defaultRejection: error(400, 20001, 'The message was refused'),
  temporaryFailure: {
    ...error(429, 20429, 'Too Many Requests'),
    headers: { 'content-type': 'application/json', 'retry-after': '1' },
  },

  interpretResponse(outcome) {
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    return isFine(outcome.status) ? heardAccepted(outcome) : heardError(outcome);
  },
});

/** A configured number that starts with MG is a messaging service. */
function formOf({ gateway, from, to, text }: Handover): WireRequest['body'] {
  const sender = gateway.options.get('messaging_service_sid') || from || TEST_SENDER;
  const field = sender.startsWith('MG') ? 'MessagingServiceSid' : 'From';
  return `To=${quoteUtf8(to)}&${field}=${quoteUtf8(sender)}&Body=${quoteUtf8(text)}`;
}

/** Pictures, and a content that Twilio keeps, may stand for the words. */
function wrongIn(
  { from, to, text }: ParsedRequest,
  form: string,
  media: number,
): FakeRejectionReason | undefined {
  if (to === '') return 'missing_number';
  if (from === '') return 'missing_sender';
  if (text === '' && media === 0 && fieldOf(form, 'ContentSid') === undefined) return 'missing_text';
  if (!isPhoneNumber(to)) return 'invalid_destination';
  if (to === from) return 'same_number';
  return wordForFrom(from) ?? WORD_FOR_TO.get(magicTo(to) ?? 0) ?? (isTooLong(text) ? 'too_long' : undefined);
}

/** A plus and 4 to 15 digits: as lenient as HQ. A leading zero passes unless the gateway's `rejects` has it. */
function isPhoneNumber(to: string): boolean {
  const start = to.startsWith('whatsapp:') ? 9 : 0;
  return to[start] === '+' && to.length - start <= 16 && isDigits(to, start + 1, 4);
}

const isTooLong = (text: string): boolean =>
  text.length > BODY_CHARACTERS_MAX && Array.from(text).length > BODY_CHARACTERS_MAX;

function wordForFrom(from: string): FakeRejectionReason | undefined {
  const code = magicFrom(from);
  if (code === undefined) return undefined;
  return code === 21611 ? 'queue_full' : 'bad_sender';
}

const WORD_FOR_TO: ReadonlyMap<number, FakeRejectionReason> = new Map([
  [INVALID_TO, 'invalid_destination'],
  [21612, 'unroutable'],
  [21408, 'no_region_permission'],
  [21610, 'opted_out'],
  [21614, 'not_mobile'],
]);

function error(status: number, code: number, message: string): WireResponse {
  return json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

/** Whatever is in it: a Message without a `sid`, and one that has failed, count as sent. */
function heardAccepted({ body }: WireResponse): Answer {
  const fields = fieldsIn(body);
  if (fields === undefined) return busy('The response is not a JSON object');
  return taken(typeof fields.sid === 'string' ? fields.sid : '');
}

/** Only 21211 is final in HQ; every other code, also 21610, is tried again. */
function heardError({ status, body }: WireResponse): Answer {
  const fields = fieldsIn(body);
  if (fields?.code === INVALID_TO) return refused('INVALID_DESTINATION_NUMBER');
  const code = fields?.code === undefined ? '' : ` ${fields.code}`;
  return busy(`HTTP ${status} error${code}: ${fields?.message ?? 'Unable to create record'}`);
}

interface TwilioFields {
  readonly sid?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}

function fieldsIn(body: string): TwilioFields | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
