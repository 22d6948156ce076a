/** SMS of each day of all parts of a story, which no part can count alone. */
import { DAILY_DEFAULT } from '../core/dispatch/holds.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Project } from '../core/model/project.ts';
import { toLocal, type Zone, zoneOfProject } from '../core/time/zone.ts';
import { DailyLimitMet } from './merged-journal.ts';
import { AT, COUNTED, FLAGS, GIVEN_BACK, PROJECT_SHIFT, ROW, type ShardBlock } from './unit-rows.ts';

interface Counted {
  readonly project: Project;
  readonly zone: Zone;
  readonly days: Map<number, number>;
}

export class DayTotals {
  private readonly projects: readonly Counted[];

  constructor({ project, otherProjects }: Plan) {
    this.projects = [project, ...otherProjects.values()].map((each) => ({
      project: each,
      zone: zoneOfProject(each),
      days: new Map(),
    }));
  }

  /** @throws DailyLimitMet where it may be: in which order the parts meet it is not known here. */
  add({ rows }: ShardBlock): void {
    for (let row = 0; row < rows.length; row += ROW) {
      const flags = rows[row + FLAGS]!;
      if ((flags & COUNTED) === 0) continue;
      const { project, zone, days } = this.projects[flags >> PROJECT_SHIFT]!;
      const { day } = toLocal(zone, rows[row + AT]!);
      const count = (days.get(day) ?? 0) + 1;
      days.set(day, count);
      const { dailyLimit = Number.POSITIVE_INFINITY } = project;
      const isUnsure =
        (flags & GIVEN_BACK) !== 0 && count > DAILY_DEFAULT && project.dailyLimit === undefined;
      if (count > dailyLimit || isUnsure) throw new DailyLimitMet(project.name);
    }
  }

  /** Projects without a limit, each as often as it had a day of more SMS than HQ's own limit. */
  *overDefault(): Iterable<string> {
    for (const { project, days } of this.projects)
      if (project.dailyLimit === undefined)
        for (const count of days.values()) if (count > DAILY_DEFAULT) yield project.name;
  }
}
