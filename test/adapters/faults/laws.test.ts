import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { GatewayFaults } from '../../../src/adapters/faults/gateway-faults.ts';
import { inProcessGateways } from '../../../src/adapters/in-process.ts';
import type { Fault, FaultAction } from '../../../src/core/model/gateway.ts';
import { zoneNamed } from '../../../src/core/time/zone.ts';
import { laterStatus } from '../../../src/expect/rows.ts';
import { aGateway, aHandover } from '../../mock-gateways/a-handover.ts';

const clock = { zone: zoneNamed('UTC')!, startsAt: 0 };
const rule = (action: FaultAction, value: unknown, when: Fault['when'] = {}): Fault => ({
  id: action,
  when,
  action,
  value,
});

test('a rule of 10 % meets 10 % of 100,000 messages, within five standard deviations', () => {
  const faults = new GatewayFaults([rule('reject', 'blocked', { probability: '0.1' })], 7, clock);
  const gateway = aGateway('twilio');
  let hits = 0;
  for (let index = 0; index < 100_000; index += 1) {
    if (faults.effectsFor(aHandover(gateway, { id: `m-${index}` })).reject) hits += 1;
  }
  expect(Math.abs(hits - 10_000)).toBeLessThan(5 * Math.sqrt(100_000 * 0.1 * 0.9));
});

test('the same seed gives each message the same fate, in whatever order they come', () => {
  const gateway = aGateway('twilio', {
    faults: [
      rule('reject', 'blocked', { probability: '0.3' }),
      rule('connection', { mode: 'reset', committed: 'yes' }, { nth: 'every:2' }),
      rule('delay', { lognormal: { median: '1s', p95: '9s' } }),
      rule('receipt', { copies: '2', order: 'shuffled', after: { uniform: ['1s', '60s'] } }),
    ],
  });
  const ids = Array.from({ length: 500 }, (_, index) => index);
  const outcomes = (order: readonly number[], seed: number) => {
    const port = inProcessGateways(gatewayCatalogue, { seed });
    return new Map(
      order.map((index) => {
        const handover = aHandover(gateway, {
          id: `m-${index}`,
          to: `+2783${String(index).padStart(7, '0')}`,
        });
        return [index, JSON.stringify([port.deliver(handover), port.deliver({ ...handover, attempt: 2 })])];
      }),
    );
  };
  const straight = outcomes(ids, 1);
  const shuffled = outcomes(
    [...ids].sort((a, b) => ((a * 7919) % 500) - ((b * 7919) % 500)),
    1,
  );
  for (const id of ids) expect(shuffled.get(id)).toBe(straight.get(id));
  expect([...outcomes(ids, 2).values()]).not.toEqual([...straight.values()]);
});

test('a throttle lets a burst through, then its rate', () => {
  const gateway = aGateway('twilio');
  const faults = new GatewayFaults([rule('throttle', { rate: '1/s', burst: '2' })], 1, clock);
  const at = (ms: number) => faults.effectsFor(aHandover(gateway, { at: ms })).throttled?.retryAfterSeconds;
  expect([at(0), at(0), at(0), at(1000), at(1000), at(1500)]).toEqual([
    undefined,
    undefined,
    1,
    undefined,
    1,
    1,
  ]);
});

test('a rule acts on the hand-overs it names, and not more often than it may', () => {
  const gateway = aGateway('twilio');
  const faults = new GatewayFaults(
    [rule('reject', 'blocked', { to: '2783*', attempt: '1-2', times: '2' })],
    1,
    clock,
  );
  const hit = (to: string, attempt: number) => faults.effectsFor(aHandover(gateway, { to, attempt })).reject;
  expect([hit('+2799', 1), hit('+2783', 3), hit('+2783', 1), hit('+2783', 2), hit('+2783', 1)]).toEqual([
    undefined,
    undefined,
    'blocked',
    'blocked',
    undefined,
  ]);
});

test('a late word of a receipt never overrides a further one', () => {
  for (const order of [
    ['sent', 'delivered'],
    ['delivered', 'sent'],
    ['failed', 'delivered', 'sent'],
  ]) {
    expect(order.reduce<string>(laterStatus, 'accepted')).toBe('delivered');
  }
  for (const failed of ['ignored', 'failed', 'failed_queued', 'cancelled', 'not_delivered', 'undelivered']) {
    expect([failed, 'sent', failed].reduce(laterStatus, 'accepted')).toBe(failed);
  }
});
