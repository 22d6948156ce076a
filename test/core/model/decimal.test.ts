import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  compareDecimals,
  decimalText,
  parseDecimal,
  plus,
  roundedTo,
  times,
  ZERO,
} from '../../../src/core/model/decimal.ts';

const of = (text: string) => parseDecimal(text)!;

describe('an amount', () => {
  test.each([
    '',
    '-1',
    '+1',
    '1e3',
    '7.5e-3',
    '0,5',
    '.5',
    '5.',
    ' 1',
    '1 ',
    '١',
    'NaN',
    '1'.repeat(13),
    `0.${'1'.repeat(13)}`,
  ])('%j is none', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  test.each([
    ['0', '0'],
    ['0.0075', '0.0075'],
    ['0.10', '0.1'],
    ['007.50', '7.5'],
    ['999999999999.999999999999', '999999999999.999999999999'],
  ])('%s is %s in plain digits', (text, plain) => {
    expect(decimalText(of(text))).toBe(plain);
  });

  test('a price times very many segments has every digit and no exponent', () => {
    expect(decimalText(times(of('0.0000001'), 3))).toBe('0.0000003');
    expect(decimalText(times(of('999999999999'), 2_000_000_000))).toBe('1999999999998000000000');
  });

  test('a thousand times a tenth is a hundred, as no floating point has it', () => {
    const sum = Array.from({ length: 1000 }, () => of('0.1')).reduce(plus, ZERO);
    expect(decimalText(sum)).toBe('100');
  });

  test.each([
    ['0.005', 2, '0.01'],
    ['0.0049', 2, '0'],
    ['1.5', 0, '2'],
    ['2', 2, '2'],
  ])('%s to %i places is %s', (text, places, rounded) => {
    expect(decimalText(roundedTo(of(text), places))).toBe(rounded);
  });

  test('a half below zero is rounded away from zero too', () => {
    expect(decimalText(roundedTo({ units: -15n, places: 1 }, 0))).toBe('-2');
  });

  const amounts = fc.record({ units: fc.bigInt(-(10n ** 20n), 10n ** 20n), places: fc.nat(12) });

  law.prop([amounts, amounts])('sums and orders as whole numbers of the smallest place do', (a, b) => {
    const whole = ({ units, places }: { units: bigint; places: number }) =>
      units * 10n ** BigInt(12 - places);
    expect(whole(plus(a, b))).toBe(whole(a) + whole(b));
    expect(Math.sign(compareDecimals(a, b))).toBe(Number(whole(a) > whole(b)) - Number(whole(a) < whole(b)));
  });
});
