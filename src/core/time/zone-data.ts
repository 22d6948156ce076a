/** Unpacks the pinned zone tables: the index of names once, each zone's stretches when first asked for. */
import { MS_PER_SECOND } from '../model/instant.ts';
import { HQ_TZ_RELEASE, LATER_ZONES, PACKED_HQ_ZONES } from './generated/hq-zone-table.ts';
import { PACKED_ZONES, TZ_RELEASE } from './generated/zone-table.ts';

/** Releases of the zone data that are carried: the product's own, then the one that HQ pins. */
export const zoneReleases: readonly string[] = [TZ_RELEASE, HQ_TZ_RELEASE];

/** Stretch `i` lasts from `startsAt[i]` until before `startsAt[i + 1]`, all of it at `offsets[i]`. */
export interface Stretches {
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
export function listedZone(name: string): Listed | undefined {
  listedByLowerName ??= listZones(PACKED_ZONES);
  return listedByLowerName.get(lower(name));
}

/** The row of a name in the release that HQ pins, where it differs from the newest; `missing`: no such name then. */
export function hqListedZone(name: string): Listed | 'missing' | undefined {
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
export function unpack(row: string): Stretches {
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
