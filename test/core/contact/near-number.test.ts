import { expect, test } from 'vitest';
import { nearNumber } from '../../../src/core/contact/near-number.ts';

/** How a stranger's number is near the only number that is known. */
function near(number: string, known: string): string | undefined {
  const entry = { number: known, owner: 'ana', ownerKind: 'case' } as const;
  return nearNumber(number, { withNumber: (wanted) => (wanted === known ? [entry] : []) })?.how;
}

test.each([
  ['254712000006', '254712000006', undefined],
  ['254712000007', '254712000006', 'digit'],
  ['154712000006', '254712000006', 'digit'],
  ['25471200006', '254712000006', 'digit'],
  ['54712000006', '254712000006', 'prefix'],
  ['2547120000066', '254712000006', 'digit'],
  ['2540712000006', '254712000006', 'digit'],
  ['9254712000006', '254712000006', 'prefix'],
  ['254712000060', '254712000006', 'digit'],
  ['524712000006', '254712000006', 'digit'],
  ['254712000016', '254712000006', 'digit'],
  ['254712000017', '254712000006', undefined],
  ['254712006000', '254712000006', undefined],
  ['0712000006', '254712000006', 'prefix'],
  ['712000006', '254712000006', 'prefix'],
  ['00254712000006', '254712000006', 'prefix'],
  ['254712000006', '0712000006', 'prefix'],
  ['254712000006', '712000006', 'prefix'],
  ['254712000006', '00254712000006', 'prefix'],
  ['254712000006', '0254712000006', 'prefix'],
  ['254712000006', '2540712000006', 'prefix'],
  ['0712000006', '00712000006', 'prefix'],
  ['0712000006', '1712000006', 'prefix'],
  ['12345678901234', '9991234567890', undefined],
  ['12345678901', '45678901', 'prefix'],
  ['12345678901', '5678901', undefined],
  ['0000001', '254712000006', undefined],
])('%s beside %s: %s', (number, known, how) => {
  expect(near(number, known)).toBe(how);
});

test.each([
  ['1234567', '2345678'.replace('2345678', '1234568'), 'digit'],
  ['123456', '123457', undefined],
  ['123456789012345', '123456789012346', 'digit'],
  ['1234567890123456', '1234567890123457', undefined],
  ['+1234567', '1234568', undefined],
  ['1234567x', '1234568', undefined],
  ['x1234567', '1234568', undefined],
  ['1234567', '01234567', 'prefix'],
  ['12345678', '1234567', 'digit'],
  ['12345678901234', '9812345678901234', undefined],
  ['1234567890123', '981234567890123', 'prefix'],
])('numbers have 7 to 15 digits: %s beside %s: %s', (number, known, how) => {
  expect(near(number, known)).toBe(how);
});

test('what differs in its country code comes before what differs in a digit', () => {
  const entry = (number: string) => ({ number, owner: number, ownerKind: 'case' }) as const;
  const known = ['254712000007', '0712000006'].map(entry);
  const found = nearNumber('254712000006', {
    withNumber: (wanted) => known.filter(({ number }) => number === wanted),
  });
  expect(found).toEqual({ entry: known[1], how: 'prefix' });
});
