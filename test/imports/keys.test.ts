import { expect, test } from 'vitest';
import { slug } from '../../src/imports/name-cases.ts';
import { codesOf, imported } from './helpers.ts';

const keysOf = (text: string, key?: string) =>
  imported(text, key === undefined ? {} : { key }).cases.map((one) => one.key);

test.each([
  ['Asha', 'asha'],
  ['Asha Devi', 'asha-devi'],
  ["  Dr. O'Neil  ", 'dr-o-neil'],
  ['आशा देवी', 'आशा-देवी'],
  ['Zoë', 'zoë'],
  ['…', ''],
  ['ΟΔΟΣ', 'οδος'],
  ['A - - B', 'a-b'],
  ['𝐀sha ①', '𝐀sha-①'],
  ['a letter of Unicode 16 \u{10d50}', 'a-letter-of-unicode-16'],
])('the key of "%s" is "%s"', (name, key) => {
  expect(slug(name)).toBe(key);
});

test('the key is a slug of the name, and two of a name are told apart', () => {
  const text = 'caseid,name\nc1,Asha\nc2,asha\nc3,Asha-2\nc4,Asha\n';
  expect(keysOf(text)).toEqual(['asha', 'asha-2', 'asha-2-2', 'asha-3']);
  expect(codesOf(imported(text))).toEqual(['IMPORT_KEY_TAKEN 3', 'IMPORT_KEY_TAKEN 4', 'IMPORT_KEY_TAKEN 5']);
});

test.each([
  ['case_id', ['c1', 'c2']],
  ['caseid', ['c1', 'c2']],
  ['external_id', ['A 1', 'A 2']],
  ['card', ['77', '78']],
])('key: %s names the cases by that column, as written', (key, keys) => {
  expect(keysOf('caseid,name,external_id,card\nc1,Asha,A 1,77\nc2,Meera,A 2,78\n', key)).toEqual(keys);
});

test('a case without the key column is called by its name, with a notice', () => {
  const text = 'caseid,name,card\nc1,Asha,77\nc2,Meera,\n';
  expect(keysOf(text, 'card')).toEqual(['77', 'meera']);
  expect(codesOf(imported(text, { key: 'card' }))).toEqual(['IMPORT_KEY_MISSING 3 card']);
});

test('a key column that the file lacks is a problem', () => {
  expect(imported('caseid,name,card\nc1,Asha,77\n', { key: 'crad' }).problems).toEqual([
    { column: 'crad', found: 'no column crad', wanted: "one of the file's own: case_id, name, card" },
  ]);
});

test('a case without name is called by its id, else by its row', () => {
  const text = 'caseid,name,contact_phone_number\nc1,,919812345001\n,---,919812345002\n';
  expect(keysOf(text)).toEqual(['c1', 'row-3']);
  expect(codesOf(imported(text))).toContain('IMPORT_NAME_MISSING 3');
});

test.each([
  ['caseid,name,card\nc1,Asha,77\nc2,Asha,78\n', 'key: case_id'],
  ['name,external_id,card\nAsha,A 1,77\nAsha,A 2,78\n', 'key: external_id'],
  ['name,village,card\nAsha,Rampur,77\nAsha,Rampur,78\n', 'key: card'],
  ['name,village\nAsha,Rampur\nAsha,Rampur\n', 'add a column that differs in every row'],
])('where a key is taken, the cure names a column of the file: %j', (text, cure) => {
  const taken = imported(text).notices.filter(({ code }) => code === 'IMPORT_KEY_TAKEN');
  expect(taken.map(({ hint }) => hint)).toEqual([expect.stringContaining(cure)]);
});
