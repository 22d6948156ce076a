import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { MS_PER_DAY } from '../../src/core/model/instant.ts';
import type { Schedule, TimedEvent, TimedSchedule } from '../../src/core/model/schedule.ts';
import {
  afterHandling,
  begin,
  next,
  type Position,
  type ScheduleContext,
} from '../../src/core/schedule/position.ts';
import { civil, dayNumber, daysInMonth, weekDayOf } from '../../src/core/time/calendar.ts';
import { toInstant, toLocal, type Zone, zoneNamed, zoneNames } from '../../src/core/time/zone.ts';

const zones = zoneNames().map((name) => zoneNamed(name)!);
const anyZone = fc.constantFrom(...zones);
const FROM = Date.UTC(2005, 0, 1);
const UNTIL = Date.UTC(2037, 0, 1);
const anyMoment = fc.integer({ min: FROM / 60_000, max: UNTIL / 60_000 }).map((minute) => minute * 60_000);
const anySecond = fc.integer({ min: 0, max: 1439 }).map((minute) => minute * 60);
const content = { kind: 'custom', texts: [] } as const;

const anyTime: fc.Arbitrary<TimedEvent['time']> = fc.oneof(
  anySecond.map((second) => ({ kind: 'fixed' as const, second })),
  fc.record({
    kind: fc.constant('random' as const),
    second: anySecond,
    windowMinutes: fc.integer({ min: 1, max: 1439 }),
  }),
);

const eventOn = (day: fc.Arbitrary<number>): fc.Arbitrary<TimedEvent> =>
  fc.record({ day, time: anyTime, content: fc.constant(content) });

const anyDaily: fc.Arbitrary<TimedSchedule> = fc.record({
  kind: fc.constant('timed' as const),
  repeatEvery: fc.integer({ min: 1, max: 60 }),
  totalIterations: fc.constantFrom(-1, 1, 2, 7),
  startOffset: fc.integer({ min: -40, max: 40 }),
  startDayOfWeek: fc.integer({ min: -1, max: 6 }),
  events: fc.array(eventOn(fc.integer({ min: 0, max: 30 })), { minLength: 1, maxLength: 4 }),
});

const anyMonthDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -28, max: -1 }));
const anyMonthly: fc.Arbitrary<TimedSchedule> = fc.record({
  kind: fc.constant('timed' as const),
  repeatEvery: fc.integer({ min: -5, max: -1 }),
  totalIterations: fc.constantFrom(-1, 1, 2, 7),
  startOffset: fc.integer({ min: -40, max: 40 }),
  startDayOfWeek: fc.constant(-1),
  events: fc.array(eventOn(anyMonthDay), { minLength: 1, maxLength: 4 }),
});

const anyAlert: fc.Arbitrary<Schedule> = fc
  .array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 5 })
  .map((waits) => ({ kind: 'alert', events: waits.map((waitMinutes) => ({ waitMinutes, content })) }));

const anySchedule: fc.Arbitrary<Schedule> = fc.oneof(anyDaily, anyMonthly, anyAlert);
const anyStart = fc.option(fc.integer({ min: FROM / MS_PER_DAY, max: UNTIL / MS_PER_DAY }), {
  nil: undefined,
});
/** How late each event is handled, in minutes; HQ's poller is a little late, an outage very. */
const anyDelays = fc.array(
  fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 6000 })),
  {
    minLength: 8,
    maxLength: 20,
  },
);
const anyDraws = fc.array(fc.nat(), { minLength: 1, maxLength: 20 });

const STEPS = 12;
const HANDLED_PER_ZONE = 32 * 366;

function context(schedule: Schedule, zone: Zone, draws: readonly number[] = [0]): ScheduleContext {
  let drawn = 0;
  return {
    schedule,
    zone,
    property: () => undefined,
    drawMinute(windowMinutes) {
      drawn += 1;
      return draws[drawn % draws.length]! % windowMinutes;
    },
    passed: () => {},
  };
}

law.prop([anySchedule, anyZone, anyMoment, anyStart, anyDelays, anyDraws], { numRuns: 5000 })(
  'handled due times never go back, and nothing is handled before it is due',
  (schedule, zone, now, startDay, delays, draws) => {
    const clock = context(schedule, zone, draws);
    const position = begin(clock, now, startDay);
    let time = now;
    let handledDue = Number.NEGATIVE_INFINITY;
    for (const delay of delays) {
      if (!position.active) return;
      expect(position.due).toBeGreaterThanOrEqual(time);
      expect(position.due).toBeGreaterThan(handledDue);
      handledDue = position.due;
      time = position.due + delay * 60_000;
      afterHandling(clock, position, time);
    }
  },
);

law.prop([anyDaily, anyZone, anyMoment, anyStart], { numRuns: 4000 })(
  'a day-based event comes at the local time asked, except in a gap, where the clock is pushed forward',
  (schedule, zone, now, startDay) => {
    const fixed = { ...schedule, events: schedule.events.map(withoutChance) };
    const clock = context(fixed, zone);
    const position = begin(clock, now, startDay);
    for (let step = 0; step < STEPS && position.active; step += 1) {
      const base = position.startDay + fixed.startOffset;
      const ahead = fixed.startDayOfWeek === -1 ? 0 : (fixed.startDayOfWeek - weekDayOf(base) + 7) % 7;
      const event = fixed.events[position.event]!;
      const day = base + ahead + (position.iteration - 1) * fixed.repeatEvery + event.day;
      expectWall(zone, position.due, day, secondOf(event));
      next(clock, position);
    }
  },
);

law.prop([anyMonthly, anyZone, anyMoment, anyStart], { numRuns: 4000 })(
  'a month-based event comes on its day of the month, at the local time asked',
  (schedule, zone, now, startDay) => {
    const fixed = { ...schedule, events: schedule.events.map(withoutChance) };
    const clock = context(fixed, zone);
    const position = begin(clock, now, startDay);
    for (let step = 0; step < STEPS && position.active; step += 1) {
      const event = fixed.events[position.event]!;
      const anchor = civil(position.startDay + fixed.startOffset);
      const months = anchor.month - 1 - (position.iteration - 1) * fixed.repeatEvery;
      const [year, month] = [anchor.year + Math.floor(months / 12), (months % 12) + 1];
      const length = daysInMonth(year, month);
      const inMonth = event.day > 0 ? event.day : length + event.day + 1;
      expect(inMonth).toBeLessThanOrEqual(length);
      expectWall(zone, position.due, dayNumber(year, month, inMonth), secondOf(event));
      next(clock, position);
    }
  },
);

law.prop([anyZone, fc.integer({ min: 1, max: 1439 }), anySecond, anyMoment, anyDraws], { numRuns: 2000 })(
  'a random time lies within its window, and may cross midnight',
  (zone, windowMinutes, second, now, draws) => {
    const event: TimedEvent = { day: 0, time: { kind: 'random', second, windowMinutes }, content };
    const schedule = dailyAt([event]);
    const clock = context(schedule, zone, draws);
    const position = begin(clock, now, Math.floor(now / MS_PER_DAY));
    for (let step = 0; step < STEPS; step += 1) {
      const day = position.startDay + position.iteration - 1;
      const earliest = toInstant(zone, day, second);
      const latest = toInstant(zone, day, second + (windowMinutes - 1) * 60);
      expect(position.due).toBeGreaterThanOrEqual(Math.min(earliest, latest) - 3_600_000);
      expect(position.due).toBeLessThanOrEqual(Math.max(earliest, latest) + 3_600_000);
      next(clock, position);
    }
  },
);

/**
 * Handled one by one, a daily schedule sends once a day. There are two exceptions. A local day that never
 * was has its event fall due with that of the day after, and of two with the same due only the first is
 * sent. A gap just before midnight pushes the event past it, so the day after has two.
 */
test.each([0, 2 * 3600 + 1800, 12 * 3600, 23 * 3600 + 59 * 60])(
  'daily at second %i sends once on every local day from 2005 to 2037, in every zone',
  (second) => {
    const odd = zones.flatMap((zone) => doubledOrMissing(zone, second).map((day) => `${zone.name} ${day}`));
    expect(odd).toEqual([]);
  },
);

test('the days that never were, and so have no send of their own, are the two of the Pacific', () => {
  const missing = zones.flatMap((zone) => daysWithoutDate(zone).map((day) => `${zone.name} ${isoDay(day)}`));
  expect(missing).toEqual(['Pacific/Apia 2011-12-30', 'Pacific/Fakaofo 2011-12-30']);
});

/** Local days on which the handler sent twice or never, apart from days that never were. */
function doubledOrMissing(zone: Zone, second: number): string[] {
  const schedule = dailyAt([{ day: 0, time: { kind: 'fixed', second }, content }]);
  const clock = context(schedule, zone);
  const [first, end] = [dayNumber(2005, 1, 1), dayNumber(2038, 1, 1)];
  const position: Position = begin(clock, toInstant(zone, first, 0) - MS_PER_DAY, first);
  const sends = new Map<number, number>();
  for (let step = 0; step < HANDLED_PER_ZONE + 400; step += 1) {
    const day = toLocal(zone, position.due).day;
    if (day >= end) break;
    sends.set(day, (sends.get(day) ?? 0) + 1);
    afterHandling(clock, position, position.due);
  }
  const neverWere = new Set(daysWithoutDate(zone));
  const pushed = daysPushedPastMidnight(zone, second);
  const odd: string[] = [];
  for (let day = first; day < end; day += 1) {
    const own = neverWere.has(day) || pushed.has(day) ? 0 : 1;
    const wanted = own + (pushed.has(day - 1) && !neverWere.has(day - 1) ? 1 : 0);
    if ((sends.get(day) ?? 0) !== wanted) odd.push(`${isoDay(day)}: ${sends.get(day) ?? 0} sends`);
  }
  return odd;
}

/** Days on which the time falls in a gap so late that the pushed clock shows the day after. */
function daysPushedPastMidnight(zone: Zone, second: number): Set<number> {
  const days = [...zone.startsAt]
    .filter((at) => at >= FROM && at < UNTIL + 365 * MS_PER_DAY)
    .flatMap((at) => [toLocal(zone, at - 1).day - 1, toLocal(zone, at - 1).day, toLocal(zone, at).day]);
  const isPushed = (day: number): boolean => {
    const jump = jumpOver(zone, day * MS_PER_DAY + second * 1000);
    return jump !== undefined && second * 1000 + jump >= MS_PER_DAY;
  };
  return new Set(days.filter(isPushed));
}

/** Local dates that the zone skipped as a whole. */
function daysWithoutDate(zone: Zone): number[] {
  const missing: number[] = [];
  for (const at of zone.startsAt) {
    if (at < FROM || at >= UNTIL) continue;
    const [before, after] = [toLocal(zone, at - 1).day, toLocal(zone, at).day];
    for (let day = before + 1; day < after; day += 1) missing.push(day);
  }
  return missing;
}

function dailyAt(events: readonly TimedEvent[]): TimedSchedule {
  return {
    kind: 'timed',
    repeatEvery: 1,
    totalIterations: -1,
    startOffset: 0,
    startDayOfWeek: -1,
    events,
  };
}

/** The wall clock shows what was asked; in a gap it shows as much more as the gap is long. */
function expectWall(zone: Zone, due: number, day: number, second: number): void {
  const shown = toLocal(zone, due);
  const asked = day * MS_PER_DAY + second * 1000;
  const wall = shown.day * MS_PER_DAY + Math.round(shown.second * 1000);
  if (wall === asked) return;
  const jump = jumpOver(zone, asked);
  expect(jump, `${zone.name} has no gap at ${new Date(asked).toISOString()}`).toBeDefined();
  expect(wall - asked).toBe(jump);
}

/** The length of the gap that holds a wall time; undefined: it is in none. */
function jumpOver(zone: Zone, wall: number): number | undefined {
  for (let index = 1; index < zone.offsets.length; index += 1) {
    const at = zone.startsAt[index]!;
    const [before, after] = [zone.offsets[index - 1]! * 1000, zone.offsets[index]! * 1000];
    if (wall >= at + before && wall < at + after) return after - before;
  }
  return undefined;
}

function withoutChance(event: TimedEvent): TimedEvent {
  return { ...event, time: { kind: 'fixed', second: secondOf(event) } };
}

const secondOf = ({ time }: TimedEvent): number => (time.kind === 'property' ? 43_200 : time.second);

const isoDay = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
