/** Errors by CommCare's code, with its own label. */
import { wordsFor } from '../../../roster/cures.ts';
import { hashOf } from '../state/route.ts';
import type { ChosenStory } from '../state/summary.ts';
import { BarTable } from './bar-table.tsx';

export function Errors({ stories, story }: { stories: readonly ChosenStory[]; story: number | undefined }) {
  const counts = new Map<string, number>();
  for (const { story: one } of stories) {
    for (const [code, count] of Object.entries(one.totals.errors_by_code))
      counts.set(code, (counts.get(code) ?? 0) + count);
  }
  if (counts.size === 0) return null;
  const rows = [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([code, count]) => ({
      name: code,
      words: wordsFor(code) === code ? undefined : wordsFor(code),
      count,
      look: 'bad' as const,
      href: hashOf({ view: 'messages', story, filter: { status: 'error', reason: code } }),
    }));
  return <BarTable caption="Errors by code" heads={['Error', 'Messages']} rows={rows} />;
}
