import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/core/model/entry.ts';
import { nextRunAt } from '../../../src/core/trigger/update-rules.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const head = `
scenario: rules
project: {rules_at: "03"}
gateways: {GW: {type: test}}
routing: {global: {"*": GW}}
others: allowed
`;

function entriesOf(text: string): readonly Entry[] {
  const [plan] = plansFrom(head + text);
  return [...rehearsePlan(plan!).journal.entries()];
}

/** `04-02 03:00 updated a by lost [status]`, for every save that a rule made. */
const savesOf = (text: string): string[] =>
  entriesOf(text).flatMap(({ at, kind, case: record, cause, name, changed }) =>
    cause === 'rule'
      ? [
          `${new Date(at).toISOString().slice(5, 16).replace('T', ' ')} ${kind} ${record} by ${name} [${changed ?? ''}]`,
        ]
      : [],
  );

const aCase = 'cases: {a: {type: c, name: A, status: open, seen: "2026-03-01"}}\n';
const registered = 'timeline: [{at: 2026-03-02 10:00, register: a}]\n';

describe('the daily run', () => {
  test('is at the project’s hour, UTC, and never before the run', () => {
    const at = (text: string): number => Date.parse(`${text}Z`);
    expect(nextRunAt(at('2026-03-02T02:59'), 3)).toBe(at('2026-03-02T03:00'));
    expect(nextRunAt(at('2026-03-02T03:00'), 3)).toBe(at('2026-03-02T03:00'));
    expect(nextRunAt(at('2026-03-02T03:01'), 3)).toBe(at('2026-03-03T03:00'));
  });

  test('makes a date criterion true by time alone', () => {
    expect(
      savesOf(
        `${aCase}rules: {late: {case_type: c, when: {seen: {more_than: 3 days}}, set: {status: late}}}\n${registered}ends: 2026-03-08 00:00`,
      ),
    ).toEqual(['03-04 03:00 updated a by late [status]']);
  });

  test('does not write a value that is there already, so that it happens once', () => {
    expect(
      savesOf(`${aCase}rules: {r: {case_type: c, set: {status: seen}}}\n${registered}ends: 2026-03-09 00:00`),
    ).toHaveLength(1);
  });

  test('counts a case that an earlier rule wrote as modified just now', () => {
    const rules = `rules:
  first: {case_type: c, when: {status: open}, not_modified_for: 5 days, set: {status: x}}
  second: {case_type: c, when: {status: x}, not_modified_for: 5 days, set: {status: y}}\n`;
    expect(savesOf(`${aCase}${rules}${registered}ends: 2026-03-15 00:00`)).toEqual([
      '03-08 03:00 updated a by first [status]',
      '03-14 03:00 updated a by second [status]',
    ]);
  });

  test('leaves a case alone once a rule has closed it, and closes with the values in one save', () => {
    const rules = `rules:
  end: {case_type: c, set: {status: done}, close: yes}
  more: {case_type: c, set: {extra: "1"}}\n`;
    expect(savesOf(`${aCase}${rules}${registered}ends: 2026-03-05 00:00`)).toEqual([
      '03-03 03:00 closed a by end [status]',
    ]);
  });

  test('writes relatives first, each by a save of its own', () => {
    const cases = `cases:
  mum: {type: m, name: Mum}
  kid: {type: c, name: Kid, parent: {case: mum}, dose: "2"}\n`;
    const rules = 'rules: {r: {case_type: c, set: {state: seen, parent/last: {from: dose}}}}\n';
    expect(
      savesOf(
        `${cases}${rules}timeline: [{at: 2026-03-02 10:00, register: [mum, kid]}]\nends: 2026-03-04 00:00`,
      ),
    ).toEqual(['03-03 03:00 updated mum by r [last]', '03-03 03:00 updated kid by r [state]']);
  });

  test('passes over an action whose property is missing, and writes an empty one', () => {
    const cases = 'cases: {a: {type: c, name: A, empty: "", kept: old}}\n';
    const rules = 'rules: {r: {case_type: c, set: {x: {from: nothing}, kept: {from: empty}}}}\n';
    expect(savesOf(`${cases}${rules}${registered}ends: 2026-03-04 00:00`)).toEqual([
      '03-03 03:00 updated a by r [kept]',
    ]);
  });

  test('waits for the platform, and runs once when it is up', () => {
    const timeline = `timeline:
  - {at: 2026-03-02 10:00, register: a}
  - {at: 2026-03-03 01:00, platform: down}
  - {at: 2026-03-05 12:00, platform: up}\n`;
    const rules = 'rules: {r: {case_type: c, set: {status: seen}}}\n';
    expect(savesOf(`${aCase}${rules}${timeline}ends: 2026-03-06 00:00`)).toEqual([
      '03-05 12:00 updated a by r [status]',
    ]);
  });

  test('starts alerts by what it wrote, and no user is named as the one who saved', () => {
    const alerts =
      'alerts: {al: {case_type: c, when: {status: lost}, to: last_submitting_user, send: immediately, sms: Hi}}\n';
    const rules = 'rules: {r: {case_type: c, set: {status: lost}}}\n';
    const errors = entriesOf(`${aCase}${rules}${alerts}${registered}ends: 2026-03-04 00:00`).filter(
      ({ kind }) => kind === 'error',
    );
    expect(errors.map(({ code }) => code)).toEqual(['NO_RECIPIENT']);
  });
});

describe('the timeline', () => {
  const rules = 'rules: {r: {case_type: c, set: {status: seen}}}\n';

  test('runs the rules at once', () => {
    const timeline = 'timeline: [{at: 2026-03-02 10:00, register: a}, {after: 5 minutes, rules: run}]\n';
    expect(savesOf(`${aCase}${rules}${timeline}ends: 2026-03-02 11:00`)).toEqual([
      '03-02 10:05 updated a by r [status]',
    ]);
  });

  test('switches a rule off, and edits it', () => {
    const timeline = `timeline:
  - {at: 2026-03-02 10:00, register: a}
  - {at: 2026-03-02 11:00, rules: {r: off}}
  - {at: 2026-03-04 11:00, rules: {r: {active: yes, set: {status: later}}}}\n`;
    expect(savesOf(`${aCase}${rules}${timeline}ends: 2026-03-06 00:00`)).toEqual([
      '03-05 03:00 updated a by r [status]',
    ]);
  });
});

describe('another project', () => {
  const other = `other_projects:
  pilot:
    rules_at: "05"
    cases: {b: {type: c, name: B, status: open}}
    rules: {r: {case_type: c, set: {status: pilot}}}\n`;
  const timeline = 'timeline: [{at: 2026-03-02 10:00, register: [a, pilot/b]}]\n';

  test('has rules of its own, at its own hour, on its own cases', () => {
    const rules = 'rules: {r: {case_type: c, set: {status: own}}}\n';
    expect(savesOf(`${aCase}${other}${rules}${timeline}ends: 2026-03-04 00:00`)).toEqual([
      '03-03 03:00 updated a by r [status]',
      '03-03 05:00 updated pilot/b by pilot/r [status]',
    ]);
  });

  test('has its rules switched by the timeline', () => {
    const off = `timeline:
  - {at: 2026-03-02 10:00, register: [a, pilot/b]}
  - {at: 2026-03-02 11:00, rules: {pilot/r: off}}\n`;
    expect(savesOf(`${aCase}${other}${off}ends: 2026-03-04 00:00`)).toEqual([]);
  });
});

test('a daily run stops after 10,000 saves of a case type, and the rest waits for the next day', () => {
  const keys = Array.from({ length: 10_003 }, (_, index) => `c${index}`);
  const saves = savesOf(`cases:
${keys.map((key) => `  ${key}: {type: c, status: open}`).join('\n')}
rules: {r: {case_type: c, when: {status: open}, set: {status: seen}}}
timeline: [{at: 2026-03-02 10:00, register: [${keys.join(', ')}]}]
ends: 2026-03-05 00:00`);
  const days = saves.map((save) => save.slice(0, 5));
  expect(days.filter((day) => day === '03-03')).toHaveLength(10_000);
  expect(days.filter((day) => day === '03-04')).toHaveLength(3);
});
