import { PARTS, partsOf, textOf } from './exchange-text.ts';
import type { Recorded } from './recorded.ts';

const SLAB_BYTES = 4 * 1024 * 1024;
const SLAB_EXCHANGES = 4096;
/** UTF-8 needs no more for a UTF-16 unit. */
const BYTES_PER_UNIT = 3;

const CHANNELS = [undefined, 'sms', 'email'] as const;
const VERDICTS = ['taken', 'refused', 'failing', 'other', 'unmatched'] as const;

/**
 * A few thousand exchanges as bytes in one buffer, oldest first. A recorder that holds a hundred thousand must
 * not hold them as objects: the garbage collector would walk them all, again and again.
 */
export class Slab {
  private readonly bytes: Buffer;
  private readonly ends: Uint32Array;
  private readonly lengths: Uint32Array;
  private readonly seqs: Float64Array;
  private readonly times: Float64Array;
  private readonly codes: Uint8Array;
  private used = 0;
  count = 0;

  /** An exchange that needs more than `size` bytes gets a slab of its own. */
  constructor(size = SLAB_BYTES) {
    const exchanges = size > SLAB_BYTES ? 1 : SLAB_EXCHANGES;
    this.bytes = Buffer.allocUnsafeSlow(size);
    this.ends = new Uint32Array(exchanges);
    this.lengths = new Uint32Array(exchanges * PARTS);
    this.seqs = new Float64Array(exchanges);
    this.times = new Float64Array(exchanges);
    this.codes = new Uint8Array(exchanges);
  }

  /** A slab with room for this exchange at least: the spare one when it is large enough. */
  static for(recorded: Recorded, spare?: Slab): Slab {
    const { body } = recorded.response;
    const bytes = Buffer.byteLength(textOf(recorded, new Uint32Array(PARTS), 0)) + Buffer.byteLength(body);
    const size = Math.max(bytes, SLAB_BYTES);
    return spare?.size === size ? spare.clear() : new Slab(size);
  }

  /** Bytes. */
  get size(): number {
    return this.bytes.length;
  }

  /** Makes it blank, to be written anew. */
  clear(): this {
    this.used = 0;
    this.count = 0;
    return this;
  }

  /** Writes an exchange; false: there is no room for it. */
  add(recorded: Recorded): boolean {
    const at = this.count;
    if (at === this.ends.length) return false;
    const text = textOf(recorded, this.lengths, at * PARTS);
    const { body } = recorded.response;
    const room = this.bytes.length - this.used;
    const units = text.length + body.length;
    if (units * BYTES_PER_UNIT > room && Buffer.byteLength(text) + Buffer.byteLength(body) > room)
      return false;
    this.used += this.bytes.write(text, this.used);
    this.used += this.bytes.write(body, this.used);
    this.ends[at] = this.used;
    this.seqs[at] = recorded.seq;
    this.times[at] = recorded.receivedAt;
    this.codes[at] =
      CHANNELS.indexOf(recorded.channel) * VERDICTS.length + VERDICTS.indexOf(recorded.verdict);
    this.count += 1;
    return true;
  }

  /** Gives another verdict to the exchange of that number; false: it is not here. */
  judge(seq: number, verdict: Recorded['verdict']): boolean {
    const at = this.seqs.subarray(0, this.count).lastIndexOf(seq);
    if (at < 0) return false;
    const channel = Math.floor((this.codes[at] ?? 0) / VERDICTS.length);
    this.codes[at] = channel * VERDICTS.length + VERDICTS.indexOf(verdict);
    return true;
  }

  /** `at`: from 0 to `count` - 1. */
  read(at: number): Recorded {
    const code = this.codes[at] ?? 0;
    const text = this.bytes.toString('utf8', at === 0 ? 0 : this.ends[at - 1], this.ends[at]);
    return {
      seq: this.seqs[at] ?? 0,
      receivedAt: this.times[at] ?? 0,
      channel: CHANNELS[Math.floor(code / VERDICTS.length)],
      verdict: VERDICTS[code % VERDICTS.length] ?? 'other',
      ...partsOf(text, this.lengths.subarray(at * PARTS, (at + 1) * PARTS)),
    };
  }
}
