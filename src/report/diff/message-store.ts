/**
 * The messages of one side by person, packed: what most messages have in common is kept once, the rest as numbers and
 * texts in columns. A large rehearsal fits into memory beside the next.
 */
import type { ComparedMessage } from '../../core/model/message-change.ts';

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

interface Ends {
  readonly first: number;
  last: number;
}

const NONE = -1;

export class MessageStore implements SideMessages {
  private readonly ends = new Map<string, Ends>();
  private readonly commons: Common[] = [];
  private readonly commonIds = new Map<string, number>();
  private readonly addresses = new Map<number, string>();
  private readonly texts: (string | undefined)[] = [];
  private readonly cases: (string | undefined)[] = [];
  private readonly numbers: (string | undefined)[] = [];
  private at = new Float64Array(1024);
  private line = new Float64Array(1024);
  private common = new Uint32Array(1024);
  private next = new Int32Array(1024);
  private count = 0;

  add(message: ComparedMessage): void {
    const index = this.count;
    this.count += 1;
    if (this.count > this.at.length) this.grow();
    const ends = this.ends.get(message.person);
    this.at[index] = message.at;
    this.line[index] = message.line ?? NONE;
    this.common[index] = this.commonOf(message);
    this.next[index] = NONE;
    this.cases.push(message.case);
    this.numbers.push(message.number);
    if (message.address !== undefined) this.addresses.set(index, message.address);
    // The words of a course are made anew each time.
    const before = ends && this.texts[ends.last];
    this.texts.push(before === message.text ? before : message.text);
    if (ends) {
      this.next[ends.last] = index;
      ends.last = index;
    } else this.ends.set(message.person, { first: index, last: index });
  }

  get(person: string): readonly ComparedMessage[] | undefined {
    const ends = this.ends.get(person);
    return ends && this.listFrom(person, ends);
  }

  has(person: string): boolean {
    return this.ends.has(person);
  }

  keys(): IterableIterator<string> {
    return this.ends.keys();
  }

  *values(): IterableIterator<readonly ComparedMessage[]> {
    for (const [person, ends] of this.ends) yield this.listFrom(person, ends);
  }

  *[Symbol.iterator](): IterableIterator<readonly [string, readonly ComparedMessage[]]> {
    for (const [person, ends] of this.ends) yield [person, this.listFrom(person, ends)];
  }

  private listFrom(person: string, { first }: Ends): ComparedMessage[] {
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
      text: this.texts[index],
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
    const size = this.at.length * 2;
    this.at = grown(this.at, new Float64Array(size));
    this.line = grown(this.line, new Float64Array(size));
    this.common = grown(this.common, new Uint32Array(size));
    this.next = grown(this.next, new Int32Array(size));
  }
}

function grown<T extends Float64Array | Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
