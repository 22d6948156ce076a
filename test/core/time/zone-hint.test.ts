import moment from 'moment-timezone';
import { describe, expect, test } from 'vitest';
import { MS_PER_DAY } from '../../../src/core/model/instant.ts';
import { dayNumber } from '../../../src/core/time/calendar.ts';
import { offsetSeconds, zoneNamed } from '../../../src/core/time/zone.ts';
import { zoneHint } from '../../../src/core/time/zone-hint.ts';
import { abbreviations, places, steadyZones } from '../../../src/core/time/zone-places.ts';

const noonOf = (month: number): number => dayNumber(2026, month, 15) * MS_PER_DAY;

describe('what somebody meant who wrote', () => {
  test.each([
    ['EAT', 'did you mean "Africa/Nairobi"?'],
    ['cat', 'did you mean "Africa/Maputo"?'],
    [
      'IST',
      'IST is the name of 3 clocks: Asia/Kolkata (India), Europe/Dublin (Ireland in summer) or Asia/Jerusalem (Israel)',
    ],
    [
      'GMT+3',
      'write a place, such as Africa/Nairobi; beware of Etc/GMT+3, which is 3 hours behind UTC: the other is Etc/GMT-3',
    ],
    [
      'UTC-5',
      'write a place, such as America/Lima; beware of Etc/GMT-5, which is 5 hours ahead of UTC: the other is Etc/GMT+5',
    ],
    ['+05:30', '+05:30 is no zone: write a place, such as Asia/Kolkata'],
    ['Nairobi', 'did you mean "Africa/Nairobi"?'],
    ['addis ababa', 'did you mean "Africa/Addis_Ababa"?'],
    ['Asia/Nairobi', 'did you mean "Africa/Nairobi"?'],
    [' Africa/Nairobi ', 'did you mean "Africa/Nairobi"?'],
    ['Africa/Niarobi', 'did you mean "Africa/Nairobi"?'],
    ['Asia/Calcuta', 'did you mean "Asia/Calcutta"?'],
    ['America/NewYork', 'did you mean "America/New_York"?'],
    ['Africa/Adis_Abeba', 'did you mean "Africa/Addis_Ababa"?'],
    ['Asia/Mumbai', 'did you mean "Asia/Kolkata"?'],
    ['Asia/Delhi', 'did you mean "Asia/Kolkata"?'],
    ['Kenya', 'did you mean "Africa/Nairobi"?'],
  ])('%s', (written, hint) => {
    expect(zoneHint(written)).toBe(hint);
  });

  test.each(['', 'Asia/Dumbai', 'XYZ', 'local', 'Africa/Kisii', 'x'.repeat(5000), '(UTC+03:00) Nairobi'])(
    '%s: nothing is near enough to be sure of the hour',
    (written) => {
      expect(zoneHint(written) ?? '').not.toMatch(/did you mean/);
    },
  );
});

test.each(Object.entries(abbreviations).flatMap(([name, all]) => all.map(([zone]) => [name, zone] as const)))(
  '%s is what the clock of %s was or is called, by the zone data or by its people',
  (name, zone) => {
    const listed = moment.tz.zone(zone)!.abbrs;
    const numbered = new Set(['NPT', 'ICT', 'MMT', 'AFT', 'GST', 'BST Asia/Dhaka', 'AST Asia/Riyadh']);
    expect(zoneNamed(zone)?.name).toBe(zone);
    if (numbered.has(name) || numbered.has(`${name} ${zone}`)) return;
    if (name === 'PHT') expect(listed).toContain('PST');
    else expect(listed).toContain(name);
  },
);

/** Hours of those clocks whose abbreviation the zone data no longer has. */
test.each([
  ['NPT', 5.75],
  ['ICT', 7],
  ['MMT', 6.5],
  ['AFT', 4.5],
  ['GST', 4],
])('%s is %d hours ahead of UTC', (name, hours) => {
  const zone = zoneNamed(abbreviations[name]![0]![0])!;
  for (const month of [1, 7]) expect(offsetSeconds(zone, noonOf(month))).toBe(hours * 3600);
});

test('every place of the table has its zone, and those that stand for an offset keep it all year', () => {
  for (const name of Object.values(places)) expect(zoneNamed(name)?.name).toBe(name);
  for (const name of steadyZones) {
    const offsets = Array.from({ length: 120 }, (_, month) =>
      offsetSeconds(
        zoneNamed(name)!,
        dayNumber(2026 + Math.floor(month / 12), (month % 12) + 1, 15) * MS_PER_DAY,
      ),
    );
    expect(new Set(offsets).size, name).toBe(1);
  }
});

test.each(Array.from({ length: 27 }, (_, index) => index - 12))(
  'an offset of %d hours is never answered with a zone of another hour',
  (hours) => {
    const written = `GMT${hours < 0 ? '-' : '+'}${Math.abs(hours)}`;
    if (zoneNamed(written)) return;
    const hint = zoneHint(written)!;
    const place = /such as (\S+);/.exec(hint)?.[1];
    const turned = /the other is (\S+)$/.exec(hint)![1]!;
    for (const name of [...(place ? [place] : []), ...(zoneNamed(turned) ? [turned] : [])]) {
      expect(offsetSeconds(zoneNamed(name)!, noonOf(7)), name).toBe(hours * 3600);
    }
  },
);
