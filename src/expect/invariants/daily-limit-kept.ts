import type { Entry } from '../../core/model/entry.ts';
import { toLocal } from '../../core/time/zone.ts';
import type { Invariant } from './invariant.ts';
import type { Scene } from './scene.ts';

/** How many days of a project are counted at once: answers may come after midnight. */
const DAYS_KEPT = 3;

/** Ends that HQ does not count: the message was dropped before, or the count was given back. */
const uncounted: ReadonlySet<string | undefined> = new Set(['MESSAGE_IS_STALE', 'NO_SUITABLE_GATEWAY']);

/** No project hands over more SMS on one of its days than its daily limit; failed hand-overs count. */
export const dailyLimitKept: Invariant = {
  name: 'daily-limit-kept',
  kinds: ['sent', 'attempt', 'error'],
  begin(_plan, report) {
    const counts = new Map<string, Map<number, number>>();
    return {
      observe({ entry, index, scene }) {
        const name = isHandover(entry, scene) ? projectOf(entry, scene) : undefined;
        if (name === undefined) return;
        const project = scene.projectNamed(name);
        const { day } = toLocal(scene.zoneOf(project), scene.handedOverAt(entry));
        const count = countOn(counts, name, day);
        const limit = project.dailyLimit;
        if (limit !== undefined && count > limit)
          report(`SMS ${count} of the day, with a limit of ${limit}`, index);
      },
    };
  },
};

function isHandover({ kind, channel, id = '', code, attempts = 0 }: Entry, scene: Scene): boolean {
  if (kind === 'attempt') return scene.open.get(id)?.channel === 'sms';
  if (channel !== 'sms') return false;
  return kind === 'sent' || (attempts > 0 && !uncounted.has(code));
}

function projectOf(entry: Entry, scene: Scene): string {
  return scene.open.get(entry.id ?? '')?.project ?? scene.projectNameOf(entry);
}

function countOn(counts: Map<string, Map<number, number>>, project: string, day: number): number {
  const days = counts.get(project) ?? new Map<number, number>();
  counts.set(project, days);
  const count = (days.get(day) ?? 0) + 1;
  days.set(day, count);
  if (days.size > DAYS_KEPT) days.delete(Math.min(...days.keys()));
  return count;
}
