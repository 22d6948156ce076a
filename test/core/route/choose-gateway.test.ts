import { describe, expect, test } from 'vitest';
import { gatewayByName, gatewayByPrefix, isAuthorised } from '../../../src/core/route/choose-gateway.ts';
import { aGateway } from './a-gateway.ts';

const own = aGateway({ scope: { kind: 'project' } });
const fromB = aGateway({ scope: { kind: 'shared', from: 'b', accepted: true } });
const fromA = aGateway({ scope: { kind: 'shared', from: 'a', accepted: true } });
const invited = aGateway({ scope: { kind: 'shared', from: 'a', accepted: false } });
const foreign = aGateway({ scope: { kind: 'project' }, project: 'other' });
const global = aGateway({});

const found = (gateways: Parameters<typeof gatewayByName>[2], name = 'MINE') => {
  const chosen = gatewayByName(name, 'demo', gateways);
  return 'problem' in chosen ? chosen.problem : chosen.gateway;
};
const PROBLEM = "Could not find SMS backend 'MINE' from domain 'demo'";

test.each([
  ['the project’s own comes first', [global, fromA, own], own],
  ['then a shared one, by its owner’s name', [global, fromB, fromA], fromA],
  ['however they are listed', [fromA, fromB], fromA],
  ['then a global one', [foreign, invited, global], global],
  ['one shared but not accepted is none', [invited], PROBLEM],
  ['one of another project is none', [foreign], PROBLEM],
  ['a deleted one is none', [aGateway({ deleted: true })], PROBLEM],
  ['none at all', [], PROBLEM],
])('%s', (_story, gateways, gateway) => {
  expect(found(gateways)).toBe(gateway);
});

test('the given name is trimmed and put in capitals; a stored name in small letters never fits', () => {
  expect(found([global], ' mine\u00a0')).toBe(global);
  expect(found([aGateway({ name: 'mine' })], 'mine')).toBe(PROBLEM);
});

test('the choice says why, and whom it passed over', () => {
  expect(gatewayByName('mine', 'demo', [global, fromA, own])).toEqual({
    gateway: own,
    because: {
      name: 'MINE',
      rule: 'contact_backend_id',
      scope: 'project',
      losers: [
        { name: 'MINE', rule: 'contact_backend_id', scope: 'shared' },
        { name: 'MINE', rule: 'contact_backend_id', scope: 'global' },
      ],
    },
  });
});

test('a choice without a rival names none', () => {
  expect(gatewayByName('mine', 'demo', [own])).toStrictEqual({
    gateway: own,
    because: { name: 'MINE', rule: 'contact_backend_id', scope: 'project' },
  });
});

describe('a project may use a gateway', () => {
  test.each([
    ['global', global, 'demo', true],
    ['its own', own, 'demo', true],
    ['shared and accepted', fromA, 'demo', true],
    ['that it shares itself', invited, 'a', true],
    ['not when the invitation is open', invited, 'demo', false],
    ["not another project's", own, 'other', false],
    ['not one shared with another', fromA, 'other', false],
  ])('%s', (_story, gateway, project, may) => {
    expect(isAuthorised(gateway, project)).toBe(may);
  });
});

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
