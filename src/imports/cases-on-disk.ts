/** The cases of a large import, written to a file one behind another and read from it again: what stays in memory is some 20 bytes each. */
import type { CaseSeed, ParentLink } from '../core/model/case.ts';
import { JoinedCases, keysOnDisk, type ManyCases } from '../core/model/many-cases.ts';
import { TextNumbers } from '../core/text/text-numbers.ts';
import type { RandomAccess } from './importer.ts';

/** A file that is written from its beginning to its end, and then read. */
export interface CaseFile extends RandomAccess {
  /** Throws where there is no room, among others. */
  write(bytes: Uint8Array): void;
}

/** A parent by its place, since its key may not be known yet. */
type WrittenParent = readonly [index: number, identifier: string, relationship: ParentLink['relationship']];

/** One line of the file. */
type Written = readonly [
  key: string,
  name: string,
  type: string,
  line: number,
  caseId: string | 0,
  /** Number of the name and value of each property, in turn. */
  properties: readonly (string | number)[],
  rest?: {
    readonly owner?: string;
    readonly closed?: true;
    readonly externalId?: string;
    readonly lastModifiedBy?: string;
    readonly parents?: readonly WrittenParent[];
  },
];

/** What all cases of the file have in common. */
export interface FileFacts {
  readonly project: string;
  readonly path: string;
}

const CHUNK_CHARACTERS = 1 << 18;
const READ_BYTES = 1 << 18;
/** Between two places of the file that are remembered. */
const STRIDE = 16;
const NEWLINE = 10;

export class CasesOnDisk implements ManyCases {
  readonly isOnDisk = true;
  private readonly file: CaseFile;
  private readonly facts: FileFacts;
  private readonly places = new TextNumbers();
  private offsets = new Float64Array(1024);
  private readonly names: string[] = [];
  private readonly nameNumbers = new Map<string, number>();
  private chunk = '';
  private chunkBytes = 0;
  private bytes = 0;
  private count = 0;

  constructor(file: CaseFile, facts: FileFacts) {
    this.file = file;
    this.facts = facts;
  }

  /** Of the file that they come from. */
  get path(): string {
    return this.facts.path;
  }

  get size(): number {
    return this.count;
  }

  /** Adds one; its parents are those at some places. `finish` follows on the last. */
  add(seed: CaseSeed, parents: readonly WrittenParent[]): void {
    const line = JSON.stringify(this.writtenFrom(seed, parents));
    this.places.add(seed.key, this.count);
    if (this.count % STRIDE === 0) this.remember(this.count / STRIDE);
    this.count += 1;
    this.chunk += `${line}\n`;
    this.chunkBytes += Buffer.byteLength(line) + 1;
    if (this.chunk.length >= CHUNK_CHARACTERS) this.flush();
  }

  finish(): void {
    this.flush();
  }

  indexOf(key: string): number {
    return this.places.get(key) ?? -1;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  get(key: string): CaseSeed | undefined {
    const index = this.places.get(key);
    if (index === undefined) return undefined;
    const encoded = this.writtenAt(index);
    return encoded[0] === key ? this.seedFrom(encoded) : undefined;
  }

  keyList(): readonly string[] {
    return keysOnDisk(this);
  }

  joinedTo(before: ReadonlyMap<string, CaseSeed>, behind: ReadonlyMap<string, CaseSeed>): ManyCases {
    return new JoinedCases(before, this, behind);
  }

  *at(indexes: Iterable<number>): IterableIterator<CaseSeed> {
    this.flush();
    const reader = new LineReader(this.file, this.bytes);
    let next = 0;
    for (const index of indexes) {
      const start = Math.floor(index / STRIDE);
      if (start * STRIDE > next) {
        reader.seek(this.offsets[start]!);
        next = start * STRIDE;
      }
      for (; next < index; next += 1) reader.skip();
      next += 1;
      yield this.seedFrom(writtenIn(reader.line()));
    }
  }

  *values(): MapIterator<CaseSeed> {
    for (const encoded of this.all()) yield this.seedFrom(encoded);
    return undefined;
  }

  *keys(): MapIterator<string> {
    for (const [key] of this.all()) yield key;
    return undefined;
  }

  *entries(): MapIterator<[string, CaseSeed]> {
    for (const encoded of this.all()) yield [encoded[0], this.seedFrom(encoded)];
    return undefined;
  }

  [Symbol.iterator](): MapIterator<[string, CaseSeed]> {
    return this.entries();
  }

  forEach(take: (seed: CaseSeed, key: string, map: ReadonlyMap<string, CaseSeed>) => void): void {
    for (const [key, seed] of this) take(seed, key, this);
  }

  private *all(): IterableIterator<Written> {
    const reader = new LineReader(this.file, this.bytes);
    for (let left = this.count; left > 0; left -= 1) yield writtenIn(reader.line());
  }

  private writtenAt(index: number): Written {
    this.flush();
    const reader = new LineReader(this.file, this.bytes, SHORT_READ_BYTES);
    reader.seek(this.offsets[Math.floor(index / STRIDE)]!);
    for (let skipped = index % STRIDE; skipped > 0; skipped -= 1) reader.skip();
    return writtenIn(reader.line());
  }

  private writtenFrom(seed: CaseSeed, parents: readonly WrittenParent[]): Written {
    const { key, name, type, properties, caseId, owner, closed, externalId, lastModifiedBy, source } = seed;
    const values: (string | number)[] = [];
    for (const [property, value] of properties) values.push(this.numberOf(property), value);
    const common = [key, name, type, source!.line, caseId === key ? 0 : caseId, values] as const;
    const rest = {
      ...(owner !== undefined && { owner }),
      ...(closed && { closed }),
      ...(externalId !== undefined && { externalId }),
      ...(lastModifiedBy !== undefined && { lastModifiedBy }),
      ...(parents.length > 0 && { parents }),
    };
    return Object.keys(rest).length === 0 ? common : [...common, rest];
  }

  private seedFrom([key, name, type, line, caseId, values, rest = {}]: Written): CaseSeed {
    const { owner, closed = false, externalId, lastModifiedBy, parents } = rest;
    const properties = new Map<string, string>();
    for (let index = 0; index < values.length; index += 2)
      properties.set(this.names[values[index] as number]!, values[index + 1] as string);
    return {
      key,
      project: this.facts.project,
      type,
      name,
      properties,
      ...(owner !== undefined && { owner }),
      parents: parents === undefined ? none : parents.map((parent) => this.linkTo(parent)),
      closed,
      caseId: caseId === 0 ? key : caseId,
      ...(externalId !== undefined && { externalId }),
      ...(lastModifiedBy !== undefined && { lastModifiedBy }),
      source: { file: this.facts.path, line, column: 1 },
      isImported: true,
    };
  }

  private linkTo([index, identifier, relationship]: WrittenParent): ParentLink {
    return { case: this.writtenAt(index)[0], identifier, relationship };
  }

  private numberOf(property: string): number {
    const known = this.nameNumbers.get(property);
    if (known !== undefined) return known;
    this.nameNumbers.set(property, this.names.length);
    return this.names.push(property) - 1;
  }

  private remember(stride: number): void {
    if (stride === this.offsets.length) {
      const larger = new Float64Array(2 * stride);
      larger.set(this.offsets);
      this.offsets = larger;
    }
    this.offsets[stride] = this.bytes + this.chunkBytes;
  }

  private flush(): void {
    if (this.chunkBytes === 0) return;
    this.file.write(Buffer.from(this.chunk));
    this.bytes += this.chunkBytes;
    this.chunk = '';
    this.chunkBytes = 0;
  }
}

const none: readonly ParentLink[] = [];

const writtenIn = (line: string): Written => JSON.parse(line) as Written;

/** What the lines of one stride mostly take. */
const SHORT_READ_BYTES = 1 << 13;

class LineReader {
  private readonly file: RandomAccess;
  private readonly end: number;
  private readonly readBytes: number;
  private bytes = Buffer.alloc(0);
  /** Where `bytes` begin in the file, and the next line in them. */
  private start = 0;
  private next = 0;

  constructor(file: RandomAccess, end: number, readBytes = READ_BYTES) {
    this.file = file;
    this.end = end;
    this.readBytes = readBytes;
  }

  seek(offset: number): void {
    const at = offset - this.start;
    if (at >= 0 && at < this.bytes.length) {
      this.next = at;
      return;
    }
    this.start = offset;
    this.next = 0;
    this.bytes = Buffer.alloc(0);
  }

  skip(): void {
    this.next = this.endOfLine() + 1;
  }

  line(): string {
    const end = this.endOfLine();
    const text = this.bytes.toString('utf8', this.next, end);
    this.next = end + 1;
    return text;
  }

  private endOfLine(): number {
    for (;;) {
      const end = this.bytes.indexOf(NEWLINE, this.next);
      if (end >= 0) return end;
      this.readOn();
    }
  }

  private readOn(): void {
    const from = this.start + this.bytes.length;
    if (from >= this.end) throw new Error('the file of cases is shorter than what was written to it');
    const more = this.file.read(from, Math.min(this.end, from + this.readBytes));
    const rest = this.bytes.subarray(this.next);
    this.start += this.next;
    this.next = 0;
    this.bytes = Buffer.concat([rest, more]);
  }
}
