/** The users and locations of a run, as they are looked up. */
import type { Location } from '../model/people.ts';
import { lower } from '../text/letter-case.ts';
import type { UserRecord } from './records.ts';

/** The users by key, and by the name before the `@` of their user name. A record that was edited is set again. */
export class UserBook extends Map<string, UserRecord> {
  private readonly ordinals = new Map<string, number>();
  private readonly named = new Map<string, string>();
  private readonly byLowerName = new Map<string, Set<string>>();
  private readonly byId = new Map<string, UserRecord>();

  override set(key: string, record: UserRecord): this {
    const name = bareName(record.user.username);
    const before = this.named.get(key);
    if (!this.ordinals.has(key)) this.ordinals.set(key, this.ordinals.size);
    if (before !== name) {
      if (before !== undefined) this.byLowerName.get(lower(before))!.delete(key);
      put(this.byLowerName, lower(name), key);
      this.named.set(key, name);
    }
    this.byId.set(record.user.userId, record);
    return super.set(key, record);
  }

  /** Whether any user of the project, on the phone or on the web, has the name; `name` is in lower case. */
  hasName(name: string, project: string): boolean {
    return [...(this.byLowerName.get(name) ?? [])].some((key) => this.get(key)?.project === project);
  }

  /** The user of the id, on the phone or on the web; HQ's ids are unique. */
  withId(id: string): UserRecord | undefined {
    const record = this.byId.get(id);
    return record?.user.userId === id ? record : undefined;
  }

  /** The first mobile worker of the name, in any letter case; `name` is in lower case. */
  workerNamed(name: string): UserRecord | undefined {
    let first: UserRecord | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const key of this.byLowerName.get(name) ?? []) {
      const record = this.get(key);
      const ordinal = this.ordinals.get(key)!;
      if (record?.user.kind !== 'user' || ordinal > least) continue;
      first = record;
      least = ordinal;
    }
    return first;
  }
}

const bareName = (username: string): string => username.split('@')[0]!;

function put(names: Map<string, Set<string>>, name: string, key: string): void {
  const keys = names.get(name);
  if (keys) keys.add(key);
  else names.set(name, new Set([key]));
}

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
