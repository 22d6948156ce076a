/** Reads what `ByteWriter` wrote. */

const HIGH_BIT = 0x80;

export class ByteReader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw new RangeError('the data of the report end too soon');
    this.at += 1;
    return value;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & (HIGH_BIT - 1)) * scale;
      if (byte < HIGH_BIT) return value;
      scale *= HIGH_BIT;
    }
  }

  raw(length: number): Uint8Array {
    const end = this.at + length;
    if (end > this.bytes.length) throw new RangeError('the data of the report end too soon');
    const bytes = this.bytes.subarray(this.at, end);
    this.at = end;
    return bytes;
  }

  section(): Uint8Array {
    return this.raw(this.varint());
  }
}

export const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);
