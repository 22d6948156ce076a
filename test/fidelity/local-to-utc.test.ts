import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isoUtc } from '../../src/core/time/format.ts';
import { parseTime } from '../../src/core/time/parse-time.ts';
import { zoneNamed } from '../../src/core/time/zone.ts';

interface Row {
  readonly tz: string;
  readonly local: string;
  readonly utc: string;
  readonly tzdata_sensitive?: boolean;
}

const vectors = new URL('../vectors/local-to-utc.jsonl', import.meta.url);
const rows: Row[] = readFileSync(vectors, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

test('every local time becomes the instant that HQ makes of it', () => {
  const stable = rows.filter((row) => !row.tzdata_sensitive);
  expect(stable.length).toBeGreaterThan(10_000);
  expect(stable.filter((row) => utcOf(row) !== row.utc)).toEqual([]);
});

function utcOf({ tz, local }: Row): string {
  const time = parseTime(local, zoneNamed(tz)!);
  return 'at' in time ? isoUtc(time.at).replace('.000Z', 'Z') : JSON.stringify(time);
}
