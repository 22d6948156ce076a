import { FormFault } from '../model/survey.ts';
import type { DataType } from '../model/xform.ts';
import { javaDouble } from './java-double.ts';
import { parseDouble, parseInt32, parseInt64 } from './java-numbers.ts';
import { formatDateTime, formatMoment, formatTime, parseMoment, parseTime } from './moments.ts';
import { isMoment, toBoolean, type Value } from './values.ts';

const WHOLE_EPSILON = 1e-9;
const LONG_LIMIT = 2 ** 63;

/**
 * A text as a node of this type keeps it; undefined: empty.
 * @throws FormFault where Formplayer cannot read it.
 */
export function cast(type: DataType, text: string): Value | undefined {
  if (text === '') return undefined;
  switch (type) {
    case 'text':
    case 'select':
    case 'multiselect':
      return text;
    case 'int':
    case 'long':
    case 'decimal':
      return readNumber(type, text);
    case 'boolean':
      return text === '1' || text === 'true';
    case 'date':
    case 'datetime':
      return moment(type, text);
    case 'time':
      return time(text);
  }
}

const unreadable = (text: string, type: DataType): FormFault =>
  new FormFault(`"${text}" is no value of a node of type ${type}`);

function readNumber(type: 'int' | 'long' | 'decimal', text: string): number {
  const value = parsers[type](text);
  if (value === undefined) throw unreadable(text, type);
  return Number(value);
}

const parsers = { int: parseInt32, long: parseInt64, decimal: parseDouble } as const;

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
