/** What a single value is changed into. */
import { MS_PER_DAY } from '../core/model/instant.ts';

/** Words that may stand for each other. */
const choices: readonly (readonly string[])[] = [
  ['yes', 'no'],
  ['true', 'false'],
  ['on', 'off'],
  ['NONE', 'SCHEDULE', 'DOMAIN', 'UNTRANSLATED'],
  ['warn', 'enforce'],
  ['YYYYMMDD', 'MMDDYYYY', 'DDMMYYYY'],
  ['exact', 'tidy'],
  ['positional', 'named', 'prefix'],
  ['window_start', 'due_date', 'window_end'],
  ['user', 'user_case'],
  ['cases', 'workers'],
  ['lost', 'waits'],
  ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
];

const pad = (value: number): string => String(value).padStart(2, '0');

/** Times, dates, numbers, lengths of time and words that have a counterpart; none for any other text. */
export function changedValues(text: string): string[] {
  const clock = /^(\d{1,2}):(\d\d)(?::\d\d)?$/.exec(text);
  if (clock) return [`${pad((Number(clock[1]) + 1) % 24)}${text.slice(text.indexOf(':'))}`];
  const moment = /^(\d{4}-\d\d-\d\d)([ T])(\d\d)(:.*)$/.exec(text);
  if (moment) return [changedMoment(moment)];
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return [dayAfter(text)];
  if (/^[+-]?\d{1,6}$/.test(text)) return changedNumbers(text);
  const length = /^(\d{1,6})( ?[a-z]+)$/.exec(text);
  if (length && isLength(length[2]!)) return [`${Number(length[1]) + 1}${length[2]}`];
  const alike = choices.find((words) => words.includes(text));
  return alike ? [alike[(alike.indexOf(text) + 1) % alike.length]!] : [];
}

/** An hour later, before midnight an hour earlier: the day stays. */
function changedMoment([, day, between, hour, rest]: RegExpExecArray): string {
  return `${day}${between}${pad(hour === '23' ? 22 : Number(hour) + 1)}${rest}`;
}

function dayAfter(text: string): string {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? `${text}x` : new Date(at + MS_PER_DAY).toISOString().slice(0, 10);
}

/** One more, and the other side of zero. */
function changedNumbers(text: string): string[] {
  const value = Number(text);
  const more =
    text.startsWith('0') && text.length > 1
      ? String(value + 1).padStart(text.length, '0')
      : String(value + 1);
  return value === 0 ? [more] : [more, String(-value)];
}

const isLength = (unit: string): boolean =>
  /^ ?(?:s|m|h|d|w|seconds?|minutes?|hours?|days?|weeks?)$/.test(unit);

/** The words around the properties become others. A text of properties alone loses the first of them. */
export function changedWords(text: string): string[] {
  const parts = text.split(/(\{[^{}]*\})/);
  const words = parts.map((part, index) => (index % 2 === 1 || part.trim() === '' ? part : otherWords(part)));
  const all = words.join('');
  return all === text ? [] : [all];
}

/** Blanks at both ends stay, so that properties do not run into words. */
const otherWords = (part: string): string => `${/^\s*/.exec(part)![0]}other words${/\s*$/.exec(part)![0]}`;

/** The text without one of its properties, for each of them. */
export function withoutVariables(text: string): string[] {
  const found = [...text.matchAll(/\{[^{}]+\}/g)];
  return found.map(({ 0: variable, index }) => text.slice(0, index) + text.slice(index + variable.length));
}
