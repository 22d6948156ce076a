/** A file that is written once more: what is there already is compared and left, from the first difference on it is written. */
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { CannotWrite, type LineFile } from '../line-file.ts';

/** Characters gathered before they are handed to the file. */
const BUFFER_CHARACTERS_MAX = 262_144;

/** `maySettle` says whether a difference is allowed yet; before that the file was packed in another way. */
export class ComparedFile implements LineFile {
  readonly path: string;
  private readonly maySettle: () => boolean;
  private descriptor: number | undefined;
  private waiting = '';
  private position = 0;
  private isComparing = true;

  /** Throws the system's own error. */
  constructor(path: string, maySettle: () => boolean) {
    this.path = path;
    this.maySettle = maySettle;
    this.descriptor = openSync(path, 'r+');
  }

  write(line: string): void {
    this.waiting += line;
    if (this.waiting.length >= BUFFER_CHARACTERS_MAX) this.flush();
  }

  writeBytes(bytes: Uint8Array): void {
    this.flush();
    this.hand(bytes);
  }

  close(): void {
    if (this.descriptor === undefined) return;
    try {
      this.flush();
      if (this.isComparing) ftruncateSync(this.descriptor, this.position);
    } finally {
      this.abandon();
    }
  }

  /** The file is as it was, or as far as it was written. */
  abandon(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  private flush(): void {
    const text = this.waiting;
    this.waiting = '';
    if (text !== '') this.hand(Buffer.from(text, 'utf8'));
  }

  private hand(bytes: Uint8Array): void {
    if (this.descriptor === undefined || bytes.length === 0) return;
    if (this.isComparing && this.isThere(this.descriptor, bytes)) {
      this.position += bytes.length;
      return;
    }
    try {
      if (this.isComparing) this.settle(this.descriptor);
      for (let done = 0; done < bytes.length; )
        done += writeSync(this.descriptor, bytes, done, bytes.length - done, this.position + done);
      this.position += bytes.length;
    } catch (error) {
      if (fstatSync(this.descriptor).isFile() && !this.isComparing)
        ftruncateSync(this.descriptor, this.position);
      throw error instanceof CannotWrite ? error : new CannotWrite(this.path, error);
    }
  }

  private isThere(descriptor: number, bytes: Uint8Array): boolean {
    const found = Buffer.alloc(bytes.length);
    const length = readSync(descriptor, found, 0, found.length, this.position);
    return length === bytes.length && found.equals(bytes);
  }

  private settle(descriptor: number): void {
    if (!this.maySettle())
      throw new CannotWrite(
        this.path,
        new Error('it was packed by another version of Node: leave out --resume to write it anew'),
      );
    this.isComparing = false;
    ftruncateSync(descriptor, this.position);
  }
}
