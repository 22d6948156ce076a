/** What a trail asks of a scenario and of a journal: so much is kept where the whole scenario is not. */
import type { Entry } from '../../core/model/entry.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Project } from '../../core/model/project.ts';
import type { JournalView } from '../../core/model/run.ts';

/** The people of a scenario, and what the timeline does to them. */
export interface TrailPlan extends Pick<Plan, 'cases' | 'users' | 'groups' | 'locations' | 'timeline'> {
  readonly project: Pick<Project, 'timeZone' | 'zones' | 'hq' | 'optedOut' | 'defaultReply'>;
}

/** Every entry in order, as often as it is asked for. */
export interface EntrySource extends Pick<JournalView, 'entries'> {
  /** At least those that have one of the texts somewhere; undefined: all are at hand. */
  readonly holding?: (texts: readonly string[]) => Iterable<Entry>;
}
