/** Things by name, and which of them belong together: each link joins two groups into one. */
import { isOnDisk, type ManyCases } from '../core/model/many-cases.ts';
import type { Plan } from '../core/model/plan.ts';
import { TextNumbers } from '../core/text/text-numbers.ts';

const CASE = 'case ';

/** The name of a case among other things. */
export const caseName = (key: string): string => CASE + key;

export class Links {
  /** By hash: two names that have the same are joined, which does no harm. */
  private readonly indexes = new TextNumbers();
  /** Cases have the first numbers, which are their places in the file. */
  private readonly cases: ManyCases | undefined;
  private parents: Int32Array;
  private count: number;

  private readonly firm: Links | undefined;

  /** Of cases that are on a disk, no key is remembered. `firm` has all links but those of warnings. */
  constructor(cases: Plan['cases'] = new Map(), firm?: Links) {
    this.firm = firm;
    this.cases = isOnDisk(cases) ? cases : undefined;
    this.count = this.cases?.size ?? 0;
    this.parents = new Int32Array(this.count + FEW);
    for (let index = 0; index < this.count; index += 1) this.parents[index] = index;
  }

  /** Groups are numbers below it. */
  get size(): number {
    return this.count;
  }

  has(name: string): boolean {
    return this.indexes.has(name);
  }

  join(one: string, other: string): void {
    this.firm?.join(one, other);
    this.warn(one, other);
  }

  /** Joins what a warning looks at together, and nothing else does. */
  warn(one: string, other: string): void {
    const a = this.rootOf(this.indexOf(one));
    const b = this.rootOf(this.indexOf(other));
    // The older is the root, so that the same story is always grouped in the same way.
    if (a < b) this.parents[b] = a;
    else this.parents[a] = b;
  }

  /** A number that all things of one group have. */
  groupOf(name: string): number {
    return this.rootOf(this.indexOf(name));
  }

  private indexOf(name: string): number {
    const place = this.cases && name.startsWith(CASE) ? this.cases.indexOf(name.slice(CASE.length)) : -1;
    if (place >= 0) return place;
    const index = this.count;
    const known = this.indexes.add(name, index);
    if (known !== undefined) return known;
    if (index === this.parents.length) this.grow();
    this.parents[index] = index;
    this.count += 1;
    return index;
  }

  private grow(): void {
    const larger = new Int32Array(this.parents.length * 2);
    larger.set(this.parents);
    this.parents = larger;
  }

  private rootOf(index: number): number {
    const { parents } = this;
    let root = index;
    while (parents[root] !== root) root = parents[root]!;
    for (let each = index; each !== root; ) {
      const next = parents[each]!;
      parents[each] = root;
      each = next;
    }
    return root;
  }
}

const FEW = 64;
