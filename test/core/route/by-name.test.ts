import { describe, expect, test } from 'vitest';
import { gatewayByName, isAuthorised } from '../../../src/core/route/by-name.ts';
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
