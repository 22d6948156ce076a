/**
 * Lines of entries that are as lines before in all but their times and words. The bytes that stay are made once, and copied into the page
 * that stands in the same buffer: a copy inside one buffer costs a few nanoseconds.
 */
import { afterSeq, LINE_START, piecesAround, quote } from '../core/journal/lines.ts';
import {
  type RepeatedBlock,
  type RepeatedMessages,
  sentIn,
  type Words,
} from '../core/journal/repeated-block.ts';
import { isoLocal, isoUtc } from '../core/time/format.ts';
import type { Zone } from '../core/time/zone.ts';

/** A buffer's page begins behind the pieces that change from instant to instant. */
const PAGE_START = 1024;

/** Where pages are gathered. */
interface Page {
  readonly bytes: Buffer;
  length: number;
  /** Goes on in the page of another buffer, that holds so many bytes beside lines. */
  moveTo(bytes: Buffer, start: number, end: number): void;
  flush(): void;
}

const CHUNK_BYTES = 1 << 23;
const PAGE_END = PAGE_START + (1 << 16);
/** Past so many bytes of pieces all are forgotten, and made anew. */
const CHUNKS_MAX = 32;

interface Place {
  readonly from: number;
  to: number;
}

type Kind = RepeatedBlock['kind'];

/** Where the lines of one kind have what does not change, by the slot of their pattern: of few objects, which lie close. */
class LinePlaces {
  /** Behind the id, up to the iteration; the words in it; and where its room ends. */
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly wordsFrom: number[] = [];
  readonly wordsTo: number[] = [];
  readonly limit: number[] = [];
  readonly words: Words[] = [];
  /** The rest. */
  readonly tails: Tail[] = [];
}

export class RepeatedLines {
  private chunkBySlot: Chunk[] = [];
  private places = { queued: new LinePlaces(), sent: new LinePlaces() };
  private chunks: Chunk[] = [];

  /** Writes a line, without ending it. */
  write(page: Page, seq: number, { kind, at, messages }: RepeatedBlock, index: number): void {
    const slot = messages.slots[index]!;
    let chunk = this.chunkBySlot[slot] ?? this.prepare(messages, index);
    let places = kind === 'queued' ? this.places.queued : this.places.sent;
    if (places.words[slot] !== messages.words[index]) {
      chunk = this.reword(chunk, kind, messages, index);
      places = this.places[kind];
    }
    const from = places.from[slot]!;
    const end = places.to[slot]!;
    const tail = places.tails[slot]!;
    const { bytes } = chunk;
    if (page.bytes !== bytes) page.moveTo(bytes, PAGE_START, PAGE_END);
    if (page.length + end - from + tail.bytesMax + CHANGING_BYTES > PAGE_END) page.flush();

    let to = copied(bytes, chunk.heads[kind].at(seq, at), page.length);
    to = withHex(bytes, to, messages.idFirsts[index]!);
    to = withHex(bytes, to, messages.idLasts[index]!);
    bytes.copyWithin(to, from, end);
    to = withDigits(bytes, to + end - from, messages.iterations[index]!);
    page.length = copied(bytes, tail.at(messages.due, at), to);
  }

  /** Puts other words into the line of a kind. */
  private reword(chunk: Chunk, kind: Kind, messages: RepeatedMessages, index: number): Chunk {
    const slot = messages.slots[index]!;
    const places = this.places[kind];
    const words = messages.words[index]!;
    const hasSameEnd = kind === 'queued' || haveSameParts(places.words[slot]!, words);
    if (!hasSameEnd || !chunk.reword(places, slot, quote(words[kind]))) return this.prepare(messages, index);
    places.words[slot] = words;
    return chunk;
  }

  private prepare(messages: RepeatedMessages, index: number): Chunk {
    const pattern = messages.patterns[index]!;
    const { slot, zone } = pattern;
    const words = messages.words[index]!;
    const hasItsParts = haveSameParts(pattern.sent, words);
    const queued = piecesAround(pattern.queued);
    const sent = piecesAround(hasItsParts ? pattern.sent : sentIn({ at: 0, messages }, index));
    const texts = { queued: quote(words.queued), sent: quote(words.sent) };
    const pieces = [...queued, texts.queued, ...sent, texts.sent];
    const room = 3 * pieces.reduce((sum, piece) => sum + piece.length, 4 * TIME_BYTES);
    let chunk = this.chunks.at(-1);
    if (chunk === undefined || chunk.left < room) {
      if (this.chunks.length === CHUNKS_MAX) this.forget();
      chunk = new Chunk(Math.max(CHUNK_BYTES, PAGE_END + room));
      this.chunks.push(chunk);
    }
    this.chunkBySlot[slot] = chunk;
    for (const [kind, [beforeId = '', afterId = '', afterWords = '', ...rest]] of [
      ['queued', queued],
      ['sent', sent],
    ] as const) {
      const places = this.places[kind];
      chunk.heads[kind].begin(beforeId);
      chunk.place(places, slot, [afterId, texts[kind], afterWords]);
      places.tails[slot] = chunk.tail(rest, zone);
      places.words[slot] = words;
    }
    return chunk;
  }

  private forget(): void {
    this.chunkBySlot = [];
    this.places = { queued: new LinePlaces(), sent: new LinePlaces() };
    this.chunks = [];
  }
}

/** Number, instant, kind, id and iteration, at most. */
const CHANGING_BYTES = 256;
/** Of one time, at most. */
const TIME_BYTES = 32;

/** A buffer: first what changes from entry to entry, then the page, then pieces of lines. */
class Chunk {
  readonly bytes: Buffer;
  private end = PAGE_END;
  readonly heads: { readonly queued: Head; readonly sent: Head };
  /** Pieces that many contacts share: mostly the last of lines, which say why, for few differ. */
  private readonly tails = new Map<string, Tail>();

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
    this.heads = { queued: new Head(this.bytes, 'queued', 0), sent: new Head(this.bytes, 'sent', 512) };
  }

  get left(): number {
    return this.bytes.length - this.end;
  }

  /** What does not change of the lines of a slot: before the words, these, and behind them. */
  place(places: LinePlaces, slot: number, [before, words, behind]: readonly [string, string, string]): void {
    const from = this.end;
    const wordsFrom = from + this.bytes.write(before, from, 'utf8');
    const wordsTo = wordsFrom + this.bytes.write(words, wordsFrom, 'utf8');
    this.end = wordsTo + this.bytes.write(behind, wordsTo, 'utf8');
    places.from[slot] = from;
    places.wordsFrom[slot] = wordsFrom;
    places.wordsTo[slot] = wordsTo;
    places.to[slot] = this.end;
    places.limit[slot] = this.end;
  }

  /** Other words where there were some; false: there is no room. */
  reword(places: LinePlaces, slot: number, words: string): boolean {
    const { bytes } = this;
    const length = Buffer.byteLength(words, 'utf8');
    const behindFrom = places.wordsTo[slot]!;
    const behindTo = places.to[slot]!;
    let wordsFrom = places.wordsFrom[slot]!;
    if (wordsFrom + length + behindTo - behindFrom > places.limit[slot]!) {
      const from = places.from[slot]!;
      const room = behindTo - from + length + SPARE_BYTES;
      if (room > this.left) return false;
      bytes.copyWithin(this.end, from, wordsFrom);
      wordsFrom += this.end - from;
      places.from[slot] = this.end;
      places.wordsFrom[slot] = wordsFrom;
      this.end += room;
      places.limit[slot] = this.end;
    }
    const wordsTo = wordsFrom + length;
    bytes.copyWithin(wordsTo, behindFrom, behindTo);
    bytes.write(words, wordsFrom, 'utf8');
    places.wordsTo[slot] = wordsTo;
    places.to[slot] = wordsTo + behindTo - behindFrom;
    return true;
  }

  tail(pieces: readonly string[], zone: Zone): Tail {
    const name = `${zone.name} ${pieces.join('\n')}`;
    const known = this.tails.get(name);
    if (known?.zone === zone) return known;
    const tail = new Tail(this.bytes, this.end, pieces, zone);
    this.end += tail.bytesMax;
    if (this.tails.size < SHARED_MAX) this.tails.set(name, tail);
    return tail;
  }
}

const SHARED_MAX = 1000;

/** Words that change mostly grow by little, now and then. */
const SPARE_BYTES = 32;

type Parts = Partial<Pick<Words, 'segments' | 'hq_parts' | 'encoding'>>;

const haveSameParts = (one: Parts, other: Parts): boolean =>
  one.segments === other.segments && one.hq_parts === other.hq_parts && one.encoding === other.encoding;

/** The beginning of a line, up to the id: its number is counted on where it stands. */
class Head {
  private readonly bytes: Buffer;
  private readonly kind: Kind;
  private readonly place: { readonly from: number; to: number };
  private instant = Number.NaN;
  /** The least number with more digits. */
  private limit = 0;
  private least = 0;
  private beforeId = '';

  constructor(bytes: Buffer, kind: Kind, from: number) {
    this.bytes = bytes;
    this.kind = kind;
    this.place = { from, to: from };
  }

  /** All lines of a kind have the same before the id. */
  begin(beforeId: string): void {
    this.beforeId = beforeId;
  }

  at(seq: number, instant: number): Place {
    if (instant !== this.instant || seq >= this.limit || seq < this.least) this.write(seq, instant);
    else withDigits(this.bytes, this.place.from + LINE_START.length, seq);
    return this.place;
  }

  private write(seq: number, instant: number): void {
    const { place } = this;
    this.instant = instant;
    this.limit = 10 ** String(seq).length;
    this.least = this.limit / 10;
    const text = `${LINE_START}${seq}${afterSeq(instant, this.kind)}${this.beforeId}`;
    place.to = place.from + this.bytes.write(text, place.from, 'latin1');
  }
}

/** The end of a line, behind the iteration: with its times, which many lines share. */
class Tail {
  readonly zone: Zone;
  readonly bytesMax: number;
  private readonly bytes: Buffer;
  private readonly place: { readonly from: number; to: number };
  private readonly beforeDue: string;
  private readonly afterDue: string;
  /** Of `sent`: behind the local time. */
  private readonly end: string | undefined;
  private due = Number.NaN;
  private instant = Number.NaN;

  constructor(bytes: Buffer, from: number, pieces: readonly string[], zone: Zone) {
    const [beforeDue = '', afterDue = '', end] = pieces;
    this.bytes = bytes;
    this.zone = zone;
    this.place = { from, to: from };
    this.beforeDue = beforeDue;
    this.afterDue = afterDue;
    this.end = end;
    this.bytesMax = Buffer.byteLength(pieces.join('')) + 2 * TIME_BYTES;
  }

  at(due: number, instant: number): Place {
    if (due !== this.due || instant !== this.instant) this.write(due, instant);
    return this.place;
  }

  private write(due: number, instant: number): void {
    this.due = due;
    this.instant = instant;
    const { place, end } = this;
    const local = end === undefined ? '' : `${isoLocal(this.zone, instant)}${end}`;
    const text = `${this.beforeDue}${isoUtc(due)}${this.afterDue}${local}`;
    place.to = place.from + this.bytes.write(text, place.from, 'utf8');
  }
}

function copied(bytes: Buffer, { from, to }: Place, target: number): number {
  bytes.copyWithin(target, from, to);
  return target + to - from;
}

/** A whole number that is not negative. */
function withDigits(bytes: Buffer, from: number, value: number): number {
  let end = from + 1;
  for (let power = 10; value >= power; power *= 10) end += 1;
  let rest = value;
  for (let at = end - 1; at >= from; at -= 1) {
    const tenth = Math.floor(rest / 10);
    bytes[at] = 48 + rest - tenth * 10;
    rest = tenth;
  }
  return end;
}

function withHex(bytes: Buffer, from: number, value: number): number {
  for (let index = 0; index < 8; index += 1) {
    const digit = (value >>> (28 - 4 * index)) & 15;
    bytes[from + index] = digit + (digit < 10 ? 48 : 87);
  }
  return from + 8;
}
