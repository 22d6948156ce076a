import { expect, test } from 'vitest';
import type { CaseChange } from '../../../src/core/model/case.ts';
import { registerCase, saveCase } from '../../../src/core/trigger/save-case.ts';
import { PropertyHistory } from '../../../src/lab/session/property-history.ts';
import { stageAfter } from '../../fidelity/helpers/play.ts';

const REGISTERED = Date.parse('2024-01-01T08:00:00Z');
const NUMBER = '447700900301';

/** A case with a number of its own and a child, and what is told from now on. */
function registered() {
  const { stage, entries } = stageAfter({
    users: { uma: { username: 'uma', phone: '447700900303' } },
    cases: {
      ana: {
        ...{ type: 'c', name: 'Ana', shoes: '38', owner: 'uma', last_modified_by: 'uma' },
        ...{ contact_phone_number: NUMBER, contact_phone_number_is_verified: '1' },
      },
      ben: { type: 'c', parent: { case: 'ana', relationship: 'child' } },
    },
    timeline: [{ at: '2024-01-01 08:00', register: ['ana', 'ben'] }],
  });
  stage.world.now = REGISTERED + 60_000;
  const already = entries.length;
  const told = () => entries.slice(already);
  const save = (change: Omit<Partial<CaseChange>, 'key'> | 'close' | 'reopen' | 'delete', key = 'ana') =>
    saveCase(stage, key, typeof change === 'string' ? change : { key, set: new Map(), ...change });
  return { stage, world: stage.world, ana: stage.world.cases.get('ana')!, told, save };
}

test('a save puts in what it has, leaves the rest, and tells the names of what is really new', () => {
  const { ana, told, save } = registered();
  save({
    set: new Map([
      ['shoes', '38'],
      ['hats', '2'],
    ]),
    type: 'd',
    name: 'Anna',
    owner: null,
    externalId: 'X1',
    lastModifiedBy: 'vic',
  });
  expect(ana).toMatchObject({ type: 'd', name: 'Anna', externalId: 'X1', lastModifiedBy: 'vic' });
  expect(ana.owner).toBeUndefined();
  expect(ana.properties.get('shoes')).toBe('38');
  expect(ana.properties.get('hats')).toBe('2');
  expect(ana.properties.get('contact_phone_number')).toBe(NUMBER);
  expect(told()[0]).toMatchObject({
    kind: 'updated',
    case: 'ana',
    changed: ['hats', 'type', 'name', 'owner'],
  });
});

test('saves change what the case has, never what the file says or what an earlier save has left in a history', () => {
  const { ana, world, save } = registered();
  const history = new PropertyHistory();
  history.record(0, ana);
  for (const [line, hats] of ['2', '3'].entries()) {
    save({ set: new Map([['hats', hats]]) });
    history.record(line + 1, ana);
  }
  expect(ana.properties.get('hats')).toBe('3');
  expect(world.plan.cases.get('ana')!.properties.has('hats')).toBe(false);
  const changes = history.changesOf('ana').filter(({ isFirst }) => !isFirst);
  expect(changes.map(({ line, name, value, before }) => [line, name, value, before])).toEqual([
    [1, 'hats', '2', undefined],
    [2, 'hats', '3', '2'],
  ]);
});

test('a save that says nothing of a field leaves it', () => {
  const { ana, told, save } = registered();
  save({ set: new Map([['hats', '2']]) });
  expect(ana).toMatchObject({ type: 'c', name: 'Ana', owner: 'uma', lastModifiedBy: 'uma' });
  expect(told()[0]).toMatchObject({ kind: 'updated', changed: ['hats'] });
  expect(told()[0]?.cause).toBeUndefined();
});

test('a save that changes nothing tells no names', () => {
  const { told, save } = registered();
  save({ set: new Map([['shoes', '38']]), name: 'Ana', type: 'c', owner: 'uma' });
  expect(told()[0]?.kind).toBe('updated');
  expect(told()[0]?.changed).toBeUndefined();
});

test('a save by a rule has no user, and is told as the rule’s', () => {
  const { ana, told, save } = registered();
  save({ set: new Map([['hats', '2']]), byRule: 'nightly' });
  expect(ana.lastModifiedBy).toBeUndefined();
  expect(told()[0]).toMatchObject({ kind: 'updated', cause: 'rule', name: 'nightly' });
});

test('a save is of now, or of the time that it fakes', () => {
  const { ana, save } = registered();
  expect(ana.serverModifiedAt).toBe(REGISTERED);
  save({});
  expect(ana.serverModifiedAt).toBe(REGISTERED + 60_000);
  save({ serverModifiedAt: REGISTERED - 5 });
  expect(ana.serverModifiedAt).toBe(REGISTERED - 5);
});

test('a case is closed and opened again, by a save of its own or together with values', () => {
  const { ana, told, save } = registered();
  save('close');
  expect(ana.closed).toBe(true);
  save('reopen');
  expect(ana.closed).toBe(false);
  save({ set: new Map([['hats', '2']]), close: true });
  expect(ana.closed).toBe(true);
  const kinds = told().map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind !== 'ownership')).toEqual(['closed', 'reopened', 'closed']);
});

test('a deleted case gives up its number, and is saved no more', () => {
  const { world, told, save } = registered();
  expect(world.phones.twoWayOwner(NUMBER)?.owner).toBe('ana');
  save('delete');
  expect(world.phones.withNumber(NUMBER)).toEqual([]);
  expect(told().map(({ kind }) => kind)).toEqual(['deleted', 'ownership']);
  save({ name: 'Anna' });
  expect(told()).toHaveLength(2);
  save({ name: 'Nobody' }, 'nobody');
  expect(told()).toHaveLength(2);
});

test('a deleted case may be registered again, and is a new one', () => {
  const { stage, world, ana, told, save } = registered();
  save('delete');
  registerCase(stage, 'ana');
  expect(world.cases.get('ana')).not.toBe(ana);
  expect(world.cases.get('ana')?.deleted).toBe(false);
  expect(told().map(({ kind }) => kind)).toContain('registered');
  registerCase(stage, 'not in the file');
  expect(world.cases.has('not in the file')).toBe(false);
});

test('a parent that is taken away has the child no more; a deleted child is none', () => {
  const one = registered();
  expect(one.world.childrenOfCase('ana').map(({ key }) => key)).toEqual(['ben']);
  one.save({ parents: [] }, 'ben');
  expect(one.world.childrenOfCase('ana')).toEqual([]);
  expect(one.world.subcasesOf('ana')).toEqual([]);
  const two = registered();
  expect(two.world.subcasesOf('ana').map(({ key }) => key)).toEqual(['ben']);
  two.save('delete', 'ben');
  expect(two.world.childrenOfCase('ana')).toEqual([]);
  expect(two.world.subcasesOf('ana')).toEqual([]);
});
