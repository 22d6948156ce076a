import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hqZoneTable, zoneTable } from '../../../scripts/zones.mjs';
import { TZ_RELEASE } from '../../../src/core/time/generated/zone-table.ts';

const committed = new URL('../../../src/core/time/generated/zone-table.ts', import.meta.url);

test('the committed zone table is what scripts/zones.mjs writes', () => {
  expect(readFileSync(committed, 'utf8') === zoneTable()).toBe(true);
});

test('the committed table of HQ’s release is what scripts/zones.mjs writes', () => {
  const path = new URL('../../../src/core/time/generated/hq-zone-table.ts', import.meta.url);
  expect(readFileSync(path, 'utf8') === hqZoneTable()).toBe(true);
});

test('the table is of release 2026f', () => {
  expect(TZ_RELEASE).toBe('2026f');
});
