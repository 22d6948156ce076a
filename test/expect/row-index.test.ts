import { expect, test } from 'vitest';
import type { PromisedFields } from '../../src/core/model/expectation.ts';
import { zoneNamed } from '../../src/core/time/zone.ts';
import { matcherFor } from '../../src/expect/checks.ts';
import { Effort } from '../../src/expect/effort.ts';
import { RowIndex } from '../../src/expect/row-index.ts';
import type { Row } from '../../src/expect/rows.ts';
import { sent } from './a-plan.ts';

const zone = zoneNamed('UTC')!;

const rowAt = (index: number): Row => ({
  index,
  kind: 'sms',
  entry: sent({ at: index, to: `c${index}`, text: `Hello ${index}` }),
  to: `c${index}`,
  status: 'accepted',
});

/** Rows that were compared field by field to answer. */
function compared(index: RowIndex, fields: PromisedFields): { found: number[]; looked: number } {
  const matcher = matcherFor('sms', fields, zone);
  let looked = 0;
  const counting = {
    ...matcher,
    matches: (row: Row, effort: Effort) => {
      looked += 1;
      return matcher.matches(row, effort);
    },
  };
  return { found: [...index.matching(counting)], looked };
}

test.each<[string, PromisedFields]>([
  ['a recipient', { to: 'c700' }],
  ['a text', { says: 'Hello 700' }],
  ['a text among the rows of one alert', { alert: 'visit', says: 'Hello 700' }],
])('of a thousand rows one is looked at for %s', (_what, fields) => {
  const index = new RowIndex(Array.from({ length: 1000 }, (_, place) => rowAt(place)));
  expect(compared(index, fields)).toEqual({ found: [700], looked: 1 });
});

test('rows that come later are found too, without a new index', () => {
  const rows = [rowAt(0)];
  const index = new RowIndex(rows);
  expect(compared(index, { says: 'Hello 1' }).found).toEqual([]);
  rows.push(rowAt(1));
  expect(compared(index, { says: 'Hello 1' }).found).toEqual([1]);
});

test('a status is asked of the row each time, because receipts change it', () => {
  const rows = [rowAt(0)];
  const index = new RowIndex(rows);
  expect(compared(index, { status: 'delivered' }).found).toEqual([]);
  rows[0]!.status = 'delivered';
  expect(compared(index, { status: 'delivered' }).found).toEqual([0]);
});

test('rows passed over are not compared', () => {
  const index = new RowIndex(Array.from({ length: 1000 }, (_, place) => rowAt(place)));
  const matcher = matcherFor('sms', { near: 'Hello 998' }, zone);
  const found = index.matching(matcher, -1, (ordinal) => ordinal < 990);
  expect([...found]).toEqual([998]);
  expect(index.effort.used).toBeLessThan(1000);
});

test('once the effort is spent nothing more is compared', () => {
  const index = new RowIndex(
    Array.from({ length: 1000 }, (_, place) => rowAt(place)),
    new Effort(10_000),
  );
  const found = [...index.matching(matcherFor('sms', { matches: '^Hello' }, zone))];
  expect(index.effort.isSpent).toBe(true);
  expect(found.length).toBeGreaterThan(5);
  expect(found.length).toBeLessThan(100);
  expect([...index.matching(matcherFor('sms', { near: 'Hello 1' }, zone))]).toEqual([]);
});
