/** The roster of a session so far, as `drysend roster` counts it: a turn of the event loop at a time. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { zoneOfProject } from '../../core/time/zone.ts';
import { peopleOf } from '../../report/people.ts';
import { wordsFor } from '../../report/roster/cures.ts';
import { rosterOut } from '../../report/roster/json.ts';
import { RosterCollector } from '../../report/roster/roster.ts';
import { labelOf } from './label.ts';
import type { LiveSession } from './live-session.ts';

/** Lines of the journal that are read in one turn. */
const LINES_PER_TURN = 2000;
/** People named for one reason. */
const NAMES_MAX = 50;

export async function rosterOf({ plan, liveRun }: LiveSession, alert: string | undefined) {
  const people = peopleOf(plan);
  const zone = zoneOfProject(plan.project);
  const collector = new RosterCollector({ plan, people, zone, filter: { alert } });
  const { journal } = liveRun;
  const end = journal.length;
  for (let index = 0; index < end; index += 1) {
    collector.record(index + 1, journal.entry(index));
    if (index % LINES_PER_TURN === LINES_PER_TURN - 1) await nextTurn();
  }
  const { contacts, funnels, got_nothing: groups, warnings } = rosterOut(collector.end());
  return {
    contacts,
    funnels: funnels.map(({ outcomes, got_nothing: silent, ...funnel }) => ({
      ...funnel,
      outcomes: outcomes.map(({ outcome, reason, detail = '', rows, people: count }) => {
        const means = reason === undefined ? undefined : wordsFor(reason, detail);
        return { outcome, reason, means, rows, people: count };
      }),
      gotNothing: silent?.reasons.reduce((sum, { count }) => sum + count, 0) ?? 0,
    })),
    gotNothing: groups.map(({ reason, means, cure, count, people: keys }) => ({
      reason,
      means,
      cure,
      count,
      people: keys.slice(0, NAMES_MAX).map((key) => ({ key, label: labelOf(people, key) })),
    })),
    warnings: warnings.map(({ code, severity, count, example, hint }) => ({
      code,
      severity,
      count,
      example,
      hint,
    })),
  };
}
