/** Keeps the phone entries of cases and users in step with their numbers. */
import type { Instant } from '../model/instant.ts';
import type { PhoneEntry } from '../state/phone-book.ts';
import type { CaseRecord, UserRecord } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { isVerifiedFlag, normalizeNumber } from './number.ts';

/**
 * Keeps a case's phone entry in step with its properties, on every save (docs/hq/contacts-and-messages.md#s1-5). A save that
 * is not newer than the entry changes nothing; of saves at one instant of the virtual clock the later counts
 * as newer, unless its time was faked.
 */
export function syncCase(world: World, record: CaseRecord, isFaked = false): void {
  const { phones } = world;
  const known = phones.of(record.key)[0];
  if (known && isOld(known.contactModifiedAt, record.serverModifiedAt, isFaked)) return;

  const { hq } = world.projectNamed(record.project);
  const phone = normalizeNumber(record.properties.get('contact_phone_number'), hq);
  if (!phone.entry || phone.normalized === null || record.closed || record.deleted) {
    if (known) phones.remove(known);
    return;
  }

  const entry = entryFor(world, record, phone.normalized, known);
  const backendId = record.properties.get('contact_backend_id');
  // One that an older save had brought comes into force with any that is newer.
  if (entry.backendId !== backendId) world.changeCase(record);
  entry.backendId = backendId;
  entry.contactModifiedAt = record.serverModifiedAt;
  const isVerified = isVerifiedFlag(record.properties.get('contact_phone_number_is_verified'), hq);
  if (isVerified && phone.canBeTwoWay) phones.claim(entry);
  else phones.demote(entry);
}

function isOld(known: Instant, saved: Instant, isFaked: boolean): boolean {
  return known > saved || (isFaked && known === saved);
}

function entryFor(
  world: World,
  record: CaseRecord,
  number: string,
  known: PhoneEntry | undefined,
): PhoneEntry {
  if (known?.number === number) return known;
  if (known) world.phones.remove(known);
  const { key: owner, project } = record;
  return world.phones.add({ number, owner, ownerKind: 'case', project }, Number.NEGATIVE_INFINITY);
}

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
