/** The roster of a story whose cases are on a disk: counted part by part, with the counts of one run. */
import type { Budget } from '../adapters/interruptible.ts';
import { volumeWarning } from '../core/dispatch/holds.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Plan } from '../core/model/plan.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { peopleOfStory } from '../report/people-on-disk.ts';
import { mergeRosters } from '../report/roster/merge.ts';
import { type Roster, RosterCollector } from '../report/roster/roster.ts';
import { onceNameOf } from '../shards/merged-journal.ts';
import type { Progress } from './progress.ts';
import { countInParts } from './run-in-parts.ts';
import type { SpillSizes } from './terminal.ts';
import { WarningsOfParts } from './warnings-of-parts.ts';

interface Options {
  readonly budget: Budget;
  readonly progress: Progress;
  readonly maxMemory?: number | undefined;
  readonly sizes?: SpillSizes | undefined;
}

/** The roster, or why all cases have to be in memory for it. */
export function rosterInParts(plan: Plan, options: Options): Roster | { readonly why: string } {
  const warnings = new WarningsOfParts();
  const rosters: Omit<Roster, 'people'>[] = [];
  const outcome = countInParts(plan, {
    ...options,
    listen(part, orders) {
      const collector = new RosterCollector({ plan: part.plan, zone: zoneOfProject(plan.project) });
      return {
        onEntry(seq, entry) {
          if (entry.kind === 'warning')
            warnings.record(
              { ...entry, about: entry.about ?? {} },
              { order: orders.of(seq, entry), once: onceNameOf(entry) },
            );
          collector.record(seq, entry);
        },
        onRepeat: (seq, block) => collector.repeat(seq, block),
        end() {
          const { people: _people, ...roster } = collector.end();
          rosters.push(roster);
        },
      };
    },
  });
  if (outcome.kind === 'whole') return outcome;
  for (const project of outcome.days.overDefault()) {
    const { code = '', message = '', hint, about = {} } = volumeWarning(project) as Partial<Entry>;
    warnings.record({ code, message, hint, about }, { order: [Number.POSITIVE_INFINITY] });
  }
  return mergeRosters(rosters, plan, { people: peopleOfStory(plan), warnings: warnings.all() });
}
