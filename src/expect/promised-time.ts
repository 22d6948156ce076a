/** Times in expectations: a stretch of the clock as long as the precision they were written to. */
import type { ZoneEvidence } from '../core/model/because.ts';
import type { PromisedTime } from '../core/model/expectation.ts';
import { type Instant, MS_PER_DAY, MS_PER_MINUTE, MS_PER_SECOND } from '../core/model/instant.ts';
import { offsetSeconds, type Zone, zoneNamed } from '../core/time/zone.ts';
import type { Row } from './rows.ts';

/** `from` is in it, `upTo` is not; both are instants, or wall times (told as if UTC) when `isLocal`. */
export interface PromisedSpan {
  readonly isLocal: boolean;
  readonly from: number;
  readonly upTo: number;
}

/** `09:00` is that minute, `09:00:00` that second. */
const lengths = { minute: MS_PER_MINUTE, second: MS_PER_SECOND, ms: 1 } as const;

export function promisedSpanOf({ at, local, precision }: PromisedTime): PromisedSpan {
  const from = local ? local.day * MS_PER_DAY + local.second * MS_PER_SECOND : (at ?? 0);
  return { isLocal: local !== undefined, from, upTo: from + lengths[precision] };
}

/** The row's moment on the clock that the stretch is told on. */
export function momentOn({ isLocal }: PromisedSpan, row: Row, projectZone: Zone): number {
  return isLocal ? wallOf(row, projectZone) : row.entry.at;
}

/** The row's wall time in the zone in force for it, told as if it were UTC. */
export function wallOf({ entry }: Row, projectZone: Zone): number {
  const written = entry.local === undefined ? undefined : offsetIn(entry.local);
  return (
    entry.at + (written ?? offsetSeconds(zoneOf(entry.because?.zone, projectZone), entry.at)) * MS_PER_SECOND
  );
}

/** How far the row lies outside the stretch: 0 within it, below 0 before it. */
export function distanceTo(stretch: PromisedSpan, row: Row, projectZone: Zone): number {
  const moment = momentOn(stretch, row, projectZone);
  if (moment < stretch.from) return moment - stretch.from;
  return Math.max(0, moment - (stretch.upTo - 1));
}

/** An instant that stands for the time, for looking around in the journal. */
export function roughInstant(time: PromisedTime, projectZone: Zone): Instant {
  const { isLocal, from } = promisedSpanOf(time);
  return isLocal ? from - offsetSeconds(projectZone, from) * MS_PER_SECOND : from;
}

/** The zone that was in force; the project's own when the line names none. */
const zoneOf = (evidence: ZoneEvidence | undefined, projectZone: Zone): Zone =>
  (evidence && zoneNamed(evidence.name, evidence.release)) ?? projectZone;

/** Seconds east of Greenwich at the end of an ISO 8601 time. */
function offsetIn(text: string): number | undefined {
  if (text.endsWith('Z')) return 0;
  const match = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  if (!match) return undefined;
  const size = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -size : size;
}
