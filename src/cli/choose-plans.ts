/** Which of the stories `--grep` and `--tag` choose. */
import type { Plan } from '../core/model/plan.ts';
import { patternOf } from '../core/pattern/pattern.ts';
import { visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import { didYouMean } from '../scenario/near.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';

/** What `--grep` and `--tag` ask for. */
interface Choice {
  readonly grep?: string;
  /** Any of them; empty: all. */
  readonly tag: readonly string[];
}

/** The plans that were asked for, in their order. Nothing left is an error with a cure. */
export function choosePlans(plans: readonly Plan[], { grep, tag }: Choice): Plan[] {
  const isNamed = titleMatcher(grep);
  const chosen = plans.filter(
    ({ title, tags }) => isNamed(title) && (tag.length === 0 || tag.some((wanted) => tags.includes(wanted))),
  );
  if (chosen.length > 0) return chosen;
  if (plans.length === 0) throw new Stop(exitCodes.usage, 'nothing to run: the files hold no scenario');
  const asked = [
    ...(grep === undefined ? [] : [`--grep ${JSON.stringify(grep)}`]),
    ...tag.map((one) => `--tag ${one}`),
  ];
  throw new Stop(exitCodes.usage, `nothing to run: no story has ${asked.join(' and ')}`, cureFor(plans, tag));
}

/** Plain words are looked for in any letter case; between slashes they are a regular expression. */
function titleMatcher(grep: string | undefined): (title: string) => boolean {
  if (grep === undefined) return () => true;
  const pattern = /^\/(.+)\/([dgimsuvy]*)$/.exec(grep);
  if (!pattern) return (title) => title.toLowerCase().includes(grep.toLowerCase());
  const expression = patternOf(pattern[1]!, {
    dialect: 'ecmascript',
    extent: 'anywhere',
    flags: pattern[2]!.replace(/[dgvy]/g, ''),
  });
  if (expression.kind === 'pattern') {
    return (title) => expression.tries(title) === true || title.includes(grep);
  }
  throw new Stop(
    exitCodes.usage,
    expression.kind === 'invalid'
      ? `${grep} is not a regular expression`
      : `${grep} has ${expression.why}, which cannot be matched in bounded work`,
    'Without the slashes it is plain words.',
  );
}

/** Titles shown to somebody whose words match none. */
const TITLES_MAX = 8;

function cureFor(plans: readonly Plan[], tag: readonly string[]): string {
  const tags = [...new Set(plans.flatMap((plan) => plan.tags))].sort();
  const unknown = tag.find((one) => !tags.includes(one));
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
