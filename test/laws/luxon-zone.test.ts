import { fc, test as law } from '@fast-check/vitest';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { isoLocal, wallText } from '../../src/core/time/format.ts';
import { offsetSeconds, zoneNamed, zoneNames } from '../../src/core/time/zone.ts';
import { TableZone } from '../helpers/luxon-zone.ts';

const tableZone = (name: string): TableZone => new TableZone(zoneNamed(name)!);
const anyName = fc.constantFrom(...zoneNames());
const anyMoment = fc.integer({ min: Date.UTC(1973, 0, 1), max: Date.UTC(2100, 0, 1) });

law.prop([anyName, anyMoment], { numRuns: 2000 })('luxon writes the same time as the table', (name, at) => {
  const dateTime = DateTime.fromMillis(at, { zone: tableZone(name) });
  expect(dateTime.toFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZZ")).toBe(isoLocal(zoneNamed(name)!, at));
  expect(dateTime.offset * 60).toBe(offsetSeconds(zoneNamed(name)!, at));
});

test("luxon's localised formats read the table and not Intl's rules", () => {
  const at = Date.UTC(2026, 11, 1, 12);
  const zone = tableZone('Africa/Casablanca');
  const text = DateTime.fromMillis(at, { zone }).setLocale('en-GB').toLocaleString(DateTime.DATETIME_SHORT);
  expect(text).toContain(wallText(zoneNamed('Africa/Casablanca')!, at).slice(11));
});

test('a zone has its name, and an offset for its abbreviation', () => {
  const dateTime = DateTime.fromMillis(0, { zone: tableZone('asia/kolkata') });
  expect(dateTime.isValid).toBe(true);
  expect(dateTime.zoneName).toBe('Asia/Kolkata');
  expect(dateTime.offsetNameShort).toBe('UTC+05:30');
});

test('zones of one name are equal, others are not', () => {
  expect(tableZone('UTC').equals(tableZone('utc'))).toBe(true);
  expect(tableZone('UTC').equals(tableZone('Zulu'))).toBe(false);
  expect(tableZone('UTC').isUniversal).toBe(true);
  expect(tableZone('Europe/Paris').isUniversal).toBe(false);
});
