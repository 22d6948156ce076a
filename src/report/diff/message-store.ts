/**
 * The messages of one side by person, packed: what most messages have in common is kept once, the rest as numbers and
 * texts in columns. A large rehearsal fits into memory beside the next.
 */
import type { ComparedMessage } from '../../core/model/message-change.ts';
import { grown, PackedTexts } from './packed-texts.ts';

/** Messages by person, in the order in which each person's were added. */
export interface SideMessages
  extends Iterable<readonly [person: string, messages: readonly ComparedMessage[]]> {
  get(person: string): readonly ComparedMessage[] | undefined;
  has(person: string): boolean;
  keys(): IterableIterator<string>;
  values(): IterableIterator<readonly ComparedMessage[]>;
}

type Common = Pick<
  ComparedMessage,
  'outcome' | 'cause' | 'channel' | 'gateway' | 'language' | 'reason' | 'segments'
>;

const NONE = -1;

export class MessageStore implements SideMessages {
  /** The first message of each person. */
  private readonly firsts = new Map<string, number>();
  private readonly commons: Common[] = [];
  private readonly commonIds = new Map<string, number>();
  private readonly addresses = new Map<number, string>();
  private readonly texts = new PackedTexts();
  private readonly cases: (string | undefined)[] = [];
  private readonly numbers: (string | undefined)[] = [];
  private at = new Float64Array(1024);
  private line = new Float64Array(1024);
  private common = new Uint32Array(1024);
  /** The message of the same person behind each. */
  private next = new Int32Array(1024);
  /** Of a person's first message: that person's last. */
  private last = new Int32Array(1024);
  private count = 0;

  add(message: ComparedMessage): void {
    const index = this.count;
    this.count += 1;
    if (this.count > this.at.length) this.grow();
    const first = this.firsts.get(message.person) ?? index;
    const before = first === index ? NONE : this.last[first]!;
    this.at[index] = message.at;
    this.line[index] = message.line ?? NONE;
    this.common[index] = this.commonOf(message);
    this.next[index] = NONE;
    this.cases.push(message.case);
    this.numbers.push(message.number);
    if (message.address !== undefined) this.addresses.set(index, message.address);
    // The words of a course are the same each time.
    if (before !== NONE && this.texts.get(before) === message.text) this.texts.repeat(before);
    else this.texts.push(message.text);
    this.last[first] = index;
    if (before === NONE) this.firsts.set(message.person, index);
    else this.next[before] = index;
  }

  get(person: string): readonly ComparedMessage[] | undefined {
    const first = this.firsts.get(person);
    return first === undefined ? undefined : this.listFrom(person, first);
  }

  has(person: string): boolean {
    return this.firsts.has(person);
  }

  keys(): IterableIterator<string> {
    return this.firsts.keys();
  }

  *values(): IterableIterator<readonly ComparedMessage[]> {
    for (const [person, first] of this.firsts) yield this.listFrom(person, first);
  }

  *[Symbol.iterator](): IterableIterator<readonly [string, readonly ComparedMessage[]]> {
    for (const [person, first] of this.firsts) yield [person, this.listFrom(person, first)];
  }

  private listFrom(person: string, first: number): ComparedMessage[] {
    const messages: ComparedMessage[] = [];
    for (let index = first; index !== NONE; index = this.next[index]!)
      messages.push(this.message(person, index));
    return messages;
  }

  private message(person: string, index: number): ComparedMessage {
    const { outcome, cause, channel, gateway, language, reason, segments } =
      this.commons[this.common[index]!]!;
    const line = this.line[index]!;
    return {
      at: this.at[index]!,
      outcome,
      person,
      cause,
      case: this.cases[index],
      channel,
      number: this.numbers[index],
      address: this.addresses.get(index),
      gateway,
      language,
      reason,
      segments,
      text: this.texts.get(index),
      line: line === NONE ? undefined : line,
    };
  }

  private commonOf({
    outcome,
    cause,
    channel,
    gateway,
    language,
    reason,
    segments,
  }: ComparedMessage): number {
    const key = JSON.stringify([outcome, cause, channel, gateway, language, reason, segments]);
    const known = this.commonIds.get(key);
    if (known !== undefined) return known;
    this.commonIds.set(key, this.commons.length);
    return this.commons.push({ outcome, cause, channel, gateway, language, reason, segments }) - 1;
  }

  private grow(): void {
    this.at = grown(this.at);
    this.line = grown(this.line);
    this.common = grown(this.common);
    this.next = grown(this.next);
    this.last = grown(this.last);
  }
}
