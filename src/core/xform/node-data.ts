import type { DataType } from './form.ts';
import { FormError } from './form-error.ts';
import { javaDouble } from './java-double.ts';
import { formatDateTime, formatMoment, formatTime, parseMoment, parseTime } from './moments.ts';
import { isMoment, toBoolean, type Value } from './values.ts';

const INT_MAX = 2_147_483_647n;
const LONG_MAX = 9_223_372_036_854_775_807n;
const WHOLE_EPSILON = 1e-9;
const LONG_LIMIT = 2 ** 63;

/**
 * A text as a node of this type keeps it; undefined: empty.
 * @throws FormError where Formplayer cannot read it.
 */
export function cast(type: DataType, text: string): Value | undefined {
  if (text === '') return undefined;
  switch (type) {
    case 'text':
    case 'select':
    case 'multiselect':
      return text;
    case 'int':
      return whole(text, INT_MAX, type);
    case 'long':
      return whole(text, LONG_MAX, type);
    case 'decimal':
      return decimal(text);
    case 'boolean':
      return text === '1' || text === 'true';
    case 'date':
    case 'datetime':
      return moment(type, text);
    case 'time':
      return time(text);
  }
}

const unreadable = (text: string, type: DataType): FormError =>
  new FormError(`"${text}" is no value of a node of type ${type}`);

function whole(text: string, max: bigint, type: DataType): number {
  if (!/^[+-]?\d{1,20}$/.test(text)) throw unreadable(text, type);
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  if (value > max || value < -max - 1n) throw unreadable(text, type);
  return Number(value);
}

/** `Double.parseDouble`, without its hexadecimal forms. */
function decimal(text: string): number {
  if (/^[+-]?(?:NaN|Infinity)$/.test(text)) return Number(text.replace('+', ''));
  const plain = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[dDfF]?$/.exec(text);
  if (!plain) throw unreadable(text, 'decimal');
  return Number(plain[1]);
}

function moment(type: 'date' | 'datetime', text: string): Value {
  const parsed = parseMoment(text);
  if (!parsed) throw unreadable(text, type);
  return type === 'datetime' ? { kind: type, ms: parsed.ms } : { kind: type, ms: startOfDay(parsed.ms) };
}

const MS_PER_DAY = 86_400_000;
const startOfDay = (ms: number): number => Math.floor(ms / MS_PER_DAY) * MS_PER_DAY;

/** A time of day is kept as it is written out: expressions read it as a text. */
function time(text: string): Value {
  const ms = parseTime(text);
  if (ms === undefined) throw unreadable(text, 'time');
  return formatTime(((ms % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY);
}

/** What a computed value becomes in a node; undefined: empty. */
export function kept(value: Value, type: DataType): Value | undefined {
  if (value === '' || (typeof value === 'number' && Number.isNaN(value))) return undefined;
  if (type === 'boolean') return toBoolean(value);
  if (typeof value === 'number') return keptNumber(value, type);
  if (!isMoment(value)) return value;
  if (type === 'time') return formatTime(value.ms - startOfDay(value.ms));
  return type === 'datetime'
    ? { kind: 'datetime', ms: value.ms }
    : { kind: 'date', ms: startOfDay(value.ms) };
}

function keptNumber(value: number, type: DataType): number {
  const isWhole = Math.abs(value - Math.trunc(value)) < WHOLE_EPSILON;
  return type === 'int' || type === 'long' || isWhole ? Math.trunc(value) : value;
}

/** A node's value in the submitted form. */
export function serialized(value: Value | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') return serializedNumber(value);
  return value.kind === 'datetime' ? formatDateTime(value.ms) : formatMoment(value.ms, '%Y-%m-%d');
}

/** Whole numbers without fraction, up to 64 bits; -0 is 0 as every integer is. */
function serializedNumber(value: number): string {
  const isLong = Math.abs(value) < LONG_LIMIT && Math.abs(value - Math.trunc(value)) < WHOLE_EPSILON;
  return isLong ? String(BigInt(Math.trunc(value))) : javaDouble(value);
}
