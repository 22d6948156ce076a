import { FormFault } from '../model/survey.ts';
import { javaDouble } from './java-double.ts';
import { formatMoment, parseMoment } from './moments.ts';

/** A date, or a date and time, as JavaRosa keeps it: milliseconds since the epoch, read in UTC. */
export interface Moment {
  readonly kind: 'date' | 'datetime';
  readonly ms: number;
}

/** A value of an expression. JavaRosa is typed where XPath 1.0 knows texts and numbers only. */
export type Value = string | number | boolean | Moment;

const EPSILON = 1e-12;
const MS_PER_DAY = 86_400_000;
const INT_MAX = 2_147_483_647;
const INT_MIN = -2_147_483_648;

export const isMoment = (value: Value): value is Moment => typeof value === 'object';

export function toBoolean(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Math.abs(value) > EPSILON;
  return isMoment(value) || value.length > 0;
}

/** Dates count as days since 1970-01-01; texts that are no number or date are NaN. */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return isMoment(value) ? wholeDays(value) : numberOfText(value);
}

/** No exponent, no plus and no Infinity: JavaRosa takes digits, points and minus only. */
function numberOfText(value: string): number {
  const text = withoutBlanksAround(value);
  if (!/^[-.0-9]+$/.test(text)) return Number.NaN;
  if (/^-?(?:\d+\.?\d*|\.\d+)$/.test(text)) return Number(text);
  const moment = parseMoment(text);
  return moment === undefined ? Number.NaN : wholeDays(moment);
}

const wholeDays = ({ ms }: Moment): number => Math.floor(ms / MS_PER_DAY);

/** As `double()` does: a time counts as a part of its day. */
export const toDouble = (value: Value): number =>
  typeof value === 'object' ? value.ms / MS_PER_DAY : toNumber(value);

/** Without the fraction. */
export const toInt = (value: Value): number => Math.trunc(toNumber(value));

/** Whole numbers of 32 bits without a fraction, others as Java writes a double; dates without their time. */
export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (isMoment(value)) return formatMoment(value.ms, '%Y-%m-%d');
  if (Math.abs(value) < EPSILON) return '0';
  const isInt = value >= INT_MIN && value <= INT_MAX && Math.abs(value - Math.trunc(value)) < EPSILON;
  return isInt ? String(Math.trunc(value)) : javaDouble(value);
}

/** A number is days since 1970-01-01; an empty text and NaN stay what they are. */
export function toDate(value: Value): Value {
  if (isMoment(value)) return { kind: 'date', ms: wholeDays(value) * MS_PER_DAY };
  if (typeof value === 'number') return dateOfNumber(value);
  if (typeof value === 'boolean') throw new FormFault('a boolean cannot be converted to a date');
  if (value === '') return value;
  const moment = parseMoment(value);
  if (moment === undefined) throw new FormFault(`"${shortened(value)}" cannot be converted to a date`);
  return moment;
}

function dateOfNumber(value: number): Value {
  if (Number.isNaN(value)) return value;
  const days = Math.trunc(value);
  if (days > INT_MAX || days < INT_MIN) throw new FormFault('a number is out of the range of dates');
  return { kind: 'date', ms: days * MS_PER_DAY };
}

/** A moment that keeps its time of day; undefined: no date can be made of it. */
export function momentOf(value: Value): Moment | undefined {
  if (isMoment(value)) return value;
  const date = toDate(value);
  return isMoment(date) ? date : undefined;
}

/** `=`: by booleans, else by numbers, else by texts. */
export function areEqual(left: Value, right: Value): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return toBoolean(left) === toBoolean(right);
  if (typeof left === 'number' || typeof right === 'number') {
    return Math.abs(toNumber(left) - toNumber(right)) < EPSILON;
  }
  return toText(left) === toText(right);
}

/** Java's `trim`: everything up to U+0020 at both ends. */
export function withoutBlanksAround(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && text.charCodeAt(start) <= 32) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 32) end -= 1;
  return text.slice(start, end);
}

/** The words of a list of choices. */
export const wordsIn = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
