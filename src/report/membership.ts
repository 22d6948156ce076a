/** Who ever belonged to a group or a location of a story, before the timeline changed it and after. */
import type { Group, Location } from '../core/model/people.ts';
import type { TrailPlan } from './why/trail-plan.ts';

type Places = Pick<TrailPlan, 'groups' | 'locations' | 'timeline'>;

/** Keys of all that the group or location ever meant, those of the locations below it too; nobody for other keys. */
export function membership(plan: Places): (key: string) => ReadonlySet<string> {
  const members = new Map<string, Set<string>>();
  const below = new Map<string, Set<string>>();
  for (const { key, members: keys } of groupsOf(plan)) addAll(members, key, keys);
  for (const { key, users, parent } of locationsOf(plan)) {
    addAll(members, key, users);
    if (parent !== undefined) addAll(below, parent, [key]);
  }
  return (key) => {
    const found = new Set<string>();
    const visited = new Set([key]);
    for (const place of visited) {
      for (const member of members.get(place) ?? []) found.add(member);
      for (const lower of below.get(place) ?? []) visited.add(lower);
    }
    return found;
  };
}

/** Keys of groups and locations that the contact ever belonged to. */
export function placesOf(plan: Places, contact: string): ReadonlySet<string> {
  const members = membership(plan);
  const keys = [...groupsOf(plan), ...locationsOf(plan)].map(({ key }) => key);
  return new Set(keys.filter((key) => members(key).has(contact)));
}

function groupsOf({ groups, timeline }: Places): Group[] {
  const later = timeline.flatMap(({ act }) => (act.verb === 'group' ? act.groups : []));
  return [...groups.values(), ...later];
}

function locationsOf({ locations, timeline }: Places): Location[] {
  const later = timeline.flatMap(({ act }) => (act.verb === 'location' ? act.locations : []));
  return [...locations.values(), ...later];
}

function addAll(sets: Map<string, Set<string>>, key: string, more: readonly string[]): void {
  const set = sets.get(key) ?? new Set<string>();
  for (const each of more) set.add(each);
  sets.set(key, set);
}
