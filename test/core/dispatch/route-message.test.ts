import { expect, test } from 'vitest';
import { routeAtProcessing } from '../../../src/core/dispatch/route-message.ts';
import type { World } from '../../../src/core/state/world.ts';
import { aGateway } from '../route/a-gateway.ts';

/** A world of some gateways, which remembers the routes that were looked up. */
function worldOf(gateways: World['gateways']): World {
  const known = new Map<string, unknown>();
  const once = <T>(question: string, work: () => T): T => {
    if (!known.has(question)) known.set(question, work());
    return known.get(question) as T;
  };
  const routing = {
    project: new Map([['2547', 'MINE']]),
    global: new Map([
      ['254', 'OTHER'],
      ['*', 'REST'],
    ]),
  };
  return { gateways, routes: { once }, routingOf: () => routing } as unknown as World;
}

const [mine, other, rest] = ['MINE', 'OTHER', 'REST'].map((name) => aGateway({ name }));

test('numbers that fit the same lines of the maps go the same way, and others go theirs', () => {
  const world = worldOf([mine!, other!, rest!]);
  const via = (number: string): unknown => {
    const route = routeAtProcessing(world, 'demo', number);
    return 'problem' in route ? route.problem : route.gateway.name;
  };
  expect(['254711000001', '254722000001', '254200000001', '919800000001', '9'].map(via)).toEqual([
    ...['MINE', 'MINE', 'OTHER', 'REST', 'REST'],
  ]);
});

test('a number that no gateway is left for is named, and not the one before it', () => {
  const world = worldOf([mine!, other!, rest!].map((gateway) => ({ ...gateway, deleted: true })));
  for (const number of ['254711000001', '254711000002'])
    expect(routeAtProcessing(world, 'demo', number)).toEqual({
      problem: `No suitable backend found for phone number and domain +${number}, demo`,
    });
});
