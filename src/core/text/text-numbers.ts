/**
 * A number for each of many texts, by two hashes of the text: some 20 bytes each, where a map of strings takes 100. Two texts of
 * ten million have the same hashes once in 300,000 times.
 */

const FILLED_MAX = 0.6;
const SLOTS_MIN = 1024;

export class TextNumbers {
  /** First hash, second hash, number + 1; 0: the slot is free. */
  private slots = new Int32Array(SLOTS_MIN * 3);
  private mask = SLOTS_MIN - 1;
  private count = 0;
  private first = 0;
  private second = 0;

  get size(): number {
    return this.count;
  }

  has(text: string): boolean {
    return this.get(text) !== undefined;
  }

  get(text: string): number | undefined {
    this.hash(text);
    const known = this.slots[this.slotOf(this.slots, this.mask) + 2]!;
    return known === 0 ? undefined : known - 1;
  }

  /** The number that the text had before; undefined: it has the one given from now on. */
  add(text: string, number: number): number | undefined {
    const slot = this.slotFor(text);
    const known = this.slots[slot + 2]!;
    if (known !== 0) return known - 1;
    this.fill(slot, number);
    return undefined;
  }

  set(text: string, number: number): void {
    const slot = this.slotFor(text);
    if (this.slots[slot + 2] === 0) this.fill(slot, number);
    else this.slots[slot + 2] = number + 1;
  }

  private slotFor(text: string): number {
    if (this.count >= (this.mask + 1) * FILLED_MAX) this.grow();
    this.hash(text);
    return this.slotOf(this.slots, this.mask);
  }

  private fill(slot: number, number: number): void {
    this.slots[slot] = this.first;
    this.slots[slot + 1] = this.second;
    this.slots[slot + 2] = number + 1;
    this.count += 1;
  }

  private hash(text: string): void {
    let first = 0x9e3779b9 | 0;
    let second = 0x85ebca6b | 0;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      first = Math.imul(first ^ code, 0x01000193);
      first = (first << 13) | (first >>> 19);
      second = Math.imul(second ^ code, 0x5bd1e995);
      second = (second << 17) | (second >>> 15);
    }
    this.first = mixed(first ^ text.length);
    this.second = mixed(second + Math.imul(text.length, 0x27d4eb2f));
  }

  /** That of the text, or the free one that it would have. */
  private slotOf(slots: Int32Array, mask: number): number {
    let slot = (this.first & mask) * 3;
    const end = slots.length;
    while (slots[slot + 2] !== 0 && (slots[slot] !== this.first || slots[slot + 1] !== this.second)) {
      slot += 3;
      if (slot === end) slot = 0;
    }
    return slot;
  }

  private grow(): void {
    const { slots } = this;
    const mask = (this.mask + 1) * 2 - 1;
    const larger = new Int32Array((mask + 1) * 3);
    for (let slot = 0; slot < slots.length; slot += 3) {
      if (slots[slot + 2] === 0) continue;
      this.first = slots[slot]!;
      this.second = slots[slot + 1]!;
      larger.set(slots.subarray(slot, slot + 3), this.slotOf(larger, mask));
    }
    this.slots = larger;
    this.mask = mask;
  }
}

const ONCE = 1;
const TWICE = 2;

/** Which of many texts stand more than once. */
export class RepeatedTexts {
  private readonly counts = new TextNumbers();
  private repeated = 0;

  /** How many of them there are. */
  get size(): number {
    return this.repeated;
  }

  add(text: string | undefined): void {
    if (text === undefined || this.counts.add(text, ONCE) !== ONCE) return;
    this.counts.set(text, TWICE);
    this.repeated += 1;
  }

  has(text: string): boolean {
    return this.counts.get(text) === TWICE;
  }
}

function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b | 0);
  return bits ^ (bits >>> 16);
}
