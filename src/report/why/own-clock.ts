/** What a member's own clock showed when the project's was read, because the recipient is a group. */

import type { ContactZones } from '../../core/contact/contact-zones.ts';
import type { Entry } from '../../core/model/entry.ts';
import { wallText } from '../../core/time/format.ts';

/**
 * HQ reads a contact's own clock when the recipient is that one contact; of groups, locations and lists it reads the
 * project's (docs/hq/scheduling.md#s2-1). Given for each message to a member whose own zone is another.
 */
export function ownClock(
  zones: ContactZones,
  { to, because, alert, broadcast, at, kind }: Entry,
): (readonly [name: string, value: string])[] {
  if (kind !== 'queued' && kind !== 'error' && kind !== 'sent') return [];
  if (to === undefined || because?.zone?.from !== 'project' || (alert ?? broadcast) === undefined) return [];
  const zone = zones(to, at);
  if (!zone || zone.name === because.zone.name) return [];
  return [
    ['clock', "the project's was read, because the recipient is a group, not this one contact"],
    ['own clock', `${wallText(zone, at)} in ${zone.name}, the contact's time_zone`],
  ];
}
