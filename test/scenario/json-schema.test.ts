import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchema } from '../../src/scenario/json-schema.ts';

const validate = new Ajv2020({ allowUnionTypes: true }).compile(jsonSchema());

const stories = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.yaml'),
);

/** As our loader reads it, and as an editor does. */
const schemas = ['failsafe', 'core'] as const;

describe.each(schemas)('read by the %s schema', (schema) => {
  test.each(stories)('%s is valid', (path) => {
    const value: unknown = parse(readFileSync(join('scenarios', path), 'utf8'), { schema, merge: true });
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
  });
});

const page = readFileSync('docs/scenarios.md', 'utf8');
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);

test.each(examples)('an example of docs/scenarios.md is valid for editors: %s', (text) => {
  validate(parse(text));
  expect(validate.errors ?? []).toEqual([]);
});

test.each([
  ['an unknown key', { scenario: 'x', timelime: [] }],
  ['no title', { project: {} }],
  ['an unknown kind of gateway', { scenario: 'x', gateways: { A: { type: 'twillio' } } }],
  ['an unknown verb', { scenario: 'x', timeline: [{ at: '2026-01-01 10:00', regster: 'a' }] }],
  ['a word that is not one of those', { scenario: 'x', others: 'maybe' }],
])('the schema refuses %s', (_what, value) => {
  expect(validate(value)).toBe(false);
});

test('every key of the language says what it is for', () => {
  const silent: string[] = [];
  walk(jsonSchema(), '', silent);
  expect(silent).toEqual([]);
});

function walk(value: unknown, path: string, silent: string[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, one] of Object.entries(value)) {
    if (name === 'properties') {
      for (const [key, property] of Object.entries(one as Record<string, object>)) {
        const isOneForm = path.includes('anyOf') || path.endsWith('.if');
        if (!isOneForm && !('description' in property)) silent.push(`${path}.${key}`);
      }
    }
    walk(one, `${path}.${name}`, silent);
  }
}
