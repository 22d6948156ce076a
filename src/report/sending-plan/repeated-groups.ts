/** Messages that are counted alike, so that those of a block that are as messages before are counted in one step each group. */
import type { Words } from '../../core/journal/repeated-block.ts';
import type { EntryOf } from '../../core/model/entry.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import type { Price } from '../../core/route/prices.ts';
import type { Zone } from '../../core/time/zone.ts';
import type { UcsText } from './gsm.ts';

/** What of a message the counts are made of. */
export interface AlikeMessages {
  /** One of them. */
  readonly sent: EntryOf<'sent'>;
  readonly cause: string;
  readonly gateway: Gateway | undefined;
  readonly price: Price | undefined;
  /** The reader's own. */
  readonly zone: Zone;
  /** undefined: it is in GSM-7. */
  readonly ucs: UcsText | undefined;
  /** Whether it is asked for. */
  readonly isTaken: boolean;
}

export class RepeatedGroups {
  private readonly groups: AlikeMessages[] = [];
  private readonly byKey = new Map<string, number>();
  /** By slot of a pattern. */
  private readonly groupOf: number[] = [];
  private readonly wordsOf: Words[] = [];
  private readonly counts: number[] = [];
  private readonly lastOf: number[] = [];
  private counted: number[] = [];
  private readonly numbers = new Map<object, number>();

  /** Whether the messages of a slot in these words are known to belong to a group. */
  has(slot: number, words: Words): boolean {
    return this.wordsOf[slot] === words;
  }

  add(slot: number, words: Words, alike: AlikeMessages): void {
    const key = this.keyOf(alike);
    let group = this.byKey.get(key);
    if (group === undefined) {
      group = this.groups.push(alike) - 1;
      this.counts.push(0);
      this.byKey.set(key, group);
    }
    this.groupOf[slot] = group;
    this.wordsOf[slot] = words;
  }

  /** Counts `count` more messages of the slot's group, which stand at a place of the block; the group. */
  count(slot: number, place: number, count = 1): AlikeMessages {
    const group = this.groupOf[slot]!;
    if (this.counts[group] === 0) this.counted.push(group);
    this.counts[group]! += count;
    this.lastOf[group] = place;
    return this.groups[group]!;
  }

  /** The groups that were counted, with how many, in the order of their last messages; then none are. */
  take(): [AlikeMessages, number][] {
    const { counted, counts, groups, lastOf } = this;
    this.counted = [];
    return counted
      .sort((a, b) => lastOf[a]! - lastOf[b]!)
      .map((group) => {
        const count = counts[group]!;
        counts[group] = 0;
        return [groups[group]!, count];
      });
  }

  private keyOf({ sent, cause, gateway, price, zone, ucs, isTaken }: AlikeMessages): string {
    return JSON.stringify([
      ...[sent.channel, sent.via, sent.language, sent.segments, cause, isTaken],
      ...[this.numberOf(gateway), this.numberOf(price), this.numberOf(zone)],
      ucs && [ucs.segments, ucs.saved, ucs.bytesSaved, ...ucs.characters],
    ]);
  }

  /** Of things that are the same only if they are one. */
  private numberOf(thing: object | undefined): number {
    if (thing === undefined) return -1;
    const known = this.numbers.get(thing);
    if (known !== undefined) return known;
    this.numbers.set(thing, this.numbers.size);
    return this.numbers.size - 1;
  }
}
