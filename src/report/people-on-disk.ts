/** The people of a story whose cases are on a disk: names are read when they are asked for, and short ids need eight characters of each key. */
import { isOnDisk, type ManyCases } from '../core/model/many-cases.ts';
import type { Plan } from '../core/model/plan.ts';
import { ID_CHARACTERS_MIN, namesOf, type People, peopleBy, peopleOf, sharedStart } from './people.ts';

const beginsInHex = /^[0-9a-f]{8}/i;
/** Names that were asked for last. */
const NAMES_KEPT_MAX = 1000;

/** The people of a story, wherever its cases are. */
export function peopleOfStory(plan: Plan): People {
  const { cases } = plan;
  return isOnDisk(cases) ? peopleOnDisk(cases, namesOf({ ...plan, cases: new Map() })) : peopleOf(plan);
}

/** `others` are the names of users, groups and locations. */
function peopleOnDisk(cases: ManyCases, others: ReadonlyMap<string, string>): People {
  const kept = new Map<string, string>();
  const name = (key: string): string => {
    const known = kept.get(key) ?? others.get(key);
    if (known !== undefined) return known;
    const read = cases.get(key)?.name.trim() ?? '';
    if (kept.size >= NAMES_KEPT_MAX) kept.clear();
    kept.set(key, read);
    return read;
  };
  let ids: ((key: string) => string) | undefined;
  return peopleBy({
    names: others,
    name,
    shortId(key) {
      ids ??= shortIds(cases, others);
      return cases.has(key) || others.has(key) ? ids(key) : key;
    },
  });
}

/** Keys whose first characters are somebody else's too are compared in full; there are few. */
function shortIds(cases: ManyCases, others: ReadonlyMap<string, string>): (key: string) => string {
  const all = function* (): Generator<string> {
    yield* others.keys();
    yield* cases.keys();
  };
  const beginnings = sorted(all(), cases.size + others.size);
  const shared = new Set<number>();
  for (let index = 1; index < beginnings.length; index += 1)
    if (beginnings[index] === beginnings[index - 1]) shared.add(beginnings[index]!);
  const byBeginning = new Map<number, string[]>();
  for (const key of shared.size === 0 ? [] : all()) {
    const beginning = beginningOf(key);
    if (beginning === undefined || !shared.has(beginning)) continue;
    const known = byBeginning.get(beginning);
    if (known) known.push(key);
    else byBeginning.set(beginning, [key]);
  }
  return (key) => {
    const alike = byBeginning.get(beginningOf(key) ?? -1) ?? [];
    const length = Math.max(0, ...alike.flatMap((other) => (other === key ? [] : sharedStart(key, other))));
    return key.slice(0, Math.max(ID_CHARACTERS_MIN, length + 1)).replace(/-$/, '');
  };
}

function sorted(keys: Iterable<string>, sizeMax: number): Uint32Array {
  const beginnings = new Uint32Array(sizeMax);
  let count = 0;
  for (const key of keys) {
    const beginning = beginningOf(key);
    if (beginning === undefined) continue;
    beginnings[count] = beginning;
    count += 1;
  }
  return beginnings.subarray(0, count).sort();
}

const beginningOf = (key: string): number | undefined =>
  beginsInHex.test(key) ? Number.parseInt(key.slice(0, ID_CHARACTERS_MIN), 16) : undefined;
