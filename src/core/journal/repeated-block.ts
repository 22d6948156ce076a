/**
 * Entries that are as entries before of the same contacts, in all but their times. They go by in blocks: what differs stands
 * in columns, and a whole entry is made for whoever needs one.
 */
import { hexName } from '../chance.ts';
import type { EntryOf } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';
import { isoLocal } from '../time/format.ts';
import type { Zone } from '../time/zone.ts';

/** What `queued` and `sent` entries of one decision have in common: of an SMS of an alert or broadcast. */
export interface EntryPattern {
  /** Small whole number, another for each decision. */
  readonly slot: number;
  readonly queued: EntryOf<'queued'>;
  readonly sent: EntryOf<'sent'>;
  /** Whose clock `local` shows. */
  readonly zone: Zone;
}

/** The words of a message, and what follows from them: the only thing beside times in which entries of one pattern may differ. */
export interface Words {
  /** As they are queued. */
  readonly queued: string;
  /** As they are sent: cleaned up. */
  readonly sent: string;
  readonly segments: number | undefined;
  readonly hq_parts: number | undefined;
  readonly encoding: EntryOf<'sent'>['encoding'];
}

/** Messages of one due instant that are queued again, in order. They are added to, and never changed. */
export class RepeatedMessages<Pattern extends EntryPattern = EntryPattern> {
  readonly due: Instant;
  readonly patterns: Pattern[] = [];
  /** Of patterns: whoever keeps something for each needs not touch the patterns themselves, which lie far apart. */
  readonly slots: number[] = [];
  readonly iterations: number[] = [];
  /** One object as long as the words of a pattern stay the same. */
  readonly words: Words[] = [];
  /** Halves of ids. */
  readonly idFirsts: number[] = [];
  readonly idLasts: number[] = [];
  /** By the first half of the id, of the first so many; and those whose first half another has. */
  private readonly places = new Map<number, number>();
  private readonly alike: number[] = [];
  private indexed = 0;

  constructor(due: Instant) {
    this.due = due;
  }

  get length(): number {
    return this.patterns.length;
  }

  idOf(index: number): string {
    return hexName(this.idFirsts[index]!, this.idLasts[index]!);
  }

  /** Where the message of an id stands; -1: nowhere. */
  placeOf(id: string): number {
    const first = Number.parseInt(id.slice(0, 8), 16);
    this.indexNew();
    const place = this.places.get(first);
    if (place === undefined) return -1;
    if (this.idOf(place) === id) return place;
    return this.alike.find((other) => this.idOf(other) === id) ?? -1;
  }

  /** Only whoever asks for places pays for an index of them. */
  private indexNew(): void {
    for (; this.indexed < this.length; this.indexed += 1) {
      const first = this.idFirsts[this.indexed]!;
      if (this.places.has(first)) this.alike.push(this.indexed);
      else this.places.set(first, this.indexed);
    }
  }
}

/** Entries of one kind and instant: of the messages from one place up to another. */
export interface RepeatedBlock {
  readonly kind: 'queued' | 'sent';
  readonly at: Instant;
  readonly messages: RepeatedMessages;
  readonly from: number;
  /** The first that does not belong to it. */
  readonly to: number;
}

/** The entry of one of its messages, as it would have been made at once. */
export const entryIn = (block: RepeatedBlock, index: number): EntryOf<'queued'> | EntryOf<'sent'> =>
  block.kind === 'queued' ? queuedIn(block, index) : sentIn(block, index);

/** The entry that a message was queued with; `at`: when. */
function queuedIn({ at, messages }: Pick<RepeatedBlock, 'at' | 'messages'>, index: number) {
  const { queued } = messages.patterns[index]!;
  const words = messages.words[index]!;
  const { due } = messages;
  const iteration = messages.iterations[index]!;
  return { ...queued, at, id: messages.idOf(index), due, iteration, text: words.queued };
}

/** The entry that it was sent with; `at`: when. */
export function sentIn({ at, messages }: Pick<RepeatedBlock, 'at' | 'messages'>, index: number) {
  const { sent, zone } = messages.patterns[index]!;
  const { sent: text, segments, hq_parts, encoding } = messages.words[index]!;
  const { due } = messages;
  const iteration = messages.iterations[index]!;
  const local = isoLocal(zone, at);
  return { ...sent, at, id: messages.idOf(index), due, iteration, text, segments, hq_parts, encoding, local };
}

/** A block of one entry alone. */
export const blockOfOne = (block: RepeatedBlock, index: number): RepeatedBlock => ({
  ...block,
  from: index,
  to: index + 1,
});
