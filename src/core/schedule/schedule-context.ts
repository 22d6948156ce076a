import type { Reason } from '../model/entry.ts';
import type { DayNumber, Instant } from '../model/instant.ts';
import type { FaultPlace } from '../model/scenario-fault.ts';
import type { Schedule } from '../model/schedule.ts';
import type { Zone } from '../time/zone.ts';

/** Where an instance stands in its schedule; moved in place, so that a million steps allocate nothing. */
export interface Position {
  /** From 0. */
  event: number;
  /** From 1. */
  iteration: number;
  due: Instant;
  active: boolean;
  /** The start date of a timed schedule; 0 for an alert. */
  startDay: DayNumber;
}

/** An event that goes by without being sent. */
interface PassedEvent {
  readonly event: number;
  readonly iteration: number;
  readonly due: Instant;
}

/** A schedule together with all that its arithmetic asks of the world. */
export interface ScheduleContext {
  readonly schedule: Schedule;
  readonly zone: Zone;
  /** A dynamic property of the case, for times that come from one. */
  property(name: string): string | undefined;
  /** A minute from 0 to `windowMinutes - 1`; asked once per computation of a random event. */
  drawMinute(windowMinutes: number): number;
  /** Whose schedule it is, for the author of one that never falls due. */
  place?(): FaultPlace;
  /** Called for every event passed over; the object may change afterwards, so copy what is kept. */
  passed(reason: Reason, passed: PassedEvent): void;
}
