/** Texts as bytes: many of them take little more than their characters. */

const PAGE_BYTES = 1 << 20;
const NONE = -1;
/** Texts whose every character is one byte. */
const isLatin = (text: string): boolean => /^[\0-\xff]*$/.test(text);

/** A list of texts, and of their absence. What goes in comes out, lone surrogates too. */
export class PackedTexts {
  private readonly pages: Buffer[] = [];
  /** How many bytes of the last page are used. */
  private used = PAGE_BYTES;
  private page = new Int32Array(1024);
  private start = new Uint32Array(1024);
  private length = new Int32Array(1024);
  private wide = new Uint8Array(1024);
  private count = 0;

  push(text: string | undefined): void {
    const index = this.take();
    if (text === undefined) {
      this.page[index] = NONE;
      return;
    }
    const isWide = !isLatin(text);
    const bytes = isWide ? text.length * 2 : text.length;
    const page = this.roomFor(bytes);
    this.page[index] = this.pages.length - 1;
    this.start[index] = this.used;
    this.length[index] = bytes;
    this.wide[index] = isWide ? 1 : 0;
    page.write(text, this.used, isWide ? 'utf16le' : 'latin1');
    this.used += bytes;
  }

  /** Once more what another has. */
  repeat(before: number): void {
    const index = this.take();
    for (const column of [this.page, this.start, this.length, this.wide]) column[index] = column[before]!;
  }

  get(index: number): string | undefined {
    const page = this.pages[this.page[index]!];
    const start = this.start[index]!;
    return page?.toString(this.wide[index] ? 'utf16le' : 'latin1', start, start + this.length[index]!);
  }

  private take(): number {
    if (this.count === this.page.length) this.grow();
    this.count += 1;
    return this.count - 1;
  }

  private roomFor(bytes: number): Buffer {
    if (this.used + bytes > (this.pages.at(-1)?.length ?? 0)) {
      this.pages.push(Buffer.allocUnsafeSlow(Math.max(PAGE_BYTES, bytes)));
      this.used = 0;
    }
    return this.pages.at(-1)!;
  }

  private grow(): void {
    this.page = grown(this.page);
    this.start = grown(this.start);
    this.length = grown(this.length);
    this.wide = grown(this.wide);
  }
}

type Numbers = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

/** Twice as many, the first half as they were. */
export function grown<T extends Numbers>(from: T): T {
  const to = new (from.constructor as new (length: number) => T)(from.length * 2);
  to.set(from as never);
  return to;
}
