import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IANAZone } from 'luxon';
import { expect, test } from 'vitest';
import { offsetSeconds, zoneNamed, zoneNames } from '../../src/core/time/zone.ts';

/** The release of the Node that the page speaks of; of another Node it says nothing. */
const RELEASE = '2025c';
const UNTIL = Date.UTC(2038, 0, 1);
const MONTH = 30 * 86_400_000;

const page = readFileSync(join(import.meta.dirname, '../../docs/time-zones.md'), 'utf8');
const listed = page
  .slice(page.indexOf('## Where Node disagrees'))
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => [...line.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));

test.skipIf(process.versions.tz !== RELEASE)(
  `luxon, with Node's release ${RELEASE}, agrees on every transition of every zone, but for those listed in docs/time-zones.md`,
  () => {
    expect(zoneNames().filter(differs)).toEqual([...listed].sort());
  },
);

test('the page lists each name once, and each is a zone', () => {
  expect(listed.length).toBeGreaterThan(0);
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.filter((name) => !zoneNamed(name))).toEqual([]);
});

/** Minutes are compared: luxon knows no seconds of an offset. */
function differs(name: string): boolean {
  const zone = zoneNamed(name)!;
  const luxon = IANAZone.create(name);
  const transitions = [...zone.startsAt].filter((at) => at >= 0 && at < UNTIL);
  const probes = transitions.flatMap((at) => [at - 1000, at]);
  for (let at = 0; at < UNTIL; at += MONTH) probes.push(at);
  return probes.some((at) => Math.abs(luxon.offset(at) - offsetSeconds(zone, at) / 60) >= 1);
}
