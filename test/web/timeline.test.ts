import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Line } from '../../src/lab/web/state/answers.ts';
import { marksFrom } from '../../src/lab/web/timeline/marks-from.ts';
import { zoneOr } from '../../src/web/local-time.ts';
import { clockChangesIn, nightsIn } from '../../src/web/timeline/nights.ts';
import { ticksIn } from '../../src/web/timeline/ticks.ts';
import { firstFrom, lanesFrom, nearestMark, panned, zoomed } from '../../src/web/timeline/timeline-model.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

const HOUR = 3_600_000;
const march = { from: Date.parse('2026-03-01T00:00Z'), to: Date.parse('2026-04-01T00:00Z') };
const newYork = zoneOr('America/New_York');

describe('marks', () => {
  test('stand in their lanes in order of time; those of nobody are left out', () => {
    const [lane] = lanesFrom(
      [{ key: 'asha', name: 'Asha', zone: 'Asia/Kolkata' }],
      [
        { lane: 'asha', at: 20, kind: 'error', seq: 2 },
        { lane: 'asha', at: 10, kind: 'held', until: 15, seq: 1 },
        { lane: 'nobody', at: 5, kind: 'sent', seq: 3 },
      ],
    );
    expect([...lane!.times]).toEqual([10, 20]);
    expect([...lane!.untils]).toEqual([15, 20]);
    expect(nearestMark(lane!, 12, 5)).toBe(0);
    expect(nearestMark(lane!, 40, 5)).toBeUndefined();
  });

  test('of an attempt stand with the contact its message was queued for', () => {
    const lines: Line[] = [
      { seq: 1, at: iso(1), kind: 'queued', id: 'm', to: 'asha' },
      { seq: 2, at: iso(2), kind: 'attempt', id: 'm', retry_at: iso(9) },
    ];
    expect(marksFrom(lines, [{ at: 20, alert: 'visit', recipient: 'asha' }])).toEqual([
      { lane: 'asha', at: 2, kind: 'attempt', seq: 2, until: 9 },
      { lane: 'asha', at: 20, kind: 'upcoming', seq: 0, text: 'visit' },
    ]);
  });

  test('are found by halving as by looking at each', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.integer({ min: -5, max: 55 }), (list, at) => {
        const times = Float64Array.from(list).sort();
        const first = times.findIndex((time) => time >= at);
        expect(firstFrom(times, at)).toBe(first < 0 ? times.length : first);
      }),
    );
  });
});

describe('nights and clocks', () => {
  test('a night is 21:00 to 07:00 on the wall, an hour shorter when the clock goes forward', () => {
    const lengths = nightsIn(newYork, march).map(({ from, to }) => (to - from) / HOUR);
    expect(lengths.filter((hours) => hours === 9)).toHaveLength(1);
    expect(lengths.filter((hours) => hours === 10).length).toBeGreaterThan(29);
  });

  test('a clock change is told with its direction', () => {
    expect(clockChangesIn(newYork, march)).toEqual([{ at: Date.parse('2026-03-08T07:00Z'), hours: 1 }]);
    expect(clockChangesIn(zoneOr('Asia/Kolkata'), march)).toEqual([]);
  });

  test('ten years of nights are not drawn', () => {
    expect(nightsIn(newYork, { from: march.from, to: march.from + 3650 * 24 * HOUR })).toEqual([]);
  });
});

describe('the view', () => {
  test('zooming keeps the moment under the pointer where it is', () => {
    const near = zoomed(march, 0.5, march.from);
    expect(near).toEqual({ from: march.from, to: march.from + (march.to - march.from) / 2 });
    expect(zoomed(march, 1e-12, march.from).to - march.from).toBe(60_000);
  });

  test('panning moves both ends alike', () => {
    expect(panned({ from: 0, to: 100 }, 0.1)).toEqual({ from: 10, to: 110 });
  });

  test('the ruler has few ticks, on round wall times', () => {
    const ticks = ticksIn(zoneOr('Asia/Kolkata'), { from: march.from, to: march.from + 24 * HOUR }, 1000);
    expect(ticks.map(({ text }) => text).slice(0, 3)).toEqual(['06:00', '09:00', '12:00']);
    expect(ticks.length).toBeLessThan(12);
  });
});
