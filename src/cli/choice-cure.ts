/** What is said to somebody who chose stories that there are not. */
import type { Plan } from '../core/model/plan.ts';
import { visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import { didYouMean } from '../scenario/near.ts';

const isUnwanted = (tag: string): boolean => tag.startsWith('!');

/** Titles shown to somebody whose words match none. */
const TITLES_MAX = 8;

/** What there is to choose from. */
export function cureFor(plans: readonly Plan[], tag: readonly string[]): string {
  const tags = [...new Set(plans.flatMap((plan) => plan.tags))].sort();
  const unknown = tag.find((one) => !isUnwanted(one) && !tags.includes(one));
  if (unknown !== undefined) {
    return (
      didYouMean(unknown, tags) ??
      `The tags are: ${tags.length > 0 ? tags.map(visibleLine).join(', ') : 'none'}.`
    );
  }
  const titles = plans.slice(0, TITLES_MAX).map(({ title }) => `  ${visibleLine(title)}`);
  const more = plans.length - titles.length;
  return `The stories are:\n${titles.join('\n')}${more > 0 ? `\n  … and ${grouped(more)} more` : ''}`;
}
