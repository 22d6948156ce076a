import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  defineScenario,
  readScenario,
  rehearse,
  rehearseAll,
  type ScenarioDefinition,
  ScenarioError,
} from '../src/index.ts';
import { anyScenario } from './helpers/any-scenario.ts';

const visits: ScenarioDefinition = {
  scenario: 'One reminder',
  project: { time_zone: 'Africa/Nairobi', languages: ['en'] },
  gateways: { GW: { type: 'test' } },
  routing: { global: { '*': 'GW' } },
  cases: { asha: { type: 'client', name: 'Asha', contact_phone_number: '254711000001' } },
  alerts: { hello: { case_type: 'client', to: 'case', send: 'immediately', sms: 'Hello {case.name}' } },
  timeline: [{ at: '2026-03-02 10:00', register: 'asha' }],
  expect: ['sms to asha via GW saying "Hello Asha"'],
};

test('a scenario written in a program is rehearsed: journal, verdicts, totals', () => {
  const run = rehearse(defineScenario(visits));
  expect(run.ok).toBe(true);
  expect(run.totals).toMatchObject({ sms: 1, errors: 0, pending: [] });
  expect([...run.journal.entries()].map(({ kind }) => kind)).toContain('sent');
  expect(run.verdicts.some(({ kind, kept }) => kind === 'expectation' && kept)).toBe(true);
});

test('a broken promise is a verdict, never an error', () => {
  const run = rehearse(defineScenario({ ...visits, expect: ['sms to asha saying "Goodbye"'] }));
  expect(run.ok).toBe(false);
  expect(run.verdicts.filter(({ kept }) => !kept).map(({ kind }) => kind)).toEqual([
    'expectation',
    'unexpected',
  ]);
});

test('a scenario that does not parse is an error with every problem in it', () => {
  const bad = { ...visits, project: { time_zone: 'Africa/Niarobi' }, alertz: {} };
  const problems = (() => {
    try {
      anyScenario(bad);
      return [];
    } catch (error) {
      expect(error).toBeInstanceOf(ScenarioError);
      return (error as ScenarioError).problems;
    }
  })();
  expect(problems.map(({ hint }) => hint)).toEqual(
    expect.arrayContaining(['did you mean "Africa/Nairobi"?', 'did you mean "alerts"?']),
  );
});

test('a seed given here takes the place of the file’s own', () => {
  expect(rehearse(defineScenario({ ...visits, seed: 3 }, { seed: 7 })).seed).toBe(7);
});

test('the same scenario and seed write the same journal, byte for byte', () => {
  const scenario = defineScenario(visits);
  expect(rehearse(scenario).digest).toBe(rehearse(scenario).digest);
});

test('a file of several scenarios is rehearsed as several', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-'));
  try {
    const path = join(folder, 'two.yaml');
    writeFileSync(
      path,
      `${JSON.stringify(visits)}\n---\n${JSON.stringify({ ...visits, scenario: 'Another' })}\n`,
    );
    expect(rehearseAll(path).map(({ plan }) => plan.title)).toEqual(['One reminder', 'Another']);
    expect(() => rehearse(path)).toThrow(ScenarioError);
    expect(readScenario(path).plans).toHaveLength(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('what it is given is checked, in words', () => {
  const scenario = defineScenario(visits);

  test.each([
    ['NaN', { seed: Number.NaN }, 'rehearse: seed wants a whole number, not NaN'],
    ['Infinity', { seed: Number.POSITIVE_INFINITY }, 'seed wants a whole number, not Infinity'],
    ['a text', { seed: '7' }, 'seed wants a whole number, not "7"'],
    ['an unknown key', { sead: 7 }, 'rehearse has no option "sead": it has seed, sink'],
    ['a level that is none', { journalLevel: 'some' }, "journalLevel wants 'all' or 'sent'"],
    ['a sink that is none', { sink: 'file' }, 'sink wants a function'],
  ])('options: %s', (_name, options, message) => {
    const given = options as object;
    expect(() => rehearse(scenario, given)).toThrow(TypeError);
    expect(() => rehearse(scenario, given)).toThrow(message);
  });

  test('a seed given to rehearse is the one of the run', () => {
    expect(rehearse(scenario, { seed: -7 }).seed).toBe(-7);
  });

  test.each([null, undefined, {}, 5, { plans: [5] }])('rehearse(%s) is told what it wants', (given) => {
    const rehearseAnything = rehearse as (given: unknown) => unknown;
    expect(() => rehearseAnything(given)).toThrow(TypeError);
    expect(() => rehearseAnything(given)).toThrow(
      'rehearse wants a path, an object with a scenario, or what defineScenario gives',
    );
  });

  test('a missing file, and a folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'drysend-'));
    try {
      expect(() => rehearse(join(folder, 'none.yaml'))).toThrow(ScenarioError);
      expect(() => rehearse(join(folder, 'none.yaml'))).toThrow('cannot be read: no such file or folder');
      expect(() => readScenario(folder)).toThrow(ScenarioError);
      expect(() => readScenario(folder)).toThrow('cannot be read: it is a folder');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const circle: Record<string, unknown> = {};
  circle.inside = [circle];
  let deep: unknown = 'x';
  for (let level = 0; level < 20_000; level += 1) deep = { in: deep };
  test.each([
    ['a function', { about: () => 'x' }, 'about: found a function'],
    ['a symbol', { tags: [Symbol('x')] }, 'tags[0]: found a symbol'],
    ['undefined', { cases: { asha: { type: undefined } } }, 'cases.asha.type: found undefined'],
    ['NaN', { seed: Number.NaN }, 'seed: found NaN'],
    ['Infinity', { seed: Number.POSITIVE_INFINITY }, 'seed: found Infinity'],
    ['a BigInt', { seed: 7n }, 'seed: found a bigint'],
    ['a Map', { cases: new Map() }, 'cases: found a Map'],
    ['a circle', { about: circle }, 'about.inside[0]: found a circle'],
    [
      '20,000 levels',
      { about: deep },
      'about.in.in.in.in.in.in.in.in.in.in.in.…: found more than 100 levels',
    ],
  ])('defineScenario with %s', (_name, part, message) => {
    expect(() => anyScenario({ ...visits, ...part })).toThrow(ScenarioError);
    expect(() => anyScenario({ ...visits, ...part })).toThrow(message);
  });

  test('defineScenario with no object', () => {
    const define = defineScenario as (given: unknown) => unknown;
    expect(() => define(null)).toThrow(TypeError);
    expect(() => define(5)).toThrow('defineScenario wants an object in the scenario language');
  });

  test('a date is a time, and one value in two places is no circle', () => {
    const shared = { type: 'client', name: 'Asha', contact_phone_number: '254711000001' };
    const cases = { asha: shared, ben: shared };
    const { plans } = defineScenario({ ...visits, cases, starts: new Date(Date.UTC(2026, 0, 1)) });
    expect(plans[0]?.startsAt).toBe(Date.UTC(2026, 0, 1));
    expect(plans[0]?.cases.size).toBe(2);
  });

  test('an empty expect is strict: a message sent breaks it', () => {
    expect(rehearse(defineScenario({ ...visits, expect: [] })).ok).toBe(false);
    const { expect: _none, ...silent } = visits;
    expect(rehearse(defineScenario(silent)).ok).toBe(true);
  });
});

test('the package’s own door, as built, is the same', async () => {
  const built = await import('drysend');
  const run = built.rehearse(built.defineScenario(visits));
  expect(run.digest).toBe(rehearse(defineScenario(visits)).digest);
});
