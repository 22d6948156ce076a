/** What becomes of a mail at a standalone gateway, from its DATA to the reply. */
import type { Readable } from 'node:stream';
import type { Gateway } from '../../core/model/gateway.ts';
import type { BrokenConnection } from '../faults/fate.ts';
import type { Later } from '../faults/later.ts';
import { type Met, UNMET } from '../faults/meet.ts';
import type { Counter } from '../http-door/counter.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import { act, bareBreak, isInTheMidst, wait } from './action.ts';
import { Bounces } from './bounces.ts';
import { collect, type Mail, mailFrom, mailText } from './mail.ts';
import { type Exchanged, MailRecord } from './mail-record.ts';
import { type Refuse, speak } from './say-broken.ts';
import type { Session } from './session.ts';
import { unplaced } from './trouble.ts';
import { unsoundIn } from './unsound.ts';

export interface IntakeOptions {
  readonly counter: Counter;
  readonly gateway: Gateway;
  readonly log?: DurableLog;
  readonly sizeLimit: number;
  readonly later: Later;
}

type Accept = (words: string) => void;

/** Who sent a mail to whom, in which session. */
interface Envelope {
  readonly from: string;
  readonly recipients: readonly string[];
  readonly stand: Session;
}

interface Handed extends Exchanged {
  readonly met: Met;
}

export class Intake {
  readonly record: MailRecord;
  private readonly options: IntakeOptions;
  private readonly bounces: Bounces;

  constructor(options: IntakeOptions) {
    this.options = options;
    this.record = new MailRecord(options);
    this.bounces = new Bounces(options);
  }

  close(): void {
    this.bounces.close();
  }

  /** At DATA: the mail is read, whatever will be said to it. */
  mail(stream: Readable, envelope: Envelope, accept: Accept, refuse: Refuse): void {
    const { from, recipients, stand } = envelope;
    const broken = breakInTheMidst(envelope);
    let isLost = false;
    const onBytes = (bytes: () => Buffer, size: number): void => {
      if (isLost || broken === undefined || size < (broken.bytes ?? 1)) return;
      isLost = true;
      this.record.lose(recipients, from, mailFrom(bytes()), stand.trouble);
      act(bareBreak(broken), stand, nothing, nothing);
    };
    collect(stream, this.options.sizeLimit, onBytes, (bytes) => {
      stand.mailEnded();
      if (isLost) return;
      if (bytes === undefined) return refuse(552, '5.3.4 Message too big');
      const text = mailText(bytes);
      const mail = mailFrom(bytes, text);
      const wrong = stand.isEarly ? 'data sent before it was asked for' : unsoundIn(text);
      if (wrong !== undefined) return this.sendAway(wrong, mail, envelope);
      this.take(mail, envelope, accept, refuse);
    });
  }

  /** A mail that no honest client sends is refused and kept, and the client sent away. */
  private sendAway(wrong: string, mail: Mail, { from, recipients, stand }: Envelope): void {
    const response = { status: 521, headers: {}, body: `5.5.2 ${wrong}` };
    this.record.refuse(recipients, from, mail, response, wrong);
    stand.send(response.status, response.body, false);
    stand.close();
  }

  /** One exchange for each recipient. */
  private take(mail: Mail, { from, recipients, stand }: Envelope, accept: Accept, refuse: Refuse): void {
    let first: string | undefined;
    const handed = recipients.map((to): Handed => {
      const met = stand.trouble?.text(to, from, () => this.record.textOf(from, to, mail));
      const said = this.record.say(from, to, mail, met && atDot(met), first);
      first ??= said.recorded.id;
      return { ...said, met: met ?? UNMET };
    });
    this.record.save(handed, (error) => {
      if (error) return refuse(451, `4.3.0 ${error.message}`);
      this.answer(handed, stand, accept, refuse);
    });
  }

  /** The last refusal is the answer to all, as the protocol has only one. */
  private answer(handed: readonly Handed[], stand: Session, accept: Accept, refuse: Refuse): void {
    for (const { met, recorded } of handed) {
      if (met.fate.bounce && recorded.verdict === 'taken') this.bounces.send(recorded, met.fate.bounce);
    }
    const { response } = handed.findLast((each) => each.response.status >= 400) ?? handed[0] ?? {};
    if (!response) return refuse(554, '5.5.1 No valid recipients');
    const broken = handed.map(({ met }) => unplaced(met.fate)).find(Boolean);
    const delayMs = Math.max(0, ...handed.map(({ met }) => met.fate.delayMs));
    wait(this.options.gateway.latencyMs + delayMs, stand, () => {
      const action = stand.trouble?.at('dot');
      const answer = (): void => speak(response, broken, stand, () => accept(response.body), refuse);
      // A reply of the rule's own is the response already.
      act(action?.kind === 'reply' ? undefined : action, stand, answer, refuse);
    });
  }
}

/** A connection that breaks while the mail is on its way. */
function breakInTheMidst({ recipients, stand: { trouble } }: Envelope): BrokenConnection | undefined {
  return recipients
    .map((to) => trouble?.met.get(to)?.fate.connection)
    .find((connection) => connection && isInTheMidst(connection));
}

/** What has been done at its own command by now is no answer to the mail. */
function atDot(met: Met): Met {
  const { raw, ...fate } = met.fate;
  return { ...met, fate: { ...fate, ...(raw && (!raw.at || raw.at === 'dot') && { raw }) } };
}

function nothing(): void {}
