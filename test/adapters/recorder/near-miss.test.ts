import { expect, test } from 'vitest';
import { diffText, nearMissesTo, textDistance } from '../../../src/adapters/recorder/near-miss.ts';
import type { Recorded } from '../../../src/adapters/recorder/recorder.ts';
import { patternFrom } from '../../../src/adapters/recorder/request-pattern.ts';
import { anExchange } from './an-exchange.ts';

function missesTo(given: object, all: readonly Recorded[]) {
  const read = patternFrom(given);
  if ('problem' in read) throw new Error(read.problem);
  return nearMissesTo(read, all);
}

test.each([
  ['', '', 0],
  ['abc', 'abc', 0],
  ['abc', 'abd', 1 / 3],
  ['', 'abc', 1],
  ['kitten', 'sitting', 3 / 7],
])('from %j to %j it is %f', (one, other, distance) => {
  expect(textDistance(one, other)).toBeCloseTo(distance);
});

test('the nearest comes first, and what fits is no miss', () => {
  const near = anExchange({ id: 'near' });
  const far = anExchange({
    id: 'far',
    gateway: 'OTHER',
    request: { ...near.request, method: 'GET', path: '/x' },
  });
  const same = anExchange({ id: 'same', request: { ...near.request, path: '/2010/Message.json' } });
  const misses = missesTo({ method: 'POST', urlPath: '/TW/2010/Message.json' }, [far, near, same]);
  expect(misses.map(({ recorded }) => recorded.id)).toEqual(['near', 'far']);
  expect(misses[0]!.distance).toBeLessThan(misses[1]!.distance);
});

test('a miss tells every field that differs, with both values', () => {
  const [miss] = missesTo(
    {
      method: 'POST',
      gateway: 'TWO',
      headers: { accept: { equalTo: 'x' } },
      queryParameters: { dry: { equalTo: '3' } },
    },
    [anExchange()],
  );
  expect(diffText(miss!.differences)).toBe(
    'gateway: wanted "TWO", found "TW"\n' +
      'headers.accept: wanted equalTo "x", found nothing\n' +
      'queryParameters.dry: wanted equalTo "3", found "1", "2"',
  );
});

test('of many only the nearest three are told', () => {
  expect(
    missesTo(
      { gateway: 'NONE' },
      Array.from({ length: 50 }, () => anExchange()),
    ),
  ).toHaveLength(3);
});
