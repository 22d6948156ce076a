/** The zone that a contact's own clock shows: its `time_zone` as the file sets and changes it. */
import type { Entry } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';
import type { User } from '../model/people.ts';
import type { Plan } from '../model/plan.ts';
import type { Project } from '../model/project.ts';
import { type Zone, zoneNamed, zoneOfProject } from '../time/zone.ts';

/** What of a plan says whose clock shows what. */
interface ZonePlan extends Pick<Plan, 'cases' | 'users' | 'timeline'> {
  readonly project: Pick<Project, 'timeZone' | 'zones'>;
}

/** From an instant on, until the next of the same contact. */
interface ZoneChange {
  readonly at: Instant;
  readonly name: string | undefined;
}

/** The zone that a contact asks for at an instant; undefined: none, or one that does not exist. */
export type ContactZones = (key: string, at: Instant) => Zone | undefined;

/** Looks each contact up in its own changes only. */
export function contactZones(plan: ZonePlan): ContactZones {
  const changes = changesIn(plan);
  return (key, at) => {
    const changed = changes.get(key)?.findLast((change) => change.at <= at);
    const name = changed
      ? changed.name
      : (plan.cases.get(key)?.properties.get('time_zone') ?? userZone(plan.users.get(key)));
    return name ? zoneNamed(name, plan.project.zones) : undefined;
  };
}

/**
 * The clock on the reader's own wall when a message comes. The zone that HQ scheduled by is that clock only when it
 * was read of the contact: for a group, a location and `utc_default` HQ reads another.
 */
export function readerClock(plan: ZonePlan): (message: Entry) => Zone {
  const own = contactZones(plan);
  const project = zoneOfProject(plan.project);
  return ({ because, to, at }) => {
    const zone = because?.zone;
    if (zone && (zone.from === 'case' || zone.from === 'user')) return zoneNamed(zone.name, zone.release)!;
    const scheduled = zone?.from === 'project' ? zoneNamed(zone.name, zone.release) : undefined;
    return (to === undefined ? undefined : own(to, at)) ?? scheduled ?? project;
  };
}

/** In the order of the timeline, which is that of time. */
function changesIn({ timeline }: ZonePlan): ReadonlyMap<string, readonly ZoneChange[]> {
  const changes = new Map<string, ZoneChange[]>();
  const add = (key: string, change: ZoneChange): void => {
    const known = changes.get(key);
    if (known) known.push(change);
    else changes.set(key, [change]);
  };
  for (const { at, act } of timeline) {
    if (act.verb === 'user') for (const user of act.users) add(user.key, { at, name: userZone(user) });
    if (act.verb !== 'update') continue;
    for (const { key, set } of act.changes) {
      const name = set.get('time_zone');
      if (name !== undefined) add(key, { at, name });
    }
  }
  return changes;
}

const userZone = (user: User | undefined): string | undefined =>
  user?.timeZone ?? user?.userCase?.get('time_zone');
