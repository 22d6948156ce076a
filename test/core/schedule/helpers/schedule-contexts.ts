/** Schedules and clockworks in few words. */
import type { Reason } from '../../../../src/core/model/entry.ts';
import type { Instant } from '../../../../src/core/model/instant.ts';
import type {
  AlertSchedule,
  Schedule,
  TimedEvent,
  TimedSchedule,
} from '../../../../src/core/model/schedule.ts';
import type { ScheduleContext } from '../../../../src/core/schedule/position.ts';
import { isoUtc } from '../../../../src/core/time/format.ts';
import { zoneNamed } from '../../../../src/core/time/zone.ts';

const content = { kind: 'custom', texts: [] } as const;

/** An event as `fixed` makes it, still without content. */
type BareEvent = Omit<TimedEvent, 'content'>;

export function fixed(time: string, day = 0): BareEvent {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { day, time: { kind: 'fixed', second: hours * 3600 + minutes * 60 } };
}

export function everyDays(days: number, ...events: readonly BareEvent[]): TimedSchedule {
  return {
    kind: 'timed',
    repeatEvery: days,
    totalIterations: -1,
    startOffset: 0,
    startDayOfWeek: -1,
    events: events.map((event) => ({ ...event, content })),
  };
}

export const monthly = (months: number, ...events: readonly BareEvent[]): TimedSchedule =>
  everyDays(-months, ...events);

export function waits(...minutes: readonly number[]): AlertSchedule {
  return { kind: 'alert', events: minutes.map((waitMinutes) => ({ waitMinutes, content })) };
}

/** A clockwork that remembers what it was told of events passed over. */
export function context(
  schedule: Schedule,
  zone = 'UTC',
): ScheduleContext & { told: string[]; reasons: Reason[] } {
  const told: string[] = [];
  const reasons: Reason[] = [];
  return {
    schedule,
    zone: zoneNamed(zone)!,
    property: () => undefined,
    drawMinute: () => 0,
    passed(reason, { due }) {
      reasons.push(reason);
      told.push(`${reason} ${local(due)}`);
    },
    told,
    reasons,
  };
}

export const at = (text: string): Instant => Date.parse(text);

/** `YYYY-MM-DD HH:MM` in UTC. */
export const local = (due: Instant): string => isoUtc(due).slice(0, 16).replace('T', ' ');
