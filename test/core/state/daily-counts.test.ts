import { describe, expect, test } from 'vitest';
import { MS_PER_DAY, MS_PER_MINUTE } from '../../../src/core/model/instant.ts';
import { DailyCounts } from '../../../src/core/state/daily-counts.ts';

describe('the count of a project day', () => {
  test('goes up with each attempt, and begins anew on another day', () => {
    const counts = new DailyCounts();
    expect([counts.countToday('p', 1), counts.countToday('p', 1), counts.countToday('p', 2)]).toEqual([
      1, 2, 1,
    ]);
  });

  test('is of one project', () => {
    const counts = new DailyCounts();
    counts.countToday('p', 1);
    expect(counts.countToday('q', 1)).toBe(1);
  });

  test('takes back what was held, and never below nothing', () => {
    const counts = new DailyCounts();
    counts.giveBackToday('p');
    counts.countToday('p', 1);
    counts.giveBackToday('p');
    counts.giveBackToday('p');
    expect(counts.countToday('p', 1)).toBe(1);
  });
});

describe('the count of a trial', () => {
  test('lives ninety days from its last use, the ninetieth included', () => {
    const counts = new DailyCounts();
    const at = (day: number, ms = 0): number => counts.countTrial('p', day * MS_PER_DAY + ms);
    expect([at(0), at(90), at(180), at(270, 1)]).toEqual([1, 2, 3, 1]);
  });

  test('of emails is for ever, and of one project', () => {
    const counts = new DailyCounts();
    counts.countEmail('p');
    counts.countEmail('p');
    expect([counts.emailsOf('p'), counts.emailsOf('q')]).toEqual([2, 0]);
  });
});

describe('the minute of a sender', () => {
  test('takes as many as its rate, and says when it is over', () => {
    const counts = new DailyCounts();
    const at = (now: number): number | undefined => counts.fullUntil('s', 2, now);
    expect([at(1000), at(2000), at(3000)]).toEqual([undefined, undefined, 1000 + MS_PER_MINUTE]);
  });

  test('begins with its first message after the last one is over', () => {
    const counts = new DailyCounts();
    counts.fullUntil('s', 1, 0);
    expect(counts.fullUntil('s', 1, MS_PER_MINUTE - 1)).toBe(MS_PER_MINUTE);
    expect(counts.fullUntil('s', 1, MS_PER_MINUTE)).toBeUndefined();
    expect(counts.fullUntil('s', 1, MS_PER_MINUTE + 1)).toBe(2 * MS_PER_MINUTE);
  });

  test('is of one sender', () => {
    const counts = new DailyCounts();
    counts.fullUntil('s', 1, 0);
    expect(counts.fullUntil('t', 1, 0)).toBeUndefined();
  });
});
