import { expect, test } from 'vitest';
import { differencesOf } from './as-scenario/expected.ts';
import { scheduleAsScenario } from './as-scenario/schedule.ts';
import { scheduleRows } from './as-scenario/schedule-rows.ts';

test('every schedule written as a scenario falls due and sends as it did in HQ', () => {
  const rows = scheduleRows();
  expect(rows.length).toBeGreaterThan(1_400);
  expect(rows.flatMap((row) => differencesOf(scheduleAsScenario(row)))).toEqual([]);
});
