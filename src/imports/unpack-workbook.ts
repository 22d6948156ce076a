/** A workbook's zip → the XML files in it, counted while they are unpacked: what the zip says of sizes is not believed. */
import type { Readable } from 'node:stream';
import { fromBufferPromise } from 'yauzl';
import type { ImportProblem } from './importer.ts';
import { UNPACKED_BYTES_MAX, WORKBOOK_PARTS_MAX } from './limits.ts';

/** Name in the zip → bytes. */
export type WorkbookParts = ReadonlyMap<string, Uint8Array>;

/**
 * Pictures and the like are passed over.
 * @throws Error of the zip reader when the zip is damaged.
 */
export async function unpackWorkbook(bytes: Uint8Array): Promise<WorkbookParts | ImportProblem> {
  const parts = new Map<string, Uint8Array>();
  let left = UNPACKED_BYTES_MAX;
  let files = 0;
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    lazyEntries: true,
  });
  for await (const entry of zip.eachEntry()) {
    files += 1;
    if (files > WORKBOOK_PARTS_MAX) return tooManyFiles;
    if (!/\.(xml|rels)$/.test(entry.fileName)) continue;
    const part = await readPart(await zip.openReadStreamPromise(entry), left);
    if (part === undefined) return tooLarge(entry.fileName);
    left -= part.length;
    parts.set(entry.fileName, part);
  }
  return parts;
}

/** undefined: it is longer than `bytesMax`, and was not unpacked further. */
async function readPart(stream: Readable, bytesMax: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Leaving the loop closes the stream.
    if (length > bytesMax) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

const tooLarge = (name: string): ImportProblem => ({
  found: `a workbook that unpacks to more than ${UNPACKED_BYTES_MAX} bytes, at ${name}`,
  wanted: `at most ${UNPACKED_BYTES_MAX} bytes unpacked`,
  hint: 'save the sheet as CSV UTF-8',
});

const tooManyFiles: ImportProblem = {
  found: `a workbook of more than ${WORKBOOK_PARTS_MAX} files`,
  wanted: `at most ${WORKBOOK_PARTS_MAX}`,
  hint: 'save the sheet as CSV UTF-8',
};
