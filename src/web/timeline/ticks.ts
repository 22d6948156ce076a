/** Where the timeline's ruler has its marks, and what they say. */

import type { Instant } from '../../core/model/instant.ts';
import type { Zone } from '../../core/time/zone.ts';
import { offsetSeconds } from '../../core/time/zone.ts';
import { clockText, dayText } from '../local-time.ts';
import type { Span } from './timeline-model.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const steps = [
  ...[MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR],
  ...[DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY, 364 * DAY],
];
const TICKS_MAX = 200;

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Ticks at least `gapPx` apart, on round wall times of the zone. */
export function ticksIn(zone: Zone, { from, to }: Span, widthPx: number, gapPx = 96): Tick[] {
  const wanted = ((to - from) / widthPx) * gapPx;
  const step = steps.find((one) => one >= wanted) ?? steps.at(-1)!;
  const ticks: Tick[] = [];
  const offset = offsetSeconds(zone, from as Instant) * 1000;
  let at = Math.ceil((from + offset) / step) * step - offset;
  while (at <= to && ticks.length < TICKS_MAX) {
    ticks.push({ at, text: step < DAY ? clockOrDay(zone, at) : dayText(zone, at).slice(0, -5) });
    at += step;
  }
  return ticks;
}

function clockOrDay(zone: Zone, at: number): string {
  const clock = clockText(zone, at);
  return clock === '00:00' ? dayText(zone, at).slice(0, -5) : clock;
}
