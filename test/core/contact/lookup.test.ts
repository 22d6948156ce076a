import { expect, test } from 'vitest';
import { valuesOf } from '../../../src/core/contact/lookup.ts';
import { type Json, stageAfter } from '../../fidelity/helpers/play.ts';

const chain = Object.fromEntries(
  Array.from({ length: 13 }, (_, index): [string, Json] => [
    `c${index}`,
    { type: 'c', depth: String(index), ...(index === 0 ? {} : { parent: { case: `c${index - 1}` } }) },
  ]),
);
const { stage } = stageAfter({
  cases: {
    ...chain,
    gran: { type: 'c', age: '70' },
    home: { type: 'h', village: 'Hill' },
    both: {
      type: 'c',
      own: 'mine',
      parent: [
        { case: 'c0' },
        { case: 'gran' },
        { case: 'home', relationship: 'extension', identifier: 'host' },
        { case: 'gran', identifier: 'aunt' },
      ],
    },
    away: { type: 'c', parent: { case: 'home', identifier: 'host' } },
    lost: { type: 'c', parent: { case: 'never' } },
    never: { type: 'c' },
  },
  timeline: [
    { at: '2024-01-01 08:00', register: [...Object.keys(chain), 'gran', 'home', 'both', 'away', 'lost'] },
  ],
});

test.each([
  ['both', 'own', ['mine']],
  ['both', 'other', [undefined]],
  ['both', 'name', ['']],
  ['both', 'parent/depth', ['0', undefined]],
  ['both', 'parent/age', [undefined, '70']],
  ['both', 'host/village', ['Hill']],
  ['both', 'aunt/age', ['70']],
  ['both', 'uncle/age', 'missing parent'],
  ['away', 'host/village', 'missing parent'],
  ['lost', 'parent/depth', 'missing parent'],
  ['c0', 'parent/depth', 'missing parent'],
  ['c1', 'parent/parent/depth', 'missing parent'],
  ['c2', 'parent/parent/depth', ['0']],
  ['c12', `${'parent/'.repeat(10)}depth`, ['2']],
  ['c12', `${'parent/'.repeat(11)}depth`, ['2']],
])('of %s, %s is %j', (key, path, values) => {
  const record = stage.world.cases.get(key)!;
  const found = valuesOf(stage.world, record, path);
  expect(found === 'missing parent' || path === 'name' || key !== 'both' ? found : found).toEqual(
    path === 'name' ? [record.name] : values,
  );
});
