import { describe, expect, test } from 'vitest';
import type { RecipientRef } from '../../../src/core/model/alert.ts';
import { expand, refName, resolve, shownName } from '../../../src/core/recipients/resolve.ts';
import { stageAfter } from '../../fidelity/helpers/play.ts';

const { stage } = stageAfter({
  users: {
    uma: { username: 'uma', phone: '447700900901', data: { role: ['nurse', 'midwife'], ward: '{ward}' } },
    vic: { username: 'vic', phone: '447700900902', data: { role: 'clerk', ward: 'east' } },
  },
  groups: { team: { users: ['uma', 'vic', 'uma'] } },
  case_groups: { families: { cases: ['ana', 'ben'] } },
  locations: { hill: { name: 'Hill', type: 'village', users: ['uma'] } },
  cases: {
    ana: { type: 'c', ward: 'east', role: 'clerk', mail: 'ana@example.org' },
    ben: { type: 'c', parent: { case: 'ana', relationship: 'child' } },
  },
  timeline: [{ at: '2024-01-01 08:00', register: ['ana', 'ben'] }],
});
const { world } = stage;
const ana = world.cases.get('ana')!;
const keysOf = (ref: RecipientRef) => expand(world, resolve(world, ref, ana)).map(({ key }) => key);

test.each<[RecipientRef, string, string]>([
  [{ kind: 'case' }, 'case', 'ana'],
  [{ kind: 'owner' }, 'owner', 'owner'],
  [{ kind: 'parent' }, 'parent', 'parent'],
  [{ kind: 'children' }, 'children', 'children'],
  [{ kind: 'user', key: 'uma' }, 'user:uma', 'uma'],
  [{ kind: 'user', key: 'zoe' }, 'user:zoe', 'zoe'],
  [{ kind: 'group', key: 'team' }, 'group:team', 'team'],
  [{ kind: 'case_key', key: 'ben' }, 'case_key:ben', 'ben'],
  [{ kind: 'location', key: 'hill', descendants: false, types: [] }, 'location:hill', 'hill'],
  [{ kind: 'email_property', property: 'mail' }, 'email_property:mail', 'ana@example.org'],
  [{ kind: 'email_property', property: 'none' }, 'email_property:none', 'email_property'],
])('%j has a name of its own, and shows whom it means', (ref, name, shown) => {
  expect(refName(ref)).toBe(name);
  expect(shownName(ref, resolve(world, ref, ana))).toBe(shown);
});

test('a group, a case group and a list are everybody in them, each once', () => {
  expect(keysOf({ kind: 'group', key: 'team' })).toEqual(['uma', 'vic']);
  expect(keysOf({ kind: 'case_group', key: 'families' })).toEqual(['ana', 'ben']);
  expect(keysOf({ kind: 'children' })).toEqual(['ben']);
  expect(keysOf({ kind: 'owner' })).toEqual([]);
});

describe('a filter by user data', () => {
  const team = resolve(world, { kind: 'group', key: 'team' }, ana);
  const passing = (values: Readonly<Record<string, readonly string[]>>, record: typeof ana | undefined) =>
    expand(world, team, { of: 'user', values: new Map(Object.entries(values)) }, record).map(
      ({ key }) => key,
    );

  test.each([
    ['one value of several is enough', { role: ['midwife', 'driver'] }, ['uma']],
    ['every property must fit', { role: ['clerk'], ward: ['west'] }, []],
    ['a property that a user lacks lets nobody pass', { shoes: ['38'] }, []],
    ['words in braces are the property of the case', { ward: ['{ward}'] }, ['vic']],
    ['a property that the case lacks fits nothing', { ward: ['{hats}'] }, []],
    ['an opening brace alone is a text', { ward: ['{ward'] }, []],
    ['a closing brace alone is a text', { ward: ['east}'] }, []],
  ])('%s', (_rule, values, keys) => {
    expect(passing(values, ana)).toEqual(keys);
  });

  test('words in braces fit nothing without a case', () => {
    expect(passing({ ward: ['{ward}'] }, undefined)).toEqual([]);
    expect(passing({ ward: ['east'] }, undefined)).toEqual(['vic']);
  });

  test('asks only users', () => {
    const families = resolve(world, { kind: 'case_group', key: 'families' }, ana);
    const values = new Map([['role', ['nurse']]]);
    expect(expand(world, families, { of: 'user', values }, ana)).toHaveLength(2);
  });
});
