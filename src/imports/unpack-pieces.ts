/** A gzip or zstd file, piece by piece → what was packed, piece by piece: memory does not grow with the file. */
import * as zlib from 'node:zlib';
import { Gunzip } from 'fflate';
import { Decompress } from 'fzstd';
import type { Packing } from './packing.ts';

/** Of a member of gzip: checksum and length behind its data. */
const TRAILER_BYTES = 8;

/** What is wrong with a packed file. */
export class DamagedPacking extends Error {
  /** It ends too early: what came before is sound. */
  readonly isCut: boolean;

  constructor(message: string, isCut: boolean) {
    super(message);
    this.isCut = isCut;
  }
}

/**
 * Both kinds may be several packed files one behind another.
 * @throws DamagedPacking where the file ends too early or its bytes are not what was packed.
 */
export function* unpackedPieces(
  pieces: Iterable<Uint8Array>,
  packing: Packing,
): IterableIterator<Uint8Array> {
  const unpacker = packing === 'gzip' ? new GzipUnpacker() : zstdUnpacker();
  let bytes = 0;
  const guarded = (piece: Uint8Array, isLast: boolean): readonly Uint8Array[] => {
    try {
      return unpacker.push(piece, isLast);
    } catch (error) {
      throw damaged(packing, bytes, error, isLast);
    }
  };
  for (const piece of pieces) {
    bytes += piece.length;
    yield* guarded(piece, false);
  }
  yield* guarded(new Uint8Array(0), true);
}

interface Unpacker {
  /** Throws when the bytes are no sound file. */
  push(piece: Uint8Array, isLast: boolean): readonly Uint8Array[];
}

/** The end came too early. */
class Truncated extends Error {}

/** The checksum of each member is compared, which the package leaves out. */
class GzipUnpacker implements Unpacker {
  private unpacked: Uint8Array[] = [];
  private checksum = 0;
  private before = new Uint8Array(0);
  private piece = new Uint8Array(0);
  /** Bytes before `piece`. */
  private passed = 0;
  private readonly gunzip = new Gunzip((data) => {
    this.checksum = crc32(data, this.checksum);
    if (data.length > 0) this.unpacked.push(data);
  });

  constructor() {
    this.gunzip.onmember = (start) => this.endMember(start);
  }

  push(piece: Uint8Array, isLast: boolean): readonly Uint8Array[] {
    this.unpacked = [];
    this.passed += this.piece.length;
    this.before = Buffer.concat([this.before, this.piece]).subarray(-BEFORE_BYTES);
    this.piece = new Uint8Array(piece);
    this.gunzip.push(piece, isLast);
    if (isLast) this.endMember(this.passed + piece.length);
    return this.unpacked;
  }

  /** `end` is where the next one begins. */
  private endMember(end: number): void {
    const bytes = Buffer.concat([this.before, this.piece]);
    const at = end - this.passed + this.before.length - TRAILER_BYTES;
    if (at < 0) throw new Truncated();
    if (bytes.readUInt32LE(at) !== this.checksum) throw new Error('its checksum is another');
    this.checksum = 0;
  }
}

/** The header of the next member, which shows where one ends, has a name of a file at most. */
const BEFORE_BYTES = 8192;

function zstdUnpacker(): Unpacker {
  let unpacked: Uint8Array[] = [];
  const decompress = new Decompress((data) => {
    // The package goes on writing into some of its arrays.
    if (data.length > 0) unpacked.push(data.slice());
  });
  return {
    push(piece, isLast) {
      unpacked = [];
      decompress.push(piece, isLast);
      return unpacked;
    },
  };
}

function damaged(packing: Packing, bytes: number, error: unknown, isLast: boolean): DamagedPacking {
  const isCut = error instanceof Truncated || (isLast && /EOF/i.test(String(error)));
  if (isCut)
    return new DamagedPacking(
      `a ${packing} file that is cut off: it ends after ${bytes} bytes, before what was packed does`,
      true,
    );
  const why = error instanceof Error ? error.message : String(error);
  // Cut off within its last bytes, it looks like this, too.
  const where = isLast
    ? `cut off or damaged at its end, after ${bytes} bytes`
    : `damaged, before byte ${bytes}`;
  return new DamagedPacking(`a ${packing} file that is ${where}: ${why}`, isLast);
}

/** Node has it from 20.15 on. */
const crc32: (data: Uint8Array, value: number) => number = zlib.crc32 ?? tableCrc32;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function tableCrc32(data: Uint8Array, before: number): number {
  let value = ~before;
  for (const byte of data) value = crcTable[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return ~value >>> 0;
}
