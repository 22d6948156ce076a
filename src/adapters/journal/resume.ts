/**
 * Goes on with a journal that was broken off. A run gives the same lines each time, so it is made again from its beginning: the lines
 * that are there are compared and not written twice, and behind the last block that is the same the file is written on.
 */
import { DamagedPacking } from '../../imports/unpack-pieces.ts';
import { ComparedFile } from '../files/compared-file.ts';
import { journalLines } from '../files/journal-lines.ts';
import type { LineFile } from '../line-file.ts';
import { CannotResume, type OnResumed } from './cannot-resume.ts';

/** `pack` makes the blocks of the format out of lines. Throws the system's own error, or `CannotResume`. */
export function resumedJournal(
  path: string,
  pack: (file: LineFile) => LineFile,
  onResumed: OnResumed,
): LineFile {
  const known = knownLines(path);
  let next = known.next();
  let lines = 0;
  const bytes = new ComparedFile(path, () => next.done === true);
  const packed = pack(bytes);

  const compare = (line: string): void => {
    if (next.done) return;
    lines += 1;
    const { value } = next;
    next = known.next();
    const isTorn = next.done === true && line.startsWith(value);
    if (value !== line && !isTorn) throw differs(path, lines);
    if (next.done) onResumed(path, lines, true);
  };
  const compareAll = (text: string): void => {
    if (!next.done) for (const line of text.split('\n').slice(0, -1)) compare(line);
  };
  return {
    path,
    write(lines) {
      compareAll(lines);
      packed.write(lines);
    },
    writeBytes(page) {
      if (!next.done) compareAll(Buffer.from(page.buffer, page.byteOffset, page.length).toString('utf8'));
      packed.writeBytes(page);
    },
    close() {
      if (next.done) return packed.close();
      bytes.abandon();
      onResumed(path, lines, false);
    },
  };
}

/** As far as they can be read: what a killed process leaves may end within a block. */
function* knownLines(path: string): Generator<string, undefined> {
  try {
    yield* journalLines(path);
  } catch (error) {
    if (error instanceof DamagedPacking && error.isCut) return undefined;
    if (error instanceof Error && 'code' in error) throw error;
    throw new CannotResume(path, 1, error instanceof Error ? error.message : String(error));
  }
  return undefined;
}

const differs = (path: string, line: number): CannotResume =>
  new CannotResume(
    path,
    line,
    'is not what this run writes: the journal is of another story, file, seed, level or version',
  );
