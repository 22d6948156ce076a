import { expect, test } from 'vitest';
import { differencesOf } from './direct/play-life.ts';
import { lifeRows } from './direct/rows.ts';

test('every life is lived as HQ lived it: each send, and each instance after each operation', () => {
  const rows = lifeRows();
  expect(rows.length).toBeGreaterThan(200);
  expect(rows.flatMap(differencesOf)).toEqual([]);
});
