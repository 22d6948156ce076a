/**
 * Chance, keyed: the same seed and key always give the same draw, whoever asks and in whatever order.
 * There is no shared stream, so shards, workers, sockets and the in-process pace agree.
 */

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A 32-bit FNV-1a hash of the text's UTF-16 code units, finished by murmur's mixer. */
export function hash32(text: string, seed = 0): number {
  let hash = (FNV_OFFSET ^ seed) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  }
  return mix(hash);
}

/** A whole number from 0 to `count` - 1, the same for the same seed and key. */
export function draw(seed: number, key: string, count: number): number {
  const high = hash32(key, seed);
  const low = hash32(key, seed ^ 0x9e3779b9);
  return Math.floor(((high * 0x200000 + (low >>> 11)) / 0x20000000000000) * count);
}

/** 16 hex digits that name a thing by what it is. */
export function nameOf(text: string): string {
  const name = new Name();
  name.add(text);
  return name.text();
}

/** A name under way, so that names which begin alike are made of their ends alone. */
export class Name {
  high = FNV_OFFSET ^ 0x2545f491;
  low = FNV_OFFSET ^ 0x6c078965;
  length = 0;

  /** Begins as another. */
  set(other: Name): void {
    this.high = other.high;
    this.low = other.low;
    this.length = other.length;
  }

  add(text: string): void {
    let { high, low } = this;
    const from = this.length;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      high = Math.imul(high ^ unit, FNV_PRIME);
      low = Math.imul(low ^ (unit + from + index), 0x5bd1e995) ^ (low >>> 15);
    }
    this.high = high;
    this.low = low;
    this.length = from + text.length;
  }

  /** The first eight digits as a number. */
  first(): number {
    return mix(this.high);
  }

  /** The last eight. */
  last(): number {
    return mix(this.low);
  }

  text(): string {
    return hexName(this.first(), this.last());
  }
}

/** Beginnings of names in columns, by small whole numbers. */
export class NameBeginnings {
  private columns = new Int32Array(3 * 64);
  private readonly name = new Name();

  keep(slot: number, text: string): void {
    const { name } = this;
    name.set(noName);
    name.add(text);
    this.reserve(3 * slot + 3);
    this.columns[3 * slot] = name.high;
    this.columns[3 * slot + 1] = name.low;
    this.columns[3 * slot + 2] = name.length;
  }

  /** Begins a name as one that is kept. */
  begin(name: Name, slot: number): void {
    const { columns } = this;
    name.high = columns[3 * slot]!;
    name.low = columns[3 * slot + 1]!;
    name.length = columns[3 * slot + 2]!;
  }

  private reserve(length: number): void {
    if (length <= this.columns.length) return;
    const larger = new Int32Array(2 * length);
    larger.set(this.columns);
    this.columns = larger;
  }
}

const noName = new Name();

/** A name of its two halves. */
export const hexName = (first: number, last: number): string => hex8(first) + hex8(last);

/** `hash32` of a name, without its text. */
export function hashOfName(first: number, last: number): number {
  let hash = FNV_OFFSET;
  for (let shift = 28; shift >= 0; shift -= 4)
    hash = Math.imul(hash ^ hexUnit((first >>> shift) & 15), FNV_PRIME);
  for (let shift = 28; shift >= 0; shift -= 4)
    hash = Math.imul(hash ^ hexUnit((last >>> shift) & 15), FNV_PRIME);
  return mix(hash);
}

/** The character code of one hex digit. */
const hexUnit = (digit: number): number => digit + (digit < 10 ? 48 : 87);

function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const hex8 = (value: number): string => hex4[value >>> 16]! + hex4[value & 0xffff]!;

/** Every four hex digits, so that naming a message costs two look-ups a half. */
const hex4: readonly string[] = Array.from({ length: 0x10000 }, (_, value) =>
  value.toString(16).padStart(4, '0'),
);
