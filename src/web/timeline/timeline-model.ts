/** What the timeline draws: a lane per contact, each with its marks in flat arrays, in order of time. */

/** What a mark stands for; its position in this list is its code in `Lane.kinds`. */
export const markKinds = ['sent', 'inbound', 'attempt', 'held', 'error', 'upcoming'] as const;
export type MarkKind = (typeof markKinds)[number];

/** One thing that happened, as the journal or the schedule has it. */
export interface MarkSource {
  readonly lane: string;
  readonly at: number;
  readonly kind: MarkKind;
  /** Until when a hold lasts, or when a retry comes. */
  readonly until?: number;
  /** Whatever the one who clicks wants back: a line's seq; 0 for what has yet to happen. */
  readonly seq: number;
  readonly text?: string;
}

export interface LaneSource {
  readonly key: string;
  readonly name: string;
  readonly zone: string;
}

/** One contact's marks: `times[i]`, `untils[i]`, `kinds[i]` and `sources[i]` belong together. */
export interface Lane extends LaneSource {
  readonly times: Float64Array;
  readonly untils: Float64Array;
  readonly kinds: Uint8Array;
  readonly sources: readonly MarkSource[];
}

/** Sorts marks into their lanes; those of an unknown lane are left out. */
export function lanesFrom(lanes: readonly LaneSource[], marks: readonly MarkSource[]): Lane[] {
  const byLane = new Map<string, MarkSource[]>(lanes.map(({ key }) => [key, []]));
  for (const mark of marks) byLane.get(mark.lane)?.push(mark);
  return lanes.map((lane) => {
    const sources = (byLane.get(lane.key) ?? []).sort((a, b) => a.at - b.at || a.seq - b.seq);
    return {
      ...lane,
      sources,
      times: Float64Array.from(sources, ({ at }) => at),
      untils: Float64Array.from(sources, ({ at, until }) => until ?? at),
      kinds: Uint8Array.from(sources, ({ kind }) => markKinds.indexOf(kind)),
    };
  });
}

/** Position of the first time that is not before `at`. */
export function firstFrom(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The mark nearest to a moment, when one lies within reach. */
export function nearestMark(lane: Lane, at: number, reachMs: number): number | undefined {
  const after = firstFrom(lane.times, at);
  const near = [after - 1, after].filter((index) => index >= 0 && index < lane.times.length);
  const best = near.sort((a, b) => Math.abs(lane.times[a]! - at) - Math.abs(lane.times[b]! - at))[0];
  return best !== undefined && Math.abs(lane.times[best]! - at) <= reachMs ? best : undefined;
}

/** What is in sight. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const SPAN_MIN_MS = 60_000;
const SPAN_MAX_MS = 20 * 366 * 86_400_000;

/** Nearer or farther, the moment under the pointer staying where it is. */
export function zoomed({ from, to }: Span, factor: number, around: number): Span {
  const width = Math.min(Math.max((to - from) * factor, SPAN_MIN_MS), SPAN_MAX_MS);
  const share = (around - from) / (to - from);
  return { from: around - share * width, to: around + (1 - share) * width };
}

/** Earlier or later by a share of what is in sight. */
export function panned({ from, to }: Span, share: number): Span {
  const by = (to - from) * share;
  return { from: from + by, to: to + by };
}
