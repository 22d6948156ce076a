/** What becomes of a mail at a standalone gateway, from its DATA to the reply. */
import type { Gateway } from '../../core/model/gateway.ts';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import type { BrokenConnection } from '../faults/effects.ts';
import { type FaultMatch, NO_MATCH } from '../faults/effects.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import type { StartTimer } from '../timer.ts';
import { bareBreak, breaksDuringData, perform, wait } from './action.ts';
import { Bounces } from './bounces.ts';
import { type Refuse, reply } from './broken-reply.ts';
import { invalidCharacterIn } from './invalid-characters.ts';
import { type Mail, mailFrom, NO_MAIL, readBytes } from './mail.ts';
import { type Exchanged, MailRecord } from './mail-record.ts';
import type { MailTransfer } from './protocol.ts';
import type { SmtpSession } from './session.ts';
import { unplacedConnection } from './smtp-fault.ts';

export interface MailReceiverOptions {
  readonly fakes: FakeGateways;
  readonly gateway: Gateway;
  readonly log?: DurableLog;
  readonly startTimer: StartTimer;
}

type Accept = (words: string) => void;

/** Who sent a mail to whom, in which session. */
interface Envelope {
  readonly from: string;
  readonly recipients: readonly string[];
  readonly session: SmtpSession;
}

interface RecipientExchange extends Exchanged {
  readonly match: FaultMatch;
}

export class MailReceiver {
  readonly record: MailRecord;
  private readonly options: MailReceiverOptions;
  private readonly bounces: Bounces;

  constructor(options: MailReceiverOptions) {
    this.options = options;
    this.record = new MailRecord(options);
    this.bounces = new Bounces(options);
  }

  close(): void {
    this.bounces.close();
  }

  /** At DATA: the mail is read, whatever the response will be. */
  transfer(envelope: Envelope): MailTransfer {
    const { from, recipients, session } = envelope;
    const broken = breakDuringData(envelope);
    let isLost = false;
    return {
      arrived: (data) => {
        if (isLost || broken === undefined || data.size < (broken.bytes ?? 1)) return;
        isLost = true;
        const mail = mailFrom(readBytes(data.bytes() ?? NO_BYTES), from);
        this.record.recordLost(recipients, from, mail, session.smtpFault);
        perform(bareBreak(broken), session, ignore, ignore);
      },
      ended: (data, reply) => {
        session.mailEnded();
        if (!isLost) this.receive(data.bytes(), envelope, (words) => reply(250, words), reply);
      },
    };
  }

  /** @param bytes undefined: they are more than the limit */
  private receive(bytes: Buffer | undefined, envelope: Envelope, accept: Accept, refuse: Refuse): void {
    if (bytes === undefined) return this.refuseSize(envelope, refuse);
    const read = readBytes(bytes);
    const mail = mailFrom(read, envelope.from);
    const wrong = envelope.session.isEarly
      ? 'data sent before it was asked for'
      : invalidCharacterIn(read.text);
    if (wrong !== undefined) return this.disconnect(wrong, mail, envelope);
    this.take(mail, envelope, accept, refuse);
  }

  /** What came of it is not kept. */
  private refuseSize({ from, recipients }: Envelope, refuse: Refuse): void {
    const response = { status: 552, headers: {}, body: '5.3.4 Message too big' };
    this.record.refuse(recipients, from, NO_MAIL, response, 'a mail above the limit');
    refuse(response.status, response.body);
  }

  /** A mail that breaks the protocol is refused and recorded, and the client is disconnected. */
  private disconnect(wrong: string, mail: Mail, { from, recipients, session }: Envelope): void {
    const response = { status: 521, headers: {}, body: `5.5.2 ${wrong}` };
    this.record.refuse(recipients, from, mail, response, wrong);
    session.send(response.status, response.body, false);
    session.close();
  }

  /** One exchange for each recipient. */
  private take(mail: Mail, { from, recipients, session }: Envelope, accept: Accept, refuse: Refuse): void {
    let first: string | undefined;
    const exchanges = recipients.map((to): RecipientExchange => {
      const match = session.smtpFault?.text(to, from, () => this.record.textOf(from, to, mail));
      const exchanged = this.record.answer(from, to, mail, match && atDot(match), first);
      first ??= exchanged.recorded.id;
      return { ...exchanged, match: match ?? NO_MATCH };
    });
    this.record.save(exchanges, (error) => {
      if (error) return refuse(451, `4.3.0 ${error.message}`);
      this.answer(exchanges, session, accept, refuse);
    });
  }

  /** The last refusal is the answer to all, as the protocol has only one. */
  private answer(
    exchanges: readonly RecipientExchange[],
    session: SmtpSession,
    accept: Accept,
    refuse: Refuse,
  ): void {
    for (const { match, recorded } of exchanges) {
      if (match.effects.bounce && recorded.verdict === 'taken')
        this.bounces.send(recorded, match.effects.bounce);
    }
    const { response } = exchanges.findLast((each) => each.response.status >= 400) ?? exchanges[0] ?? {};
    if (!response) return refuse(554, '5.5.1 No valid recipients');
    const broken = exchanges.map(({ match }) => unplacedConnection(match.effects)).find(Boolean);
    const delayMs = Math.max(0, ...exchanges.map(({ match }) => match.effects.delayMs));
    wait(this.options.gateway.latencyMs + delayMs, session, () => {
      const action = session.smtpFault?.at('dot');
      const answer = (): void => reply(response, broken, session, () => accept(response.body), refuse);
      // A reply of the rule's own is the response already.
      perform(action?.kind === 'reply' ? undefined : action, session, answer, refuse);
    });
  }
}

/** A connection that breaks while the mail is on its way. */
function breakDuringData({ recipients, session: { smtpFault } }: Envelope): BrokenConnection | undefined {
  return recipients
    .map((to) => smtpFault?.match.get(to)?.effects.connection)
    .find((connection) => connection && breaksDuringData(connection));
}

/** What has been done at its own command by now is no answer to the mail. */
function atDot(match: FaultMatch): FaultMatch {
  const { raw, ...effects } = match.effects;
  return { ...match, effects: { ...effects, ...(raw && (!raw.at || raw.at === 'dot') && { raw }) } };
}

const NO_BYTES = Buffer.alloc(0);

function ignore(): void {}
