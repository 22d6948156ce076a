/** Texts, each once and named by a number: their lengths, and all of them as one run of UTF-8. */
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

export class StringTable {
  private readonly ids = new Map<string, number>();

  idOf(text: string): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    const id = this.ids.size;
    this.ids.set(text, id);
    return id;
  }

  /** UTF-8 has no half of a character: a text with one is written as JSON, and stands in a list beside. */
  write(writer: ByteWriter): void {
    const texts = [...this.ids.keys()].map((text) => (isWhole(text) ? text : JSON.stringify(text)));
    const asJson = [...this.ids].filter(([text]) => !isWhole(text)).map(([, id]) => id);
    writer.varint(texts.length);
    for (const { length } of texts) writer.varint(length);
    writer.section(new TextEncoder().encode(texts.join('')));
    writer.varint(asJson.length);
    for (const id of asJson) writer.varint(id);
  }
}

export function readStrings(reader: ByteReader): string[] {
  const lengths = Array.from({ length: reader.varint() }, () => reader.varint());
  const all = new TextDecoder('utf-8', { ignoreBOM: true }).decode(reader.section());
  let at = 0;
  const texts = lengths.map((length) => {
    at += length;
    return all.slice(at - length, at);
  });
  const asJson = reader.varint();
  for (let count = 0; count < asJson; count += 1) {
    const id = reader.varint();
    texts[id] = JSON.parse(texts[id] ?? '""');
  }
  return texts;
}

const isWhole = (text: string): boolean => !/\p{Surrogate}/u.test(text);
