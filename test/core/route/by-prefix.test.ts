import { expect, test } from 'vitest';
import { gatewayByPrefix } from '../../../src/core/route/by-prefix.ts';
import { aGateway } from './a-gateway.ts';

type Lines = Record<string, string>;

const gateways = ['A', 'B', 'C'].map((name) => aGateway({ name }));
const routed = (number: string, project: Lines, global: Lines, among = gateways) =>
  gatewayByPrefix(
    number,
    'demo',
    { project: new Map(Object.entries(project)), global: new Map(Object.entries(global)) },
    among,
  );
const nameOf = (chosen: ReturnType<typeof routed>) =>
  'problem' in chosen ? chosen.problem : chosen.gateway.name;

test.each([
  ['the longest prefix wins', { '254': 'A', '25471': 'B', '*': 'C' }, {}, 'B'],
  ['the project’s catch-all beats a global prefix', { '*': 'A' }, { '25471': 'B' }, 'A'],
  ['a project map without a fit falls through', { '1': 'A' }, { '254': 'B', '*': 'C' }, 'B'],
  ['the global catch-all takes the rest', { '1': 'A' }, { '2547119': 'B', '*': 'C' }, 'C'],
])('%s', (_story, project, global, name) => {
  expect(nameOf(routed('254711000001', project, global))).toBe(name);
});

test('no fit is told in HQ’s words', () => {
  expect(routed('15551234567', { '254': 'A' }, {})).toEqual({
    problem: 'No suitable backend found for phone number and domain +15551234567, demo',
  });
});

test('a line of a gateway that never was is a problem, not a detour', () => {
  expect(routed('254711000001', { '254': 'NEVER' }, { '*': 'C' })).toEqual({
    problem: "Could not find SMS backend 'NEVER' from domain 'demo'",
  });
});

test('a deleted gateway takes its lines with it', () => {
  const among = [aGateway({ name: 'A', deleted: true }), aGateway({ name: 'C' })];
  expect(nameOf(routed('254', { '254': 'A' }, { '*': 'C' }, among))).toBe('C');
});

test('the choice says why, and whom it passed over', () => {
  const chosen = routed('254', { '25': 'A', '*': 'B' }, { '254': 'C' });
  expect(chosen).toMatchObject({
    because: {
      name: 'A',
      rule: 'prefix',
      scope: 'project',
      prefix: '25',
      losers: [
        { name: 'B', rule: 'catch_all', scope: 'project' },
        { name: 'C', rule: 'prefix', scope: 'global', prefix: '254' },
      ],
    },
  });
});

test('a prefix of one digit beats the catch-all', () => {
  expect(nameOf(routed('254', { '*': 'A', '2': 'B' }, {}))).toBe('B');
});

test('of several gateways of a name it means the one that the project may use', () => {
  const foreign = aGateway({ name: 'A', scope: { kind: 'project' }, project: 'other' });
  const own = aGateway({ name: 'A', scope: { kind: 'project' } });
  expect(routed('254', { '254': 'A' }, {}, [foreign, own])).toMatchObject({ gateway: own });
  expect(routed('254', { '254': 'A' }, {}, [foreign])).toMatchObject({ gateway: foreign });
});
