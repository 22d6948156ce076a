/** Whether a story can be cut, in words. */
import { grouped } from '../core/text/grouped.ts';
import type { Cut } from './cut.ts';

/** One line. */
export function cutText(cut: Cut): string {
  if (cut.kind === 'whole') return `one shard: ${cut.obstacles.join('; ')}`;
  const { groups, largest } = cut;
  const size = largest === 1 ? 'of one case each' : `the largest of ${grouped(largest)} cases`;
  return `${grouped(groups)} groups of cases that share nothing, ${size}: run --workers cuts between them`;
}
