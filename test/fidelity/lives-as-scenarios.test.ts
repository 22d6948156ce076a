import { expect, test } from 'vitest';
import { differencesOf } from './as-scenario/expected.ts';
import { lifeAsScenario } from './as-scenario/life.ts';
import { lifeRows } from './direct/rows.ts';

test.each([
  ['sends what HQ sent, when the platform is up for each advance', { checks: false, upForMs: 1000 }],
  [
    'sends what HQ sent, when the platform is up for but an instant after outages',
    { checks: false, upForMs: 0 },
  ],
  ['stands where HQ stood after each operation', { checks: true, upForMs: 1000 }],
])('every life written as a scenario %s', (_promise, options) => {
  const rows = lifeRows();
  expect(rows.length).toBeGreaterThan(200);
  expect(rows.flatMap((row) => differencesOf(lifeAsScenario(row, options)))).toEqual([]);
});
