/**
 * What HQ accepts in silence, and what its author will wonder about: in alerts (docs/hq/scheduling.md#s11), cases
 * and keywords.
 */

import type { Rule } from '../core/model/alert.ts';
import type { CaseSeed } from '../core/model/case.ts';
import type { EventTime, Schedule, TimedEvent, TimedSchedule } from '../core/model/schedule.ts';
import type { Survey } from '../core/model/survey.ts';
import type { Keyword } from '../core/model/two-way.ts';
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

/** Cases with a number or an address under a name of their own are reached by nobody; told once for each name. */
export function noteContacts(cases: Iterable<CaseSeed>, context: ParseContext): void {
  const found = new Map<string, string[]>();
  for (const { key, properties } of cases) {
    for (const [name, read] of meant) {
      const value = properties.get(name) ?? '';
      if (value.trim() === '' || properties.has(read)) continue;
      const keys = found.get(name) ?? [];
      keys.push(key);
      found.set(name, keys);
    }
  }
  for (const [name, [first = '', ...others]] of found) {
    const read = meant.get(name) ?? '';
    const who = others.length === 0 ? first : `${first} and ${others.length} more`;
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
