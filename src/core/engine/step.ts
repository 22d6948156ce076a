import type { Schedule } from '../model/schedule.ts';
import type { Instance } from '../state/instances.ts';

/** A step of one instance in a zone that others of the same schedule and place take too. */
export class Step {
  private schedule: Schedule | undefined;
  private isWhole = false;
  private readonly from = { startDay: 0, event: 0, iteration: 0, due: 0 };
  private readonly to = { event: 0, iteration: 0, due: 0 };

  begin({ source, position }: Instance): void {
    this.schedule = source.def.schedule;
    this.isWhole = false;
    const { startDay, event, iteration, due } = position;
    Object.assign(this.from, { startDay, event, iteration, due });
  }

  /** Where the step led to, quietly. */
  end({ position: { event, iteration, due } }: Instance): void {
    Object.assign(this.to, { event, iteration, due });
    this.isWhole = true;
  }

  /** Takes the step again; false: it is another one. */
  repeat({ source, position }: Instance): boolean {
    const { from, to } = this;
    if (
      !this.isWhole ||
      this.schedule !== source.def.schedule ||
      from.due !== position.due ||
      from.iteration !== position.iteration ||
      from.event !== position.event ||
      from.startDay !== position.startDay
    ) {
      return false;
    }
    position.event = to.event;
    position.iteration = to.iteration;
    position.due = to.due;
    return true;
  }
}
