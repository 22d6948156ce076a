/** Cases that are not held in memory: each is read when it is asked for. */
import type { CaseSeed } from './case.ts';

/** Going through them reads them once; asking for one by its key takes a read of its own. */
export interface ManyCases extends ReadonlyMap<string, CaseSeed> {
  readonly isOnDisk: true;
  /** The place in file order; -1: there is none. One in 300,000 files of ten million may have a place for a key that is not there. */
  indexOf(key: string): number;
  /** Those at some places, which rise. */
  at(indexes: Iterable<number>): Iterable<CaseSeed>;
  /** Their keys as an entry of the timeline has them: they can be gone through and counted, and nothing else. */
  keyList(): readonly string[];
  /** With other cases before and behind them. */
  joinedTo(before: ReadonlyMap<string, CaseSeed>, behind: ReadonlyMap<string, CaseSeed>): ManyCases;
}

export const isOnDisk = (cases: ReadonlyMap<string, CaseSeed>): cases is ManyCases =>
  'isOnDisk' in cases && cases.isOnDisk === true;

/** The keys of an import whose cases are on a disk, as its entry of the timeline has them. */
class KeysOnDisk {
  readonly length: number;
  private readonly cases: ManyCases;

  constructor(cases: ManyCases) {
    this.cases = cases;
    this.length = cases.size;
  }

  [Symbol.iterator](): Iterator<string> {
    return this.cases.keys();
  }
}

export const keysOnDisk = (cases: ManyCases): readonly string[] =>
  new KeysOnDisk(cases) as unknown as readonly string[];

export const areOnDisk = (keys: readonly string[]): boolean => keys instanceof KeysOnDisk;

/** Cases of which one lot is on a disk: what stands before it, and what stands behind it. */
export class JoinedCases implements ManyCases {
  readonly isOnDisk = true;
  readonly size: number;
  private readonly before: ReadonlyMap<string, CaseSeed>;
  private readonly many: ManyCases;
  private readonly behind: ReadonlyMap<string, CaseSeed>;
  private readonly places = new Map<string, number>();

  /** No key is in two of them. */
  constructor(
    before: ReadonlyMap<string, CaseSeed>,
    many: ManyCases,
    behind: ReadonlyMap<string, CaseSeed> = new Map(),
  ) {
    this.before = before;
    this.many = many;
    this.behind = behind;
    this.size = before.size + many.size + behind.size;
    for (const key of before.keys()) this.places.set(key, this.places.size);
    for (const key of behind.keys()) this.places.set(key, this.places.size + many.size);
  }

  /** Where the cases on the disk begin. */
  get firstOnDisk(): number {
    return this.before.size;
  }

  get sizeOnDisk(): number {
    return this.many.size;
  }

  has(key: string): boolean {
    return this.places.has(key) || this.many.has(key);
  }

  get(key: string): CaseSeed | undefined {
    return this.before.get(key) ?? this.behind.get(key) ?? this.many.get(key);
  }

  indexOf(key: string): number {
    const place = this.places.get(key);
    if (place !== undefined) return place;
    const index = this.many.indexOf(key);
    return index < 0 ? -1 : index + this.before.size;
  }

  keyList(): readonly string[] {
    return keysOnDisk(this);
  }

  joinedTo(before: ReadonlyMap<string, CaseSeed>, behind: ReadonlyMap<string, CaseSeed>): ManyCases {
    return new JoinedCases(before, this, behind);
  }

  *at(indexes: Iterable<number>): IterableIterator<CaseSeed> {
    const behind = this.before.size + this.many.size;
    const [first, middle, last]: [number[], number[], number[]] = [[], [], []];
    for (const index of indexes) {
      if (index < this.before.size) first.push(index);
      else if (index < behind) middle.push(index - this.before.size);
      else last.push(index - behind);
    }
    yield* chosen(this.before, first);
    yield* this.many.at(middle);
    yield* chosen(this.behind, last);
  }

  *values(): MapIterator<CaseSeed> {
    yield* this.before.values();
    yield* this.many.values();
    yield* this.behind.values();
    return undefined;
  }

  *keys(): MapIterator<string> {
    yield* this.before.keys();
    yield* this.many.keys();
    yield* this.behind.keys();
    return undefined;
  }

  *entries(): MapIterator<[string, CaseSeed]> {
    for (const seed of this.values()) yield [seed.key, seed];
    return undefined;
  }

  [Symbol.iterator](): MapIterator<[string, CaseSeed]> {
    return this.entries();
  }

  forEach(take: (seed: CaseSeed, key: string, map: ReadonlyMap<string, CaseSeed>) => void): void {
    for (const seed of this.values()) take(seed, seed.key, this);
  }
}

function chosen(cases: ReadonlyMap<string, CaseSeed>, indexes: readonly number[]): CaseSeed[] {
  if (indexes.length === 0) return [];
  const all = [...cases.values()];
  return indexes.map((index) => all[index]!);
}
