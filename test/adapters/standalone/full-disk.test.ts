import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { FakeGateways } from '../../../src/adapters/fake/fake-gateways.ts';
import { createHttpServer } from '../../../src/adapters/http-server/http-server.ts';
import type { DurableLog } from '../../../src/adapters/recorder/durable-log.ts';
import { Recorder } from '../../../src/adapters/recorder/recorder.ts';
import { createSmtpServer } from '../../../src/adapters/smtp-server/smtp-server.ts';
import { Webhooks } from '../../../src/adapters/webhooks/webhooks.ts';
import { type LittleApp, startApp } from '../../e2e/sdk/little-app.ts';
import { ManualTimers } from '../webhooks/manual-timers.ts';
import { aGateway, authorization, twilio, twilioPath } from './open-gateways.ts';

/** A log whose disk is full from the second exchange on. */
const fullDisk = (): DurableLog => {
  let room = 1;
  return {
    path: '',
    restored: [],
    restoredCount: 0,
    letGo() {},
    damaged: [],
    tornBytes: 0,
    append(_recorded, done) {
      room -= 1;
      setImmediate(() => (room >= 0 ? done() : done(new Error('no space left on device'))));
    },
    close() {},
  };
};

let app: LittleApp;
let timers: ManualTimers;
let webhooks: Webhooks;
let fakes: FakeGateways;
beforeEach(async () => {
  app = await startApp();
  timers = new ManualTimers();
  const gateways = [twilio(), aGateway('SMTP', 'smtp')];
  fakes = new FakeGateways({
    gateways,
    gatewayKinds: gatewayCatalogue,
    recorder: new Recorder(),
    now: Date.now,
  });
  webhooks = new Webhooks(fakes, { receiptsUrl: `${app.url}/receipts`, timers });
});
afterEach(async () => {
  await webhooks.close();
  await app.close();
});

const verdicts = () => [...fakes.recorder.all()].map(({ verdict }) => verdict);
const tallies = () => Object.fromEntries(fakes.recorder.tallies());

test('what cannot be put on the disk is answered 507, is not taken, and nobody gets a receipt for it', async () => {
  const api = () => {
    throw new Error('no API here');
  };
  const server = createHttpServer({ fakes, api, apiPrefixes: [], log: fullDisk() }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const send = () =>
    fetch(`http://127.0.0.1:${port}/TW${twilioPath}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'To=%2B27831234567&From=%2B15005550006&Body=Visit',
    });
  expect((await send()).status).toBe(201);
  const refused = await send();
  expect([refused.status, await refused.json()]).toEqual([
    507,
    { error: 'the journal cannot be written: no space left on device' },
  ]);
  expect(verdicts()).toEqual(['taken', 'failing']);
  expect(tallies()).toEqual({ 'TW\ntaken': 1, 'TW\nfailing': 1 });
  const [taken, lost] = [...fakes.recorder.all()];
  const states = (id: string | undefined) =>
    [...webhooks.deliveries.all()].filter(({ message }) => message === id).map(({ state }) => state);
  expect(new Set(states(taken?.id))).toEqual(new Set(['pending']));
  expect(new Set(states(lost?.id))).toEqual(new Set(['given up']));
  server.closeAllConnections();
  server.close();
});

test('a mail that cannot be put on the disk is refused for now, and is not taken', async () => {
  const gateway = fakes.named('SMTP');
  if (gateway === undefined) throw new Error('no gateway');
  const { server } = createSmtpServer({ fakes, gateway, log: fullDisk() });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  const mail = { from: 'clinic@example.org', to: 'asha@example.org', subject: 'Visit', text: 'Tuesday' };
  await transport.sendMail(mail);
  await expect(transport.sendMail(mail)).rejects.toMatchObject({ responseCode: 451 });
  expect(verdicts()).toEqual(['taken', 'failing']);
  transport.close();
  await new Promise((resolve) => server.close(resolve));
});
