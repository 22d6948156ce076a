/**
 * A document for a program on standard output, whole or not there at all: what ends in an error prints no half of one. It
 * waits in memory while it is small, then in a file of the system's folder for such files.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { type LineFile, openLineFile } from '../line-file.ts';

/** Characters that wait in memory. */
const WAITING_MAX = 1 << 24;
const PIECE_BYTES = 1 << 18;
/** Only for whom the document is made. */
const FILE_MODE = 0o600;

export interface ScreenDocument {
  write(text: string): void;
  /** All is written: it is printed. */
  keep(): void;
  /** Without `keep` before it, nothing is printed. */
  close(): void;
}

/** `out` prints. Throws the system's own error when there is no room for a file. */
export function screenDocument(
  { out }: { readonly out: (text: string) => void },
  waitingMax: number = WAITING_MAX,
): ScreenDocument {
  let waiting: string[] = [];
  let characters = 0;
  let folder: string | undefined;
  let file: LineFile | undefined;

  const toFile = (): void => {
    folder ??= mkdtempSync(join(tmpdir(), 'drysend-document-'));
    file ??= openLineFile(join(folder, 'document'), { isNew: true, mode: FILE_MODE });
    for (const text of waiting) file.write(text);
    waiting = [];
    characters = 0;
  };
  return {
    write(text) {
      waiting.push(text);
      characters += text.length;
      if (characters > waitingMax) toFile();
    },
    keep() {
      if (file) {
        toFile();
        file.close();
        for (const piece of piecesOf(file.path)) out(piece);
      } else if (waiting.length > 0) out(waiting.join(''));
      waiting = [];
    },
    close() {
      file?.close();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}

function* piecesOf(path: string): Iterable<string> {
  const descriptor = openSync(path, 'r');
  const decoder = new StringDecoder('utf8');
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  try {
    for (let got = readSync(descriptor, piece); got > 0; got = readSync(descriptor, piece))
      yield decoder.write(piece.subarray(0, got));
  } finally {
    closeSync(descriptor);
  }
}
