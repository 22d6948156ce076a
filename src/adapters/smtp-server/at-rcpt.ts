import type { Gateway } from '../../core/model/gateway.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import { type FaultMatch, NO_MATCH } from '../faults/effects.ts';
import { isFinal, perform } from './action.ts';
import { type Refuse, reply } from './broken-reply.ts';
import { mailRequest, NO_MAIL } from './mail.ts';
import type { MailRecord } from './mail-record.ts';
import type { SmtpSession } from './session.ts';
import { actionAt, unplacedConnection } from './smtp-fault.ts';

/** The gateway that is asked, and its records. */
interface MailGateway {
  readonly fakes: FakeGateways;
  readonly gateway: Gateway;
  readonly record: MailRecord;
}

/** At RCPT: the fake's response without a text, and the faults that do not wait for one. */
export function evaluateRecipient(
  mailGateway: MailGateway,
  to: string,
  from: string,
  session: SmtpSession | undefined,
  proceed: () => void,
  refuse: Refuse,
): void {
  const { record } = mailGateway;
  const smtpFault = session?.smtpFault;
  const match = smtpFault ? smtpFault.to(to, from) : NO_MATCH;
  const early = responseBeforeText(mailGateway, to, from, match);
  if (early) {
    smtpFault?.match.delete(to);
    if (match.effects.by) record.save([record.answer(from, to, NO_MAIL, match)], () => {});
    return reply(early, unplacedConnection(match.effects), session, proceed, refuse);
  }
  const action = actionAt(match.effects, 'rcpt');
  if (!session || action === undefined) return proceed();
  if (isFinal(action)) record.recordLost([to], from, NO_MAIL, smtpFault);
  perform(action, session, proceed, refuse);
}

/** A refusal that does not wait for the text; undefined: the fake or the rules need it. */
function responseBeforeText(
  { fakes, gateway }: MailGateway,
  to: string,
  from: string,
  match: FaultMatch,
): WireResponse | undefined {
  const { effects } = match;
  const { throttled, raw } = effects;
  if (raw && !raw.at && !throttled && raw.status >= 400) {
    return { status: raw.status, headers: {}, body: raw.body };
  }
  const { response } = fakes.stateOf(gateway).preview(mailRequest(from, to, NO_MAIL), match);
  if (response.status >= 400 && response.headers.stage !== 'data') return response;
  const action = actionAt(effects, 'rcpt');
  return action?.kind === 'reply' ? { status: action.code, headers: {}, body: action.words } : undefined;
}
