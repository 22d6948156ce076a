import { HEADER_BYTES } from './pdu.ts';

/** Bytes of one unit: a message_payload of 64 kB would be no SMS any more. */
const PDU_BYTES_MAX = 65_536;

/** Cuts what comes over a connection into units, by the length that each begins with. */
export class Frames {
  private chunks: Buffer[] = [];
  private size = 0;
  /** Of the unit at hand; undefined: its first four bytes are not there yet. */
  private length: number | undefined;

  /** Whether a unit has begun and is not whole. */
  get isWithin(): boolean {
    return this.size > 0;
  }

  /** The units that are whole now; `wrong length`: nothing after it can be read. */
  *take(chunk: Buffer): IterableIterator<Buffer | 'wrong length'> {
    this.chunks.push(chunk);
    this.size += chunk.length;
    while (this.size >= (this.length ?? 4)) {
      if (this.length === undefined) {
        this.length = this.joined().readUInt32BE(0);
        if (this.length < HEADER_BYTES || this.length > PDU_BYTES_MAX) return yield 'wrong length';
        continue;
      }
      const bytes = this.joined();
      const unit = bytes.subarray(0, this.length);
      this.chunks = this.length < bytes.length ? [bytes.subarray(this.length)] : [];
      this.size -= this.length;
      this.length = undefined;
      yield unit;
    }
  }

  /** Copied once for each unit, not for each chunk. */
  private joined(): Buffer {
    const [first] = this.chunks;
    const bytes = this.chunks.length === 1 && first ? first : Buffer.concat(this.chunks);
    this.chunks = [bytes];
    return bytes;
  }
}
