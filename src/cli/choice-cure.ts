/** Which of the stories that were loaded are meant: `--grep`, `--tag`, `--last-failed`; and what is said where there is none. */
import { nameOfStory, type StoryName } from '../adapters/files/failed-stories.ts';
import type { Plan } from '../core/model/plan.ts';
import { patternOf } from '../core/pattern/pattern.ts';
import { visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import { didYouMean } from '../scenario/near.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';

const isUnwanted = (tag: string): boolean => tag.startsWith('!');

/** Titles shown to somebody whose words match none. */
const TITLES_MAX = 8;

/** What there is to choose from. */
function cureFor(plans: readonly Plan[], tag: readonly string[]): string {
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

/** What `--grep` and `--tag` ask for. */
export interface Choice {
  readonly grep?: string;
  /** Any of them; none with `!` before it. Empty: all. */
  readonly tag: readonly string[];
  /** Those that failed before. */
  readonly among?: readonly StoryName[] | undefined;
}

/** The plans that were asked for, in their order. Nothing left is an error with a cure. */
export function chosenPlans(plans: readonly Plan[], { grep, tag, among }: Choice): Plan[] {
  const isNamed = titleMatcher(grep);
  const isTagged = tagMatcher(tag);
  const names = among && new Set(among.map(nameOfStory));
  const chosen = plans.filter(
    ({ title, tags, source: { file } }) =>
      isNamed(title) && isTagged(tags) && (!names || names.has(nameOfStory({ file, title }))),
  );
  if (chosen.length > 0) return chosen;
  if (names) {
    const found =
      names.size === 0 ? 'no story failed in the last run' : 'none of these stories failed in the last run';
    throw new Stop(exitCodes.usage, `nothing to run: ${found}`, 'Without --last-failed all of them run.');
  }
  if (plans.length === 0) throw new Stop(exitCodes.usage, 'nothing to run: the files hold no scenario');
  const asked = [
    ...(grep === undefined ? [] : [`--grep ${JSON.stringify(grep)}`]),
    ...tag.map((one) => `--tag ${one}`),
  ];
  throw new Stop(exitCodes.usage, `nothing to run: no story has ${asked.join(' and ')}`, cureFor(plans, tag));
}

/** Any of the tags, and none of those with `!` before them. */
function tagMatcher(asked: readonly string[]): (tags: readonly string[]) => boolean {
  const unwanted = asked.filter(isUnwanted).map((tag) => tag.slice(1));
  const wanted = asked.filter((tag) => !isUnwanted(tag));
  return (tags) =>
    (wanted.length === 0 || wanted.some((tag) => tags.includes(tag))) &&
    !unwanted.some((tag) => tags.includes(tag));
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
