import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchema } from '../../src/scenario/json-schema.ts';

const schema = jsonSchema();
const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema);

const stories: readonly unknown[] = readdirSync('scenarios', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .sort()
  .map((path) => parse(readFileSync(join('scenarios', path), 'utf8'), { merge: true }));

describe('the types and the JSON Schema', () => {
  test('both accept every shipped story', () => {
    expect(stories.filter((story) => !validate(story))).toEqual([]);
    expect(refusedByTypes(stories)).toEqual([]);
  });

  test('refuse the same keys, words and kinds of values', () => {
    const spoilt = stories.flatMap((story, index) => spoiltCopies(story, index));
    const bySchema = spoilt.flatMap((story, index) => (validate(story.value) ? [] : [index]));
    const byTypes = refusedByTypes(spoilt.map(({ value }) => value));
    const different = symmetricDifference(bySchema, byTypes).map((index) => spoilt[index]!.what);
    expect(different).toEqual([]);
    expect(spoilt.length).toBeGreaterThan(300);
    expect(bySchema.length).toBeGreaterThan(spoilt.length / 2);
  });

  test('refuse what is no key, word or form of the language', () => {
    const stories = wrong.map(([, part]) => ({ scenario: 'x', ...part }));
    const byTypes = new Set(refusedByTypes(stories));
    const accepted = wrong.filter((_, index) => validate(stories[index]) || !byTypes.has(index));
    expect(accepted).toEqual([]);
  });
});

const wrong: readonly (readonly [what: string, part: object])[] = [
  ['a key of another kind of gateway', { gateways: { A: { type: 'twilio', api_key: 'x' } } }],
  ['a kind that there is not', { gateways: { A: { type: 'twillio' } } }],
  ['a verb that there is not', { timeline: [{ at: '2026-01-01 10:00', regster: 'a' }] }],
  ['two promises in one', { expect: [{ sms: { to: 'a' }, email: { to: 'a' } }] }],
  ['a field that an error has and an SMS has not', { expect: [{ sms: { to: 'a', code: 'X' } }] }],
  ['a code that there is not', { expect: [{ error: { to: 'a', code: 'NO_NUMBER' } }] }],
  ['a key that a gateway cannot be edited by', { timeline: [{ gateway: { A: { typ: 'http' } } }] }],
  ['a rule of an alert', { alerts: { a: { case_type: 'x', to: 'case', send: 'daily', sms: 'x' } } }],
];

interface Spoilt {
  readonly what: string;
  readonly value: unknown;
}

/** One place in so many is spoilt, in one way; which, goes by counting. */
const EVERY = 17;

/** Copies of a story with one thing wrong, or only strange, in each. */
function spoiltCopies(story: unknown, index: number): Spoilt[] {
  const places = placesIn(story, []).filter((_, place) => (place + index) % EVERY === 0);
  return places.flatMap((path, place) => {
    const copy = structuredClone(story);
    const found = at(copy, path);
    const above = at(copy, path.slice(0, -1)) as Record<string | number, unknown>;
    const last = path.at(-1)!;
    const [what, value] = spoilings(found)[(place + index) % spoilings(found).length]!;
    above[last] = value;
    return [{ what: `story ${index}: ${path.join('.')} ${what}`, value: copy }];
  });
}

type Path = readonly (string | number)[];

function placesIn(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : [];
  const inside = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const below = inside.flatMap((step) =>
    placesIn((value as Record<string | number, unknown>)[step], [...path, step]),
  );
  return path.length > 0 ? [path, ...below] : below;
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((found, step) => (found as Record<string | number, unknown>)[step], value);

/** What may stand in the place of a value: nothing that only a pattern would refuse. */
function spoilings(value: unknown): [what: string, value: unknown][] {
  if (Array.isArray(value))
    return [
      ['as a map', { zzz: ['x'] }],
      ['with a list inside', [...value, [['x']]]],
    ];
  if (typeof value === 'object' && value !== null) {
    const [first, ...others] = Object.keys(value);
    const renamed = Object.fromEntries([
      ...others.map((key) => [key, (value as Record<string, unknown>)[key]]),
      [`${first}_zzz`, (value as Record<string, unknown>)[first ?? '']],
    ]);
    return [
      ['with a key more', { ...value, zzz: { zzz: ['x'] } }],
      ['with a key renamed', renamed],
    ];
  }
  return [
    ['as a list of lists', [['zzz']]],
    ['as a map', { zzz: { zzz: 'x' } }],
  ];
}

/** The numbers of the values that no `ScenarioDefinition` is, by the compiler's word. */
function refusedByTypes(values: readonly unknown[]): number[] {
  const folder = mkdtempSync(join(import.meta.dirname, '.types-'));
  try {
    const lines = values.map((value) => `list.push(${JSON.stringify(value)});`);
    const imported = `import type { ScenarioDefinition } from '../../../src/scenario/generated/scenario-definition.ts';`;
    const text = [`${imported} const list: ScenarioDefinition[] = [];`, ...lines].join('\n');
    writeFileSync(join(folder, 'values.ts'), text);
    const refused = [...diagnosticsOf(folder).matchAll(/values\.ts\((\d+),/g)].map(
      ([, line]) => Number(line) - 2,
    );
    return [...new Set(refused)].sort((a, b) => a - b);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function diagnosticsOf(folder: string): string {
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  );
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--ignoreConfig'];
  const args = [compiler, ...options, '--allowImportingTsExtensions', '--pretty', 'false', 'values.ts'];
  try {
    execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
    return '';
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    if (!stdout.includes('values.ts(')) throw error;
    return stdout;
  }
}

function symmetricDifference(one: readonly number[], other: readonly number[]): number[] {
  return [...one.filter((each) => !other.includes(each)), ...other.filter((each) => !one.includes(each))];
}
