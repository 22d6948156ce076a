import { fc, test as law } from '@fast-check/vitest';
import oracles from 'moment-timezone';
import { describe, expect, test } from 'vitest';
import {
  offsetSeconds,
  toInstant,
  toLocal,
  type Zone,
  zoneNamed,
  zoneNames,
} from '../../src/core/time/zone.ts';

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
const IN_1970 = 0;
const AFTER_2037 = Date.UTC(2038, 0, 1);

const zones = zoneNames().map((name) => zoneNamed(name)!);
const anyZone = fc.constantFrom(...zones);
const anyMoment = fc.integer({ min: IN_1970, max: AFTER_2037 - MS_PER_DAY });
const nearTransition = anyZone.chain((zone) =>
  fc.tuple(
    fc.constant(zone),
    fc.oneof(fc.constantFrom(...(transitionsOf(zone).length > 0 ? transitionsOf(zone) : [0])), anyMoment),
    fc.integer({ min: -26 * MS_PER_HOUR, max: 26 * MS_PER_HOUR }),
  ),
);

test('the oracle holds the same release and the same names', () => {
  expect(zoneNames()).toEqual([...oracles.tz.names()].sort());
});

test('every zone agrees with the oracle just before, at and just after every transition until 2037', () => {
  const wrong = zones.flatMap((zone) => {
    const oracle = oracles.tz.zone(zone.name)!;
    const probes = oracle.untils
      .filter(isUntil2037)
      .flatMap((at) => [at - 1000, at - 1, at, at + 1, at + 1000]);
    return probes
      .filter((at) => offsetSeconds(zone, at) !== oracleOffset(oracle, at))
      .map((at) => [zone.name, at]);
  });
  expect(wrong).toEqual([]);
});

test('no zone has a transition that the oracle does not have', () => {
  const wrong = zones.filter((zone) => {
    const expected = oracles.tz.zone(zone.name)!.untils.filter(isUntil2037);
    return expected.join() !== [...zone.startsAt].slice(1, -1).join();
  });
  expect(wrong).toEqual([]);
});

test('around every transition the instant is the one that the rule of HQ, done step by step, gives', () => {
  const wrong = zones.flatMap((zone) =>
    transitionsOf(zone)
      .flatMap((at) => wallTimesAround(zone, at))
      .filter((wall) => instantOf(zone, wall) !== hqInstant(oracles.tz.zone(zone.name)!, wall))
      .map((wall) => [zone.name, new Date(wall).toISOString()]),
  );
  expect(wrong).toEqual([]);
});

describe('for any zone and time', () => {
  law.prop([nearTransition], { numRuns: 2000 })(
    'local time survives the way to UTC and back, but in a gap',
    (probe) => {
      const [zone, at, distance] = probe;
      const wall = at + distance;
      const back = wallOf(zone, instantOf(zone, wall));
      if (wallExists(zone, wall)) expect(back).toBe(wall);
      else expect(back).toBeGreaterThan(wall);
    },
  );

  law.prop([nearTransition], { numRuns: 2000 })(
    'an instant that is no overlap survives the way to local and back',
    (probe) => {
      const [zone, at, distance] = probe;
      const moment = at + distance;
      const back = instantOf(zone, wallOf(zone, moment));
      if (back !== moment) expect(wallOf(zone, back)).toBe(wallOf(zone, moment));
    },
  );

  law.prop([nearTransition, fc.integer({ min: 1, max: 3 * MS_PER_DAY })], { numRuns: 2000 })(
    'local times that exist keep their order as instants',
    ([zone, at, distance], later) => {
      const walls = [at + distance, at + distance + later];
      fc.pre(walls.every((wall) => wallExists(zone, wall)));
      const [first, second] = walls.map((wall) => instantOf(zone, wall));
      expect(first).toBeLessThan(second!);
    },
  );

  law.prop([anyZone, fc.array(anyMoment, { minLength: 2, maxLength: 20 })])(
    'an answer does not depend on the questions before it',
    (zone, moments) => {
      const answers = moments.map((at) => offsetSeconds(zone, at));
      const reversed = [...moments].reverse().map((at) => offsetSeconds(zone, at));
      expect(reversed.reverse()).toEqual(answers);
    },
  );
});

/** HQ's rule word for word, over the oracle's offsets: slow, and plain to check. */
function hqInstant(oracle: oracles.MomentZone, wall: number): number {
  const offsets = [wall - MS_PER_DAY, wall + MS_PER_DAY].map((at) => oracleOffset(oracle, at) * 1000);
  const valid = offsets
    .map((offset) => wall - offset)
    .filter((at, index) => oracleOffset(oracle, at) * 1000 === offsets[index]);
  if (valid.length === 0) return hqInstant(oracle, wall - 6 * MS_PER_HOUR) + 6 * MS_PER_HOUR;

  const prefersEarlier = ['Europe/Dublin', 'Eire', 'Africa/Windhoek'].includes(oracle.name);
  return prefersEarlier && !isBeforeNegativeDst(oracle.name, wall) ? Math.min(...valid) : Math.max(...valid);
}

/** Windhoek's winter time was ordinary until 1994. */
function isBeforeNegativeDst(name: string, wall: number): boolean {
  return name === 'Africa/Windhoek' && wall < Date.UTC(1994, 2, 20);
}

/** Every half hour for three hours on either side of both readings of the transition, and the edges. */
function wallTimesAround(zone: Zone, at: number): number[] {
  const readings = [at + offsetSeconds(zone, at - 1) * 1000, at + offsetSeconds(zone, at) * 1000];
  const distances = Array.from({ length: 13 }, (_, index) => (index - 6) * (MS_PER_HOUR / 2));
  return readings.flatMap((wall) =>
    [...distances, -MS_PER_DAY, -1, 1, MS_PER_DAY].map((distance) => wall + distance),
  );
}

function transitionsOf(zone: Zone): number[] {
  return [...zone.startsAt].filter((at) => at >= IN_1970 && at < AFTER_2037 - 3 * MS_PER_DAY);
}

function wallExists(zone: Zone, wall: number): boolean {
  return [...new Set(zone.offsets)].some((offset) => wallOf(zone, wall - offset * 1000) === wall);
}

function instantOf(zone: Zone, wall: number): number {
  const day = Math.floor(wall / MS_PER_DAY);
  return toInstant(zone, day, (wall - day * MS_PER_DAY) / 1000);
}

function wallOf(zone: Zone, at: number): number {
  const { day, second } = toLocal(zone, at);
  return day * MS_PER_DAY + Math.round(second * 1000);
}

const isUntil2037 = (at: number): boolean => at < AFTER_2037;

const oracleOffset = (oracle: oracles.MomentZone, at: number): number =>
  Math.round(oracle.utcOffset(at) * -60) + 0;
