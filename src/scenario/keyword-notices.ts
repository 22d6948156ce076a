/** Keywords that HQ would take and that cannot do what they seem to say. */
import type { Survey } from '../core/model/survey.ts';
import type { Keyword } from '../core/model/two-way.ts';
import { didYouMean } from './near.ts';
import type { ParseContext } from './parse-context.ts';
import { quoted } from './problem.ts';

export function noteUselessKeywords(
  keywords: readonly Keyword[],
  surveys: readonly Survey[],
  context: ParseContext,
): void {
  const byKey = new Map(surveys.map((survey) => [survey.key, survey]));
  for (const keyword of keywords) {
    const { key, word, reply, survey, notify, structured } = keyword;
    if (!reply && survey === undefined && !notify && !structured)
      context.notice('KEYWORD_DOES_NOTHING', `${word} only closes the survey of whoever sends it`, {
        keyword: key,
      });
    noteArguments(keyword, byKey, context);
  }
}

function noteArguments(
  { key, word, structured }: Keyword,
  surveys: ReadonlyMap<string, Survey>,
  context: ParseContext,
): void {
  if (!structured || structured.form === 'positional') return;
  const about = { keyword: key };
  if (structured.names.size === 0) {
    const message = `${word} has no names: every answer of its texts is ignored`;
    return context.notice('KEYWORD_WITHOUT_NAMES', message, about, 'add names: {NAME: question}');
  }
  const survey = surveys.get(structured.survey);
  if (!survey || survey.form) return;
  const paths = survey.questions.map(({ path }) => path);
  for (const [name, question] of structured.names) {
    if (paths.includes(question)) continue;
    const message = `names of ${word}: the survey has no question ${quoted(question)}: what stands under ${name} is ignored`;
    context.notice('UNKNOWN_QUESTION', message, { ...about, question }, didYouMean(question, paths));
  }
}
