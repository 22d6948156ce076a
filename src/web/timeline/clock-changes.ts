/** The clock changes of a run in words, for those who do not see them on the timeline. */
import { shortText, zoneOr } from '../local-time.ts';
import { type ClockChange, clockChangesIn } from './nights.ts';
import type { LaneSource, Span } from './timeline-model.ts';

const CHANGES_MAX = 12;

export interface ZoneChange extends ClockChange {
  readonly zone: string;
  /** What the clock on the wall shows right after it: `8 Mar 03:00`. */
  readonly wall: string;
}

/** Those of all lanes' zones, earliest first. */
export function clockChangesOf(lanes: readonly LaneSource[], span: Span): readonly ZoneChange[] {
  const zones = new Set(lanes.map(({ zone }) => zone));
  return [...zones]
    .flatMap((zone) =>
      clockChangesIn(zoneOr(zone), span).map((change) => ({
        ...change,
        zone,
        wall: shortText(zoneOr(zone), change.at),
      })),
    )
    .sort((a, b) => a.at - b.at)
    .slice(0, CHANGES_MAX);
}
