/** Things by name, and which of them belong together: each link joins two groups into one. */
export class Links {
  private readonly indexes = new Map<string, number>();
  private readonly parents: number[] = [];

  has(name: string): boolean {
    return this.indexes.has(name);
  }

  join(one: string, other: string): void {
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
    const known = this.indexes.get(name);
    if (known !== undefined) return known;
    const index = this.parents.push(this.parents.length) - 1;
    this.indexes.set(name, index);
    return index;
  }

  private rootOf(index: number): number {
    let root = index;
    while (this.parents[root] !== root) root = this.parents[root]!;
    for (let each = index; each !== root; ) {
      const next = this.parents[each]!;
      this.parents[each] = root;
      each = next;
    }
    return root;
  }
}
