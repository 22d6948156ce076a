/** The times that expectations speak of: a window must have an inside, and some of it must be in the run. */

import type { PromisedFields, PromisedTime } from '../core/model/expectation.ts';
import {
  type Instant,
  MS_PER_DAY,
  MS_PER_HOUR,
  MS_PER_MINUTE,
  MS_PER_SECOND,
} from '../core/model/instant.ts';
import { wallText } from '../core/time/format.ts';
import { toInstant, type Zone } from '../core/time/zone.ts';
import type { MapNode, Node } from './node.ts';
import type { Awaited, ParseContext } from './parse-context.ts';
import { quoted } from './problem.ts';
import { projectZone } from './scalars.ts';

interface Bound {
  /** The key it stands under. */
  readonly name: 'from' | 'until' | 'after' | 'before' | 'between';
  readonly side: 'lower' | 'upper';
  readonly time: PromisedTime;
}

const lengths = { minute: MS_PER_MINUTE, second: MS_PER_SECOND, ms: 1 } as const;

/** No zone is further than this from Greenwich. */
const zoneMax = 15 * MS_PER_HOUR;

/** Reports a pair of times of which only one is a time of day, or which are on two clocks. */
export function tellMixed(node: MapNode, fields: PromisedFields, context: ParseContext): void {
  const bounds = boundsIn(fields);
  for (const upper of bounds.filter(({ side }) => side === 'upper')) {
    const lower = bounds.find(({ side, name }) => side === 'lower' && partners[upper.name] === name);
    if (!lower || clockText(lower) === clockText(upper)) continue;
    const found = `${quoted(lower.time.text)} and ${quoted(upper.time.text)}`;
    const wanted = 'two times of day on the same clock, or two times with a date';
    context.problem(placeOf(node, upper), found, wanted);
  }
}

/** The lower bound that belongs to each upper one. */
const partners: Readonly<Record<string, Bound['name']>> = {
  between: 'between',
  until: 'from',
  before: 'after',
};

const clockText = ({ time: { daily } }: Bound): string => JSON.stringify(daily?.clock ?? 'dated');

/** Reports a window that ends before it begins. */
export function tellReversed(node: MapNode, fields: PromisedFields, context: ParseContext): void {
  const bounds = boundsIn(fields);
  for (const lower of bounds.filter(({ side }) => side === 'lower')) {
    for (const upper of bounds.filter(({ side }) => side === 'upper')) {
      if (canMeet(lower, upper)) continue;
      const found = `${quoted(lower.time.text)} before ${quoted(upper.time.text)}, which is earlier`;
      context.problem(placeOf(node, upper), found, 'a window that begins before it ends');
    }
  }
}

function boundsIn({ from, after, between, until, before }: PromisedFields): readonly Bound[] {
  const bound = (name: Bound['name'], side: Bound['side'], time: PromisedTime | undefined): Bound[] =>
    time ? [{ name, side, time }] : [];
  return [
    ...bound('from', 'lower', from),
    ...bound('after', 'lower', after),
    ...bound('between', 'lower', between?.[0]),
    ...bound('until', 'upper', until),
    ...bound('before', 'upper', before),
    ...bound('between', 'upper', between?.[1]),
  ];
}

/** Times on different clocks are not compared; from one time of day until another may be over midnight. */
function canMeet(lower: Bound, upper: Bound): boolean {
  const [one, other] = [lower.time, upper.time];
  if (one.daily || other.daily) return true;
  if ((one.local === undefined) !== (other.local === undefined)) return true;
  const isOpen = lower.name === 'after' || upper.name === 'before';
  const last = isOpen ? momentOf(other) - 1 : momentOf(other) + lengths[other.precision] - 1;
  return momentOf(one) <= last;
}

function placeOf(node: MapNode, { name }: Bound): Node {
  return node.entries.get(name)?.value ?? node;
}

/** An instant, or a wall time written as if it were UTC. */
function momentOf({ at, local }: PromisedTime): number {
  return local ? local.day * MS_PER_DAY + local.second * MS_PER_SECOND : (at ?? 0);
}

/** Every time of an expectation, to be held against the run when its ends are known. */
export function awaitedIn(node: MapNode, fields: PromisedFields, zone: Zone): readonly Awaited[] {
  const { at = [], withinMs = 0, on } = fields;
  const place = (name: string, index?: number): Node => {
    const value = node.entries.get(name)?.value ?? node;
    return (index !== undefined && value.kind === 'list' ? value.items[index] : undefined) ?? value;
  };
  const dated = boundsIn(fields).filter(({ time }) => !time.daily);
  const bounds = dated.map((bound) => ({
    ...reachOf(bound),
    node: placeOf(node, bound),
    text: bound.time.text,
  }));
  const points = at.flatMap((time, index) => {
    if (time.daily) return [];
    const first = momentOf(time) - withinMs - slackOf(time);
    const last = momentOf(time) + lengths[time.precision] - 1 + withinMs + slackOf(time);
    return [{ node: place('at', index), text: time.text, first, last }];
  });
  return [...bounds, ...points, ...(on ? [dayAwaited(on, place('on'), zone)] : [])];
}

const slackOf = ({ local }: PromisedTime): number => (local ? zoneMax : 0);

/** A bound is open on one side; `after` and `before` leave out the time itself. */
function reachOf({ name, side, time }: Bound): { readonly first: number; readonly last: number } {
  const moment = momentOf(time);
  if (side === 'lower') {
    return { first: moment + (name === 'after' ? 1 : 0) - slackOf(time), last: Number.POSITIVE_INFINITY };
  }
  const length = name === 'before' ? 0 : lengths[time.precision];
  return { first: Number.NEGATIVE_INFINITY, last: moment + length - 1 + slackOf(time) };
}

function dayAwaited(on: NonNullable<PromisedFields['on']>, node: Node, zone: Zone): Awaited {
  const slack = on.local ? zoneMax : 0;
  const dayStart = (day: number) => (on.local ? day * MS_PER_DAY : toInstant(zone, day, 0));
  return { node, text: on.text, first: dayStart(on.day) - slack, last: dayStart(on.day + 1) - 1 + slack };
}

/** Reports times that lie wholly outside the run: nothing can happen then. */
export function tellOutside(
  awaited: readonly Awaited[],
  startsAt: Instant,
  endsAt: Instant | undefined,
  context: ParseContext,
): void {
  const zone = projectZone(context);
  for (const { node, text, first, last } of awaited) {
    const isLate = endsAt !== undefined && first > endsAt;
    if (last >= startsAt && !isLate) continue;
    const found = isLate
      ? `${quoted(text)}, and the scenario ends at ${wallText(zone, endsAt)}`
      : `${quoted(text)}, and the scenario starts at ${wallText(zone, startsAt)}`;
    context.problem(
      node,
      found,
      'a time from starts to ends',
      isLate ? 'left out, ends is a day after the last entry' : undefined,
    );
  }
}
