import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import {
  openStandaloneGateways,
  type StandaloneGateways,
} from '../../../src/adapters/standalone/open-standalone.ts';
import { retryPolicyFor } from '../../../src/adapters/webhooks/receipts-for.ts';
import { waitFor } from '../../../src/testing/index.ts';
import { type LittleApp, startApp } from '../../e2e/sdk/little-app.ts';
import { ManualTimers } from '../webhooks/manual-timers.ts';
import { aFault, troubled } from './faulty-servers.ts';

const SID = 'AC0123456789abcdef0123456789abcdef';
const account = new Map([
  ['account_sid', SID],
  ['auth_token', 'x'],
]);

let app: LittleApp;
let servers: StandaloneGateways;
beforeAll(async () => {
  app = await startApp();
});
afterEach(() => servers.close());
afterAll(() => app.close());

test.each([
  ['no', [1000]],
  ['yes', [1000, 0, 10_000, 30_000, 90_000]],
])('retry_webhook: %s calls an application that takes nothing after %j ms', async (again, waits) => {
  app.forget();
  app.answer = () => ({ status: 500 });
  const timers = new ManualTimers();
  const receipt = { after: '1s', drop: ['sent'], retry_webhook: again };
  servers = await openStandaloneGateways({
    gateways: [troubled('twilio', [aFault('receipt', receipt)], { options: account })],
    gatewayKinds: gatewayCatalogue,
    now: () => timers.now(),
    webhooks: { receiptsUrl: `${app.url}/status`, timers },
  });
  const sent = await fetch(`${servers.urls.get('GW')}/2010-04-01/Accounts/${SID}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${SID}:x`)}` },
    body: new URLSearchParams({ To: '+27831234567', From: '+15005550006', Body: 'Visit' }),
  });
  expect(sent.status).toBe(201);
  const isStill = (): boolean =>
    timers.nextMs !== undefined ||
    [...servers.webhooks.deliveries.all()].every(({ state }) => state !== 'pending');
  const waited: number[] = [];
  while (timers.nextMs !== undefined) {
    waited.push(timers.runNext());
    await waitFor(isStill);
  }
  expect(app.calls('/status')).toHaveLength(waits.length);
  expect(waited.slice(1)).toEqual(waits.slice(1));
});

test('a kind that repeats of its own accord does so in its own time', () => {
  const plan = { waitsMs: [5, 6], isTaken: () => false, isRepeated: () => false };
  const due = { status: 'delivered', afterMs: 0, isOutcome: true } as const;
  expect(retryPolicyFor(due, plan)).toBe(plan);
  expect(retryPolicyFor({ ...due, isRepeated: false }, plan).waitsMs).toEqual([]);
  expect(retryPolicyFor({ ...due, isRepeated: true }, plan)).toEqual({
    waitsMs: [5, 6, 30_000, 90_000],
    isTaken: plan.isTaken,
  });
});
