/**
 * Which rows of a long run are kept: those that a promise can claim, and those that stand near to what it wants. The first
 * ones are kept whatever they are, so that of most runs all are.
 */
import type { Expectation, PromisedFields } from '../core/model/expectation.ts';
import { type Instant, MS_PER_HOUR } from '../core/model/instant.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Zone } from '../core/time/zone.ts';
import { type Matcher, matcherFor } from './checks.ts';
import type { Effort } from './effort.ts';
import { asksStatus, claims, isForRows, matchersFor, placesWanted, timelinePromises } from './evaluate.ts';
import { timeOf } from './explain.ts';
import { isRare, MatcherSet, rarestFact } from './matcher-set.ts';
import { roughInstant } from './promised-time.ts';
import type { Row } from './rows.ts';

/** A promise that names nobody is compared with a row when it comes, if there are no more such than this. */
const COMPARED_MAX = 8;

/** Rows this near to a time that is promised may explain why none came at it. */
const AROUND_MS = 12 * MS_PER_HOUR;
const AROUND_MAX = 20_000;

/** A promise that names nobody: the first rows that it could claim do. */
interface Loose {
  readonly matcher: Matcher;
  /** How many rows may still be kept for it. */
  left: number;
}

export function rowFilterFor(plan: Plan, zone: Zone, effort: Effort): (row: Row) => boolean {
  const inTimeline = timelinePromises(plan);
  const all = [...inTimeline, ...plan.expectations];
  if (all.some(needsAll) || plan.allow.some(({ status }) => status !== undefined)) return () => true;
  const claiming = rowsOf(all, zone);
  const people = new Set(all.flatMap((each) => personsOf(each)));
  const rare = new MatcherSet<true>();
  // What claims many in the middle of the run leaves fewer for others: then every row that could do is kept.
  const isBounded = !inTimeline.some((each) => claims(each) && !isForRows(each));
  const most = isBounded ? placesWanted(all) : Number.POSITIVE_INFINITY;
  const loose = new MatcherSet<Loose>();
  const looseByName = new Map<string, Loose>();
  for (const { matcher, isOrdered } of claiming) {
    if (isRare(rarestFact(matcher))) rare.add(matcher, true);
    else {
      const name = JSON.stringify([matcher.kinds, matcher.fields]);
      const known = looseByName.get(name);
      const one = known ?? { matcher, left: 0 };
      one.left = isOrdered ? Number.POSITIVE_INFINITY : Math.max(one.left, most);
      if (!known) loose.add(matcher, one);
      looseByName.set(name, one);
    }
  }
  const isCompared = looseByName.size <= COMPARED_MAX;
  const around = new Around(
    claiming.map(({ matcher }) => matcher.fields),
    zone,
  );

  function isWanted(row: Row): boolean {
    let isKept = false;
    rare.forEach(row, () => {
      isKept = true;
    });
    loose.forEach(row, (one) => {
      if (one.left <= 0) return;
      if (isCompared && !one.matcher.matches(row, effort)) return;
      one.left -= isCompared ? 1 : 0;
      isKept = true;
    });
    return isKept;
  }

  return (row) => (row.to !== undefined && people.has(row.to)) || isWanted(row) || around.takes(row);
}

/** A transcript has every line; a status is known at the end. */
const needsAll = (expectation: Expectation): boolean =>
  expectation.kind === 'transcript' || asksStatus(expectation);

interface Claiming {
  readonly matcher: Matcher;
  /** The row wanted stands after another: the first that would do may stand before it. */
  readonly isOrdered: boolean;
}

function rowsOf(expectations: readonly Expectation[], zone: Zone): Claiming[] {
  return expectations.flatMap((each): Claiming[] => {
    if (each.kind === 'in_order')
      return each.entries.map(({ kind, fields }) => ({
        matcher: matcherFor(kind, fields, zone),
        isOrdered: true,
      }));
    // What a warning says is only looked for, and all of them are told when none is as promised.
    if (each.kind === 'warning') return [{ matcher: matcherFor('warning', {}, zone), isOrdered: true }];
    return isForRows(each) ? matchersFor(each, zone).map((matcher) => ({ matcher, isOrdered: false })) : [];
  });
}

function personsOf(expectation: Expectation): string[] {
  if (expectation.kind === 'in_order') return expectation.entries.flatMap(({ fields }) => fields.to ?? []);
  const { fields, of } = expectation as { readonly fields?: PromisedFields; readonly of?: PromisedFields };
  return [fields?.to, of?.to].filter((key) => key !== undefined);
}

/** The rows about the times that are promised to nobody by name. */
class Around {
  private readonly times: readonly Instant[];
  private readonly left: number[];

  constructor(fields: readonly PromisedFields[], zone: Zone) {
    const times = fields.flatMap((each) => {
      const time = each.to === undefined ? timeOf(each) : undefined;
      return (time && roughInstant(time, zone)) ?? [];
    });
    this.times = [...new Set(times)].sort((a, b) => a - b);
    this.left = this.times.map(() => AROUND_MAX);
  }

  takes({ entry: { at } }: Row): boolean {
    const place = this.nearest(at);
    const time = this.times[place];
    if (time === undefined || Math.abs(time - at) > AROUND_MS || this.left[place]! <= 0) return false;
    this.left[place]! -= 1;
    return true;
  }

  private nearest(at: Instant): number {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! < at) low = middle + 1;
      else high = middle;
    }
    const [before, after] = [this.times[low - 1], this.times[low]];
    if (before === undefined) return low;
    return after === undefined || at - before < after - at ? low - 1 : low;
  }
}
