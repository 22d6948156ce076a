import { readFileSync } from 'node:fs';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import type { Exchange } from '../../../src/adapters/in-process.ts';
import type { Answer, Handover } from '../../../src/core/model/answer.ts';
import type { FaultAction, Gateway } from '../../../src/core/model/gateway.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';

/** What one of HQ's own gateway clients made of one fault. */
export interface ClientRow {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly text: string;
  /** Options beside the defaults. */
  readonly gateway?: Readonly<Record<string, string>>;
  readonly fault: Readonly<Record<string, unknown>> | null;
  readonly outcome: 'sent' | 'retry' | 'final' | 'waiting';
  readonly code: string | null;
  readonly detail: string | null;
  /** Of one attempt: what came in, and what the gateway accepted of it. */
  readonly requests: number;
  readonly requests_taken: number;
}

export function clientRows(file: string): readonly ClientRow[] {
  return JSON.parse(readFileSync(new URL(`../../vectors/${file}`, import.meta.url), 'utf8'));
}

/** What the recorded clients were given; the other settings are the defaults. */
const NUMBERS: Readonly<Record<string, Partial<Gateway>>> = {
  twilio: { numbers: ['+12065550100'] },
  pinpoint: { numbers: ['+12065550100'] },
};

/** The row's first attempt, at a gateway that has the row's fault. */
export function handoverOf(row: ClientRow, more: Readonly<Record<string, string>> = {}): Handover {
  const [[action, value] = []] = Object.entries(row.fault ?? {}) as [FaultAction, unknown][];
  const gateway: Gateway = {
    ...plainGateway('GW', row.kind, 'demo'),
    ...NUMBERS[row.kind],
    options: new Map(Object.entries({ ...row.gateway, ...more })),
    faults: action === undefined ? [] : [{ id: 'f', when: {}, action, value }],
  };
  const at = Date.UTC(2026, 1, 10, 9);
  return { id: row.id, attempt: 1, at, gateway, channel: 'sms', to: row.to, text: row.text };
}

/** An answer in the words of the rows. */
export function asRow(answer: Answer): Pick<ClientRow, 'outcome' | 'code' | 'detail'> {
  switch (answer.kind) {
    case 'taken':
      return { outcome: 'sent', code: null, detail: null };
    case 'busy':
      return { outcome: 'retry', code: null, detail: null };
    case 'waiting':
      return { outcome: 'waiting', code: null, detail: null };
    case 'refused':
      return {
        outcome: 'final',
        code: answer.code,
        detail: answer.code === 'GATEWAY_ERROR' ? `Gateway error: ${answer.detail ?? ''}` : null,
      };
  }
}

/** How many of the exchanges handed the message in. */
export function requestsIn(kind: string, exchanges: readonly Exchange[]): number {
  const isSubmission = gatewayCatalogue.get(kind)?.isSubmission;
  return exchanges.filter(({ request }) => isSubmission?.(request) ?? true).length;
}
