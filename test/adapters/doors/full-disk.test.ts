import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gatewayBooks } from '../../../mock-gateways/index.ts';
import { Counter } from '../../../src/adapters/http-door/counter.ts';
import { createHttpDoor } from '../../../src/adapters/http-door/http-door.ts';
import type { DurableLog } from '../../../src/adapters/recorder/durable-log.ts';
import { Recorder } from '../../../src/adapters/recorder/recorder.ts';
import { createSmtpDoor } from '../../../src/adapters/smtp-door/smtp-door.ts';
import { Webhooks } from '../../../src/adapters/webhooks/webhooks.ts';
import { type LittleApp, startApp } from '../../e2e/sdk/little-app.ts';
import { ManualTimers } from '../webhooks/manual-timers.ts';
import { aGateway, authorization, twilio, twilioPath } from './open-doors.ts';

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
let counter: Counter;
beforeEach(async () => {
  app = await startApp();
  timers = new ManualTimers();
  const gateways = [twilio(), aGateway('SMTP', 'smtp')];
  counter = new Counter({ gateways, books: gatewayBooks, recorder: new Recorder(), now: Date.now });
  webhooks = new Webhooks(counter, { receiptsUrl: `${app.url}/receipts`, timers });
});
afterEach(async () => {
  await webhooks.close();
  await app.close();
});

const verdicts = () => [...counter.recorder.all()].map(({ verdict }) => verdict);
const tallies = () => Object.fromEntries(counter.recorder.tallies());

test('what cannot be put on the disk is answered 507, is not taken, and nobody gets a receipt for it', async () => {
  const api = () => {
    throw new Error('no API here');
  };
  const door = createHttpDoor({ counter, api, apiPrefixes: [], log: fullDisk() }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const { port } = door.address() as AddressInfo;
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
  const [taken, lost] = [...counter.recorder.all()];
  const states = (id: string | undefined) =>
    [...webhooks.deliveries.all()].filter(({ message }) => message === id).map(({ state }) => state);
  expect(new Set(states(taken?.id))).toEqual(new Set(['pending']));
  expect(new Set(states(lost?.id))).toEqual(new Set(['given up']));
  door.closeAllConnections();
  door.close();
});

test('a mail that cannot be put on the disk is refused for now, and is not taken', async () => {
  const gateway = counter.named('SMTP');
  if (gateway === undefined) throw new Error('no gateway');
  const { server } = createSmtpDoor({ counter, gateway, log: fullDisk() });
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
