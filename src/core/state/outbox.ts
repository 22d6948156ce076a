import { hexName, Name } from '../chance.ts';
import type { Because } from '../model/because.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Instant } from '../model/instant.ts';
import { InstantQueue } from './instant-queue.ts';
import { type Message, type Origin, queuedEntry } from './message.ts';
import type { Party } from './records.ts';
import type { World } from './world.ts';

/** How many messages may wait at once. */
const WAITING_MAX = 2 ** 26;

/** A message before it is queued. */
export interface Draft {
  readonly channel: 'sms' | 'email';
  readonly origin: Origin;
  readonly party: Party;
  readonly number?: string | undefined;
  readonly address?: string | undefined;
  readonly gateway?: Gateway | undefined;
  readonly language?: string | undefined;
  readonly text: string;
  readonly subject?: string | undefined;
  readonly html?: string | undefined;
  readonly because: Because;
  readonly ignoreOptOut?: boolean;
  readonly isChat?: boolean;
  readonly forwarded?: boolean;
  readonly repliesToInvalidAnswer?: boolean;
}

/** Messages that wait to be processed, by time to process and order of queueing. */
export class Outbox {
  readonly waiting = new InstantQueue();
  private readonly bySlot: (Message | undefined)[] = [];
  private readonly free: number[] = [];
  /** How many messages there have been, and how many of them have reached their end. */
  queued = 0;
  ended = 0;
  private live = 0;
  /** How often the same send was made at this instant: distinguishes two texts of one event. */
  private readonly ordinals = new Map<string, number>();
  private ordinalsAt: Instant = Number.NaN;
  private readonly send = new Name();
  private readonly name = new Name();
  private readonly beginning = new Name();
  private cause = '';
  private causeName: string | undefined;
  private readonly ending = new Ending();
  /** Halves of ids that were given at this instant without a message, not counted yet. */
  private readonly otherIds: number[] = [];

  /** Messages neither sent nor ended. */
  get size(): number {
    return this.live;
  }

  add(draft: Draft, world: World): Message {
    const { now } = world;
    if (this.live >= WAITING_MAX) throw new RangeError(`more than ${WAITING_MAX} messages wait at once`);
    const message = this.put(draft, this.nextRank(), this.idOf(draft, now), now);
    world.note(queuedEntry(message));
    return message;
  }

  /** The place in the order of queueing that the next message has. */
  nextRank(): number {
    this.queued += 1;
    return this.queued;
  }

  /** A message that was queued before, under its rank and id. */
  put(draft: Draft, rank: number, id: string, now: Instant): Message {
    const slot = this.free.pop() ?? this.bySlot.length;
    const message = messageOf(draft, { slot, rank, id, now });
    this.bySlot[slot] = message;
    this.live += 1;
    this.waiting.set(slot, now, rank);
    return message;
  }

  /** The next message to process at or before `limit`, taken out of the queue. */
  take(limit: Instant): Message | undefined {
    return this.bySlot[this.waiting.take(limit)];
  }

  /** Back into the queue, to be processed at `message.processAt`. */
  putBack(message: Message): void {
    this.waiting.set(message.slot, message.processAt, message.rank);
  }

  /** The message has reached its end. */
  end(message: Message): void {
    this.waiting.remove(message.slot);
    this.bySlot[message.slot] = undefined;
    this.free.push(message.slot);
    this.live -= 1;
    this.ended += 1;
  }

  /** Every message still here, in order of queueing. */
  all(): Message[] {
    const messages = this.bySlot.filter((message) => message !== undefined);
    return messages.sort((a, b) => a.rank - b.rank);
  }

  /** Takes note of an id that was given at this instant without a message. */
  noteId(first: number, last: number, now: Instant): void {
    this.beginInstant(now);
    this.otherIds.push(first, last);
  }

  private idOf(draft: Draft, now: Instant): string {
    const { origin, party, channel } = draft;
    const { event, iteration } = origin;
    const { send, name } = this;
    const due = origin.due ?? now;
    send.set(this.beginningOf(origin));
    send.add(origin.case ?? '');
    send.add('|');
    send.add(party.key);
    send.add('|');
    send.add(this.ending.of(due, event, iteration, channel));
    this.beginInstant(now);
    this.countOtherIds();
    name.set(send);
    name.add('0');
    const first = name.text();
    const ordinal = this.ordinals.get(first) ?? 0;
    this.ordinals.set(first, ordinal + 1);
    if (ordinal === 0) return first;
    send.add(String(ordinal));
    return send.text();
  }

  /** Messages in a row mostly have one cause. */
  private beginningOf({ cause, name }: Origin): Name {
    if (cause !== this.cause || name !== this.causeName) {
      this.cause = cause;
      this.causeName = name;
      this.beginning.set(noName);
      this.beginning.add(`${cause}|${name}|`);
    }
    return this.beginning;
  }

  private beginInstant(now: Instant): void {
    if (now === this.ordinalsAt) return;
    this.ordinals.clear();
    this.otherIds.length = 0;
    this.ordinalsAt = now;
  }

  private countOtherIds(): void {
    for (let index = 0; index < this.otherIds.length; index += 2) {
      const id = hexName(this.otherIds[index]!, this.otherIds[index + 1]!);
      this.ordinals.set(id, (this.ordinals.get(id) ?? 0) + 1);
    }
    this.otherIds.length = 0;
  }
}

const noName = new Name();

/** The end of a name: messages of one instant mostly have the same. */
class Ending {
  private due: Instant = Number.NaN;
  private event: number | undefined;
  private iteration: number | undefined;
  private channel = '';
  private text = '';

  of(
    due: Instant,
    event: number | undefined,
    iteration: number | undefined,
    channel: 'sms' | 'email',
  ): string {
    if (
      due !== this.due ||
      event !== this.event ||
      iteration !== this.iteration ||
      channel !== this.channel
    ) {
      this.due = due;
      this.event = event;
      this.iteration = iteration;
      this.channel = channel;
      this.text = nameEnd(due, event, iteration, channel);
    }
    return this.text;
  }
}

/** How the names of all messages of one cause to one contact begin. */
export const nameBeginning = ({ cause, name, case: record }: Origin, to: Party): string =>
  `${cause}|${name}|${record ?? ''}|${to.key}|`;

/** How they go on; the ordinal follows. */
export const nameEnd = (
  due: Instant,
  event: number | undefined,
  iteration: number | undefined,
  channel: 'sms' | 'email',
): string => `${due}|${event ?? ''}|${iteration ?? ''}|${channel}|`;

/** A message of a draft, as it is queued. */
export const messageOf = (
  draft: Draft,
  {
    slot,
    rank,
    id,
    now,
  }: { readonly slot: number; readonly rank: number; readonly id: string; readonly now: Instant },
): Message => ({
  slot,
  rank,
  id,
  channel: draft.channel,
  origin: draft.origin,
  party: draft.party,
  number: draft.number,
  address: draft.address,
  gateway: draft.gateway,
  isRouted: draft.gateway !== undefined,
  language: draft.language,
  text: draft.text,
  subject: draft.subject,
  html: draft.html,
  because: draft.because,
  queuedAt: now,
  processAt: now,
  attempts: 0,
  ignoreOptOut: draft.ignoreOptOut ?? false,
  isChat: draft.isChat ?? false,
  forwarded: draft.forwarded ?? false,
  repliesToInvalidAnswer: draft.repliesToInvalidAnswer ?? false,
  hold: undefined,
  from: undefined,
});
