/**
 * Sends webhook calls: first attempts leave in the order in which they were dispatched, one at a time for each address;
 * a call that is not acknowledged is repeated by its kind's retry policy.
 */
import { setMaxListeners } from 'node:events';
import type { CallOutcome, NoWebhook, RetryPolicy, WebCall } from '../../core/model/web-call.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import { hideInUrl } from '../secrets/hide-in-text.ts';
import { Deliveries, type Delivery, type NewDelivery } from './delivery.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { post, type Unanswered } from './post.ts';
import { LEAD_MS } from './receipts-for.ts';
import { isLocal, type Lookup, type Target, targetOf, type Unknown } from './target.ts';
import { realTimers, type Timers } from './timers.ts';

export interface DispatcherOptions {
  /** Hosts beside this machine: `host` or `host:port`. */
  readonly allowed?: readonly string[];
  /** Waits pass so much faster than real time; default 1. */
  readonly speed?: number;
  readonly timeoutMs?: number;
  /** How many calls may be under way or wait. */
  readonly pendingMax?: number;
  readonly timers?: Timers;
  readonly lookup?: Lookup;
  /** Ports of this machine that the gateways themselves listen on: they are not called. */
  readonly ownPorts?: ReadonlySet<number>;
  /** Hears of each call that will not be tried any more. */
  onSettled?(delivery: Delivery): void;
}

/** A call to make. */
export interface WebhookJob extends NewDelivery {
  /** Built when it leaves, so that it has the time of then. */
  write(at: number, id: string): WebCall | NoWebhook;
  readonly retryPolicy: RetryPolicy;
  readonly afterMs?: number;
  /** What goes out instead when it is given up. */
  fallback?(outcome: CallOutcome): WebhookJob;
  /** Goes over a session that the application has opened, and not by HTTP. */
  readonly transport?: SessionTransport | undefined;
  /** Called with the response that settled it, before its delivery is resolved. */
  onAnswer?(answer: WireResponse, delivery: Delivery): Partial<Delivery>;
}

/** Brings a call over a session. Resolves within the time, whatever the application does. */
export type SessionTransport = (
  call: WebCall,
  limits: { readonly timeoutMs: number; readonly signal: AbortSignal },
) => Promise<WireResponse | Unanswered>;

interface ActiveJob {
  readonly job: WebhookJob;
  readonly id: string;
  call: WebCall | undefined;
  attempts: number;
  /** Called once: after the first attempt, or when there will be none. */
  tell(): void;
}

const TIMEOUT_MS = 15_000;
const ANSWER_MAX = 65_536;
const PENDING_MAX = 50_000;
const OWN_PORT = 'the gateways themselves listen there: give the address of the application';
const AT_ONCE_MAX = 64;

export class WebhookDispatcher {
  readonly deliveries = new Deliveries();
  private readonly options: DispatcherOptions;
  private readonly timers: Timers;
  private readonly queues = new KeyedQueue<ActiveJob>(AT_ONCE_MAX, (one) => this.tried(one));
  private readonly pending = new Set<ActiveJob>();
  private readonly cancelTimers = new Map<ActiveJob, () => void>();
  private readonly end = new AbortController();

  constructor(options: DispatcherOptions = {}) {
    this.options = options;
    this.timers = options.timers ?? realTimers;
    // Every call under way listens, and their number is bounded.
    setMaxListeners(0, this.end.signal);
  }

  /** How many calls are under way or wait. */
  get pendingCount(): number {
    return this.pending.size;
  }

  /** Accepts a call. Resolves after its first attempt, or when there will be none; at once when it is delayed. */
  dispatch(job: WebhookJob): Promise<Delivery> {
    const { gateway, kind, about, message, status, url } = job;
    const begun = { gateway, kind, about, url, ...(message && { message }), ...(status && { status }) };
    const { id } = this.deliveries.add(begun, this.timers.now());
    return new Promise((resolve) => {
      const tell = (): void => resolve(this.deliveries.find(id) ?? evicted(id, begun));
      const one: ActiveJob = { job, id, call: undefined, attempts: 0, tell };
      const max = this.options.pendingMax ?? PENDING_MAX;
      if (this.end.signal.aborted) return this.settle(one, 'refused', 'the gateways are closed');
      if (this.pending.size >= max) return this.settle(one, 'refused', `${max} calls wait already`);
      this.pending.add(one);
      if (!job.afterMs) return this.queues.add(queueKeyOf(url), one);
      this.later(one, job.afterMs, Math.min(job.afterMs, LEAD_MS));
      tell();
    });
  }

  /** Calls off what waits, and gives up what is under way. */
  cancel(why = 'it was called off'): void {
    for (const cancel of this.cancelTimers.values()) cancel();
    this.cancelTimers.clear();
    this.queues.clear();
    for (const one of [...this.pending]) this.settle(one, 'given up', why);
  }

  /** Gives up the calls about a message. */
  cancelAbout(message: string, why: string): void {
    const about = [...this.pending].filter(({ job }) => job.message === message);
    for (const one of about) {
      this.cancelTimers.get(one)?.();
      this.cancelTimers.delete(one);
      this.settle(one, 'given up', why);
    }
  }

  /** The same, cutting what is under way; resolves when nothing is. */
  async close(): Promise<void> {
    this.end.abort();
    this.cancel('the gateways were closed');
    await this.queues.idle();
  }

  /** However fast waits pass, it is not before `leastMs`. */
  private later(one: ActiveJob, waitMs: number, leastMs = 0): void {
    const scaledMs = Math.max(waitMs / (this.options.speed ?? 1), leastMs);
    this.deliveries.change(one.id, { nextAt: this.timers.now() + scaledMs });
    const cancel = this.timers.after(scaledMs, () => {
      this.cancelTimers.delete(one);
      this.queues.add(queueKeyOf(one.job.url), one);
    });
    this.cancelTimers.set(one, cancel);
  }

  /** Never rejects: an error of a gateway kind or the system ends this call, not the gateways. */
  private async tried(one: ActiveJob): Promise<void> {
    try {
      await this.attempt(one);
    } catch (error) {
      this.settle(one, 'given up', error instanceof Error ? error.message : String(error));
    }
  }

  private async attempt(one: ActiveJob): Promise<void> {
    if (!this.pending.has(one)) return;
    const { id, job } = one;
    const { allowed = [], timeoutMs = TIMEOUT_MS, lookup } = this.options;
    const at = this.timers.now();
    const call = one.call ?? job.write(at, id);
    if ('none' in call) return this.settle(one, 'refused', call.none);
    one.call = call;
    this.deliveries.change(id, { call });
    const { signal } = this.end;
    if (job.transport) {
      one.attempts += 1;
      const outcome = await job.transport(call, { timeoutMs, signal });
      if (this.pending.has(one)) this.evaluate(one, outcome, at);
      return;
    }
    const target = await targetOf(call.url, allowed, lookup);
    if (!this.pending.has(one)) return;
    if ('forbidden' in target) return this.settle(one, 'refused', target.forbidden);
    if (this.isOwn(target)) return this.settle(one, 'refused', OWN_PORT);
    one.attempts += 1;
    if ('unknown' in target) return this.evaluate(one, { failure: 'no connection', why: target.unknown }, at);
    const outcome = await post(call, target, { timeoutMs, answerMax: ANSWER_MAX, signal });
    if (this.pending.has(one)) this.evaluate(one, outcome, at);
  }

  /** A gateway that called itself would take its own receipt for a message, and so on. */
  private isOwn(target: Target | Unknown): boolean {
    if ('unknown' in target) return false;
    const { protocol, port } = target.url;
    return (
      this.options.ownPorts?.has(Number(port) || (protocol === 'https:' ? 443 : 80)) === true &&
      isLocal(target)
    );
  }

  private evaluate(one: ActiveJob, outcome: Awaited<ReturnType<typeof post>>, at: number): void {
    const { id, job } = one;
    if ('why' in outcome) {
      this.deliveries.tried(id, { at, failure: outcome.why });
      return this.retry(one, outcome.failure, outcome.why);
    }
    const { status, body } = outcome;
    this.deliveries.tried(id, { at, status, answer: body });
    if (!job.retryPolicy.isTaken(status)) return this.retry(one, status, reasonFor(outcome));
    const delivery = this.deliveries.find(id);
    if (delivery && job.onAnswer) this.deliveries.change(id, job.onAnswer(outcome, delivery));
    this.settle(one, 'acknowledged');
  }

  /** Repeats a call if its kind does, and gives it up if not. */
  private retry(one: ActiveJob, outcome: CallOutcome, why: string): void {
    const { retryPolicy } = one.job;
    const waitMs = retryPolicy.waitsMs[one.attempts - 1];
    if (waitMs === undefined || retryPolicy.isRepeated?.(outcome) === false) {
      const { fallback } = one.job;
      if (fallback !== undefined) void this.dispatch(fallback(outcome));
      return this.settle(one, 'given up', one.attempts > 1 ? `${why}, ${one.attempts} times` : why);
    }
    this.deliveries.change(one.id, { why });
    this.later(one, waitMs);
    one.tell();
  }

  private settle(one: ActiveJob, state: Delivery['state'], why?: string): void {
    this.pending.delete(one);
    this.deliveries.change(one.id, { state, ...(why !== undefined && { why }) });
    one.tell();
    const delivery = this.options.onSettled && this.deliveries.find(one.id);
    if (delivery) this.options.onSettled?.(delivery);
  }
}

/** Calls to one address keep their order; its query does not matter. */
const queueKeyOf = (url: string): string => url.replace(/[?#].*$/, '');

function reasonFor({ status, headers }: WireResponse): string {
  const isRedirect = status >= 300 && status < 400;
  return isRedirect
    ? `${status}: a redirect to ${headers.location === undefined ? 'nowhere' : hideInUrl(headers.location)} is not followed`
    : `the application answered ${headers['command-status'] ?? status}`;
}

/** So many calls were made meanwhile that this one had to make room. */
const evicted = (id: string, begun: NewDelivery): Delivery => ({
  ...begun,
  id,
  seq: 0,
  createdAt: 0,
  state: 'given up',
  why: 'it had to make room for later calls',
  attempts: [],
  replies: [],
});
