import type { WebCall } from '../../core/model/web-call.ts';
import { hideInBody, hideInHeaders, hideInUrl } from '../secrets/hide-in-text.ts';

/** One attempt of a call, and its outcome. */
export interface DeliveryAttempt {
  /** Real time, ms since the epoch. */
  readonly at: number;
  readonly status?: number;
  /** The start of the answer's body. */
  readonly answer?: string;
  /** Why no answer came. */
  readonly failure?: string;
}

/** `refused` was never sent; `given up` was sent and not acknowledged. */
export type DeliveryState = 'pending' | 'acknowledged' | 'given up' | 'refused';

/** A call to an application under test, as the list shows it: without its secrets. */
export interface Delivery {
  readonly id: string;
  readonly seq: number;
  readonly createdAt: number;
  readonly gateway: string;
  readonly kind: string;
  readonly about: 'inbound' | 'receipt' | 'introduction';
  /** Of a receipt: the message's ID in the record, and its status. */
  readonly message?: string;
  readonly status?: string;
  readonly url: string;
  /** undefined: it has not been written yet. */
  readonly call?: WebCall;
  readonly state: DeliveryState;
  /** Why it was refused, given up or has to be repeated. */
  readonly why?: string;
  readonly attempts: readonly DeliveryAttempt[];
  /** When the next attempt is due. */
  readonly nextAt?: number;
  /** Of an introduction: when the application fetched the address that it was given. */
  readonly confirmedAt?: number;
  /** IDs in the record of the messages that the answer sent. */
  readonly replies: readonly string[];
  /** What was wrong with the answer, in the kind's own words. */
  readonly problem?: string;
}

export type NewDelivery = Pick<Delivery, 'gateway' | 'kind' | 'about' | 'message' | 'status' | 'url'>;

/** How many calls are kept; the oldest that are settled go first. */
const DELIVERIES_MAX = 20_000;
const SHOWN_ANSWER = 2000;

/** Calls as they go on, in the order in which they were begun. */
export class Deliveries {
  private readonly kept = new Map<string, Delivery>();
  /** In the order in which they were settled. */
  private readonly settled = new Set<string>();
  private readonly tally = new Map<string, number>();
  private readonly max: number;
  private seq = 0;

  constructor(max = DELIVERIES_MAX) {
    this.max = max;
  }

  add(begun: NewDelivery, createdAt: number): Delivery {
    this.seq += 1;
    const delivery: Delivery = {
      ...begun,
      id: `w${this.seq}`,
      seq: this.seq,
      createdAt,
      state: 'pending',
      attempts: [],
      replies: [],
    };
    this.kept.set(delivery.id, delivery);
    this.makeRoom();
    return delivery;
  }

  /** Writes down how a call goes on; one that had to make room stays forgotten. */
  change(id: string, changes: Partial<Delivery>): void {
    const delivery = this.kept.get(id);
    if (delivery === undefined) return;
    const { nextAt: _, ...rest } = delivery;
    const changed = { ...rest, ...changes };
    this.kept.set(id, changed);
    if (changed.state === delivery.state) return;
    if (changed.state !== 'pending') this.settled.add(id);
    const label = `${delivery.gateway}\n${changed.state}`;
    this.tally.set(label, (this.tally.get(label) ?? 0) + 1);
  }

  tried(id: string, attempt: DeliveryAttempt): void {
    const answer = attempt.answer?.slice(0, SHOWN_ANSWER);
    const brief = answer === undefined ? attempt : { ...attempt, answer };
    this.change(id, { attempts: [...(this.kept.get(id)?.attempts ?? []), brief] });
  }

  find(id: string): Delivery | undefined {
    const delivery = this.kept.get(id);
    return delivery === undefined ? undefined : redacted(delivery);
  }

  /** Oldest first. */
  *all(): IterableIterator<Delivery> {
    for (const delivery of this.kept.values()) yield redacted(delivery);
  }

  /** Forgets what is settled; how many. */
  forget(): number {
    const count = this.settled.size;
    for (const id of this.settled) this.kept.delete(id);
    this.settled.clear();
    return count;
  }

  /** `gateway`, newline, state → how many calls have come to it, those included that had to make room. */
  tallies(): ReadonlyMap<string, number> {
    return this.tally;
  }

  private makeRoom(): void {
    for (const id of this.settled) {
      if (this.kept.size <= this.max) return;
      this.kept.delete(id);
      this.settled.delete(id);
    }
  }
}

const redacted = (delivery: Delivery): Delivery => ({
  ...delivery,
  url: hideInUrl(delivery.url),
  ...(delivery.call && { call: shownCall(delivery.call) }),
  attempts: delivery.attempts.map((attempt) =>
    attempt.answer === undefined ? attempt : { ...attempt, answer: hideInBody(attempt.answer) },
  ),
});

const shownCall = (call: WebCall): WebCall => ({
  ...call,
  url: hideInUrl(call.url),
  headers: hideInHeaders(call.headers),
  body: hideInBody(call.body),
});
