import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defineScenario, readScenario, rehearse, rehearseAll, ScenarioError } from '../src/index.ts';

const visits = {
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
      defineScenario(bad);
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

test('the package’s own door, as built, is the same', async () => {
  const built = await import('drysend');
  const run = built.rehearse(built.defineScenario(visits));
  expect(run.digest).toBe(rehearse(defineScenario(visits)).digest);
});
