import type { People } from '../../report/people.ts';

/** What the lab calls somebody: the name alone where the key says the same. */
export function labelOf(people: People, key: string): string {
  const label = people.label(key);
  return label === key && people.name(key) !== '' ? people.name(key) : label;
}
