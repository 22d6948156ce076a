/** Mails that come back: after its time, a bounce stands in the record beside the mail that was accepted. */
import type { Gateway } from '../../core/model/gateway.ts';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import type { FaultEffects } from '../faults/effects.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import type { Recorded } from '../recorder/recorder.ts';
import type { StartTimer } from '../timer.ts';

/** How many bounces may be on their way; more are not sent. */
const BOUNCES_MAX = 10_000;
const CODE = '5.1.1';
const BOUNDARY = 'bounce';

export interface BouncesOptions {
  readonly fakes: FakeGateways;
  readonly gateway: Gateway;
  readonly log?: DurableLog;
  readonly startTimer: StartTimer;
}

export class Bounces {
  private readonly options: BouncesOptions;
  private readonly pending = new Set<() => void>();

  constructor(options: BouncesOptions) {
    this.options = options;
  }

  send(mail: Recorded, { afterMs, code = CODE }: NonNullable<FaultEffects['bounce']>): void {
    if (this.pending.size >= BOUNCES_MAX) return;
    const callOff = this.options.startTimer(afterMs, () => {
      this.pending.delete(callOff);
      this.record(mail, code);
    });
    this.pending.add(callOff);
  }

  /** None comes any more. */
  close(): void {
    for (const callOff of this.pending) callOff();
    this.pending.clear();
  }

  private record(mail: Recorded, code: string): void {
    const { fakes, gateway, log } = this.options;
    const body = reportOf(mail, code);
    const recorded = fakes.recordOwn(gateway, {
      verdict: 'other',
      request: { method: 'BOUNCE', path: mail.from, headers: headersOf(mail), body },
      response: { status: 250, headers: {}, body: '' },
      to: mail.from,
      from: '',
      text: `${code}: the mail to ${mail.to} came back`,
      ...(mail.fault !== undefined && { fault: mail.fault }),
    });
    log?.append(recorded, () => {});
  }
}

function headersOf({ from, id }: Recorded): Record<string, string> {
  return {
    'envelope-from': '',
    from: 'MAILER-DAEMON@localhost',
    to: from,
    subject: 'Undelivered Mail Returned to Sender',
    'auto-submitted': 'auto-replied',
    'in-reply-to': id,
    'content-type': `multipart/report; report-type=delivery-status; boundary="${BOUNDARY}"`,
  };
}

/** A delivery status notification (RFC 3464). */
function reportOf({ to }: Recorded, code: string): string {
  const words = `The mail to ${to} could not be delivered.`;
  const status = [
    'Reporting-MTA: dns; localhost',
    '',
    `Final-Recipient: rfc822; ${to}`,
    'Action: failed',
    `Status: ${code}`,
  ];
  return [
    `--${BOUNDARY}`,
    'content-type: text/plain; charset=utf-8',
    '',
    words,
    `--${BOUNDARY}`,
    'content-type: message/delivery-status',
    '',
    ...status,
    `--${BOUNDARY}--`,
    '',
  ].join('\r\n');
}
