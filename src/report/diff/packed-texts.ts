/** Texts as numbers: many of them take little more than their characters. */

/** Characters of one page. */
const PAGE_LENGTH = 1 << 20;
/** Characters that are made a text at a time: more arguments than a call takes would be too many. */
const PIECE_LENGTH = 4096;
const NONE = -1;

/** UTF-16 code units, in a byte each where all of a page's texts are so. */
type Page = Uint8Array | Uint16Array;

/** A list of texts, and of their absence. What goes in comes out, lone surrogates too. */
export class PackedTexts {
  private readonly pages: Page[] = [];
  /** The pages that are being filled, and how much of each is used. */
  private readonly narrow = { page: NONE, used: 0 };
  private readonly wide = { page: NONE, used: 0 };
  private page = new Int32Array(1024);
  private start = new Uint32Array(1024);
  private length = new Uint32Array(1024);
  private count = 0;

  push(text: string | undefined): void {
    const index = this.take();
    this.page[index] = NONE;
    if (text === undefined) return;
    const isWide = !/^[\0-\xff]*$/.test(text);
    const open = isWide ? this.wide : this.narrow;
    const room = open.page === NONE ? NONE : this.pages[open.page]!.length - open.used;
    if (text.length > room) {
      const length = Math.max(PAGE_LENGTH, text.length);
      open.page = this.pages.push(isWide ? new Uint16Array(length) : new Uint8Array(length)) - 1;
      open.used = 0;
    }
    const page = this.pages[open.page]!;
    for (let at = 0; at < text.length; at += 1) page[open.used + at] = text.charCodeAt(at);
    this.page[index] = open.page;
    this.start[index] = open.used;
    this.length[index] = text.length;
    open.used += text.length;
  }

  /** Once more what another has. */
  repeat(before: number): void {
    const index = this.take();
    for (const column of [this.page, this.start, this.length]) column[index] = column[before]!;
  }

  get(index: number): string | undefined {
    const page = this.pages[this.page[index]!];
    if (page === undefined) return undefined;
    const start = this.start[index]!;
    const end = start + this.length[index]!;
    let text = '';
    for (let at = start; at < end; at += PIECE_LENGTH)
      text += String.fromCharCode(...page.subarray(at, Math.min(at + PIECE_LENGTH, end)));
    return text;
  }

  private take(): number {
    if (this.count === this.page.length) this.grow();
    this.count += 1;
    return this.count - 1;
  }

  private grow(): void {
    this.page = grown(this.page);
    this.start = grown(this.start);
    this.length = grown(this.length);
  }
}

type Numbers = Float64Array | Uint32Array | Int32Array;

/** Twice as many, the first half as they were. */
export function grown<T extends Numbers>(from: T): T {
  const to = new (from.constructor as new (length: number) => T)(from.length * 2);
  to.set(from as never);
  return to;
}
