/** Bytes that grow: whole numbers as varints (7 bits a byte, the lowest first), and runs of bytes. */

const FIRST_SIZE = 1 << 12;
const HIGH_BIT = 0x80;

export class ByteWriter {
  private bytes = new Uint8Array(FIRST_SIZE);
  private length = 0;

  byte(value: number): void {
    this.room(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  /** From 0 to 2^53 - 1. */
  varint(value: number): void {
    let rest = value;
    while (rest >= HIGH_BIT) {
      this.byte((rest % HIGH_BIT) | HIGH_BIT);
      rest = Math.floor(rest / HIGH_BIT);
    }
    this.byte(rest);
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** With its length before it. */
  section(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.raw(bytes);
  }

  end(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** 0, -1, 1, -2, … → 0, 1, 2, 3, …: small numbers of either sign take few bytes. */
export const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
