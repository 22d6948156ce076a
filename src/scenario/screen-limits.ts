/** What HQ's screens refuse and its engine does not: each is a warning, never an error (docs/hq/scheduling.md#s9). */
import type { Alert } from '../core/model/alert.ts';
import type { SurveyContent } from '../core/model/content.ts';
import type { Project } from '../core/model/project.ts';
import type { Survey } from '../core/model/survey.ts';
import type { Keyword } from '../core/model/two-way.ts';
import { upper } from '../core/text/letter-case.ts';
import { split } from '../core/text/python-text.ts';
import type { ParseContext } from './parse-context.ts';

const SURVEY_MINUTES = { least: 60, most: 168 * 60 };
const HOLD_MINUTES = { least: 5, most: 30 };
const DAILY_LEAST = 1_000;

type About = Readonly<Record<string, string>>;

const refused = (context: ParseContext, what: string, about: About): void =>
  context.notice('SCREEN_LIMIT', `${what}: HQ's screen refuses it`, about);

/** How long a survey runs and when it reminds, as the survey or an alert's content says. */
export function noteSurveyTimes(
  given: Pick<SurveyContent, 'expiresAfterMinutes' | 'reminderMinutes'>,
  survey: string,
  context: ParseContext,
): void {
  const about = { survey };
  const { expiresAfterMinutes: minutes = SURVEY_MINUTES.most, reminderMinutes: reminders = [] } = given;
  if (minutes < SURVEY_MINUTES.least || minutes > SURVEY_MINUTES.most)
    refused(context, `a survey of ${minutes} minutes, where 1 to 168 hours are offered`, about);
  if (reminders.some((wait) => wait <= 0)) refused(context, 'a reminder after 0 minutes', about);
  const sum = reminders.reduce((total, wait) => total + wait, 0);
  if (reminders.length > 0 && sum >= minutes)
    refused(context, `reminders that take ${sum} minutes of a survey of ${minutes}`, about);
}

/** The words of a project's keywords, and what each is made of. */
export function noteKeywords(keywords: readonly Keyword[], context: ParseContext): void {
  const seen = new Map<string, string>();
  for (const keyword of keywords) {
    const { word, key } = keyword;
    const about = { keyword: key };
    const same = seen.get(upper(word));
    if (same !== undefined) refused(context, `the keyword ${word} beside ${same}`, about);
    seen.set(upper(word), word);
    if (split(word).length !== 1) refused(context, `the keyword "${word}", which is not one word`, about);
    if (keyword.notify?.to === 'owner' && keyword.onlyFor.join() !== 'cases')
      refused(context, `${word} tells the owner and is not for cases only`, about);
    if (keyword.delimiter !== undefined && !keyword.structured)
      refused(context, `${word} has a delimiter and no structured answers`, about);
    noteNames(keyword, about, context);
  }
}

function noteNames({ word, delimiter, structured }: Keyword, about: About, context: ParseContext): void {
  if (structured?.form === 'named' && delimiter === (structured.separator ?? '='))
    refused(context, `${word} divides its parts by the sign that joins names and values`, about);
  if (structured?.form !== 'prefix') return;
  const names = [...structured.names.keys()].map(upper);
  const longer = names.find((name) => names.some((other) => other !== name && name.startsWith(other)));
  if (longer !== undefined) refused(context, `${word} has a name that ${longer} begins with`, about);
}

/** What is built into a case, and no property that could start an alert afresh. */
const BUILT_IN = new Set(['name', 'type', 'owner', 'external_id', 'closed', 'case_id', 'last_modified_by']);

/** A property whose change starts an alert afresh. */
export function noteRestart(
  alert: string,
  property: string,
  { schedule, start }: Pick<Alert, 'schedule' | 'start'>,
  context: ParseContext,
): void {
  const about = { alert };
  if (schedule.kind === 'timed' && start.kind !== 'automatic')
    refused(context, `${alert} restarts with a property and begins at no first available time`, about);
  if (BUILT_IN.has(property) || property.includes('/'))
    refused(context, `${alert} restarts with ${property}, which is no property of the case itself`, about);
}

/** HQ stores one text for each action of a keyword, without languages. */
export function noteKeywordLanguages(
  { key, reply, notify }: Keyword,
  project: Project,
  context: ParseContext,
): void {
  if (project.hq !== 'exact') return;
  for (const texts of [reply, notify?.texts]) {
    if (texts === undefined || texts.size < 2) continue;
    const message = `${key}: HQ stores one text for a keyword: that of ${project.languages[0]} is sent to all`;
    context.notice('KEYWORD_LANGUAGES', message, { keyword: key });
  }
}

export function noteProject({ name, dailyLimit, conversationHold }: Project, context: ParseContext): void {
  const about = { project: name };
  if (dailyLimit !== undefined && dailyLimit < DAILY_LEAST)
    refused(context, `a daily limit of ${dailyLimit}, where 1,000 is the least`, about);
  const minutes = conversationHold?.minutes;
  if (minutes !== undefined && (minutes < HOLD_MINUTES.least || minutes > HOLD_MINUTES.most))
    refused(context, `a conversation hold of ${minutes} minutes, where 5 to 30 are offered`, about);
}

/** Settings that stand with the survey hold for every alert that says nothing else. */
export const noteSurvey = (survey: Survey, context: ParseContext): void =>
  noteSurveyTimes(survey, survey.key, context);
