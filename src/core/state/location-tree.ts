import type { Location } from '../model/people.ts';

/** A location tree deeper than this is read no further. */
const DEPTH_MAX = 100;

/** The locations by key, and who stands below whom. */
export class LocationTree extends Map<string, Location> {
  /** Key of the parent → the children and their places in the map; made when asked for, after a change. */
  private children: Map<string, { readonly location: Location; readonly ordinal: number }[]> | undefined;

  override set(key: string, location: Location): this {
    this.children = undefined;
    return super.set(key, location);
  }

  /** The location and all below it that are not archived, level by level, each level in order of the map. */
  withDescendants(top: Location): Location[] {
    const children = this.childrenByParent();
    const found = new Set<Location>();
    let level = [top];
    for (let depth = 0; depth < DEPTH_MAX && level.length > 0; depth += 1) {
      for (const each of level) if (!each.archived) found.add(each);
      const parents = new Set(level.map((each) => each.key));
      level = [...parents]
        .flatMap((key) => children.get(key) ?? [])
        .filter(({ location }) => !found.has(location))
        .sort((a, b) => a.ordinal - b.ordinal)
        .map(({ location }) => location);
    }
    return [...found];
  }

  private childrenByParent(): NonNullable<LocationTree['children']> {
    if (this.children) return this.children;
    const children: NonNullable<LocationTree['children']> = new Map();
    let ordinal = 0;
    for (const location of this.values()) {
      ordinal += 1;
      if (location.parent === undefined) continue;
      const siblings = children.get(location.parent);
      if (siblings) siblings.push({ location, ordinal });
      else children.set(location.parent, [{ location, ordinal }]);
    }
    this.children = children;
    return children;
  }
}
