/** Time zones of the pinned tables: local time to instants by HQ's rule for gaps and overlaps, and back again. */
import {
  type DayNumber,
  type Instant,
  MS_PER_DAY,
  MS_PER_HOUR,
  MS_PER_SECOND,
  type SecondOfDay,
} from '../model/instant.ts';
import { dayNumber } from './calendar.ts';
import { HQ_TZ_RELEASE, LATER_ZONES, PACKED_HQ_ZONES } from './generated/hq-zone-table.ts';
import { PACKED_ZONES, TZ_RELEASE } from './generated/zone-table.ts';

/** A zone of the pinned table; `zoneNamed` makes one for each name. */
export interface Zone extends Stretches {
  /** The IANA spelling of the name asked for; an alias keeps its own name. */
  readonly name: string;
  /** From here on an overlap means its earlier instant. */
  readonly prefersEarlierFrom: Instant;
  /** Where the last look-up landed: it speeds the next one up and changes nothing else. */
  lastIndex: number;
}

/** A moment as a clock on the wall shows it. */
export interface LocalTime {
  readonly day: DayNumber;
  readonly second: SecondOfDay;
  readonly offsetSeconds: number;
}

/** Zones whose winter time is labelled as (negative) daylight saving time, since the day they began it. */
const NEGATIVE_DST_FROM: ReadonlyMap<string, DayNumber> = new Map([
  ['Europe/Dublin', dayNumber(1968, 10, 27)],
  ['Eire', dayNumber(1968, 10, 27)],
  ['Africa/Windhoek', dayNumber(1994, 3, 20)],
]);

/** A gap is never longer than a day, and each step back is six hours. */
const GAP_STEPS_MAX = 8;
const GAP_STEP_MS = 6 * MS_PER_HOUR;

const zonesByName = new Map<string, Zone>();
const hqZonesByName = new Map<string, Zone>();

/**
 * The zone of an IANA name in any letter case; anything else, blanks around it included, is no zone. `release`
 * is one of `zoneReleases`; undefined: the product's own.
 */
export function zoneNamed(name: string, release?: string): Zone | undefined {
  const zone = newestZone(name);
  return zone && release === HQ_TZ_RELEASE ? hqZone(zone) : zone;
}

/** The release that a file means by `hq` or by a release's own name; undefined: one that is not carried. */
export function zoneReleaseNamed(name: string): string | undefined {
  if (name === 'hq') return HQ_TZ_RELEASE;
  return zoneReleases.includes(name) ? name : undefined;
}

/** Whether the release that HQ pins shows another time at a moment. */
export function differsInHq(zone: Zone, at: Instant): boolean {
  const pinned = hqZone(zone);
  return pinned === undefined || (pinned !== zone && offsetSeconds(pinned, at) !== offsetSeconds(zone, at));
}

/** The zone as HQ's release has it; undefined: it has no such name. */
function hqZone(zone: Zone): Zone | undefined {
  const known = hqZonesByName.get(zone.name);
  if (known) return known;
  const listed = hqListedZone(zone.name);
  if (listed === 'missing') return undefined;
  const pinned = listed ? zoneOf(zone.name, listed.row) : zone;
  hqZonesByName.set(zone.name, pinned);
  return pinned;
}

function newestZone(name: string): Zone | undefined {
  const known = zonesByName.get(name);
  if (known) return known;
  if (!/^[\w/+-]+$/.test(name)) return undefined;

  const listed = listedZone(name);
  if (!listed) return undefined;
  const zone = zonesByName.get(listed.name) ?? zoneOf(listed.name, listed.row);
  zonesByName.set(listed.name, zone);
  return zone;
}

/** Seconds east of Greenwich at a moment. */
export function offsetSeconds(zone: Zone, at: Instant): number {
  return zone.offsets[stretchAt(zone, at)]!;
}

/** What a clock on the wall shows at a moment. */
export function toLocal(zone: Zone, at: Instant): LocalTime {
  const offset = offsetSeconds(zone, at);
  const wall = at + offset * MS_PER_SECOND;
  const day = Math.floor(wall / MS_PER_DAY);
  return { day, second: (wall - day * MS_PER_DAY) / MS_PER_SECOND, offsetSeconds: offset };
}

/**
 * The moment of a local time. In a gap the clock is pushed forward by the gap; in an overlap the later
 * moment is meant, but the earlier in a zone of negative daylight saving time (pytz `localize`).
 */
export function toInstant(zone: Zone, day: DayNumber, second: SecondOfDay): Instant {
  return resolve(zone, day * MS_PER_DAY + Math.round(second * MS_PER_SECOND), GAP_STEPS_MAX);
}

function zoneOf(name: string, row: string): Zone {
  const earlierFrom = NEGATIVE_DST_FROM.get(name);
  return {
    ...unpack(row),
    name,
    prefersEarlierFrom: earlierFrom === undefined ? Number.POSITIVE_INFINITY : earlierFrom * MS_PER_DAY,
    lastIndex: 0,
  };
}

/** `wall` is the local time written as if it were UTC. */
function resolve(zone: Zone, wall: number, stepsLeft: number): Instant {
  const before = stretchAt(zone, wall - MS_PER_DAY);
  const beforeOffset = zone.offsets[before]! * MS_PER_SECOND;
  const early = wall - beforeOffset;
  if (wall + MS_PER_DAY < zone.startsAt[before + 1]!) return early;

  const afterOffset = offsetSeconds(zone, wall + MS_PER_DAY) * MS_PER_SECOND;
  const late = wall - afterOffset;
  const earlyIsValid = offsetSeconds(zone, early) * MS_PER_SECOND === beforeOffset;
  const lateIsValid = offsetSeconds(zone, late) * MS_PER_SECOND === afterOffset;

  if (earlyIsValid && lateIsValid) {
    return wall >= zone.prefersEarlierFrom ? Math.min(early, late) : Math.max(early, late);
  }
  if (earlyIsValid) return early;
  if (lateIsValid || stepsLeft === 0) return late;
  return resolve(zone, wall - GAP_STEP_MS, stepsLeft - 1) + GAP_STEP_MS;
}

/** The stretch that holds a moment: the one found last time, or else a binary search. */
function stretchAt(zone: Zone, at: Instant): number {
  const { startsAt, lastIndex } = zone;
  if (at >= startsAt[lastIndex]! && at < startsAt[lastIndex + 1]!) return lastIndex;

  let low = 0;
  let high = zone.offsets.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (startsAt[middle]! <= at) low = middle;
    else high = middle;
  }
  zone.lastIndex = low;
  return low;
}

/** The zone of a project by the release of the zone data that it follows; UTC where its name is no zone. */
export const zoneOfProject = (project: {
  readonly timeZone: string;
  readonly zones?: string | undefined;
}): Zone => zoneNamed(project.timeZone, project.zones) ?? zoneNamed('UTC')!;

/** Releases of the zone data that are carried: the product's own, then the one that HQ pins. */
export const zoneReleases: readonly string[] = [TZ_RELEASE, HQ_TZ_RELEASE];

/** Stretch `i` lasts from `startsAt[i]` until before `startsAt[i + 1]`, all of it at `offsets[i]`. */
interface Stretches {
  /** Milliseconds since the epoch, from -Infinity to +Infinity: one more than there are offsets. */
  readonly startsAt: Float64Array;
  /** Seconds east of Greenwich. */
  readonly offsets: Int32Array;
}

/** One name of the IANA list, in its own spelling, and the packed row it stands for. */
interface Listed {
  readonly name: string;
  readonly row: string;
}

let listedByLowerName: ReadonlyMap<string, Listed> | undefined;
let hqByLowerName: ReadonlyMap<string, Listed> | undefined;

/** Finds a name of the IANA list in any letter case. */
function listedZone(name: string): Listed | undefined {
  listedByLowerName ??= listZones(PACKED_ZONES);
  return listedByLowerName.get(lower(name));
}

/** The row of a name in the release that HQ pins, where it differs from the newest; `missing`: no such name then. */
function hqListedZone(name: string): Listed | 'missing' | undefined {
  hqByLowerName ??= listZones(PACKED_HQ_ZONES);
  const listed = hqByLowerName.get(lower(name));
  return listed ?? (LATER_ZONES.includes(name) ? 'missing' : undefined);
}

/** Every name and alias of the IANA list, sorted. */
export function zoneNames(): readonly string[] {
  listedByLowerName ??= listZones(PACKED_ZONES);
  return [...listedByLowerName.values()].map(({ name }) => name).sort();
}

/** The stretches of one packed row. */
function unpack(row: string): Stretches {
  const [, offsetTexts = '', positions = '', stepTexts = ''] = row.split('|');
  const offsetChoices = offsetTexts.split(' ').map(fromBase36);
  const steps = stepTexts === '' ? [] : stepTexts.split(' ').map(fromBase36);

  const startsAt = new Float64Array(steps.length + 2);
  startsAt[0] = Number.NEGATIVE_INFINITY;
  let second = 0;
  for (const [index, step] of steps.entries()) {
    second += step;
    startsAt[index + 1] = second * MS_PER_SECOND;
  }
  startsAt[steps.length + 1] = Number.POSITIVE_INFINITY;

  return { startsAt, offsets: Int32Array.from(positions, (digit) => offsetChoices[fromBase36(digit)]!) };
}

function listZones(packed: string): ReadonlyMap<string, Listed> {
  const listed = new Map<string, Listed>();
  for (const row of packed.split('\n').filter((line) => line !== '')) {
    const names = row.slice(0, row.indexOf('|')).split(' ');
    for (const name of names) listed.set(lower(name), { name, row });
  }
  return listed;
}

/** Names of zones are ASCII: they need no table of letters. */
const lower = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));

const fromBase36 = (text: string): number => Number.parseInt(text, 36);
