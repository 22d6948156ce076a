/** What somebody who wrote no IANA name probably meant. A zone with another hour is never proposed. */
import { MS_PER_DAY } from '../model/instant.ts';
import { distance } from '../text/edit-distance.ts';
import { lower, upper } from '../text/letter-case.ts';
import { strip } from '../text/python-text.ts';
import { dayNumber } from './calendar.ts';
import { offsetSeconds, zoneNamed, zoneNames } from './zone.ts';
import { abbreviations, places, steadyZones } from './zone-places.ts';

const OFFSET = /^(?:(?:Etc\/)?(?:GMT|UTC|Z))?[ ]?([+-])[ ]?(\d{1,2})(?::?(\d\d))?$/i;
const LENGTH_MAX = 60;
/** A letter that is wrong in a short name may make it another place. */
const LETTERS_FOR_ONE_SLIP = 5;
const LETTERS_FOR_TWO_SLIPS = 10;
/** Any moment will do: the zones that are offered as examples keep one hour. */
const SOME_DAY = dayNumber(2026, 1, 15);

const known = new Map<string, string | undefined>();
const KNOWN_MAX = 1000;

/** `did you mean "Africa/Nairobi"?`, or what else there is to say; undefined: nothing is near. */
export function zoneHint(name: string): string | undefined {
  if (known.has(name)) return known.get(name);
  if (known.size >= KNOWN_MAX) known.clear();
  const hint = hintFor(strip(name));
  known.set(name, hint);
  return hint;
}

function hintFor(text: string): string | undefined {
  if (text === '' || text.length > LENGTH_MAX) return undefined;
  if (zoneNamed(text)) return meant([text]);
  const meanings = Object.hasOwn(abbreviations, upper(text)) ? abbreviations[upper(text)]! : [];
  const [first, ...others] = meanings;
  if (first && others.length === 0) return meant([first[0]]);
  if (first) {
    const all = meanings.map(([zone, where]) => `${zone} (${where})`);
    return `${upper(text)} is the name of ${meanings.length} clocks: ${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
  }
  const offset = OFFSET.exec(text);
  return offset ? offsetHint(text, offset) : meant(near(lower(text).replaceAll(' ', '_')));
}

const meant = (zones: readonly string[]): string | undefined =>
  zones.length === 0 ? undefined : `did you mean ${zones.map((zone) => `"${zone}"`).join(' or ')}?`;

/** The sign of the names `Etc/GMT+3` is the other way round, which nobody expects. */
function offsetHint(text: string, [, sign, hours = '', minutes = '00']: RegExpExecArray): string {
  const seconds = (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  const example = steadyZones.find((name) => {
    const zone = zoneNamed(name);
    return zone && offsetSeconds(zone, SOME_DAY * MS_PER_DAY) === seconds;
  });
  const place = example === undefined ? 'write the name of a place' : `write a place, such as ${example}`;
  if (minutes !== '00') return `${text} is no zone: ${place}`;
  const turned = sign === '+' ? '-' : '+';
  const side = sign === '+' ? 'behind' : 'ahead of';
  const count = Number(hours) === 1 ? '1 hour' : `${Number(hours)} hours`;
  return `${place}; beware of Etc/GMT${sign}${Number(hours)}, which is ${count} ${side} UTC: the other is Etc/GMT${turned}${Number(hours)}`;
}

/** Zones of that place, or of one that is spelled almost so; none where they keep different hours. */
function near(word: string): readonly string[] {
  const city = word.slice(word.lastIndexOf('/') + 1);
  if (Object.hasOwn(places, city)) return [places[city]!];
  const named = zoneNames().filter((name) => lastPart(name) === city && name.includes('/'));
  if (named.length > 0) return oneHour(named) ? [inRegionOf(word, named)] : named;
  const slips = city.length >= LETTERS_FOR_TWO_SLIPS ? 2 : city.length >= LETTERS_FOR_ONE_SLIP ? 1 : 0;
  for (let apart = 1; apart <= slips; apart += 1) {
    const alike = [
      ...zoneNames().filter((name) => distance(wholeOrCity(name, word), word, apart) <= apart),
      ...Object.keys(places).flatMap((place) =>
        distance(place, city, apart) <= apart ? places[place]! : [],
      ),
    ];
    if (alike.length > 0) return oneHour(alike) ? [alike[0]!] : [];
  }
  return [];
}

const lastPart = (name: string): string => lower(name.slice(name.lastIndexOf('/') + 1));

/** What is compared with the word: the whole name, or its city where no region was written. */
const wholeOrCity = (name: string, word: string): string =>
  word.includes('/') || !name.includes('/') ? lower(name) : lastPart(name);

function inRegionOf(word: string, names: readonly string[]): string {
  const region = word.slice(0, word.indexOf('/') + 1);
  return names.find((name) => lower(name).startsWith(region)) ?? names[0]!;
}

/** Whether the names stand for one clock. */
function oneHour(names: readonly string[]): boolean {
  const rows = names.map((name) => zoneNamed(name)!);
  const [first] = rows;
  return rows.every(
    ({ offsets, startsAt }) =>
      offsets.length === first!.offsets.length &&
      offsets.every((offset, index) => offset === first!.offsets[index]) &&
      startsAt.every((at, index) => at === first!.startsAt[index]),
  );
}
