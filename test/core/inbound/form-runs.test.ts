/** What a form under way knows of its case, of other cases, and of who fills it in. */
import { describe, expect, test } from 'vitest';
import { openRun } from '../../../src/core/inbound/form-runs.ts';
import type { Survey } from '../../../src/core/model/survey.ts';
import { strangerAt } from '../../../src/core/state/records.ts';
import { type Json, stageAfter } from '../../fidelity/helpers/play.ts';
import { soundForm } from '../../helpers/xform.ts';

const AT = '2024-01-01 08:00';

function opened(...more: readonly Json[]) {
  const { stage } = stageAfter({
    cases: {
      ana: { type: 'c', name: 'Ana', case_id: 'id-ana', owner: 'uma', weight: '3', parent: { case: 'mum' } },
      mum: { type: 'm', name: 'Mum', case_id: 'id-mum', weight: '60' },
      lost: { type: 'c', case_id: 'id-lost', parent: { case: 'never' } },
      never: { type: 'm', case_id: 'id-never' },
    },
    users: { uma: { username: 'uma', data: { role: ['nurse', 'driver'], village: 'Hill' } } },
    surveys: { s: { questions: [{ id: 'q', ask: '{case.weight}|{case.parent/weight}?', type: 'text' }] } },
    timeline: [{ at: AT, register: ['ana', 'mum', 'lost'] }, ...more],
  });
  const { world } = stage;
  const survey = world.plan.surveys.get('s')!;
  return {
    stage,
    world,
    survey,
    record: (key: string) => world.cases.get(key),
    uma: world.users.get('uma')!,
  };
}

/** What an XForm shows of an expression, filled in by somebody about a case. */
function shown(
  expression: string,
  by: 'ana' | 'uma' | 'stranger',
  about: string | undefined,
  ...more: readonly Json[]
): string {
  const { stage, survey, record, uma } = opened(...more);
  const form = soundForm({
    data: '<q/>',
    body: `<input ref="/data/q"><label><output value="${expression}"/></label></input>`,
  });
  const party = by === 'uma' ? uma : by === 'ana' ? record('ana')! : strangerAt('999', 'demo');
  const run = openRun(
    stage,
    { ...survey, form } satisfies Survey,
    party,
    about === undefined ? undefined : record(about),
    'en',
  );
  return run.next().question!.prompt;
}

const session = (path: string): string => `instance('commcaresession')/session/${path}`;
const caseOf = (id: string, path: string): string =>
  `instance('casedb')/casedb/case[@case_id = '${id}']/${path}`;

describe('an XForm', () => {
  test.each([
    ['ana', session('data/case_id'), 'id-ana'],
    ['ana', session('context/userid'), 'id-ana'],
    ['ana', session('context/username'), 'Ana'],
    ['uma', session('context/userid'), 'uma'],
    ['uma', session('context/username'), 'uma'],
    ['stranger', session('context/userid'), '+999'],
    ['uma', session('user/data/role'), 'nurse driver'],
    ['uma', session('user/data/village'), 'Hill'],
    ['ana', session('user/data/role'), ''],
    ['ana', caseOf('id-ana', 'case_name'), 'Ana'],
    ['ana', caseOf('id-ana', '@case_type'), 'c'],
    ['ana', caseOf('id-ana', '@owner_id'), 'uma'],
    ['ana', caseOf('id-mum', '@owner_id'), ''],
    ['ana', caseOf('id-ana', '@status'), 'open'],
    ['ana', caseOf('id-ana', 'index/parent'), 'id-mum'],
    ['ana', caseOf('id-lost', 'index/parent'), ''],
    ['ana', caseOf('id-mum', 'weight'), '60'],
    ['ana', caseOf('nobody', 'weight'), ''],
  ] as const)('filled in by %s shows %s as %j', (by, expression, wanted) => {
    expect(shown(expression, by, 'ana')).toBe(wanted);
  });

  test('about no case knows none', () => {
    expect(shown(session('data/case_id'), 'uma', undefined)).toBe('');
  });

  test('sees a case as it is now: closed, or gone', () => {
    expect(shown(caseOf('id-mum', '@status'), 'ana', 'ana', { at: AT, close: 'mum' })).toBe('closed');
    expect(shown(caseOf('id-mum', 'weight'), 'ana', 'ana', { at: AT, delete: 'mum' })).toBe('');
    expect(shown(caseOf('id-ana', 'weight'), 'uma', 'ana', { at: AT, delete: 'ana' })).toBe('');
  });

  test('draws the same chance for the same person, survey and instant, and another each time', () => {
    const draws = (by: 'ana' | 'uma') => shown("concat(random(), ' ', random())", by, 'ana');
    const [first, second] = draws('ana').split(' ').map(Number);
    expect([first! >= 0 && first! < 1, second! >= 0 && second! < 1, first === second]).toEqual([
      true,
      true,
      false,
    ]);
    expect(draws('ana')).toBe(`${first} ${second}`);
    expect(draws('uma')).not.toBe(draws('ana'));
  });

  test('has the clock of the run', () => {
    expect(shown("format-date(now(), '%Y-%m-%d %H:%M')", 'ana', 'ana')).toBe('2024-01-01 08:00');
  });
});

describe('a form of a scenario’s own questions', () => {
  const prompt = (about: string | undefined, ...more: readonly Json[]): string => {
    const { stage, survey, record, uma } = opened(...more);
    return openRun(stage, survey, uma, about === undefined ? undefined : record(about), 'en').next().question!
      .prompt;
  };

  test('shows values of its case, and of its parent', () => {
    expect(prompt('ana')).toBe('3|60?');
    expect(prompt('mum')).toBe('60|?');
  });

  test('shows nothing of a case that is gone, or of none', () => {
    expect(prompt('ana', { at: AT, delete: 'ana' })).toBe('|?');
    expect(prompt(undefined)).toBe('|?');
  });
});
