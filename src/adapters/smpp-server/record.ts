/** Puts what came to an SMPP gateway into the record, and onto the disk where there is one. */
import type { Gateway } from '../../core/model/gateway.ts';
import type { WireRequest, WireResponse } from '../../core/model/wire.ts';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import type { FaultMatch } from '../faults/effects.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import type { Recorded } from '../recorder/recorder.ts';

export interface RecordOptions {
  readonly fakes: FakeGateways;
  readonly gateway: Gateway;
  readonly log?: DurableLog;
}

export class SubmitRecord {
  private readonly options: RecordOptions;

  constructor(options: RecordOptions) {
    this.options = options;
  }

  /** Lets the gateway answer; calls back when that is kept, or with `undefined` when it could not be. */
  exchange(
    request: WireRequest,
    raw: string,
    done: (response: WireResponse | undefined, recorded: Recorded, match: FaultMatch | undefined) => void,
  ): void {
    const { fakes, gateway, log } = this.options;
    const { response, recorded, match } = fakes.exchange(gateway, request, { raw });
    const [first] = recorded;
    if (first === undefined) return;
    if (!log) return done(response, first, match);
    log.append(first, (error) => {
      if (error) fakes.withdraw(first);
      done(error ? undefined : response, first, match);
    });
  }

  /** Records what the gateway kind was not asked about: what the server refused, and why. */
  refuse(
    request: WireRequest,
    status: string,
    fault: string,
    verdict: 'refused' | 'failing' | 'other' = 'refused',
    raw?: string,
  ): void {
    const { fakes, gateway, log } = this.options;
    const response = { status: 400, headers: { 'command-status': status }, body: '' };
    const { path: to, body: text, headers } = request;
    const from = headers['source-addr'] ?? '';
    const responseFrom = { verdict, request, response, from, fault };
    const people = verdict === 'other' ? { to: '', text: '' } : { to, text };
    const recorded = fakes.recordOwn(gateway, {
      ...responseFrom,
      ...people,
      ...(raw !== undefined && { raw }),
    });
    log?.append(recorded, () => {});
  }
}
