import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { fittingPhones, steppedTo, windowStart } from '../../src/lab/web/demo/phone-window.ts';

describe('the phones of the demo', () => {
  test('are three on a laptop, two on a tablet, one on a phone', () => {
    expect([375, 768, 1366, 2560].map(fittingPhones)).toEqual([1, 2, 3, 3]);
  });

  test.prop([fc.nat(50), fc.nat(50), fc.constantFrom(1, 2, 3), fc.integer({ min: 1, max: 50 })])(
    'always have the current one among them, and leave no gap at the end',
    (start, current, fitting, total) => {
      const at = Math.min(current, total - 1);
      const begins = windowStart(start, at, fitting, total);
      expect(begins).toBeGreaterThanOrEqual(0);
      expect(at).toBeGreaterThanOrEqual(begins);
      expect(at).toBeLessThan(begins + fitting);
      expect(begins + Math.min(fitting, total)).toBeLessThanOrEqual(total);
    },
  );

  test('stay where they are while the current one is in sight', () => {
    expect(windowStart(4, 5, 3, 20)).toBe(4);
    expect(windowStart(4, 7, 3, 20)).toBe(5);
    expect(windowStart(4, 2, 3, 20)).toBe(2);
  });

  test('end at the first and the last', () => {
    expect([steppedTo(0, -1, 5), steppedTo(4, 1, 5), steppedTo(2, 1, 5), steppedTo(0, 1, 0)]).toEqual([
      0, 4, 3, 0,
    ]);
  });
});
