import { describe, expect, test } from 'vitest';
import { cpuSecondsOf, fittedGrowth, leastSquares } from '../../bench/growth-model.mjs';

const sizes = [
  [1_000, 30],
  [10_000, 3],
  [10_000, 30],
  [100_000, 3],
].map(([contacts = 0, days = 0]) => ({
  contacts,
  messages: contacts * days,
  cpu_seconds: 0.5 + contacts * 80e-6 + contacts * days * 4e-6,
  peak_rss_mb: 90 + (contacts * 2_048) / 1_048_576,
}));

describe('the model of growth', () => {
  test('finds the costs that the sizes were made of', () => {
    expect(fittedGrowth(sizes)).toEqual({
      fixed_seconds: 0.5,
      us_per_contact: 80,
      us_per_message: 4,
      fixed_mb: 90,
      bytes_per_contact: 2_050,
      worst_error_percent: expect.closeTo(0, 6),
    });
  });

  test('says how far the worst size is from it', () => {
    const odd = sizes.map((size, index) =>
      index === 2 ? { ...size, cpu_seconds: size.cpu_seconds * 1.5 } : size,
    );
    expect(fittedGrowth(odd).worst_error_percent).toBeGreaterThan(4);
  });

  test('refuses sizes that cannot tell the costs apart', () => {
    expect(() => fittedGrowth(sizes.slice(0, 1))).toThrow('do not differ enough');
  });

  test('computes what was not measured from its costs', () => {
    expect(cpuSecondsOf(fittedGrowth(sizes), 1e9, 30e9)).toBeCloseTo(0.5 + 80_000 + 120_000, 0);
  });

  test('comes nearest where no answer is exact', () => {
    const rows = [
      [1, 0],
      [1, 1],
      [1, 2],
    ];
    expect(leastSquares(rows, [0, 1, 4]).map((value) => Number(value.toFixed(6)))).toEqual([-0.333333, 2]);
  });
});
