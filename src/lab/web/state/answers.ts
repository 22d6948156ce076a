import type { Because } from '../../../core/model/because.ts';
/** What the lab's server answers, as the pages read it. */

/** A moment as the server writes it: ISO 8601 or milliseconds. */
export type Moment = string | number;

/** One line of the journal. Only what every line has is required. */
export interface Line {
  readonly seq: number;
  readonly at: Moment;
  readonly kind: string;
  readonly id?: string;
  readonly channel?: 'sms' | 'email';
  readonly to?: string;
  readonly case?: string;
  readonly number?: string;
  readonly address?: string;
  readonly via?: string;
  readonly language?: string;
  readonly text?: string;
  readonly subject?: string;
  readonly html?: string;
  readonly cause?: string;
  readonly name?: string;
  readonly alert?: string;
  readonly segments?: number;
  readonly encoding?: string;
  readonly code?: string;
  readonly detail?: unknown;
  /** What a warning is about. */
  readonly about?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
  readonly until?: Moment;
  readonly retry_at?: Moment;
  readonly attempt?: number;
  readonly attempts?: number;
  readonly status?: string;
  readonly contact?: string;
  readonly handled_by?: string;
  readonly direction?: string;
  readonly local?: string;
  readonly because?: Because;
}

export interface Contact {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly type?: string;
  readonly registered: boolean;
  readonly closed: boolean;
  readonly zone: { readonly name: string; readonly wall?: string; readonly from?: string };
  readonly language?: string;
  readonly number?: string;
  readonly normalized?: string;
  readonly country?: string;
  readonly twoWay: boolean;
  readonly optedOut: boolean;
  readonly email?: string;
  readonly gateway?: { readonly name?: string; readonly because?: string };
  readonly properties?: Readonly<Record<string, string>>;
}

export interface GatewayState {
  readonly name: string;
  readonly type: string;
  readonly scope?: string;
  readonly down: boolean;
  readonly failNext: number;
  readonly latencyMs: number;
  /** Ids of the faults that were set. */
  readonly faults?: readonly string[];
  /** Where programs on this machine reach it. */
  readonly url?: string | null;
  readonly sent: number;
  readonly refused: number;
  readonly attempts: number;
}

export interface Upcoming {
  readonly at: Moment;
  readonly alert: string;
  readonly case?: string;
  readonly recipient?: string;
}

export interface Counts {
  readonly sms: number;
  readonly email: number;
  readonly errors: number;
  readonly held: number;
}

/** What changes with every beat of the clock. */
export interface Beat {
  readonly now: Moment;
  readonly wall: string;
  /** 0: paused; otherwise virtual seconds per real second. */
  readonly speed: number;
  readonly nextAt?: Moment | null;
  readonly counts: Counts;
  readonly lastSeq: number;
  /** The clock is on a long way. */
  readonly journey?: { readonly from: Moment; readonly to: Moment | null } | null;
  /** Why the clock stands still by itself. */
  readonly stopped?: string | null;
  /** Changes whenever anything but the time changes about the contacts. */
  readonly contactsRevision?: string;
  /** The last of what programs handed in. */
  readonly outsideSeq?: number;
}

export interface LabState extends Beat {
  readonly id: string;
  readonly title: string;
  readonly startsAt: Moment;
  readonly endsAt: Moment;
  readonly project: {
    readonly name: string;
    readonly timeZone: string;
    readonly languages: readonly string[];
  };
  readonly contacts: readonly Contact[];
  readonly gateways: readonly GatewayState[];
  readonly alerts: readonly { readonly key: string; readonly active: boolean; readonly kind?: string }[];
  readonly upcoming: readonly Upcoming[];
}

export interface ScenarioInfo {
  readonly path: string;
  readonly title: string;
  readonly about?: string;
  readonly tags?: readonly string[];
}

export interface SessionInfo {
  readonly id: string;
  readonly title: string;
}

export interface TrailStep {
  readonly seq: number;
  readonly wall: string;
  readonly kind: string;
  readonly told: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

export interface Trail {
  readonly contact: string;
  readonly about?: string;
  readonly zone: string;
  readonly sections: readonly { readonly title: string; readonly steps: readonly TrailStep[] }[];
  readonly endings: readonly string[];
}

/** Something the person at the page can mend. */
export interface Problem {
  readonly found: string;
  readonly wanted?: string;
  readonly hint?: string;
}

/** Milliseconds since the epoch; 0 for what is no moment. */
export function msOf(moment: Moment | null | undefined): number {
  if (typeof moment === 'number') return moment;
  const ms = moment ? Date.parse(moment) : 0;
  return Number.isNaN(ms) ? 0 : ms;
}
