import { expect, test } from 'vitest';
import type { DataType } from '../../../src/core/model/xform.ts';
import { cast, kept, serialized } from '../../../src/core/xform/node-data.ts';
import type { Value } from '../../../src/core/xform/values.ts';

const noon: Value = { kind: 'datetime', ms: Date.UTC(2026, 2, 5, 12, 30) };
const day: Value = { kind: 'date', ms: Date.UTC(2026, 2, 5) };

test.each<[DataType, string, Value]>([
  ['text', '08', '08'],
  ['text', ' a ', ' a '],
  ['select', 'a', 'a'],
  ['multiselect', 'a b', 'a b'],
  ['int', '08', 8],
  ['int', '-2147483648', -2_147_483_648],
  ['long', '2147483648', 2_147_483_648],
  ['decimal', '2.5', 2.5],
  ['decimal', 'Infinity', Number.POSITIVE_INFINITY],
  ['boolean', '1', true],
  ['boolean', 'true', true],
  ['boolean', 'True', false],
  ['boolean', '0', false],
  ['boolean', 'x', false],
  ['date', '2026-03-05', day],
  ['date', '2026-03-05T12:30', day],
  ['date', '1969-12-31T12:30', { kind: 'date', ms: -86_400_000 }],
  ['datetime', '2026-03-05T12:30', noon],
  ['datetime', '2026-03-05', { kind: 'datetime', ms: Date.UTC(2026, 2, 5) }],
  ['time', '9:30', '09:30:00.000'],
  ['time', '01:00+02:00', '23:00:00.000'],
  ['time', '23:00-02:00', '01:00:00.000'],
])('a node of type %s keeps %j as %j', (type, text, value) => {
  expect(cast(type, text)).toEqual(value);
});

test.each<[DataType, string]>([
  ['int', 'x'],
  ['int', '2147483648'],
  ['int', '-2147483649'],
  ['long', '9223372036854775808'],
  ['long', '-9223372036854775809'],
  ['decimal', '1,5'],
  ['date', 'x'],
  ['datetime', '2026-02-30'],
  ['time', '24:00'],
])('a node of type %s cannot keep %j', (type, text) => {
  expect(() => cast(type, text)).toThrow(`"${text}" is no value of a node of type ${type}`);
});

const types: readonly DataType[] = [
  ...([
    'text',
    'select',
    'multiselect',
    'int',
    'long',
    'decimal',
    'boolean',
    'date',
    'time',
    'datetime',
  ] as const),
];

test.each(types)('an empty text in a node of type %s is nothing', (type) => {
  expect(cast(type, '')).toBeUndefined();
  expect(kept('', type)).toBeUndefined();
  expect(kept(Number.NaN, type)).toBeUndefined();
});

test.each<[Value, DataType, Value]>([
  ['x', 'text', 'x'],
  ['x', 'int', 'x'],
  [2.5, 'text', 2.5],
  [2.5, 'decimal', 2.5],
  [2.5, 'int', 2],
  [-2.5, 'int', -2],
  [2.5, 'long', 2],
  [3.0000000001, 'decimal', 3],
  [3.00000001, 'decimal', 3.00000001],
  [2.9999999999, 'decimal', 2.9999999999],
  [true, 'text', true],
  [true, 'boolean', true],
  [0, 'boolean', false],
  ['x', 'boolean', true],
  [noon, 'boolean', true],
  [noon, 'datetime', noon],
  [day, 'datetime', { ...day, kind: 'datetime' }],
  [noon, 'date', day],
  [noon, 'text', day],
  [noon, 'int', day],
  [noon, 'time', '12:30:00.000'],
  [{ kind: 'datetime', ms: -1 }, 'time', '23:59:59.999'],
])('%j computed for a node of type %s is kept as %j', (value, type, wanted) => {
  expect(kept(value, type)).toEqual(wanted);
});

test.each<[Value | undefined, string]>([
  [undefined, ''],
  ['a b', 'a b'],
  [true, '1'],
  [false, '0'],
  [3, '3'],
  [-0, '0'],
  [2.5, '2.5'],
  [3.0000000001, '3'],
  [3.00000001, '3.00000001'],
  [2 ** 62, '4611686018427387904'],
  [2 ** 63, '9.223372036854776E18'],
  [-(2 ** 62), '-4611686018427387904'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [noon, '2026-03-05T12:30:00.000Z'],
  [day, '2026-03-05'],
])('%j is submitted as %j', (value, text) => {
  expect(serialized(value)).toBe(text);
});
