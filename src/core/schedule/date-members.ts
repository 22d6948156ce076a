/** Sorts the numbers of a written date into year, month and day, as python-dateutil does. */
import { daysInMonth } from '../time/calendar.ts';
import { intOf, Unreadable } from './unreadable.ts';

export interface DateParts {
  readonly year?: number | undefined;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
}

const LEAP_YEAR = 2000;

/** The numbers met so far, in the order they were written. */
export class DateMembers {
  private readonly values: number[] = [];
  private yearIndex: number | undefined;
  private monthIndex: number | undefined;

  get count(): number {
    return this.values.length;
  }

  /** Digits as written: more than two of them are a year. */
  addText(digits: string): void {
    const isLong = /^\d+$/.test(digits) && digits.length > 2;
    this.add(intOf(digits), isLong);
  }

  /** A number: above one hundred it is a year. */
  addNumber(value: number): void {
    this.add(Math.trunc(value), value > 100);
  }

  addYear(year: number): void {
    this.add(year, true);
  }

  addMonth(month: number): void {
    if (this.monthIndex !== undefined) throw new Unreadable();
    this.monthIndex = this.values.push(month) - 1;
  }

  /** A year of two digits was written with more, so that it is not of this century. */
  get hasLongYear(): boolean {
    return this.yearIndex !== undefined;
  }

  couldBeDay(value: number): boolean {
    if (this.monthIndex === undefined) return value >= 1 && value <= 31;
    const year = this.yearIndex === undefined ? LEAP_YEAR : this.values[this.yearIndex]!;
    return value >= 1 && value <= daysInMonth(year, this.values[this.monthIndex]!);
  }

  resolve(): DateParts {
    const { values, yearIndex, monthIndex } = this;
    const labels = (yearIndex === undefined ? 0 : 1) + (monthIndex === undefined ? 0 : 1);
    if (values.length > 3) throw new Unreadable();
    if (values.length === labels || (values.length === 3 && labels === 2)) return this.byLabels();
    if (values.length === 3) return this.threeByGuess();
    if (values.length === 2 && monthIndex === undefined) return twoByGuess(values[0]!, values[1]!);

    const month = monthIndex === undefined ? undefined : values[monthIndex];
    const other = values[monthIndex === 0 ? 1 : 0]!;
    return other > 31 ? { year: other, month } : { month, day: other };
  }

  private add(value: number, isYear: boolean): void {
    if (isYear && this.yearIndex !== undefined) throw new Unreadable();
    const index = this.values.push(value) - 1;
    if (isYear) this.yearIndex = index;
  }

  private byLabels(): DateParts {
    const { values, yearIndex, monthIndex } = this;
    const dayIndex = [0, 1, 2].find((index) => index !== yearIndex && index !== monthIndex);
    return {
      year: yearIndex === undefined ? undefined : values[yearIndex],
      month: monthIndex === undefined ? undefined : values[monthIndex],
      day: dayIndex === undefined ? undefined : values[dayIndex],
    };
  }

  private threeByGuess(): DateParts {
    const [first, second, third] = this.values as [number, number, number];
    switch (this.monthIndex) {
      case 0:
        return second > 31
          ? { month: first, year: second, day: third }
          : { month: first, day: second, year: third };
      case 1:
        return first > 31
          ? { year: first, month: second, day: third }
          : { day: first, month: second, year: third };
      case 2:
        return second > 31
          ? { day: first, year: second, month: third }
          : { year: first, day: second, month: third };
      default:
        if (first > 31 || this.yearIndex === 0) return { year: first, month: second, day: third };
        if (first > 12) return { day: first, month: second, year: third };
        return { month: first, day: second, year: third };
    }
  }
}

function twoByGuess(first: number, second: number): DateParts {
  if (first > 31) return { year: first, month: second };
  if (second > 31) return { month: first, year: second };
  return { month: first, day: second };
}
