import { describe, expect, test } from 'vitest';
import { isoUtc } from '../../../src/core/time/format.ts';
import { parseTime } from '../../../src/core/time/parse-time.ts';
import { offsetSeconds, toInstant, toLocal, zoneNamed, zoneNames } from '../../../src/core/time/zone.ts';

describe('names', () => {
  test.each([
    ['Africa/Nairobi', 'Africa/Nairobi'],
    ['america/new_york', 'America/New_York'],
    ['est5edt', 'EST5EDT'],
    ['zulu', 'Zulu'],
    ['utc', 'UTC'],
    ['gmt', 'GMT'],
    ['GMT+0', 'GMT+0'],
    ['etc/gmt+5', 'Etc/GMT+5'],
    ['ETC/GMT-14', 'Etc/GMT-14'],
    ['eire', 'Eire'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
    ['US/Pacific', 'US/Pacific'],
    ['America/Port-au-Prince', 'America/Port-au-Prince'],
    ['America/Argentina/ComodRivadavia', 'America/Argentina/ComodRivadavia'],
  ])('%s is the zone %s', (asked, name) => {
    expect(zoneNamed(asked)?.name).toBe(name);
  });

  test.each([
    [' Africa/Nairobi'],
    ['Africa/Nairobi '],
    ['Africa/Nairobi\n'],
    ['America/New York'],
    ['Africa/Niarobi'],
    ['+05:30'],
    ['UTC+3'],
    ['GMT+5'],
    ['Z'],
    ['IST'],
    ['PST'],
    ['Local'],
    ['local'],
    ['Factory'],
    ['localtime'],
    ['posixrules'],
    ['posix/UTC'],
    ['Africa'],
    ['__proto__'],
    ['constructor'],
    ['asia/\u212Aolkata'],
    [''],
  ])('%j is no zone', (asked) => {
    expect(zoneNamed(asked)).toBeUndefined();
  });

  test('one name is one zone, however it is written', () => {
    expect(zoneNamed('ASIA/kolkata')).toBe(zoneNamed('Asia/Kolkata'));
  });

  test('every listed name is a zone of that very name, in sorted order', () => {
    const names = zoneNames();
    expect(names.length).toBeGreaterThan(590);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names.filter((name) => zoneNamed(name.toUpperCase())?.name !== name)).toEqual([]);
  });
});

describe('local to UTC, as HQ does it', () => {
  test.each([
    ['an ordinary morning', 'Asia/Kolkata', '2026-03-09 09:00', '2026-03-09T03:30:00.000Z'],
    ['a gap pushes the clock forward', 'America/New_York', '2024-03-10 02:30', '2024-03-10T07:30:00.000Z'],
    ['so does a gap of half an hour', 'Australia/Lord_Howe', '2024-10-06 02:15', '2024-10-05T15:45:00.000Z'],
    ['and one of two hours', 'Antarctica/Troll', '2024-03-31 02:15', '2024-03-31T02:15:00.000Z'],
    ['and a day that was skipped', 'Pacific/Apia', '2011-12-30 12:00', '2011-12-30T22:00:00.000Z'],
    [
      'the last moment before a gap',
      'America/New_York',
      '2024-03-10 01:59:59.999',
      '2024-03-10T06:59:59.999Z',
    ],
    ['the first moment after a gap', 'America/New_York', '2024-03-10 03:00', '2024-03-10T07:00:00.000Z'],
    ['an overlap is the later instant', 'America/New_York', '2024-11-03 01:30', '2024-11-03T06:30:00.000Z'],
    ['in Lord Howe too', 'Australia/Lord_Howe', '2024-04-07 01:45', '2024-04-06T15:15:00.000Z'],
    ['and without summer time', 'Europe/Moscow', '2014-10-26 01:30', '2014-10-25T22:30:00.000Z'],
    ['and in Casablanca', 'Africa/Casablanca', '2024-03-10 02:30', '2024-03-10T02:30:00.000Z'],
    ['in Dublin it is the earlier', 'Europe/Dublin', '2024-10-27 01:30', '2024-10-27T00:30:00.000Z'],
    ['under its other name as well', 'Eire', '2024-10-27 01:30', '2024-10-27T00:30:00.000Z'],
    ['in Windhoek too', 'Africa/Windhoek', '2016-04-03 01:30', '2016-04-02T23:30:00.000Z'],
    ['in Dublin of old the later', 'Europe/Dublin', '1967-10-29 02:30', '1967-10-29T02:30:00.000Z'],
    ['after 2037 the last offset stays', 'America/New_York', '2038-07-01 09:00', '2038-07-01T14:00:00.000Z'],
  ])('%s', (_story, name, local, utc) => {
    const time = parseTime(local, zoneNamed(name)!);
    expect('at' in time && isoUtc(time.at)).toBe(utc);
  });

  test('a fraction of a second is kept to the millisecond', () => {
    expect(toInstant(zoneNamed('UTC')!, 0, 1.001)).toBe(1001);
    expect(toInstant(zoneNamed('UTC')!, -1, 86_399.999)).toBe(-1);
  });
});

describe('UTC to local', () => {
  test('the offset changes at the very second of the transition', () => {
    const zone = zoneNamed('America/New_York')!;
    const transition = Date.UTC(2024, 2, 10, 7);
    expect(offsetSeconds(zone, transition - 1)).toBe(-5 * 3600);
    expect(offsetSeconds(zone, transition)).toBe(-4 * 3600);
    expect(offsetSeconds(zone, transition - 1)).toBe(-5 * 3600);
  });

  test('offsets are kept to the second', () => {
    const zone = zoneNamed('Africa/Monrovia')!;
    expect(offsetSeconds(zone, Date.UTC(1971, 0, 1))).toBe(-(44 * 60 + 30));
    expect(offsetSeconds(zone, Date.UTC(1972, 0, 7, 0, 44, 29))).toBe(-(44 * 60 + 30));
    expect(offsetSeconds(zone, Date.UTC(1972, 0, 7, 0, 44, 30))).toBe(0);
  });

  test('a moment before the epoch has a day and a positive second', () => {
    expect(toLocal(zoneNamed('UTC')!, -1)).toEqual({ day: -1, second: 86_399.999, offsetSeconds: 0 });
  });

  test('any moment at all has an offset', () => {
    const zone = zoneNamed('Europe/Paris')!;
    expect(offsetSeconds(zone, -8.64e15)).toBe(561);
    expect(offsetSeconds(zone, 8.64e15)).toBe(3600);
  });
});
