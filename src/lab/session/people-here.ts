/** Who has a window open on a session, while it is open. */

/** Somebody at a window; '' is who gave no name. */
interface Visitor {
  readonly name: string;
  /** Came by a link that only looks. */
  readonly looks: boolean;
}

export class PeopleHere {
  private readonly visitors = new Set<Visitor>();

  /** Gives the way to leave. */
  enter(name: string | undefined, looks: boolean): () => void {
    const visitor = { name: name ?? '', looks };
    this.visitors.add(visitor);
    return () => this.visitors.delete(visitor);
  }

  /** Each once, with their windows, in the order they came; who acts before who looks. */
  all(): readonly (Visitor & { readonly windows: number })[] {
    const known = new Map<string, Visitor & { windows: number }>();
    for (const visitor of this.visitors) {
      const key = `${visitor.looks} ${visitor.name}`;
      const one = known.get(key);
      if (one) one.windows += 1;
      else known.set(key, { ...visitor, windows: 1 });
    }
    return [...known.values()].sort((a, b) => Number(a.looks) - Number(b.looks));
  }
}
