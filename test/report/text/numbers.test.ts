import { describe, expect, test } from 'vitest';
import { parseDecimal, times } from '../../../src/core/model/decimal.ts';
import { alignedTable } from '../../../src/report/text/aligned.ts';
import { moneyText, priceText } from '../../../src/report/text/money.ts';
import { counted, lengthText, percentText } from '../../../src/report/text/span.ts';
import { displayWidth, inkFor } from '../../../src/report/text/terminal-text.ts';

describe('numbers', () => {
  test('a noun stands in the plural but for one', () => {
    expect([counted(1, 'segment'), counted(12_000, 'segment')]).toEqual(['1 segment', '12,000 segments']);
  });

  test.each([
    [1, 2, '50 %'],
    [1, 3, '33.3 %'],
    [0, 5, '0 %'],
    [1, 100_000, '< 0.1 %'],
    [99_999, 100_000, '> 99.9 %'],
    [5, 5, '100 %'],
    [0, 0, '–'],
  ])('%i of %i is %s', (part, whole, text) => {
    expect(percentText(part, whole)).toBe(text);
  });

  test.each([
    [0, '0 s'],
    [45_000, '45 s'],
    [60_000, '1 min'],
    [90_000, '1 min 30 s'],
    [7_500_000, '2 h 5 min'],
    [3 * 86_400_000 + 4 * 3_600_000 + 59_000, '3 d 4 h'],
    [86_400_000_000, '1,000 d'],
  ])('%i ms are %s', (ms, text) => {
    expect(lengthText(ms)).toBe(text);
  });
});

describe('money', () => {
  const of = (text: string) => parseDecimal(text)!;

  test.each([
    ['0', 'USD', '0.00 USD'],
    ['14.1975', 'USD', '14.20 USD'],
    ['1234567.5', 'USD', '1,234,567.50 USD'],
    ['0.0225', 'USD', '0.02 USD'],
    ['0.0000001', 'USD', '0.0000001 USD'],
    ['1234.5', 'UGX', '1,235 UGX'],
    ['1.2345', 'TND', '1.235 TND'],
  ])('%s %s is %s', (amount, currency, text) => {
    expect(moneyText(of(amount), currency)).toBe(text);
  });

  test('is exact where floating point would show an exponent or lose a digit', () => {
    expect(moneyText(times(of('999999999999.99'), 1_000_000_000), 'USD')).toBe(
      '999,999,999,999,990,000,000.00 USD',
    );
  });

  test('a price keeps all its digits', () => {
    expect([priceText(of('0.0075'), 'USD'), priceText(of('1.5'), 'USD'), priceText(of('30'), 'UGX')]).toEqual(
      ['0.0075 USD', '1.50 USD', '30 UGX'],
    );
  });
});

describe('a table', () => {
  const names = ['Amina', 'अनीता देवी', 'ፍቅርተ ተስፋዬ', 'فاطمة خان', '👩🏾‍🍼 Neema', '陳大文'];
  const columns = [
    { head: 'name', yields: true },
    { head: 'messages', align: 'right' },
  ] as const;
  const rows = names.map((name, index) => [name, String(10 ** index)]);

  test('aligns Hindi, Amharic, Arabic, Chinese and emoji with Latin', () => {
    const lines = alignedTable(columns, rows, { columns: 80, ink: inkFor(false) });
    expect(new Set(lines.map(displayWidth)).size).toBe(1);
  });

  test('fits the terminal: what may be cut is, numbers never', () => {
    const long = [['Amina Mwajuma wa Mwanakombo', '1,204,331']];
    const [, line] = alignedTable(columns, long, { columns: 30, ink: inkFor(false) });
    expect(line).toBe('  Amina Mwajuma wa…  1,204,331');
  });
});
