/** Brings texts and receipts to the clients that are bound as receivers. */
import type { WebCall } from '../../core/model/web-call.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import type { SessionTransport } from '../webhooks/dispatcher.ts';
import type { Unanswered } from '../webhooks/post.ts';
import { encodedText, GSM, gsmWithMarks } from './coding.ts';
import { type Pdu, type PduWritten, statusName } from './pdu.ts';
import type { SmppSession } from './session.ts';

const HAS_USER_DATA_HEADER = 0x40;
/** A client asks for the same again soon. */
const TRY_LATER: ReadonlySet<string> = new Set([
  'ESME_RTHROTTLED',
  'ESME_RMSGQFUL',
  'ESME_RSYSERR',
  'ESME_RX_T_APPN',
]);

const NO_RECEIVER: Unanswered = { failure: 'no connection', why: 'no receiver is bound' };

export class Receivers {
  private readonly sessions: () => Iterable<SmppSession>;
  private turn = 0;
  private reference = 0;

  constructor(sessions: () => Iterable<SmppSession>) {
    this.sessions = sessions;
  }

  /** One unit after the other, each when the one before is taken; receivers take turns. */
  readonly transport: SessionTransport = async (call, limits) => {
    const receivers = [...this.sessions()].filter(({ canReceive }) => canReceive);
    const session = receivers[this.turn % Math.max(receivers.length, 1)];
    this.turn += 1;
    if (session === undefined) return NO_RECEIVER;
    let outcome: WireResponse | Unanswered = NO_RECEIVER;
    for (const unit of this.unitsOf(call)) {
      outcome = await asked(session, unit, limits);
      if ('why' in outcome || outcome.status !== 200) return outcome;
    }
    return outcome;
  };

  private unitsOf({ headers, body }: WebCall): readonly PduWritten[] {
    const common = {
      ...addressed('source', headers['source-addr'] ?? ''),
      ...addressed('dest', headers['destination-addr'] ?? ''),
      esm_class: Number(headers['esm-class'] ?? 0),
    };
    const ids = headers['receipted-message-id']?.split(' ');
    if (ids === undefined) return this.textUnits(common, body);
    const state = Number(headers['message-state'] ?? 0);
    return body.split('\n').map((target, index) => {
      const tlvs = { receipted_message_id: ids[index] ?? '', message_state: state };
      return { ...common, ...tlvs, data_coding: GSM, short_message: gsmWithMarks(target) };
    });
  }

  /** A long text comes in parts that a header joins. */
  private textUnits(
    common: PduWritten & { readonly esm_class: number },
    text: string,
  ): readonly PduWritten[] {
    const { coding, parts } = encodedText(text);
    if (parts.length === 1) return [{ ...common, data_coding: coding, short_message: parts[0] }];
    this.reference = (this.reference + 1) % 256;
    return parts.map((part, index) => ({
      ...common,
      esm_class: common.esm_class | HAS_USER_DATA_HEADER,
      data_coding: coding,
      short_message: Buffer.concat([Buffer.from([5, 0, 3, this.reference, parts.length, index + 1]), part]),
    }));
  }
}

/** With a plus: an international number of the telephone plan; letters: a name. */
function addressed(end: 'source' | 'dest', address: string): PduWritten {
  const name = end === 'source' ? 'source_addr' : 'destination_addr';
  const isNumber = /^\+?\d+$/.test(address);
  return {
    [`${end}_addr_ton`]: address.startsWith('+') ? 1 : isNumber ? 0 : 5,
    [`${end}_addr_npi`]: isNumber ? 1 : 0,
    [name]: address.replace(/^\+/, ''),
  };
}

/** Resolves with the client's response, its status translated to HTTP's. */
function asked(
  session: SmppSession,
  unit: PduWritten,
  { timeoutMs, signal }: Parameters<SessionTransport>[1],
): Promise<WireResponse | Unanswered> {
  return new Promise((resolve) => {
    const end = (outcome: WireResponse | Unanswered): void => {
      cancel();
      forget();
      session.socket.off('close', gone);
      signal.removeEventListener('abort', gone);
      resolve(outcome);
    };
    const gone = (): void => end({ failure: 'no answer', why: 'the session ended' });
    const forget = session.ask('deliver_sm', unit, (response) => end(responseFrom(response)));
    const cancel = session.startTimer(timeoutMs, () =>
      end({ failure: 'no answer', why: `no answer within ${timeoutMs / 1000} s` }),
    );
    session.socket.once('close', gone);
    signal.addEventListener('abort', gone);
  });
}

function responseFrom({ status }: Pdu): WireResponse {
  const name = statusName(status);
  const like = status === 0 ? 200 : TRY_LATER.has(name) ? 503 : 400;
  return { status: like, headers: { 'command-status': name }, body: '' };
}
