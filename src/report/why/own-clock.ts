/** What a member's own clock showed when the project's was read, because the recipient is a group. */
import type { Entry } from '../../core/model/entry.ts';
import type { Instant } from '../../core/model/instant.ts';
import type { User } from '../../core/model/people.ts';
import type { Plan } from '../../core/model/plan.ts';
import { wallText } from '../../core/time/format.ts';
import { type Zone, zoneNamed } from '../../core/time/zone.ts';

/**
 * HQ reads a contact's own clock when the recipient is that one contact; of groups, locations and lists it reads the
 * project's (docs/hq/scheduling.md#s2-1). Told of each message to a member whose own zone is another.
 */
export function ownClock(plan: Plan, entry: Entry): (readonly [name: string, value: string])[] {
  const { to, because, alert, broadcast, at, kind } = entry;
  if (kind !== 'queued' && kind !== 'error' && kind !== 'sent') return [];
  if (to === undefined || because?.zone?.from !== 'project' || (alert ?? broadcast) === undefined) return [];
  const zone = ownZone(plan, to, at);
  if (!zone || zone.name === because.zone.name) return [];
  return [
    ['clock', "the project's was read, because the recipient is a group, not this one contact"],
    ['own clock', `${wallText(zone, at)} in ${zone.name}, the contact's time_zone`],
  ];
}

/** The zone that the contact asked for at that instant, when it is one. */
function ownZone(plan: Plan, key: string, at: Instant): Zone | undefined {
  let name = plan.cases.get(key)?.properties.get('time_zone') ?? userZone(plan.users.get(key));
  for (const { at: changedAt, act } of plan.timeline) {
    if (changedAt > at) break;
    if (act.verb === 'update') {
      for (const change of act.changes) if (change.key === key) name = change.set.get('time_zone') ?? name;
    }
    if (act.verb === 'user') {
      for (const user of act.users) if (user.key === key) name = userZone(user);
    }
  }
  return name ? (zoneNamed(name, plan.project.zones) ?? undefined) : undefined;
}

const userZone = (user: User | undefined): string | undefined =>
  user?.timeZone ?? user?.userCase?.get('time_zone');
