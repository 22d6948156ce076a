/**
 * Lines of entries that are as lines before in all but their times. The bytes that stay are made once, and copied into the page
 * that stands in the same buffer: a copy inside one buffer costs a few nanoseconds.
 */
import { afterSeq, LINE_START, piecesAround } from '../core/journal/lines.ts';
import type { EntryPattern, RepeatedBlock } from '../core/journal/repeated-block.ts';
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

/** A line without what changes in it: where its pieces stand in the chunk. */
interface Pieces {
  readonly beforeId: Place;
  readonly beforeIteration: Place;
  readonly beforeDue: Place;
  readonly afterDue: Place;
  /** Of `sent`: behind the local time. */
  readonly end: Place | undefined;
  readonly bytesMax: number;
}

interface Place {
  readonly from: number;
  readonly to: number;
}

interface Lines {
  readonly chunk: Chunk;
  readonly queued: Pieces;
  readonly sent: Pieces;
}

export class RepeatedLines {
  private bySlot: Lines[] = [];
  private chunks: Chunk[] = [];

  /** Writes a line, without ending it. */
  write(page: Page, seq: number, { kind, at, messages }: RepeatedBlock, index: number): void {
    const { due } = messages;
    const pattern = messages.patterns[index]!;
    const lines = this.bySlot[pattern.slot] ?? this.prepare(pattern);
    const { chunk } = lines;
    const { bytes } = chunk;
    const pieces = kind === 'queued' ? lines.queued : lines.sent;
    if (page.bytes !== bytes) page.moveTo(bytes, PAGE_START, PAGE_END);
    if (page.length + pieces.bytesMax > PAGE_END) page.flush();

    let to = page.length;
    to = copied(bytes, chunk.start, to);
    to = withDigits(bytes, to, seq);
    to = copied(bytes, chunk.moment(kind, at), to);
    to = copied(bytes, pieces.beforeId, to);
    to = withHex(bytes, to, messages.idFirsts[index]!);
    to = withHex(bytes, to, messages.idLasts[index]!);
    to = copied(bytes, pieces.beforeIteration, to);
    to = withDigits(bytes, to, messages.iterations[index]!);
    to = copied(bytes, pieces.beforeDue, to);
    to = copied(bytes, chunk.due(due), to);
    to = copied(bytes, pieces.afterDue, to);
    if (pieces.end !== undefined) {
      to = copied(bytes, chunk.local(pattern.zone, at), to);
      to = copied(bytes, pieces.end, to);
    }
    page.length = to;
  }

  private prepare(pattern: EntryPattern): Lines {
    const queued = piecesAround(pattern.queued);
    const sent = piecesAround(pattern.sent);
    const room = 3 * [...queued, ...sent].reduce((sum, piece) => sum + piece.length, 0);
    let chunk = this.chunks.at(-1);
    if (chunk === undefined || chunk.left < room) {
      if (this.chunks.length === CHUNKS_MAX) this.forget();
      chunk = new Chunk(Math.max(CHUNK_BYTES, PAGE_END + room));
      this.chunks.push(chunk);
    }
    const lines = { chunk, queued: piecesIn(chunk, queued), sent: piecesIn(chunk, sent) };
    this.bySlot[pattern.slot] = lines;
    return lines;
  }

  private forget(): void {
    this.bySlot = [];
    this.chunks = [];
  }
}

/** Digits of a number, the id and times, at most. */
const CHANGING_BYTES = 256;

function piecesIn(chunk: Chunk, pieces: readonly string[]): Pieces {
  const places = pieces.map((piece) => chunk.place(piece));
  const [beforeId, beforeIteration, beforeDue, afterDue, end] = places;
  const bytesMax = CHANGING_BYTES + places.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    beforeId: beforeId!,
    beforeIteration: beforeIteration!,
    beforeDue: beforeDue!,
    afterDue: afterDue!,
    end,
    bytesMax,
  };
}

/** A buffer: first what changes from instant to instant, then the page, then pieces of lines. */
class Chunk {
  readonly bytes: Buffer;
  readonly start: Place;
  private end = PAGE_END;
  /** Pieces that many contacts share. */
  private readonly known = new Map<string, Place>();
  private readonly moments = { queued: new Varying(this, 64), sent: new Varying(this, 192) };
  private readonly dues = new Varying(this, 320);
  private readonly locals = new Varying(this, 384);
  private at = Number.NaN;
  private dueAt = Number.NaN;
  private zone: Zone | undefined;
  private localAt = Number.NaN;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
    this.start = { from: 0, to: this.bytes.write(LINE_START, 0, 'latin1') };
  }

  get left(): number {
    return this.bytes.length - this.end;
  }

  place(piece: string): Place {
    const known = this.known.get(piece);
    if (known !== undefined) return known;
    const from = this.end;
    this.end += this.bytes.write(piece, from, 'utf8');
    const place = { from, to: this.end };
    if (this.known.size < SHARED_MAX) this.known.set(piece, place);
    return place;
  }

  moment(kind: RepeatedBlock['kind'], at: number): Place {
    if (at !== this.at) {
      this.at = at;
      this.moments.queued.set(afterSeq(at, 'queued'));
      this.moments.sent.set(afterSeq(at, 'sent'));
    }
    return this.moments[kind].place;
  }

  due(due: number): Place {
    if (due !== this.dueAt) {
      this.dueAt = due;
      this.dues.set(isoUtc(due));
    }
    return this.dues.place;
  }

  local(zone: Zone, at: number): Place {
    if (zone !== this.zone || at !== this.localAt) {
      this.zone = zone;
      this.localAt = at;
      this.locals.set(isoLocal(zone, at));
    }
    return this.locals.place;
  }
}

/** Mostly the last pieces of lines, which say why: few differ. */
const SHARED_MAX = 1000;

/** A short text at a fixed place. */
class Varying {
  readonly place: { from: number; to: number };
  private readonly chunk: { readonly bytes: Buffer };
  private text = '';

  constructor(chunk: { readonly bytes: Buffer }, from: number) {
    this.chunk = chunk;
    this.place = { from, to: from };
  }

  set(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.place.to = this.place.from + this.chunk.bytes.write(text, this.place.from, 'latin1');
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
