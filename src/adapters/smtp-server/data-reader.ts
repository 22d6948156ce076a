/**
 * The text of a mail behind DATA, read as its bytes arrive. A line of one dot ends it, and a dot that was doubled at
 * the beginning of a line becomes one again.
 */
const END = Buffer.from('\r\n.\r\n');
/** The end of a mail without a line. */
const END_AT_ONCE = Buffer.from('.\r\n');
const DOUBLED_DOT = Buffer.from('\n..');
const DOT = 0x2e;
const NO_BYTES = Buffer.alloc(0);

export class DataReader {
  /** How many bytes came, without the end. */
  size = 0;
  private isTooLong = false;
  private readonly limit: number;
  private readonly pieces: Buffer[] = [];
  /** The last bytes, which may be the first half of the end. */
  private tail: Buffer = NO_BYTES;

  /** @param limit bytes of a mail; what is longer is read to its end and not kept */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** Takes the next bytes; gives those behind the end of the mail, or undefined when it goes on. */
  feed(piece: Buffer): Buffer | undefined {
    const end = this.endIn(piece);
    this.size += end === undefined ? piece.length : end.textTo;
    // A line of a doubled dot has four bytes for three of the mail.
    this.isTooLong ||= this.size > (this.limit * 4) / 3;
    if (!this.isTooLong) this.pieces.push(piece);
    if (end) return piece.subarray(end.restFrom);
    this.tail = piece.length >= END.length ? piece : Buffer.concat([this.tail.subarray(-END.length), piece]);
    return undefined;
  }

  /** What came by now; undefined: more than the limit. */
  bytes(): Buffer | undefined {
    if (this.isTooLong) return undefined;
    const [first = NO_BYTES] = this.pieces;
    const whole = this.pieces.length > 1 ? Buffer.concat(this.pieces) : first;
    const text = withoutDoubledDots(whole.subarray(0, this.size));
    return text.length > this.limit ? undefined : text;
  }

  /** Where the text ends in a piece and what follows begins; a text may have ended before the piece. */
  private endIn(piece: Buffer): { readonly textTo: number; readonly restFrom: number } | undefined {
    if (this.tail.length < END.length) {
      const begin = this.tail.length === 0 ? piece : Buffer.concat([this.tail, piece]);
      if (begin.subarray(0, END_AT_ONCE.length).equals(END_AT_ONCE))
        return { textTo: -this.tail.length, restFrom: END_AT_ONCE.length - this.tail.length };
    }
    const before = this.tail.subarray(1 - END.length);
    const across =
      before.length === 0 ? -1 : Buffer.concat([before, piece.subarray(0, END.length - 1)]).indexOf(END);
    const at = across >= 0 ? across - before.length : piece.indexOf(END);
    return across < 0 && at < 0 ? undefined : { textTo: at + 2, restFrom: at + END.length };
  }
}

/** A new buffer only if there is such a dot. */
function withoutDoubledDots(text: Buffer): Buffer {
  const isDoubledFirst = text[0] === DOT && text[1] === DOT;
  let from = isDoubledFirst ? 1 : 0;
  let at = text.indexOf(DOUBLED_DOT, from);
  if (at < 0) return text.subarray(from);
  const pieces: Buffer[] = [];
  while (at >= 0) {
    pieces.push(text.subarray(from, at + 1));
    from = at + 2;
    at = text.indexOf(DOUBLED_DOT, from);
  }
  pieces.push(text.subarray(from));
  return Buffer.concat(pieces);
}
