import type { SimulationState } from '../state/simulation-state.ts';
import { about, type Passed, type Running } from './schedule-context-for.ts';

/**
 * HQ moves the start of a new instance by a week or a month where the first event has passed, and with it
 * go events that were still ahead. It says nothing; we warn.
 */
export function warnLostRound(state: SimulationState, running: Running, passed: readonly Passed[]): void {
  const { now } = state.world;
  const { schedule } = running.source.def;
  const isMonthly = schedule.kind === 'timed' && schedule.repeatEvery < 0;
  const ahead = passed.filter(
    ({ reason, due }) => due >= now && (reason === 'week_lost' || (isMonthly && reason === 'start_shifted')),
  );
  if (ahead.length === 0) return;
  const round = isMonthly ? 'month' : 'week';
  const { alert, broadcast, case: caseKey } = about(running, undefined);
  state.world.note({
    kind: 'warning',
    code: isMonthly ? 'MONTH_LOST' : 'WEEK_LOST',
    message: `the first event of this ${round} has passed, so HQ starts next ${round}: ${eventsOf(ahead.length)} lost`,
    hint: 'with a start date only the events that have passed are left out',
    about: {
      ...(alert !== undefined && { alert }),
      ...(broadcast !== undefined && { broadcast }),
      ...(caseKey !== undefined && { case: caseKey }),
    },
  });
}

const eventsOf = (count: number): string =>
  count === 1 ? '1 event still ahead is' : `${count} events still ahead are`;
