import type { Gateway } from '../../core/model/gateway.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import { type Met, UNMET } from '../faults/meet.ts';
import type { Counter } from '../http-door/counter.ts';
import { act, isFinal } from './action.ts';
import { mailRequest, NO_MAIL } from './mail.ts';
import type { MailRecord } from './mail-record.ts';
import { type Refuse, speak } from './say-broken.ts';
import type { Session } from './session.ts';
import { actionAt, unplaced } from './trouble.ts';

/** Who is asked, and where it is kept. */
interface Desk {
  readonly counter: Counter;
  readonly gateway: Gateway;
  readonly record: MailRecord;
}

/** At RCPT: what the book says without a text, and the faults that do not wait for one. */
export function meetRecipient(
  desk: Desk,
  to: string,
  from: string,
  stand: Session | undefined,
  goOn: () => void,
  refuse: Refuse,
): void {
  const { record } = desk;
  const trouble = stand?.trouble;
  const met = trouble ? trouble.to(to, from) : UNMET;
  const early = saidBeforeText(desk, to, from, met);
  if (early) {
    trouble?.met.delete(to);
    if (met.fate.by) record.save([record.say(from, to, NO_MAIL, met)], () => {});
    return speak(early, unplaced(met.fate), stand, goOn, refuse);
  }
  const action = actionAt(met.fate, 'rcpt');
  if (!stand || action === undefined) return goOn();
  if (isFinal(action)) record.lose([to], from, NO_MAIL, trouble);
  act(action, stand, goOn, refuse);
}

/** A refusal that does not wait for the text; undefined: the book or the rules want to see it. */
function saidBeforeText(
  { counter, gateway }: Desk,
  to: string,
  from: string,
  { fate, attempt }: Met,
): WireResponse | undefined {
  const { throttled, reject, raw } = fate;
  if (raw && !raw.at && !throttled && raw.status >= 400) {
    return { status: raw.status, headers: {}, body: raw.body };
  }
  const { response } = counter.bookOf(gateway).respond(mailRequest(from, to, NO_MAIL), {
    gateway,
    messageId: '',
    attempt,
    at: 0,
    ...(throttled && { failing: true }),
    ...(reject && { reject }),
  });
  if (response.status >= 400 && response.headers.stage !== 'data') return response;
  const action = actionAt(fate, 'rcpt');
  return action?.kind === 'reply' ? { status: action.code, headers: {}, body: action.words } : undefined;
}
