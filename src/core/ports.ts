import type { RepeatedBlock } from './journal/repeated-block.ts';
import type { Answer, Handover } from './model/answer.ts';
import type { Entry } from './model/entry.ts';
import type { Expectation } from './model/expectation.ts';
import type { Gateway } from './model/gateway.ts';
import type { Instant } from './model/instant.ts';

/** Takes every entry in the order it happened; whoever stands outside stores it, counts it, checks it. */
export interface JournalRecorder {
  record(entry: Entry): void;
  /** The same for entries that are as entries before in all but their times. Left out: each is recorded whole. */
  repeat?(block: RepeatedBlock): void;
  /** Begins a piece of work: what is recorded from now on belongs to it. Left out: nobody puts journals together. */
  unit?(unit: UnitKind, now: Instant, due: Instant, rank: number): void;
}

/**
 * The pieces of work that the engine does one after another. `batch` and `round` do nothing themselves: with the first a new lot of
 * due events begins, with the second all that one instant has caused comes round again.
 */
export type UnitKind =
  | 'opening'
  | 'timeline'
  | 'case'
  | 'batch'
  | 'due'
  | 'answer'
  | 'message'
  | 'repeated'
  | 'receipt'
  | 'timer'
  | 'round';

/** A gateway as the in-process pace sees it: one hand-over in, HQ's reading of the answer out. */
export interface GatewayPort {
  deliver(handover: Handover): Answer;
}

/** Gateways that can say beforehand that they take a message. */
export interface SureGateways {
  /**
   * Whether there is only one answer to it, and to others to the number in the same words: that it is taken. Nothing is counted,
   * and nothing comes of asking.
   */
  takes(handover: Handover): boolean;
  /** Counts one such message that is not handed over; `hash` is of its id. */
  took(gateway: Gateway, hash: number): void;
}

/** Called by the engine when a timeline `expect` is reached, after all else of that instant. */
export interface Checkpoints {
  check(expectations: readonly Expectation[], at: Instant, world: WorldView): void;
}

/** What HQ's backend classes know about a kind of gateway, apart from the wire. */
export interface KindFacts {
  /** TWILIO, HTTP, …: HQ's hq_api_id. */
  readonly hqApiId: string;
  readonly channel: 'sms' | 'email';
  readonly optIn: readonly string[];
  readonly passThroughOptIn: readonly string[];
  readonly optOut: readonly string[];
}

/** The state of the world that a `state` expectation may ask for, now. */
export interface WorldView {
  /** Key of the contact that owns the number (digits) two-way; undefined: nobody. */
  twoWayOwner(number: string): string | undefined;
  /** Digits of every number opted out, sorted. */
  optedOut(): readonly string[];
  /** A case's property as `{case.x}` sees it; undefined: missing, or no such case. */
  property(caseKey: string, property: string): string | undefined;
  /** Messages that have neither been sent nor ended. */
  queued(): number;
  /** The earliest next due of active instances that match; undefined: none. */
  nextDue(alert: string, caseKey?: string, recipient?: string): Instant | undefined;
  hasOpenSession(contact: string): boolean;
  /** How the contact's newest survey stands, as Messaging History shows it; undefined: there was none. */
  surveyStatus(contact: string): 'in_progress' | 'completed' | 'partial' | 'not_finished' | undefined;
}
