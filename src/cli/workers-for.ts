/** How many threads share a story where nobody says, and whether they may. */
import { availableParallelism } from 'node:os';
import type { Plan } from '../core/model/plan.ts';

/** With fewer cases the threads take as long to begin as they save. */
export const SHARED_CASES_MIN = 50_000;
/** With more they take much memory: each has its cases once more. */
const CASES_MAX = 200_000;
const THREADS_MAX = 8;

/** Where `--workers` does not say. */
export const workersFor = ({ cases }: Pick<Plan, 'cases'>): number =>
  cases.size >= SHARED_CASES_MIN && cases.size <= CASES_MAX
    ? Math.min(availableParallelism(), THREADS_MAX)
    : 1;

/** All that is sent is by causes that the file has, so that each shard counts it alone. */
export const hasCausesOfFile = ({ surveys, timeline }: Pick<Plan, 'surveys' | 'timeline'>): boolean =>
  surveys.size === 0 &&
  !timeline.some(({ act }) => act.verb === 'inbound' || act.verb === 'send' || act.verb === 'verify');
