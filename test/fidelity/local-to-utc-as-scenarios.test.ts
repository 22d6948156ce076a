import { expect, test } from 'vitest';
import { differencesOf } from './as-scenario/expected.ts';
import { byZone, zoneAsScenario } from './as-scenario/local-to-utc.ts';
import { localTimeRows } from './as-scenario/schedule-rows.ts';

test('every local time written into a case sends at the instant HQ makes of it', () => {
  const zones = byZone(localTimeRows());
  expect(zones.size).toBeGreaterThan(200);
  expect([...zones].flatMap(([zone, rows]) => differencesOf(zoneAsScenario(zone, rows)))).toEqual([]);
});
