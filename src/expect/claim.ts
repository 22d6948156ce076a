/**
 * Claiming: rows are given to expectations so that as many expectations as possible are kept, ties by file
 * order. A bipartite matching by shortest augmenting paths: an expectation that has its rows never loses
 * them to a later one, though it may be given others that suit it as well.
 */

/** One expectation: for each row it wants, the ordinals of the rows that would do. Equal ones may share theirs. */
type ExpectedSlots = readonly (Candidates | readonly number[])[];

/** Row given to each place of each want; -1: none. */
export type Claims = readonly (readonly number[])[];

const NONE = -1;

/** Rows looked at to find room by moving others; after that only rows that are free are given. */
const STEPS_MAX = 100_000_000;

/** Candidates, and how far one matching has looked through them. */
interface List {
  readonly candidates: Candidates;
  /** Up to this row none is free, as long as none is given back. */
  noneFreeUpTo: number;
  /** The search that last went through all of it. */
  round: number;
  /** No free row can be reached from it, until one is given back. */
  isDead: boolean;
  /** How many rows had been given back when this was found. */
  releases: number;
}

/** Gives rows to wants. A want that cannot have all its rows keeps those that nobody else can use. */
export function claimRows(
  wants: readonly ExpectedSlots[],
  isClaimedBefore: (row: number) => boolean = () => false,
): Matching {
  const inFileOrder = wants.map((_, index) => index);
  const first = new Matching(wants, isClaimedBefore);
  const kept = first.satisfy(inFileOrder);
  if (kept === wants.length || wants.every((want) => want.length === 1)) return first.fillUp(inFileOrder);

  const fewestFirst = inFileOrder.toSorted((a, b) => wants[a]!.length - wants[b]!.length || a - b);
  const second = new Matching(wants, isClaimedBefore);
  const better = second.satisfy(fewestFirst) > kept ? second : first;
  return better.fillUp(inFileOrder);
}

/** Who has which row. Places are numbered through all wants. Its memory grows with the rows that are looked at. */
export class Matching {
  private readonly lists: readonly List[];
  private readonly firstPlace: number[] = [];
  private readonly rowOf: number[];
  private readonly placeOf = new Map<number, number>();
  private readonly locked = new Set<number>();
  private readonly isClaimedBefore: (row: number) => boolean;
  /** The search that last came to a row, and the place from which it came. */
  private readonly seen = new Map<number, number>();
  private readonly cameFrom = new Map<number, number>();
  /** Rows from which no free row can be reached, until one is given back. */
  private readonly dead = new Set<number>();
  private round = 0;
  private steps = 0;
  private releases = 0;

  constructor(wants: readonly ExpectedSlots[], isClaimedBefore: (row: number) => boolean) {
    this.isClaimedBefore = isClaimedBefore;
    let places = 0;
    for (const want of wants) {
      this.firstPlace.push(places);
      places += want.length;
    }
    this.firstPlace.push(places);
    this.lists = listsOf(wants);
    this.rowOf = this.lists.map(() => NONE);
  }

  /** The rows of each want. */
  get claims(): Claims {
    return this.firstPlace
      .slice(0, -1)
      .map((first, want) => this.rowOf.slice(first, this.firstPlace[want + 1]));
  }

  isClaimed(row: number): boolean {
    return this.placeOf.has(row) || this.isLocked(row);
  }

  private isLocked(row: number): boolean {
    return this.locked.has(row) || this.isClaimedBefore(row);
  }

  /** Takes the wants in this order, each whole or not at all; how many were kept. */
  satisfy(order: readonly number[]): number {
    return order.filter((want) => this.takeWhole(want)).length;
  }

  /** Places still without a row take what is left. */
  fillUp(order: readonly number[]): this {
    for (const want of order) {
      for (const place of this.placesOf(want)) if (this.rowOf[place] === NONE) this.augment(place);
    }
    return this;
  }

  /** Takes a row for good, for somebody outside; its holder must be able to do with another. */
  lock(row: number): boolean {
    if (this.isLocked(row)) return false;
    const holder = this.placeOf.get(row);
    this.locked.add(row);
    if (holder === undefined) return true;

    this.placeOf.delete(row);
    this.rowOf[holder] = NONE;
    if (this.augment(holder)) return true;

    this.locked.delete(row);
    this.give(row, holder);
    return false;
  }

  private takeWhole(want: number): boolean {
    const augmented: number[] = [];
    for (const place of this.placesOf(want)) {
      if (!this.augment(place)) {
        for (const one of augmented) this.release(one);
        return false;
      }
      augmented.push(place);
    }
    return true;
  }

  /** The first free row, or breadth first the nearest one: everybody on the way moves up. */
  private augment(start: number): boolean {
    const free = this.freeRow(this.listAt(start));
    if (free === undefined) return this.rearrange(start);
    this.give(free, start);
    return true;
  }

  /** What was found of a list before a row was given back may no longer be so. */
  private listAt(place: number): List {
    const list = this.lists[place]!;
    if (list.releases === this.releases) return list;
    return Object.assign(list, { noneFreeUpTo: -1, isDead: false, releases: this.releases });
  }

  private freeRow(list: List): number | undefined {
    const row = list.candidates.firstAfter(list.noneFreeUpTo, (each) => this.isClaimed(each));
    list.noneFreeUpTo = row === undefined ? Number.POSITIVE_INFINITY : row - 1;
    return row;
  }

  private rearrange(start: number): boolean {
    if (this.steps > STEPS_MAX || this.listAt(start).isDead) return false;
    this.round += 1;
    const queue = [start];
    const visited: number[] = [];
    for (let head = 0; head < queue.length; head += 1) {
      const place = queue[head]!;
      const list = this.listAt(place);
      if (list.round === this.round || list.isDead) continue;
      list.round = this.round;
      for (let position = 0; ; position += 1) {
        const row = list.candidates.at(position);
        if (row === undefined) break;
        this.steps += 1;
        if (this.seen.get(row) === this.round || this.isLocked(row) || this.dead.has(row)) continue;
        this.seen.set(row, this.round);
        this.cameFrom.set(row, place);
        visited.push(row);
        const holder = this.placeOf.get(row);
        if (holder === undefined) {
          this.moveUp(row, start);
          return true;
        }
        queue.push(holder);
      }
    }
    this.bury(visited, queue);
    return false;
  }

  /** Whatever a search in vain has seen is held by places that can only change among themselves. */
  private bury(rows: readonly number[], places: readonly number[]): void {
    for (const row of rows) this.dead.add(row);
    for (const place of places) this.listAt(place).isDead = true;
  }

  private moveUp(freeRow: number, start: number): void {
    let row = freeRow;
    for (;;) {
      const place = this.cameFrom.get(row)!;
      const before = this.rowOf[place]!;
      this.give(row, place);
      if (place === start) return;
      row = before;
    }
  }

  private give(row: number, place: number): void {
    this.placeOf.set(row, place);
    this.rowOf[place] = row;
  }

  private release(place: number): void {
    const row = this.rowOf[place]!;
    this.placeOf.delete(row);
    this.rowOf[place] = NONE;
    this.releases += 1;
    this.dead.clear();
  }

  private placesOf(want: number): number[] {
    const first = this.firstPlace[want]!;
    return Array.from({ length: this.firstPlace[want + 1]! - first }, (_, index) => first + index);
  }
}

/** One list for each place; places with the same candidates share it. */
function listsOf(wants: readonly ExpectedSlots[]): readonly List[] {
  const lists = new Map<ExpectedSlots[number], List>();
  return wants.flat().map((one) => {
    const candidates = one instanceof Candidates ? one : new Candidates(among(one));
    const list = lists.get(one) ?? { candidates, noneFreeUpTo: -1, round: 0, isDead: false, releases: 0 };
    lists.set(one, list);
    return list;
  });
}

/** The rows that would do for an expectation, in order; sought only as far as somebody looks. */
export class Candidates {
  private readonly found: number[] = [];
  private readonly all: Iterator<number>;
  private readonly seek: Seek;
  private isAtEnd = false;

  constructor(seek: Seek) {
    this.seek = seek;
    this.all = seek(-1)[Symbol.iterator]();
  }

  /** The ordinal at a position; undefined past the last. */
  at(position: number): number | undefined {
    // Bounded by what is sought through.
    while (!this.isAtEnd && this.found.length <= position) {
      const { done, value } = this.all.next();
      if (done) this.isAtEnd = true;
      else this.found.push(value);
    }
    return this.found[position];
  }

  /** The first ordinal after one that is not passed over; rows passed over are not compared. */
  firstAfter(after: number, isPassedOver: (ordinal: number) => boolean): number | undefined {
    const [first] = this.seek(after, isPassedOver);
    return first;
  }
}

/** Ordinals in order, none up to `after` and none passed over. */
type Seek = (after: number, isPassedOver?: (ordinal: number) => boolean) => Iterable<number>;

/** Seeks among ordinals that are known. */
export const among =
  (ordinals: readonly number[]): Seek =>
  (after, isPassedOver = () => false) =>
    ordinals.filter((ordinal) => ordinal > after && !isPassedOver(ordinal));
