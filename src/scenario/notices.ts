/**
 * Notices of a sound scenario: what HQ accepts in silence and its author will wonder about
 * (docs/hq/scheduling.md#s11), and what HQ's screens refuse though its engine does not (docs/hq/scheduling.md#s9).
 */

import type { Alert, Rule } from '../core/model/alert.ts';
import type { CaseSeed } from '../core/model/case.ts';
import type { SurveyContent } from '../core/model/content.ts';
import type { Project } from '../core/model/project.ts';
import type { EventTime, Schedule, TimedEvent, TimedSchedule } from '../core/model/schedule.ts';
import type { Survey } from '../core/model/survey.ts';
import type { Keyword } from '../core/model/two-way.ts';
import { grouped } from '../core/text/grouped.ts';
import { upper } from '../core/text/letter-case.ts';
import { split } from '../core/text/python-text.ts';
import { didYouMean } from './near.ts';
import type { ParseContext } from './parse-context.ts';
import { quoted } from './problem.ts';

/** The only way that no criteria never hold: it looks like "always" and is "never". */
export function noteRule(name: string, rule: Rule, context: ParseContext): void {
  if (rule.operator !== 'ANY' || rule.criteria.length > 0) return;
  const message = `${name}: any of no criteria never holds, so it never sends`;
  context.notice('ANY_WITHOUT_CRITERIA', message, { alert: name }, 'leave out when, if it is for every case');
}

export function noteSchedule(name: string, schedule: Schedule, context: ParseContext): void {
  noteShortMonths(name, schedule, context);
  const twins = sameDueIn(schedule);
  if (!twins) return;
  const [first, second] = twins;
  context.notice(
    'SAME_DUE',
    `${name}: events ${first + 1} and ${second + 1} can fall due at the same time: only the first is sent`,
    { alert: name },
    'set them 5 minutes apart, or make two alerts of them',
  );
}

function noteShortMonths(name: string, schedule: Schedule, context: ParseContext): void {
  if (schedule.kind === 'alert' || schedule.repeatEvery > 0) return;
  const days = schedule.events.map(({ day }) => day).filter((day) => day > 28);
  if (days.length === 0) return;
  const loses = schedule.events.length > 1 ? 'loses the rest of its events' : 'is skipped';
  context.notice(
    'SHORT_MONTHS',
    `${name}: a month without day ${days[0]} ${loses}, and counts as a round all the same`,
    { alert: name },
    '-1 is the last day of every month',
  );
}

/** Indexes of the first two events that can share a due time. */
function sameDueIn(schedule: Schedule): readonly [number, number] | undefined {
  if (schedule.kind === 'alert') {
    const second = schedule.events.findIndex(({ waitMinutes }, index) => index > 0 && waitMinutes === 0);
    return second < 0 ? undefined : [second - 1, second];
  }
  for (const [second, event] of schedule.events.entries()) {
    const first = schedule.events.slice(0, second).findIndex((other) => canMeet(schedule, other, event));
    if (first >= 0) return [first, second];
  }
  return undefined;
}

function canMeet(schedule: TimedSchedule, one: TimedEvent, other: TimedEvent): boolean {
  if (!isSameTime(one.time, other.time)) return false;
  if (schedule.repeatEvery < 0) return canBeSameDayOfMonth(one.day, other.day);
  const apart = one.day - other.day;
  return schedule.totalIterations === 1 ? apart === 0 : apart % schedule.repeatEvery === 0;
}

/** Two properties both fall back to 12:00 when they hold no time. */
function isSameTime(one: EventTime, other: EventTime): boolean {
  if (one.kind === 'fixed' && other.kind === 'fixed') return one.second === other.second;
  return one.kind === 'property' && other.kind === 'property';
}

/** Day 28 and day -1 meet in a February. */
function canBeSameDayOfMonth(one: number, other: number): boolean {
  return [28, 29, 30, 31].some((length) => dayIn(length, one) === dayIn(length, other));
}

/** A day too long for the month is a day apart from all others. */
function dayIn(length: number, day: number): number {
  if (day > length) return day + 100;
  return day > 0 ? day : length + day + 1;
}

// Properties of a case that look like those HQ reads, and are not.
const phone = 'contact_phone_number';
const email = 'commcare_email_address';

/** What people call it → what HQ reads. */
const meant: ReadonlyMap<string, string> = new Map([
  ['phone', phone],
  ['phone_number', phone],
  ['mobile', phone],
  ['mobile_number', phone],
  ['email', email],
  ['email_address', email],
]);

/** Cases with a number or an address under a name of their own are reached by nobody; one notice for each name. */
export function noteContacts(cases: Iterable<CaseSeed>, context: ParseContext): void {
  const found = new Map<string, { readonly first: string; others: number }>();
  const names = [...meant];
  for (const { key, properties } of cases) {
    for (const [name, read] of names) {
      const value = properties.get(name);
      if (value === undefined || value.trim() === '' || properties.has(read)) continue;
      const known = found.get(name);
      if (known) known.others += 1;
      else found.set(name, { first: key, others: 0 });
    }
  }
  for (const [name, { first, others }] of found) {
    const read = meant.get(name) ?? '';
    const who = others === 0 ? first : `${first} and ${grouped(others)} more`;
    const message = `${who}: HQ reads ${read}, and ${name} is a property like any other`;
    context.notice(
      'NOT_A_CONTACT_PROPERTY',
      message,
      { case: first, property: name },
      `did you mean ${read}?`,
    );
  }
}

/** Keywords that HQ would take and that cannot do what they seem to say. */
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
