/** A mail server, modelled as one request: the envelope, the headers and the body of one mail in, one reply line out. */

import { readMail, textOf } from '../../src/core/mail/reader.ts';
import type { Answer, Handover } from '../../src/core/model/answer.ts';
import type { WireResponse } from '../../src/core/model/wire.ts';
import { mailClient } from '../clients.ts';
import { defineGateway, type FakeRejectionReason } from '../define-gateway.ts';
import { busy, failureText, refused, takenWithoutId } from '../hq.ts';
import { idFor } from '../ids.ts';
import { secret } from '../options.ts';
import { optionOf } from '../per-gateway.ts';
import { withoutWebhooks } from '../webhooks.ts';
import { mailOf } from './mail.ts';

const DEFAULT_SENDER = 'notifications@hq.example';

/** Shared by all replies: every mail gets one. */
const HEADERS = {
  auth: { stage: 'auth' },
  mail: { stage: 'mail' },
  rcpt: { stage: 'rcpt' },
  data: { stage: 'data' },
} as const;

export const smtp = defineGateway({
  kind: 'smtp',
  client: mailClient,
  webhooks: withoutWebhooks('mail comes in by mail, not by a call'),
  hqApiId: 'SMTP',
  options: ['host', 'port', 'username', secret('password'), 'from', 'secure'],
  channel: 'email',

  buildRequest(handover) {
    const sender = handover.from || optionOf(handover.gateway, ['email_from', 'from'], DEFAULT_SENDER);
    return mailOf(handover, sender);
  },

  parseRequest({ method, path, headers, body, isBytes }) {
    const text = textOf(readMail({ headers, body, isBytes }));
    const from = headers['envelope-from'] ?? '';
    return {
      step: 'send',
      to: path,
      from,
      text,
      wrong: method === 'MAIL' ? wrongIn(path) : 'not_found',
    };
  },

  acceptedResponse: (_, context) => reply('data', 250, `2.0.0 Ok: queued as ${idFor(context, 2)}`),

  rejections: {
    invalid_destination: reply('rcpt', 550, '5.1.1 No such user'),
    too_long: reply('mail', 552, '5.3.4 Message too big'),
    unauthorized: reply('auth', 535, '5.7.8 Authentication credentials invalid'),
    insufficient_funds: reply('rcpt', 552, '5.2.2 Mailbox full'),
    bad_sender: reply('mail', 550, '5.1.8 Bad sender address'),
    blocked: reply('data', 554, '5.7.1 Message rejected'),
    missing_number: reply('rcpt', 501, '5.1.3 Bad recipient address syntax'),
    missing_sender: reply('mail', 501, '5.1.7 Bad sender address syntax'),
    not_found: reply('mail', 502, '5.5.1 Command not implemented'),
  },
  defaultRejection: reply('rcpt', 554, '5.7.1 Recipient refused'),
  temporaryFailure: reply('rcpt', 451, '4.3.0 Temporary local problem'),

  interpretResponse(outcome, handover) {
    if (outcome.failure === 'garbage') return endedAfterData(handover, '-1 no reply of SMTP');
    if (outcome.failure !== undefined) return busy(failureText(outcome));
    if (outcome.status < 400) return takenWithoutId;

    const words = `${outcome.status} ${outcome.body}`;
    return outcome.headers.stage === 'data' ? endedAfterData(handover, words) : busy(words);
  },
});

/**
 * HQ does not try a plain-text mail again that was refused after its DATA, or that smtplib found no number in the reply to:
 * both are an SMTPDataError.
 */
const endedAfterData = ({ html }: Handover, words: string): Answer =>
  html === undefined || html === '' ? refused('EMAIL_GATEWAY_ERROR', words) : busy(words);

/** A blank sender is that of bounces, and every mail server knows its postmaster (RFC 5321, 4.5.1 and 4.5.5). */
const ADDRESS = /^(?:postmaster|(?:"(?:[^"\\]|\\.)*"|[^\s@"]+)@[^\s@]+)$/i;

const wrongIn = (to: string): FakeRejectionReason | undefined =>
  ADDRESS.test(to) ? undefined : 'missing_number';

function reply(stage: keyof typeof HEADERS, status: number, body: string): WireResponse {
  return { status, headers: HEADERS[stage], body };
}
