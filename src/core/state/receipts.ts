import type { LaterReceipt } from '../model/answer.ts';
import type { PromisedFields, PromisedTime } from '../model/expectation.ts';
import { type Instant, MS_PER_MINUTE, MS_PER_SECOND } from '../model/instant.ts';
import { InstantQueue } from './instant-queue.ts';
import type { Message } from './message.ts';
import type { World } from './world.ts';

/** What a later receipt may be looked up by; kept only when the scenario's timeline has receipts. */
export interface SentMessage {
  readonly id: string;
  readonly at: Instant;
  readonly message: Message;
}

interface Pending {
  /** When it is due, and its place in the order of announcement. */
  readonly at: Instant;
  readonly rank: number;
  readonly receipt: Receipt;
}

interface Receipt {
  readonly id: string;
  readonly status: string;
  readonly code: string | undefined;
  readonly via: string | undefined;
}

/** Delivery receipts on their way, and what was sent that a receipt could name. */
export class Receipts {
  readonly waiting = new InstantQueue();
  readonly sent: SentMessage[] = [];
  private readonly bySlot: (Pending | undefined)[] = [];
  private readonly free: number[] = [];
  /** How many there have been. */
  expected = 0;
  readonly keepsSent: boolean;

  constructor(keepsSent: boolean) {
    this.keepsSent = keepsSent;
  }

  /** A message was sent: the gateway may report later. */
  expect(world: World, message: Message, isAnnounced = false): void {
    const { now } = world;
    if (this.keepsSent) this.sent.push({ id: message.id, at: now, message });
    const after = message.gateway?.receipts?.deliveredAfterMs;
    if (after === undefined || isAnnounced) return;
    this.announce(now, message, [{ status: 'delivered', afterMs: after }]);
  }

  /** Receipts that a gateway will send of its own accord, counted from now; ties arrive as listed. */
  announce(now: Instant, { id, gateway }: Message, receipts: readonly LaterReceipt[]): void {
    for (const { status, code, afterMs } of receipts) {
      this.add(now + afterMs, { id, status, code, via: gateway?.name });
    }
  }

  /** The newest message sent that the fields fit. */
  find(fields: PromisedFields): SentMessage | undefined {
    for (let index = this.sent.length - 1; index >= 0; index -= 1) {
      if (fits(this.sent[index]!, fields)) return this.sent[index];
    }
    return undefined;
  }

  /** Delivers the next receipt that is due; false: none is. */
  deliver(world: World): boolean {
    const slot = this.waiting.take(world.now);
    if (slot < 0) return false;
    const { at, rank, receipt } = this.bySlot[slot]!;
    this.bySlot[slot] = undefined;
    this.free.push(slot);
    world.begin('receipt', at, rank);
    world.note({ kind: 'receipt', ...receipt });
    return true;
  }

  private add(at: Instant, receipt: Receipt): void {
    const slot = this.free.pop() ?? this.bySlot.length;
    this.expected += 1;
    this.bySlot[slot] = { at, rank: this.expected, receipt };
    this.waiting.set(slot, at, this.expected);
  }
}

function fits({ at, message }: SentMessage, fields: PromisedFields): boolean {
  const { origin } = message;
  const cause = fields.alert ?? fields.broadcast ?? fields.keyword ?? fields.survey;
  return (
    same(fields.to, message.party.key) &&
    same(fields.number, message.number) &&
    same(fields.address, message.address) &&
    same(fields.via, message.gateway?.name) &&
    same(fields.case, origin.case) &&
    same(fields.in, message.language) &&
    same(fields.says, message.text) &&
    same(cause, origin.name) &&
    (fields.contains ?? []).every((part) => message.text.includes(part)) &&
    (fields.at === undefined || fields.at.some((time) => isAt(time, at)))
  );
}

const same = (wanted: string | undefined, found: string | undefined): boolean =>
  wanted === undefined || wanted === found;

function isAt({ at: wanted, precision }: PromisedTime, at: Instant): boolean {
  if (wanted === undefined) return false;
  const unit = precision === 'minute' ? MS_PER_MINUTE : precision === 'second' ? MS_PER_SECOND : 1;
  return Math.floor(wanted / unit) === Math.floor(at / unit);
}
