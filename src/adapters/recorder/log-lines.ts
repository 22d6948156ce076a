/** Reads the lines of a log of exchanges, however long it has grown. */
import { readSync } from 'node:fs';
import type { Recorded } from './recorded.ts';

const NEWLINE = 0x0a;
const PIECE_BYTES = 256 * 1024;

interface LogLines {
  /** The newest that fit the bounds, oldest first. */
  readonly restored: readonly Recorded[];
  /** Numbers of lines, from 1, that are no exchange. */
  readonly damaged: readonly number[];
  readonly wholeBytes: number;
  /** Of a last line without its end: a crash has torn it. */
  readonly tornBytes: number;
}

interface LogBounds {
  readonly countMax: number;
  readonly bytesMax: number;
}

/** Reads a file from its start. */
export function readLogLines(descriptor: number, bounds: LogBounds): LogLines {
  const newest = new Newest(bounds);
  const damaged: number[] = [];
  let lines = 0;
  let wholeBytes = 0;
  /** The begin of a line that goes on in the next piece. */
  let begun: Buffer[] = [];
  for (const piece of piecesOf(descriptor)) {
    let from = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, from)) {
      const line = Buffer.concat([...begun, piece.subarray(from, end)]);
      begun = [];
      from = end + 1;
      lines += 1;
      wholeBytes += line.length + 1;
      const recorded = exchangeIn(line.toString('utf8'));
      if (recorded === undefined) damaged.push(lines);
      else newest.add(recorded, line.length);
    }
    if (from < piece.length) begun.push(Buffer.from(piece.subarray(from)));
  }
  const tornBytes = begun.reduce((sum, { length }) => sum + length, 0);
  return { restored: newest.all(), damaged, wholeBytes, tornBytes };
}

/** Each is good until the next is read. */
function* piecesOf(descriptor: number): Generator<Buffer> {
  const room = Buffer.allocUnsafe(PIECE_BYTES);
  let position = 0;
  for (;;) {
    const length = readSync(descriptor, room, 0, room.length, position);
    if (length === 0) return;
    position += length;
    yield room.subarray(0, length);
  }
}

/** As many of the last as fit. */
class Newest {
  private readonly bounds: LogBounds;
  private kept: Recorded[] = [];
  private sizes: number[] = [];
  private first = 0;
  private bytes = 0;

  constructor(bounds: LogBounds) {
    this.bounds = bounds;
  }

  add(recorded: Recorded, size: number): void {
    this.kept.push(recorded);
    this.sizes.push(size);
    this.bytes += size;
    while (this.kept.length - this.first > this.bounds.countMax || this.bytes > this.bounds.bytesMax) {
      if (this.first === this.kept.length - 1) return;
      this.bytes -= this.sizes[this.first] ?? 0;
      this.first += 1;
    }
    if (this.first > this.kept.length / 2) this.shorten();
  }

  all(): readonly Recorded[] {
    this.shorten();
    return this.kept;
  }

  private shorten(): void {
    this.kept = this.kept.slice(this.first);
    this.sizes = this.sizes.slice(this.first);
    this.first = 0;
  }
}

function exchangeIn(line: string): Recorded | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isExchange(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const VERDICTS: readonly unknown[] = ['taken', 'refused', 'failing', 'other', 'unmatched'];
const CHANNELS: readonly unknown[] = [undefined, 'sms', 'email'];
const TEXTS = ['id', 'to', 'from', 'text'];
const TEXTS_THAT_MAY_LACK = ['gateway', 'kind', 'raw', 'head', 'fault', 'gatewayId', 'sameMailAs'];

/** Whoever shows an exchange later trusts its whole shape. */
function isExchange(value: unknown): value is Recorded {
  if (!isObject(value)) return false;
  return (
    Number.isSafeInteger(value.seq) &&
    Number.isFinite(new Date(Number(value.receivedAt)).getTime()) &&
    VERDICTS.includes(value.verdict) &&
    CHANNELS.includes(value.channel) &&
    TEXTS.every((name) => typeof value[name] === 'string') &&
    TEXTS_THAT_MAY_LACK.every((name) => ['string', 'undefined'].includes(typeof value[name])) &&
    isPart(value.request, ['method', 'path']) &&
    isPart(value.response, []) &&
    Number.isInteger(value.response.status)
  );
}

/** A request or a response: its headers, its body and some texts. */
function isPart(value: unknown, texts: readonly string[]): value is Record<string, unknown> {
  return (
    isObject(value) &&
    isObject(value.headers) &&
    Object.values(value.headers).every((each) => typeof each === 'string' || Array.isArray(each)) &&
    ['body', ...texts].every((name) => typeof value[name] === 'string')
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
