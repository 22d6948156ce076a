/** One person who is registered twice: the same name and the same phone. */
import { normalizeNumber } from '../core/contact/number.ts';
import type { CaseSeed } from '../core/model/case.ts';
import type { Notice, Plan } from '../core/model/plan.ts';

/** Told one by one; the others are counted. */
const TOLD_MAX = 1000;
/** Keys named for one person. */
const KEYS_MAX = 4;

export function personNotices({ cases, source }: Plan): Notice[] {
  const people = new Map<string, CaseSeed | CaseSeed[]>();
  for (const seed of cases.values()) {
    const who = seed.closed ? undefined : personOf(seed);
    if (who === undefined) continue;
    const before = people.get(who);
    if (before === undefined) people.set(who, seed);
    else if (Array.isArray(before)) before.push(seed);
    else people.set(who, [before, seed]);
  }
  const twice = [...people.values()].filter((seeds) => Array.isArray(seeds));
  const told = twice.slice(0, TOLD_MAX).map(noticeOf);
  if (twice.length <= TOLD_MAX) return told;
  const count = twice.length - TOLD_MAX;
  const message = `${count} more people are registered twice`;
  return [...told, { code: 'PERSON_TWICE', message, hint, about: { count: String(count) }, source }];
}

const hint = 'close one of the cases: each gets every message';

/** Type, phone and name, letter case and spaces apart; undefined where one of them is missing. */
function personOf({ project, type, name, properties }: CaseSeed): string | undefined {
  const { normalized, sendable } = normalizeNumber(properties.get('contact_phone_number'));
  const bare = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s.]+/g, ' ')
    .trim();
  if (!sendable || normalized === null || bare === '') return undefined;
  return JSON.stringify([project, type, normalized, bare]);
}

function noticeOf(seeds: readonly CaseSeed[]): Notice {
  const [first, second] = seeds;
  const { normalized } = normalizeNumber(first!.properties.get('contact_phone_number'));
  const keys = seeds.slice(0, KEYS_MAX).map(({ key }) => key);
  const more = seeds.length - keys.length;
  return {
    code: 'PERSON_TWICE',
    message: `${first!.name.trim()} with ${normalized} is registered ${seeds.length === 2 ? 'twice' : `${seeds.length} times`}: ${keys.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    hint,
    about: { case: second!.key, number: normalized ?? '' },
    ...(second!.source && { source: second!.source }),
  };
}
