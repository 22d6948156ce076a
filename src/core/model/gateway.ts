/** A named way out. Its name is what `contact_backend_id` holds. */
export interface Gateway {
  readonly name: string;
  /** A folder of mock-gateways/: twilio, http, smtp, test, mach, … */
  readonly type: string;
  /** The project that owns it (for scope `global`: the scenario's project). */
  readonly project: string;
  readonly scope: GatewayScope;
  /** Sender numbers as written; several = load balancing. May be empty. */
  readonly numbers: readonly string[];
  /** Words of this gateway beside its kind's own, upper case to match. */
  readonly optOut: readonly string[];
  readonly optIn: readonly string[];
  readonly ratePerMinute?: number;
  readonly latencyMs: number;
  readonly receipts?: { readonly deliveredAfterMs: number };
  /** Of a segment of an SMS: an amount in plain digits, and an ISO 4217 code. */
  readonly price?: { readonly perSegment: string; readonly currency: string };
  readonly inboundApiKey?: string;
  /** The fake keeps its own STOP list and refuses in its kind's words. */
  readonly carrierOptOut: boolean;
  /** Globs over the number's digits without plus. */
  readonly rejects: readonly string[];
  /** Characters of the wire text. */
  readonly maxLength?: number;
  /** Connection refused. */
  readonly down: boolean;
  /** The kind's own temporary failure for the next n hand-overs. */
  readonly failNext: number;
  readonly faults: readonly Fault[];
  /** Keys of the kind itself (url, account, project_id, …), as written. */
  readonly options: ReadonlyMap<string, string>;
  readonly deleted: boolean;
}

export type GatewayScope =
  | { readonly kind: 'global' }
  | { readonly kind: 'project' }
  | { readonly kind: 'shared'; readonly from: string; readonly accepted: boolean };

/** What a fault does; `scenario/fault-shape.ts` has the keys of each, `adapters/faults/gateway-faults.ts` the deed. */
export type FaultAction =
  | 'reject'
  | 'status'
  | 'throttle'
  | 'delay'
  | 'connection'
  | 'receipt'
  | 'inbound'
  | 'smtp';

/** One rule of the closed fault vocabulary (docs/hq/gateways.md#s4-3), keys as written, values plain data. */
export interface Fault {
  readonly id: string;
  readonly when: Readonly<Record<string, unknown>>;
  readonly action: FaultAction;
  readonly value: unknown;
}

/** Who gets what prefix: digits or `*` → gateway name. */
export interface Routing {
  readonly project: ReadonlyMap<string, string>;
  readonly global: ReadonlyMap<string, string>;
}
