import type { Gateway } from '../../core/model/gateway.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import type { BrokenConnection } from '../faults/fate.ts';
import { type Met, UNMET } from '../faults/meet.ts';
import type { Counter } from '../http-door/counter.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import type { Recorded } from '../recorder/recorder.ts';
import { type Mail, mailRequest } from './mail.ts';
import type { Trouble } from './trouble.ts';

export interface MailRecordOptions {
  readonly counter: Counter;
  readonly gateway: Gateway;
  readonly log?: DurableLog;
}

/** One exchange of a mail: with one of its recipients. */
export interface Exchanged {
  readonly response: WireResponse;
  readonly recorded: Recorded;
}

/** Puts mails into the record: what the gateway says to them, and those that never get so far. */
export class MailRecord {
  private readonly options: MailRecordOptions;

  constructor(options: MailRecordOptions) {
    this.options = options;
  }

  /** The gateway's answer, in the record but not yet on the disk. */
  say(from: string, to: string, mail: Mail, met?: Met, sameMailAs?: string): Exchanged {
    const { counter, gateway } = this.options;
    const { raw, head } = mail;
    return counter.say(gateway, mailRequest(from, to, mail), { raw, head, sameMailAs }, met);
  }

  /** The text of a mail as the gateway reads it. */
  textOf(from: string, to: string, mail: Mail): string {
    const { counter, gateway } = this.options;
    const context = { gateway, messageId: '', attempt: 1, at: 0 };
    return counter.bookOf(gateway).respond(mailRequest(from, to, mail), context).read.text;
  }

  /** Calls back when all are on the disk, if there is one. */
  save(exchanged: readonly Exchanged[], done: (error?: Error) => void): void {
    const { counter, log } = this.options;
    if (!log) return done();
    let open = exchanged.length;
    let failure: Error | undefined;
    for (const { recorded } of exchanged) {
      log.append(recorded, (error) => {
        open -= 1;
        if (error) counter.takeBack(recorded);
        failure ??= error;
        if (open === 0) done(failure);
      });
    }
  }

  /** Each recipient's exchange is kept as not taken. */
  lose(recipients: Iterable<string>, from: string, mail: Mail, trouble: Trouble | undefined): void {
    for (const to of recipients) {
      const met = trouble?.met.get(to) ?? UNMET;
      const connection: BrokenConnection = { ...(met.fate.connection ?? LOST), committed: false };
      this.save([this.say(from, to, mail, { ...met, fate: { ...met.fate, connection } })], nothing);
    }
  }

  /** Keeps that a client was sent away for a command; only its verb, as what follows may be a password. */
  refuseCommand(verb: string, from: string, fault: string): void {
    const { counter, gateway } = this.options;
    const response = { status: 521, headers: {}, body: `5.5.2 ${fault}` };
    const request = { method: 'SMTP', path: verb, headers: {}, body: '' };
    const noted = { verdict: 'other', request, response, to: '', from, text: '', fault } as const;
    this.save([{ response, recorded: counter.note(gateway, noted) }], nothing);
  }

  /** Keeps a mail that the door itself refused; the book never saw it. */
  refuse(
    recipients: readonly string[],
    from: string,
    mail: Mail,
    response: WireResponse,
    fault: string,
  ): void {
    const { counter, gateway } = this.options;
    for (const to of recipients) {
      const request = mailRequest(from, to, mail);
      const told = { verdict: 'refused', request, response, to, from, text: request.body, fault } as const;
      const noted = { ...told, raw: mail.raw, head: mail.head };
      this.save([{ response, recorded: counter.note(gateway, noted) }], nothing);
    }
  }
}

const LOST: BrokenConnection = {
  mode: 'reset',
  phase: 'before',
  committed: false,
  bytes: undefined,
  everyMs: 0,
};

function nothing(): void {}
