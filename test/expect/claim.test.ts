import fc from 'fast-check';
import { expect, test } from 'vitest';
import { among, Candidates, type Claims, claimRows } from '../../src/expect/claim.ts';

type Want = readonly (readonly number[])[];

const ROWS = 5;
const candidates = fc
  .uniqueArray(fc.nat(ROWS - 1), { maxLength: ROWS })
  .map((rows) => rows.toSorted((a, b) => a - b));
const singles = fc.array(fc.tuple(candidates), { maxLength: 6 });
const lists = fc.array(fc.array(candidates, { minLength: 1, maxLength: 3 }), { maxLength: 5 });

const isKept = (rows: readonly number[]): boolean => rows.every((row) => row >= 0);
const keptCount = (claims: Claims): number => claims.filter(isKept).length;

/** The most wants that can have all their rows, by trying everything. */
function bestOf(wants: readonly Want[], used: ReadonlySet<number> = new Set()): number {
  const [want, ...rest] = wants;
  if (!want) return 0;
  const withIt = waysToHave(want, used).map((taken) => 1 + bestOf(rest, taken));
  return Math.max(bestOf(rest, used), ...withIt);
}

function waysToHave(want: Want, used: ReadonlySet<number>): ReadonlySet<number>[] {
  const [place, ...rest] = want;
  if (!place) return [used];
  return place.filter((row) => !used.has(row)).flatMap((row) => waysToHave(rest, new Set([...used, row])));
}

test('no way of giving out rows keeps more expectations', () => {
  fc.assert(
    fc.property(singles, (wants) => {
      expect(keptCount(claimRows(wants).claims)).toBe(bestOf(wants));
    }),
    { numRuns: 500 },
  );
});

test('with lists of times, never fewer than the single ones alone could keep, and never a row twice', () => {
  fc.assert(
    fc.property(lists, (wants) => {
      const { claims } = claimRows(wants);
      const rows = claims.flat().filter((row) => row >= 0);
      expect(new Set(rows).size).toBe(rows.length);
      expect(keptCount(claims)).toBeGreaterThanOrEqual(bestOf(wants.filter((want) => want.length === 1)));
      for (const [want, given] of claims.entries()) {
        for (const [place, row] of given.entries()) if (row >= 0) expect(wants[want]![place]).toContain(row);
      }
    }),
    { numRuns: 500 },
  );
});

test('of equals the first in the file is kept, and every run gives the same', () => {
  fc.assert(
    fc.property(singles, (wants) => {
      const { claims } = claimRows(wants);
      expect(claimRows(wants).claims).toEqual(claims);
      for (let count = 1; count <= wants.length; count += 1) {
        const first = wants.slice(0, count);
        expect(keptCount(claims.slice(0, count))).toBe(bestOf(first));
      }
    }),
  );
});

const stories: readonly (readonly [string, readonly Want[], Claims])[] = [
  ['the first in the file has the row', [[[0]], [[0]]], [[0], [-1]]],
  ['a wide expectation makes room for a narrow one', [[[0, 1]], [[0]]], [[1], [0]]],
  ['room is made through several', [[[0, 1]], [[1, 2]], [[0]]], [[1], [2], [0]]],
  ['a list wants a row at each', [[[0], [1]]], [[0, 1]]],
  ['a list that is not complete keeps what nobody needs', [[[0], []]], [[0, -1]]],
  ['but not what another one needs', [[[0], []], [[0]]], [[-1, -1], [0]]],
  ['a list gives way when two others are kept instead', [[[0], [1]], [[0]], [[1]]], [[-1, -1], [0], [1]]],
  ['a list first in the file wins a tie', [[[0], [1]], [[1]]], [[0, 1], [-1]]],
];

test.each(stories)('%s', (_story, wants, claims) => {
  expect(claimRows(wants).claims).toEqual(claims);
});

test('a row taken for good moves its holder on, when there is another', () => {
  const matching = claimRows([[[0, 1]]]);
  expect(matching.lock(0)).toBe(true);
  expect(matching.claims).toEqual([[1]]);
  expect(matching.lock(1)).toBe(false);
  expect(matching.lock(0)).toBe(false);
});

test('twenty thousand equal expectations find their rows', () => {
  const count = 20_000;
  const near = (index: number): Want => [
    [index - 1, index, index + 1].filter((row) => row >= 0 && row < count),
  ];
  const wants = Array.from({ length: count }, (_, index) => near(count - 1 - index));
  expect(keptCount(claimRows(wants).claims)).toBe(count);
});

test('twice as many wants as rows look at each of their shared candidates a few times only', () => {
  let asked = 0;
  class Counted extends Candidates {
    override at(position: number): number | undefined {
      asked += 1;
      return super.at(position);
    }
  }
  const rows = 2000;
  const all = Array.from({ length: rows }, (_, row) => row);
  const some = [all, all.slice(1), all.slice(0, -1)].map((rows) => new Counted(among(rows)));
  const wants = Array.from({ length: 2 * rows }, (_, index) => [some[index % some.length]!]);
  const { claims } = claimRows(wants);
  expect(keptCount(claims)).toBe(rows);
  expect(asked).toBeLessThan(20 * rows);
});

test('a want that gives its rows back opens the way again for others', () => {
  const wants: Want[] = [[[0]], [[0]], [[1], [0]], [[1]]];
  expect(claimRows(wants).claims).toEqual([[0], [-1], [-1, -1], [1]]);
});

test('candidates are sought no further than somebody looks', () => {
  let sought = 0;
  function* endless(after: number, isPassedOver?: (row: number) => boolean): Generator<number> {
    for (let row = after + 1; ; row += 1) {
      if (isPassedOver?.(row)) continue;
      sought += 1;
      yield row;
    }
  }
  const shared = new Candidates(endless);
  expect(claimRows([[shared], [shared], [shared]]).claims).toEqual([[0], [1], [2]]);
  expect(sought).toBe(3);
});
