/** Puts what came to an SMPP gateway into the record, and onto the disk where there is one. */
import type { Gateway } from '../../core/model/gateway.ts';
import type { WireRequest, WireResponse } from '../../core/model/wire.ts';
import type { Met } from '../faults/meet.ts';
import type { Counter } from '../http-door/counter.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import type { Recorded } from '../recorder/recorder.ts';

export interface RecordOptions {
  readonly counter: Counter;
  readonly gateway: Gateway;
  readonly log?: DurableLog;
}

export class SubmitRecord {
  private readonly options: RecordOptions;

  constructor(options: RecordOptions) {
    this.options = options;
  }

  /** Lets the gateway answer; calls back when that is kept, or with `undefined` when it could not be. */
  say(
    request: WireRequest,
    raw: string,
    met: Met | undefined,
    done: (response: WireResponse | undefined, recorded: Recorded) => void,
  ): void {
    const { counter, gateway, log } = this.options;
    const { response, recorded } = counter.say(gateway, request, { raw }, met);
    if (!log) return done(response, recorded);
    log.append(recorded, (error) => {
      if (error) counter.takeBack(recorded);
      done(error ? undefined : response, recorded);
    });
  }

  /** Keeps what the gateway was not asked about: what the door refused, and why. */
  refuse(
    request: WireRequest,
    status: string,
    fault: string,
    verdict: 'refused' | 'failing' | 'other' = 'refused',
    raw?: string,
  ): void {
    const { counter, gateway, log } = this.options;
    const response = { status: 400, headers: { 'command-status': status }, body: '' };
    const { path: to, body: text, headers } = request;
    const from = headers['source-addr'] ?? '';
    const told = { verdict, request, response, from, fault };
    const people = verdict === 'other' ? { to: '', text: '' } : { to, text };
    const recorded = counter.note(gateway, { ...told, ...people, ...(raw !== undefined && { raw }) });
    log?.append(recorded, () => {});
  }
}
