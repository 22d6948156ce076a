import type { Gateway } from '../../core/model/gateway.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import type { BrokenConnection } from '../faults/effects.ts';
import { type FaultMatch, NO_MATCH } from '../faults/effects.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import type { Recorded } from '../recorder/recorder.ts';
import { type Mail, mailRequest } from './mail.ts';
import type { SmtpFault } from './smtp-fault.ts';

export interface MailRecordOptions {
  readonly fakes: FakeGateways;
  readonly gateway: Gateway;
  readonly log?: DurableLog;
}

/** One exchange of a mail: with one of its recipients. */
export interface Exchanged {
  readonly response: WireResponse;
  readonly recorded: Recorded;
}

/** Records mails: those that the gateway responds to, and those that are lost or refused before. */
export class MailRecord {
  private readonly options: MailRecordOptions;

  constructor(options: MailRecordOptions) {
    this.options = options;
  }

  /** The gateway's answer, in the record but not yet on the disk. */
  answer(from: string, to: string, mail: Mail, match?: FaultMatch, sameMailAs?: string): Exchanged {
    const { fakes, gateway } = this.options;
    const { raw, head } = mail;
    return fakes.exchangeUnder(match, gateway, mailRequest(from, to, mail), { raw, head, sameMailAs });
  }

  /** The text of a mail as the gateway reads it. */
  textOf(from: string, to: string, mail: Mail): string {
    const { fakes, gateway } = this.options;
    return fakes.stateOf(gateway).preview(mailRequest(from, to, mail)).read.text;
  }

  /** Calls back when all are on the disk, if there is one. */
  save(exchanged: readonly Exchanged[], done: (error?: Error) => void): void {
    const { fakes, log } = this.options;
    if (!log) return done();
    let open = exchanged.length;
    let failure: Error | undefined;
    for (const { recorded } of exchanged) {
      log.append(recorded, (error) => {
        open -= 1;
        if (error) fakes.withdraw(recorded);
        failure ??= error;
        if (open === 0) done(failure);
      });
    }
  }

  /** Each recipient's exchange is kept as not taken. */
  recordLost(recipients: Iterable<string>, from: string, mail: Mail, smtpFault: SmtpFault | undefined): void {
    for (const to of recipients) {
      const match = smtpFault?.match.get(to) ?? NO_MATCH;
      const connection: BrokenConnection = { ...(match.effects.connection ?? LOST), committed: false };
      this.save(
        [this.answer(from, to, mail, { ...match, effects: { ...match.effects, connection } })],
        ignore,
      );
    }
  }

  /** Records that a client was disconnected; only the verb of its command, as the rest may be a password. */
  refuseCommand(verb: string, from: string, fault: string, status: number): void {
    const { fakes, gateway } = this.options;
    const response = { status, headers: {}, body: `${status === 521 ? '5.5.2' : '4.7.0'} ${fault}` };
    const request = { method: 'SMTP', path: verb, headers: {}, body: '' };
    const exchange = { verdict: 'other', request, response, to: '', from, text: '', fault } as const;
    this.save([{ response, recorded: fakes.recordOwn(gateway, exchange) }], ignore);
  }

  /** Records a mail that the server itself refused, so the gateway kind was not asked. */
  refuse(
    recipients: readonly string[],
    from: string,
    mail: Mail,
    response: WireResponse,
    fault: string,
  ): void {
    const { fakes, gateway } = this.options;
    for (const to of recipients) {
      const request = mailRequest(from, to, mail);
      const refused = {
        verdict: 'refused',
        request,
        response,
        to,
        from,
        text: request.body,
        fault,
      } as const;
      const exchange = { ...refused, raw: mail.raw, head: mail.head };
      this.save([{ response, recorded: fakes.recordOwn(gateway, exchange) }], ignore);
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

function ignore(): void {}
