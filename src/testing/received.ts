/** What stands in `expect(…)`: a run, the runs of a file, or gateways that are open. */
import type { Run } from '../core/model/run.ts';
import type { Inbox } from './inbox.ts';

export const isRun = (value: unknown): value is Run =>
  isObject(value) && 'journal' in value && 'verdicts' in value && 'digest' in value;

export const isInbox = (value: unknown): value is Inbox =>
  isObject(value) && 'messages' in value && 'waitFor' in value;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** @throws TypeError that names the matcher. */
export function runsIn(received: unknown, matcher: string): readonly Run[] {
  const runs: readonly unknown[] = Array.isArray(received) ? received : [received];
  if (runs.length > 0 && runs.every(isRun)) return runs;
  throw new TypeError(`${matcher} wants what rehearse or rehearseAll gives`);
}
