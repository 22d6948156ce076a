/** Reads date and time text as python-dateutil's `parse` does, which HQ hands every such property to. */

import { lower } from '../text/letter-case.ts';
import { withPlainDigits } from '../text/python-text.ts';
import { daysInMonth } from '../time/calendar.ts';
import { DateMembers } from './date-members.ts';
import { tokensOf } from './date-tokens.ts';
import { intOf, Unreadable } from './unreadable.ts';

/** A date and time as written. What the text leaves out is undefined, or 0 for the time of day. */
export interface WrittenMoment {
  readonly year: number | undefined;
  readonly month: number | undefined;
  readonly day: number | undefined;
  /** Seconds since midnight, with the fraction written. */
  readonly second: number;
  /** Undefined: no offset, or a zone name that means none. */
  readonly offsetSeconds: number | undefined;
}

type Unit = 0 | 1 | 2 | 3;

const JUMPS = new Set(" |.|,|;|-|/|'|at|on|and|ad|m|t|of|st|nd|rd|th".split('|'));
const WEEK_DAYS = numbered(
  'mon monday|tue tuesday|wed wednesday|thu thursday|fri friday|sat saturday|sun sunday',
);
const MONTHS = numbered(
  'jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september' +
    '|oct october|nov november|dec december',
);
const UNITS = numbered('h hour hours|m minute minutes|s second seconds');
const HALVES = numbered('am a|pm p');
const UTC_NAMES = new Set(['utc', 'gmt', 'z']);
const NAMES_OF_NO_NUMBER = new Set(['nan', 'inf', 'infinity']);

/** The year stood in for a missing one: a leap year, so that 29 February is readable. */
const SOME_YEAR = 2024;

/** undefined: python-dateutil cannot read it. */
export function parseDateText(text: string): WrittenMoment | undefined {
  try {
    return new DateReader(tokensOf(withPlainDigits(text))).read();
  } catch (problem) {
    if (problem instanceof Unreadable) return undefined;
    throw problem;
  }
}

class DateReader {
  private readonly members = new DateMembers();
  private hour: number | undefined;
  private minute = 0;
  private second = 0;
  private microsecond = 0;
  private zoneName: string | undefined;
  private offset: number | undefined;
  private readonly tokens: string[];

  constructor(tokens: string[]) {
    this.tokens = tokens;
  }

  read(): WrittenMoment {
    for (let index = 0; index < this.tokens.length; index += 1) index = this.take(index);
    return this.checked();
  }

  /** Takes what begins at a token; gives the last token it used. */
  private take(index: number): number {
    const token = this.tokens[index]!;
    const word = lower(token);
    if (isNumber(token)) return this.takeNumber(index);
    if (NAMES_OF_NO_NUMBER.has(word)) throw new Unreadable();
    if (WEEK_DAYS.has(word)) return index;
    if (MONTHS.has(word)) return this.takeMonth(index, MONTHS.get(word)! + 1);
    if (HALVES.has(word)) return this.takeHalf(index, HALVES.get(word)!);
    if (this.couldBeZoneName(token, this.offset)) return this.takeZoneName(index);
    if (this.hour !== undefined && (token === '+' || token === '-')) return this.takeOffset(index);
    if (JUMPS.has(word)) return index;
    throw new Unreadable();
  }

  private takeNumber(index: number): number {
    const token = this.tokens[index]!;
    const next = this.tokens[index + 1];
    const digits = token.length;
    const isTimeAfterDate =
      this.members.count === 3 && (digits === 2 || digits === 4) && this.hour === undefined;
    if (isTimeAfterDate && next !== ':' && unitOf(next) === undefined) return this.takeHoursMinutes(index);
    if (digits === 6 || (digits > 6 && token.indexOf('.') === 6)) return this.takeSix(index);
    if (digits === 8 || digits === 12 || digits === 14) return this.takeLongStamp(index);

    const unitIndex = this.unitIndexFor(index);
    if (unitIndex !== undefined) return this.takeWithUnit(index, unitIndex);
    if (next === ':' && index + 2 < this.tokens.length) return this.takeClockTime(index);
    if (next === '-' || next === '/' || next === '.') return this.takeDate(index, next);
    return this.takeLoneNumber(index, Number(token), next);
  }

  /** `…T23` or `…T2359` after a whole date. */
  private takeHoursMinutes(index: number): number {
    const token = this.tokens[index]!;
    this.hour = intOf(token.slice(0, 2));
    if (token.length === 4) this.minute = intOf(token.slice(2));
    return index;
  }

  /** YYMMDD before any date, HHMMSS[.ss] after it. */
  private takeSix(index: number): number {
    const token = this.tokens[index]!;
    if (this.members.count === 0 && !token.includes('.')) {
      for (const from of [0, 2, 4]) this.members.addText(token.slice(from, from + 2));
      return index;
    }
    this.hour = intOf(token.slice(0, 2));
    this.minute = intOf(token.slice(2, 4));
    this.setSeconds(token.slice(4));
    return index;
  }

  /** YYYYMMDD[hhmm[ss]]. */
  private takeLongStamp(index: number): number {
    const token = this.tokens[index]!;
    this.members.addText(token.slice(0, 4));
    this.members.addText(token.slice(4, 6));
    this.members.addText(token.slice(6, 8));
    if (token.length > 8) {
      this.hour = intOf(token.slice(8, 10));
      this.minute = intOf(token.slice(10, 12));
    }
    if (token.length > 12) this.second = intOf(token.slice(12));
    return index;
  }

  /** Where the h, m or s of a number stands: after it, or before it as in 12h04. */
  private unitIndexFor(index: number): number | undefined {
    const { tokens } = this;
    if (unitOf(tokens[index + 1]) !== undefined) return index + 1;
    if (tokens[index + 1] === ' ' && unitOf(tokens[index + 2]) !== undefined) return index + 2;
    if (unitOf(tokens[index - 1]) !== undefined) return index - 1;
    const isLast = index > 1 && index === tokens.length - 1;
    return isLast && tokens[index - 1] === ' ' && unitOf(tokens[index - 2]) !== undefined
      ? index - 2
      : undefined;
  }

  private takeWithUnit(index: number, unitIndex: number): number {
    const token = this.tokens[index]!;
    const named = unitOf(this.tokens[unitIndex])!;
    const unit: Unit = unitIndex > index ? named : ((named + 1) as Unit);
    if (unit === 0) {
      this.hour = Math.trunc(Number(token));
      this.minute = sixtieths(token) ?? this.minute;
    }
    if (unit === 1) this.setMinutes(token);
    if (unit === 2) this.setSeconds(token);
    return Math.max(index, unitIndex);
  }

  /** HH:MM[:SS[.ss]]. */
  private takeClockTime(index: number): number {
    const minutes = this.tokens[index + 2]!;
    if (!isNumber(minutes)) throw new Unreadable();
    this.hour = Math.trunc(Number(this.tokens[index]));
    this.setMinutes(minutes);
    const seconds = this.tokens[index + 4];
    if (this.tokens[index + 3] !== ':' || seconds === undefined) return index + 2;
    this.setSeconds(seconds);
    return index + 4;
  }

  /** 01-02[-03], 01/Jan[/03]. */
  private takeDate(index: number, mark: string): number {
    this.members.addText(this.tokens[index]!);
    const second = this.tokens[index + 2];
    if (second === undefined || JUMPS.has(lower(second))) return index + 1;

    const month = MONTHS.get(lower(second));
    if (/^\d+$/.test(second)) this.members.addText(second);
    else if (month !== undefined) this.members.addMonth(month + 1);
    else throw new Unreadable();
    if (this.tokens[index + 3] !== mark) return index + 2;

    const third = this.tokens[index + 4];
    const lastMonth = MONTHS.get(lower(third ?? ''));
    if (lastMonth !== undefined) this.members.addMonth(lastMonth + 1);
    else this.members.addText(third ?? '');
    return index + 4;
  }

  private takeLoneNumber(index: number, value: number, next: string | undefined): number {
    if (next === undefined || JUMPS.has(lower(next))) {
      const half = HALVES.get(lower(this.tokens[index + 2] ?? ''));
      if (half === undefined) this.members.addNumber(value);
      else this.hour = onFullClock(Math.trunc(value), half);
      return half === undefined ? index + 1 : index + 2;
    }
    const half = HALVES.get(lower(next));
    if (half !== undefined && value < 24) {
      this.hour = onFullClock(Math.trunc(value), half);
      return index + 1;
    }
    if (!this.members.couldBeDay(value)) throw new Unreadable();
    this.members.addNumber(value);
    return index;
  }

  /** Jan, Jan-01[-99], Jan of 01. */
  private takeMonth(index: number, month: number): number {
    const { members, tokens } = this;
    members.addMonth(month);
    const mark = tokens[index + 1];
    if (mark === '-' || mark === '/') {
      members.addText(tokens[index + 2] ?? '');
      if (tokens[index + 3] !== mark) return index + 2;
      members.addText(tokens[index + 4] ?? '');
      return index + 4;
    }
    const year = tokens[index + 4];
    const isOf = mark === ' ' && tokens[index + 3] === ' ' && lower(tokens[index + 2] ?? '') === 'of';
    if (!isOf || year === undefined) return index;
    if (/^\d+$/.test(year)) members.addYear(Number(year) < 100 ? Number(year) + 2000 : Number(year));
    return index + 4;
  }

  private takeHalf(index: number, half: number): number {
    if (this.hour === undefined || this.hour > 12) throw new Unreadable();
    this.hour = onFullClock(this.hour, half);
    return index;
  }

  private couldBeZoneName(token: string, offset: number | undefined): boolean {
    if (this.hour === undefined || this.zoneName !== undefined || offset !== undefined) return false;
    return /^[A-Z]{1,5}$/.test(token) || token === 'z';
  }

  /** A name with an offset counts the other way: EST+3 is three hours behind. */
  private takeZoneName(index: number): number {
    const name = this.tokens[index]!;
    const sign = this.tokens[index + 1];
    this.zoneName = name;
    if (name === 'z') this.offset = 0;
    if (sign !== '+' && sign !== '-') return index;

    this.tokens[index + 1] = sign === '+' ? '-' : '+';
    this.offset = undefined;
    if (UTC_NAMES.has(lower(name))) this.zoneName = undefined;
    return index;
  }

  /** -0300, -03:00, -3, and a zone name in brackets after it. */
  private takeOffset(index: number): number {
    const { tokens } = this;
    const sign = tokens[index] === '+' ? 1 : -1;
    const digits = tokens[index + 1] ?? '';
    let last = index + 1;
    const hours = intOf(digits.length === 4 ? digits.slice(0, 2) : digits);
    let minutes = 0;
    if (digits.length === 4) {
      minutes = intOf(digits.slice(2));
    } else if (tokens[index + 2] === ':') {
      minutes = intOf(tokens[index + 3]);
      last = index + 3;
    } else if (digits.length > 2) {
      throw new Unreadable();
    }
    this.offset = sign * (hours * 3600 + minutes * 60);
    return this.takeBracketedName(last);
  }

  private takeBracketedName(last: number): number {
    const { tokens } = this;
    const name = tokens[last + 3] ?? '';
    const isBracketed =
      JUMPS.has(lower(tokens[last + 1] ?? '')) && tokens[last + 2] === '(' && tokens[last + 4] === ')';
    if (!isBracketed || name.length < 3 || !this.couldBeZoneName(name, undefined)) return last;
    this.zoneName = name;
    return last + 4;
  }

  private setMinutes(token: string): void {
    this.minute = Math.trunc(Number(token));
    this.second = sixtieths(token) ?? 0;
  }

  private setSeconds(token: string): void {
    const [whole, fraction] = token.split('.');
    this.second = intOf(whole);
    this.microsecond = fraction === undefined ? 0 : intOf(fraction.padEnd(6, '0').slice(0, 6));
  }

  private checked(): WrittenMoment {
    const { year: writtenYear, month, day } = this.members.resolve();
    const hour = this.hour ?? 0;
    const isLongYear = this.members.hasLongYear;
    const year =
      writtenYear !== undefined && writtenYear < 100 && !isLongYear ? writtenYear + 2000 : writtenYear;
    const isDate =
      between(year ?? SOME_YEAR, 1, 9999) &&
      between(month ?? 1, 1, 12) &&
      between(day ?? 1, 1, daysInMonth(year ?? SOME_YEAR, month ?? 1));
    const isTime = between(hour, 0, 23) && between(this.minute, 0, 59) && between(this.second, 0, 59);
    if (!isDate || !isTime) throw new Unreadable();

    const second = hour * 3600 + this.minute * 60 + this.second + this.microsecond / 1e6;
    return { year, month, day, second, offsetSeconds: this.writtenOffset() };
  }

  private writtenOffset(): number | undefined {
    return this.zoneName !== undefined && UTC_NAMES.has(lower(this.zoneName)) ? 0 : this.offset;
  }
}

/** Every word of the groups, with the place of its group. */
function numbered(groups: string): ReadonlyMap<string, number> {
  return new Map(groups.split('|').flatMap((group, place) => group.split(' ').map((word) => [word, place])));
}

const isNumber = (token: string): boolean => /^\d+(?:\.\d+)?$/.test(token);
const unitOf = (token: string | undefined): Unit | undefined =>
  UNITS.get(lower(token ?? '')) as Unit | undefined;
const between = (value: number, low: number, high: number): boolean => value >= low && value <= high;

/** The fraction of a decimal number in whole sixtieths; undefined: it has none. */
function sixtieths(token: string): number | undefined {
  const fraction = (token.split('.')[1] ?? '').slice(0, 13);
  return Number(fraction) === 0 ? undefined : Math.floor((Number(fraction) * 60) / 10 ** fraction.length);
}

function onFullClock(hour: number, half: number): number {
  if (half === 1 && hour < 12) return hour + 12;
  return half === 0 && hour === 12 ? 0 : hour;
}
