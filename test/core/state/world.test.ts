import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/core/model/entry.ts';
import type { CaseRecord } from '../../../src/core/state/records.ts';
import { World } from '../../../src/core/state/world.ts';
import { type Json, stageAfter } from '../../fidelity/helpers/play.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const { stage } = stageAfter({
  project: { name: 'home', time_zone: 'Africa/Nairobi' },
  other_projects: { pilot: { time_zone: 'Asia/Kolkata', routing: { project: { '254': 'G' } } } },
  routing: { project: { '44': 'G' }, global: { '*': 'G' } },
  cases: {
    ana: { type: 'c' },
    ben: { type: 'c', parent: { case: 'ana' } },
    cis: { type: 'c', parent: { case: 'ana', relationship: 'extension', identifier: 'host' } },
    dan: { type: 'c', parent: [{ case: 'ana' }, { case: 'ben', identifier: 'aunt' }] },
    eva: { type: 'c', parent: { case: 'ana' } },
    fay: { type: 'c', parent: { case: 'ana' } },
    gus: { type: 'c', parent: [{ case: 'late' }, { case: 'eva' }] },
    late: { type: 'c' },
    hal: { type: 'c' },
  },
  timeline: [
    { at: '2024-01-01 08:00', register: ['hal', 'gus', 'fay', 'ana', 'eva', 'dan', 'cis', 'ben'] },
    { at: '2024-01-01 09:00', update: { hal: { parent: { case: 'ana' } } } },
    { at: '2024-01-01 09:00', delete: 'eva' },
    { at: '2024-01-01 09:00', close: 'fay' },
  ] satisfies readonly Json[],
});
const { world } = stage;
const record = (key: string): CaseRecord => world.cases.get(key)!;
const keys = (records: readonly CaseRecord[]): string[] => records.map(({ key }) => key);

describe('relatives', () => {
  test('children are those by the index `parent`, in order of registration, deleted ones left out', () => {
    expect(keys(world.childrenOfCase('ana'))).toEqual(['hal', 'fay', 'dan', 'ben']);
    expect(keys(world.childrenOfCase('ben'))).toEqual([]);
    expect(keys(world.childrenOfCase('nobody'))).toEqual([]);
  });

  test('subcases are all that name the case, children and extensions', () => {
    expect(keys(world.subcasesOf('ana')).sort()).toEqual(['ben', 'cis', 'dan', 'fay', 'hal']);
    expect(keys(world.subcasesOf('ben'))).toEqual(['dan']);
    expect(keys(world.subcasesOf('nobody'))).toEqual([]);
  });

  test('parents are those of the index, that exist and are not deleted', () => {
    expect(keys(world.parentsOf(record('dan'), 'parent'))).toEqual(['ana']);
    expect(keys(world.parentsOf(record('dan'), 'aunt'))).toEqual(['ben']);
    expect(keys(world.parentsOf(record('dan'), 'host'))).toEqual([]);
    expect(keys(world.parentsOf(record('gus'), 'parent'))).toEqual([]);
  });

  test('may be asked for by their relationship', () => {
    expect(keys(world.parentsOf(record('cis'), 'host', 'extension'))).toEqual(['ana']);
    expect(keys(world.parentsOf(record('cis'), 'host', 'child'))).toEqual([]);
    expect(keys(world.parentsOf(record('dan'), 'parent', 'child'))).toEqual(['ana']);
  });
});

test('a case is found by its id once it is registered', () => {
  expect(world.caseWithId(record('ben').caseId)).toBe(record('ben'));
  expect(world.caseWithId('nobody')).toBeUndefined();
});

describe('projects', () => {
  test('are found by name; one that does not exist is the file’s own', () => {
    expect(world.projectNamed('home').name).toBe('home');
    expect(world.projectNamed('pilot').name).toBe('pilot');
    expect(world.projectNamed('nowhere').name).toBe('home');
  });

  test('have maps of their own, and share the global one', () => {
    expect([...world.routingOf('home').project.keys()]).toEqual(['44']);
    expect([...world.routingOf('pilot').project.keys()]).toEqual(['254']);
    expect([...world.routingOf('nowhere').project.keys()]).toEqual([]);
    expect(world.routingOf('pilot').global).toBe(world.routing.global);
  });

  test('have zones of their own', () => {
    expect(world.zoneOfProject(world.projectNamed('pilot')).name).toBe('Asia/Kolkata');
    expect(world.zoneOfProject({ ...world.project, timeZone: 'nowhere' }).name).toBe('UTC');
  });
});

describe('entries', () => {
  const opened = () => {
    const entries: Entry[] = [];
    const [plan] = plansFrom(`
scenario: x
gateways: {G: {type: test}}
starts: 2024-01-01 08:00
timeline: [{at: 2024-01-01 08:00, note: x}]
`);
    const own = new World({
      plan: plan!,
      recorder: { record: (entry) => entries.push(entry) },
      kinds: new Map(),
    });
    const note = (name: string) => ({ kind: 'setting', what: 'note', name }) as const;
    return { own, note, names: () => entries.map(({ name }) => name), entries };
  };

  test('are of the instant at which they are written', () => {
    const { own, note, entries } = opened();
    own.note(note('a'));
    own.now += 1000;
    own.note(note('b'));
    expect(entries.map(({ at }) => at - entries[0]!.at)).toEqual([0, 1000]);
  });

  test('that complete others come before them, however deep', () => {
    const { own, note, names } = opened();
    own.noteAfter(() => {
      own.note(note('2'));
      own.noteAfter(() => {
        own.note(note('4'));
        return note('3');
      });
      own.note(note('5'));
      return note('1');
    });
    own.note(note('6'));
    expect(names()).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  test('are written again after work that failed', () => {
    const { own, note, names } = opened();
    expect(() =>
      own.noteAfter(() => {
        throw new Error('failed');
      }),
    ).toThrow('failed');
    own.note(note('after'));
    expect(names()).toEqual(['after']);
  });
});

test('an answer is worked out once until all are forgotten', () => {
  let worked = 0;
  const ask = (question: string) =>
    world.texts.once(question, () => {
      worked += 1;
      return `answer ${worked}`;
    });
  world.texts.forget();
  expect([ask('a'), ask('a'), ask('b'), ask('a')]).toEqual(['answer 1', 'answer 1', 'answer 2', 'answer 1']);
  world.texts.forget();
  expect(ask('a')).toBe('answer 3');
});
