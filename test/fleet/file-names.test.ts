import { expect, test } from 'vitest';
import { fileNamed, fileNameOf, isStoredFile, partName, shardName } from '../../src/fleet/file-names.ts';

const run = '0123456789abcdef';
const sha256 = 'a'.repeat(64);

test.each([
  ['plan', `plan.${sha256}`],
  ['journal.ndjson', `journal.${sha256}.ndjson`],
  [partName(0), `part-0001.${sha256}`],
  [shardName(1023), `shard-1024.${sha256}`],
])('%s is kept as %s, and found again by that', (name, fileName) => {
  const file = { run, name, sha256, bytes: 7 };
  expect(fileNameOf(file)).toBe(fileName);
  expect(fileNamed(run, fileName, 7)).toEqual(file);
});

test.each([
  'plan',
  `plan.${'A'.repeat(64)}`,
  `x.${sha256}.y.z`,
  `.${sha256}`,
  `${sha256}`,
  `plan.${sha256}.`,
])('%s is the name of no stored file', (fileName) => {
  expect(fileNamed(run, fileName, 0)).toBeUndefined();
});

test.each([
  { run: '../../etc', name: 'plan', sha256, bytes: 1 },
  { run, name: '../plan', sha256, bytes: 1 },
  { run, name: 'plan/x', sha256, bytes: 1 },
  { run, name: 'plan', sha256: '../x', bytes: 1 },
  { run, name: 'plan', sha256, bytes: -1 },
  { run, name: 'plan', sha256 },
  null,
])('no job leads a worker to %j', (value) => {
  expect(isStoredFile(value)).toBe(false);
});
