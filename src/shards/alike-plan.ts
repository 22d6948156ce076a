/** A story with fewer cases, of which some stand for others that are like them: enough to know all that is counted of the whole. */
import type { CaseSeed } from '../core/model/case.ts';
import { areOnDisk, type JoinedCases } from '../core/model/many-cases.ts';
import type { Plan } from '../core/model/plan.ts';
import type { TimelineEntry } from '../core/model/timeline.ts';
import { type AlikeCase, AlikeCases, type AlikeGroup } from './alike-cases.ts';
import { alikeStory } from './alike-story.ts';
import { cutOf } from './cut.ts';
import { cutText } from './text.ts';

export interface AlikePlan {
  /** The story with one case of each group, and with those that are like no other. */
  readonly plan: Plan;
  /** By key of that one case. */
  readonly groups: ReadonlyMap<string, AlikeGroup>;
  /** The story with the first cases of the groups of some, and nobody else. */
  firstOf(keys: Iterable<string>): Plan;
  /** How the whole story can be cut, in words. */
  readonly shards: string;
}

export interface AlikeOptions {
  /** Fewer are not worth it. */
  readonly casesMin: number;
  /** More are not rehearsed at once. */
  readonly rehearsedMax: number;
  /** Hears of each case; undefined: it is like no other. */
  readonly onCase: (place: number, member?: AlikeCase) => void;
}

/** After so many, or an eighth of all, it is plain whether cases are alike. */
const LOOK_MIN = 4096;
const LOOK_SHARE = 8;
/** Of so many cases no more than one may have to be rehearsed. */
const SHARE = 2;

/** A case with its place in the file. */
interface Placed {
  readonly place: number;
  readonly seed: CaseSeed;
}

/** undefined: what happens to the cases of the story does not follow from a few values, or they are too different. */
export function alikePlan(
  plan: Plan,
  { casesMin, rehearsedMax, onCase }: AlikeOptions,
): AlikePlan | undefined {
  const { size } = plan.cases;
  const story = size < casesMin ? undefined : alikeStory(plan);
  if (story === undefined) return undefined;
  const cut = cutOf(plan, { withSends: true });
  if (cut.kind === 'whole') return undefined;
  const alike = new AlikeCases(plan, story, cut.state.sends!);
  const groups = new Map<string, AlikeGroup>();
  const rehearsed = new Map<string, Placed>();
  const look = Math.max(LOOK_MIN, Math.floor(size / LOOK_SHARE));
  let place = 0;
  for (const seed of plan.cases.values()) {
    const member = alike.add(place, seed);
    if (member?.group.size === 1) groups.set(seed.key, member.group);
    if (member === undefined || member.group.size === 1) rehearsed.set(seed.key, { place, seed });
    onCase(place, member);
    place += 1;
    if (rehearsed.size > rehearsedMax || (place === look && rehearsed.size * SHARE > place)) return undefined;
  }
  return {
    plan: withOnly(plan, [...rehearsed.values()]),
    groups,
    firstOf(keys) {
      const firsts = [...keys].flatMap((key) => groups.get(key)?.first ?? [rehearsed.get(key)!]);
      return withOnly(
        plan,
        firsts.sort((a, b) => a.place - b.place),
      );
    },
    shards: cutText(cut),
  };
}

/** Whoever is only registered may be left out; what else happens, happens to cases that are there. */
function withOnly(plan: Plan, placed: readonly Placed[]): Plan {
  const cases = new Map(placed.map(({ seed }) => [seed.key, seed]));
  const keysOnDisk = (): string[] => {
    const { firstOnDisk, sizeOnDisk } = plan.cases as JoinedCases;
    return placed
      .filter(({ place }) => place >= firstOnDisk && place < firstOnDisk + sizeOnDisk)
      .map(({ seed }) => seed.key);
  };
  const timeline = plan.timeline.flatMap((entry): TimelineEntry[] => {
    const { act } = entry;
    if (act.verb === 'register') {
      const keys = areOnDisk(act.keys) ? keysOnDisk() : act.keys.filter((key) => cases.has(key));
      return [{ ...entry, act: { verb: 'register', keys } }];
    }
    if (act.verb === 'update') {
      const changes = act.changes.filter(({ key }) => cases.has(key));
      return [{ ...entry, act: { ...act, changes } }];
    }
    if (act.verb === 'close' || act.verb === 'reopen' || act.verb === 'delete')
      return [{ ...entry, act: { ...act, keys: act.keys.filter((key) => cases.has(key)) } }];
    return [entry];
  });
  return { ...plan, cases, timeline };
}
