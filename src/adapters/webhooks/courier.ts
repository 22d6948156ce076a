/**
 * Takes calls to applications: first tries leave in the order in which they came, one at a time for each address;
 * what is not taken comes again as its kind does it.
 */
import { setMaxListeners } from 'node:events';
import type { CallOutcome, NoWebhook, RetryPolicy, WebCall } from '../../core/model/web-call.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import { type Begun, Deliveries, type Delivery } from './delivery.ts';
import { Lanes } from './lanes.ts';
import { post, type Unanswered } from './post.ts';
import { LEAD_MS } from './receipts-for.ts';
import { type Lookup, targetOf } from './target.ts';
import { realTimers, type Timers } from './timers.ts';

export interface CourierOptions {
  /** Hosts beside this machine: `host` or `host:port`. */
  readonly allowed?: readonly string[];
  /** Waits pass so much faster than real time; default 1. */
  readonly speed?: number;
  readonly timeoutMs?: number;
  /** How many calls may be under way or wait. */
  readonly pendingMax?: number;
  readonly timers?: Timers;
  readonly lookup?: Lookup;
}

/** A call to make. */
export interface Parcel extends Begun {
  /** Written when it leaves, so that it tells the time of then. */
  write(at: number, id: string): WebCall | NoWebhook;
  readonly plan: RetryPolicy;
  readonly afterMs?: number;
  /** What goes out instead when it is given up. */
  fallback?(outcome: CallOutcome): Parcel;
  /** Goes over a session that the application has opened, and not by HTTP. */
  readonly carry?: Carry | undefined;
  /** Told of the answer that settled it, before anybody else. */
  heard?(answer: WireResponse, delivery: Delivery): Partial<Delivery>;
}

/** Brings a call over a session. Resolves within the time, whatever the application does. */
export type Carry = (
  call: WebCall,
  limits: { readonly timeoutMs: number; readonly signal: AbortSignal },
) => Promise<WireResponse | Unanswered>;

interface Underway {
  readonly parcel: Parcel;
  readonly id: string;
  call: WebCall | undefined;
  tries: number;
  /** Told once: after the first try, or when there will be none. */
  tell(): void;
}

const TIMEOUT_MS = 15_000;
const ANSWER_MAX = 65_536;
const PENDING_MAX = 50_000;
const AT_ONCE_MAX = 64;

export class Courier {
  readonly deliveries = new Deliveries();
  private readonly options: CourierOptions;
  private readonly timers: Timers;
  private readonly lanes = new Lanes<Underway>(AT_ONCE_MAX, (one) => this.tried(one));
  private readonly pending = new Set<Underway>();
  private readonly alarms = new Map<Underway, () => void>();
  private readonly end = new AbortController();

  constructor(options: CourierOptions = {}) {
    this.options = options;
    this.timers = options.timers ?? realTimers;
    // Every call under way listens, and their number is bounded.
    setMaxListeners(0, this.end.signal);
  }

  /** How many calls are under way or wait. */
  get pendingCount(): number {
    return this.pending.size;
  }

  /** Takes a call. Resolves after its first try, or when there will be none; at once when it leaves later. */
  take(parcel: Parcel): Promise<Delivery> {
    const { gateway, kind, about, message, status, url } = parcel;
    const begun = { gateway, kind, about, url, ...(message && { message }), ...(status && { status }) };
    const { id } = this.deliveries.begin(begun, this.timers.now());
    return new Promise((resolve) => {
      const tell = (): void => resolve(this.deliveries.find(id) ?? forgotten(id, begun));
      const one: Underway = { parcel, id, call: undefined, tries: 0, tell };
      const max = this.options.pendingMax ?? PENDING_MAX;
      if (this.end.signal.aborted) return this.settle(one, 'refused', 'the gateways are closed');
      if (this.pending.size >= max) return this.settle(one, 'refused', `${max} calls wait already`);
      this.pending.add(one);
      if (!parcel.afterMs) return this.lanes.add(laneOf(url), one);
      this.later(one, parcel.afterMs, Math.min(parcel.afterMs, LEAD_MS));
      tell();
    });
  }

  /** Calls off what waits, and gives up what is under way. */
  callOff(why = 'it was called off'): void {
    for (const callOff of this.alarms.values()) callOff();
    this.alarms.clear();
    this.lanes.clear();
    for (const one of [...this.pending]) this.settle(one, 'given up', why);
  }

  /** Gives up the calls about a message. */
  callOffAbout(message: string, why: string): void {
    const about = [...this.pending].filter(({ parcel }) => parcel.message === message);
    for (const one of about) {
      this.alarms.get(one)?.();
      this.alarms.delete(one);
      this.settle(one, 'given up', why);
    }
  }

  /** The same, cutting what is under way; resolves when nothing is. */
  async close(): Promise<void> {
    this.end.abort();
    this.callOff('the gateways were closed');
    await this.lanes.idle();
  }

  /** However fast waits pass, it is not before `leastMs`. */
  private later(one: Underway, waitMs: number, leastMs = 0): void {
    const scaledMs = Math.max(waitMs / (this.options.speed ?? 1), leastMs);
    this.deliveries.change(one.id, { nextAt: this.timers.now() + scaledMs });
    const callOff = this.timers.after(scaledMs, () => {
      this.alarms.delete(one);
      this.lanes.add(laneOf(one.parcel.url), one);
    });
    this.alarms.set(one, callOff);
  }

  /** Never rejects: what a book or the system throws is the end of this call, not of the gateways. */
  private async tried(one: Underway): Promise<void> {
    try {
      await this.attempt(one);
    } catch (error) {
      this.settle(one, 'given up', error instanceof Error ? error.message : String(error));
    }
  }

  private async attempt(one: Underway): Promise<void> {
    if (!this.pending.has(one)) return;
    const { id, parcel } = one;
    const { allowed = [], timeoutMs = TIMEOUT_MS, lookup } = this.options;
    const at = this.timers.now();
    const call = one.call ?? parcel.write(at, id);
    if ('none' in call) return this.settle(one, 'refused', call.none);
    one.call = call;
    this.deliveries.change(id, { call });
    const { signal } = this.end;
    if (parcel.carry) {
      one.tries += 1;
      const outcome = await parcel.carry(call, { timeoutMs, signal });
      if (this.pending.has(one)) this.judge(one, outcome, at);
      return;
    }
    const target = await targetOf(call.url, allowed, lookup);
    if (!this.pending.has(one)) return;
    if ('forbidden' in target) return this.settle(one, 'refused', target.forbidden);
    one.tries += 1;
    if ('unknown' in target) return this.judge(one, { failure: 'no connection', why: target.unknown }, at);
    const outcome = await post(call, target, { timeoutMs, answerMax: ANSWER_MAX, signal });
    if (this.pending.has(one)) this.judge(one, outcome, at);
  }

  private judge(one: Underway, outcome: Awaited<ReturnType<typeof post>>, at: number): void {
    const { id, parcel } = one;
    if ('why' in outcome) {
      this.deliveries.tried(id, { at, failure: outcome.why });
      return this.again(one, outcome.failure, outcome.why);
    }
    const { status, body } = outcome;
    this.deliveries.tried(id, { at, status, answer: body });
    if (!parcel.plan.isTaken(status)) return this.again(one, status, wordsFor(outcome));
    const delivery = this.deliveries.find(id);
    if (delivery && parcel.heard) this.deliveries.change(id, parcel.heard(outcome, delivery));
    this.settle(one, 'acknowledged');
  }

  /** Repeats a call if its kind does, and gives it up if not. */
  private again(one: Underway, outcome: CallOutcome, why: string): void {
    const { plan } = one.parcel;
    const waitMs = plan.waitsMs[one.tries - 1];
    if (waitMs === undefined || plan.isRepeated?.(outcome) === false) {
      const { fallback } = one.parcel;
      if (fallback !== undefined) void this.take(fallback(outcome));
      return this.settle(one, 'given up', one.tries > 1 ? `${why}, ${one.tries} times` : why);
    }
    this.deliveries.change(one.id, { why });
    this.later(one, waitMs);
    one.tell();
  }

  private settle(one: Underway, state: Delivery['state'], why?: string): void {
    this.pending.delete(one);
    this.deliveries.change(one.id, { state, ...(why !== undefined && { why }) });
    one.tell();
  }
}

/** Calls to one address keep their order; its query does not matter. */
const laneOf = (url: string): string => url.replace(/[?#].*$/, '');

function wordsFor({ status, headers }: WireResponse): string {
  const isRedirect = status >= 300 && status < 400;
  return isRedirect
    ? `${status}: a redirect to ${headers.location ?? 'nowhere'} is not followed`
    : `the application answered ${headers['command-status'] ?? status}`;
}

/** So many calls were made meanwhile that this one had to make room. */
const forgotten = (id: string, begun: Begun): Delivery => ({
  ...begun,
  id,
  seq: 0,
  createdAt: 0,
  state: 'given up',
  why: 'it had to make room for later calls',
  attempts: [],
  replies: [],
});
