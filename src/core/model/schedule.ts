import type { Content } from './content.ts';
import type { SecondOfDay } from './instant.ts';

/** When an alert or broadcast sends: HQ's AlertSchedule or TimedSchedule. */
export type Schedule = AlertSchedule | TimedSchedule;

/** Steps counted in minutes from the trigger; never repeats. Each wait runs from the previous due. */
export interface AlertSchedule {
  readonly kind: 'alert';
  readonly events: readonly AlertEvent[];
}

interface AlertEvent {
  readonly waitMinutes: number;
  readonly content: Content;
}

/** Steps on calendar days at local times, in HQ's own terms. */
export interface TimedSchedule {
  readonly kind: 'timed';
  /** Greater than 0: every so many days. Less than 0: every so many months. */
  readonly repeatEvery: number;
  /** -1: for ever. */
  readonly totalIterations: number;
  /** Days added to the start date; may be negative. */
  readonly startOffset: number;
  /** -1 any, 0 Monday … 6 Sunday. */
  readonly startDayOfWeek: number;
  readonly events: readonly TimedEvent[];
}

export interface TimedEvent {
  /** Day-based: days after the round's first day, from 0. Month-based: 1…31 or -1…-28. */
  readonly day: number;
  readonly time: EventTime;
  readonly content: Content;
}

export type EventTime =
  | { readonly kind: 'fixed'; readonly second: SecondOfDay }
  | { readonly kind: 'random'; readonly second: SecondOfDay; readonly windowMinutes: number }
  | { readonly kind: 'property'; readonly property: string };
