/** Steps of a schedule that many instances take: computed once for all that stand at one place in one zone. */
import type { DayNumber, Instant } from '../model/instant.ts';
import type { Schedule } from '../model/schedule.ts';
import type { Zone } from '../time/zone.ts';

/** Where an instance that is due stands in its schedule. */
interface StepFrom {
  readonly startDay: DayNumber;
  readonly event: number;
  readonly iteration: number;
}

/** Where it stands next. */
interface StepTo {
  readonly event: number;
  readonly iteration: number;
  readonly due: Instant;
}

/** How many steps of one instant and zone are kept. */
const STEPS_MAX = 4_096;
/** What the three parts of a place are packed into: 31 + 14 + 8 bits. */
const DAYS_MAX = 2 ** 31;
const ITERATIONS_MAX = 2 ** 14;
const EVENTS_MAX = 2 ** 8;

/** Steps from one due instant. */
export class Steps {
  private readonly byZone = new Map<Zone, ZoneSteps>();
  private zone: Zone | undefined;
  private last = new ZoneSteps();

  /** Where one that is due goes on to; undefined: nobody has gone from there quietly. */
  from(
    schedule: Schedule,
    zone: Zone,
    due: Instant,
    startDay: DayNumber,
    event: number,
    iteration: number,
  ): StepTo | undefined {
    return this.of(schedule, zone, due).steps.get(packed(startDay, event, iteration));
  }

  /** Takes note of a step that passed nothing over and changed nothing else. */
  note(schedule: Schedule, zone: Zone, due: Instant, from: StepFrom, to: StepTo): void {
    const { steps } = this.of(schedule, zone, due);
    const place = packed(from.startDay, from.event, from.iteration);
    if (Number.isNaN(place) || steps.size >= STEPS_MAX) return;
    const { event, iteration, due: next } = to;
    steps.set(place, { event, iteration, due: next });
  }

  private of(schedule: Schedule, zone: Zone, due: Instant): ZoneSteps {
    if (zone !== this.zone) {
      this.zone = zone;
      this.last = this.byZone.get(zone) ?? new ZoneSteps();
      this.byZone.set(zone, this.last);
    }
    const { last } = this;
    if (last.due !== due || last.schedule !== schedule) last.begin(schedule, due);
    return last;
  }
}

class ZoneSteps {
  readonly steps = new Map<number, StepTo>();
  schedule: Schedule | undefined;
  due: Instant = Number.NaN;

  begin(schedule: Schedule, due: Instant): void {
    this.schedule = schedule;
    this.due = due;
    this.steps.clear();
  }
}

/** A place as a number; NaN: it is too far out. */
const packed = (startDay: DayNumber, event: number, iteration: number): number =>
  startDay >= 0 && startDay < DAYS_MAX && iteration < ITERATIONS_MAX && event < EVENTS_MAX
    ? (startDay * ITERATIONS_MAX + iteration) * EVENTS_MAX + event
    : Number.NaN;
