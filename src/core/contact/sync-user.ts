import type { UserRecord } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { normalizeNumber } from './number.ts';

/**
 * Keeps a user's phone entries in step with the list of numbers: one each for the numbers that can be
 * read, none for a user who is not active (docs/hq/contacts-and-messages.md#s1-4).
 */
export function syncUser(world: World, record: UserRecord): void {
  const { user, key, project } = record;
  const numbers = user.active ? readable(world, user.phones) : [];
  for (const entry of world.phones.of(key)) {
    if (!numbers.includes(entry.number)) world.phones.remove(entry);
  }
  for (const number of numbers) {
    const known = world.phones.of(key).find((entry) => entry.number === number);
    const entry = known ?? world.phones.add({ number, owner: key, ownerKind: 'user', project }, world.now);
    if (user.verified && user.kind === 'user') world.phones.claim(entry);
  }
}

function readable(world: World, phones: readonly string[]): string[] {
  const numbers = phones.map((phone) => normalizeNumber(phone, world.project.hq));
  return numbers.flatMap(({ entry, normalized }) => (entry && normalized !== null ? [normalized] : []));
}
