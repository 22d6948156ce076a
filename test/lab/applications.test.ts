/** Texts of the session's phones to one's own application, by the lab's API. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GatewayPlaces } from '../../src/lab/server/gateway-servers.ts';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { type LittleApp, startApp } from '../e2e/sdk/little-app.ts';
import { callerOf, clinic } from './lab-client.ts';

const ASHA = '+8801712345678';
const account = 'AC0123456789abcdef0123456789abcdef';

let app: LittleApp;
let lab: Lab;
let at: string;
const call = callerOf(() => lab);
const outside = async (query = '') => (await call('GET', `${at}/outside?${query}`)).body;
const write = (body: object) => call('POST', `${at}/outside/text`, body);

beforeAll(async () => {
  app = await startApp();
});
beforeEach(() => app.forget());
afterEach(() => lab.close());
afterAll(() => app.close());

async function open(text: string, webhooks?: GatewayPlaces['webhooks']): Promise<void> {
  const scenario = { path: 'scenarios/x/clinic.yaml', text };
  lab = await serveLab({
    port: 0,
    scenario,
    gateways: { http: 0, smtp: undefined, ...(webhooks && { webhooks }) },
  });
  at = `/api/sessions/${(await call('GET', '/api/sessions')).body[0].id}`;
}

const send = (to: string, from = '+15005550006') =>
  fetch(`${lab.gateways.get('GATE')}/2010-04-01/Accounts/${account}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${account}:rehearsal`)}` },
    body: new URLSearchParams({ To: to, From: from, Body: 'From outside' }),
  });

const toApp = () => ({ inboundUrl: `${app.url}/in/{gateway}` });

describe('a text of a phone', () => {
  test('reaches the application, changes nothing in the session, and is kept until it starts over', async () => {
    await open(clinic, toApp());
    const before = (await call('GET', `${at}/entries`)).body;
    expect(await write({ from: ASHA, text: 'Hello' })).toMatchObject({
      status: 200,
      body: { gateway: 'GATE', calls: [{ state: 'acknowledged' }] },
    });
    expect(app.calls('/in/GATE')[0]?.fields).toMatchObject({ From: ASHA, To: '+15005550006', Body: 'Hello' });
    const { texts, lastSeq } = await outside();
    expect(texts).toMatchObject([
      { id: 1, seq: 1, text: 'Hello', from: ASHA },
      { id: 1, seq: 2, calls: [{ state: 'acknowledged', attempts: 1 }] },
    ]);
    expect(lastSeq).toBe(2);
    expect((await call('GET', `${at}/entries`)).body).toEqual(before);
    await call('POST', `${at}/clock`, { do: 'restart' });
    expect((await outside()).texts).toHaveLength(2);
    await call('POST', `${at}/start-over`, {});
    expect(await outside()).toEqual({ exchanges: [], texts: [], lastSeq: 2 });
  });

  test('goes back to the number that wrote last', async () => {
    await open(clinic, toApp());
    await send(ASHA, '+14155550100');
    await write({ from: ASHA, text: 'Hello' });
    expect(app.calls('/in/GATE')[0]?.fields).toMatchObject({ From: ASHA, To: '+14155550100' });
  });

  test('goes back over WhatsApp when the message came over it', async () => {
    await open(clinic, toApp());
    await send(`whatsapp:${ASHA}`, 'whatsapp:+14155550100');
    await write({ from: ASHA, text: 'Hello' });
    expect(app.calls('/in/GATE')[0]?.fields).toMatchObject({
      From: `whatsapp:${ASHA}`,
      To: 'whatsapp:+14155550100',
    });
  });

  test('that a program brings by the API of the gateways is seen as well', async () => {
    await open(clinic, toApp());
    const base = lab.gateways.get('GATE')!.replace('/GATE', '');
    await fetch(`${base}/__admin/gateways/GATE/inbound`, {
      method: 'POST',
      body: JSON.stringify({ from: ASHA, text: 'Hi' }),
    });
    expect((await outside()).texts).toMatchObject([{ text: 'Hi' }, { calls: [{ state: 'acknowledged' }] }]);
  });

  test('whose call is tried again is heard of when that is over', async () => {
    await open(clinic, { inboundUrl: 'http://127.0.0.1:9/in' });
    const { calls } = (await write({ from: ASHA, text: 'Hello' })).body;
    expect(calls).toMatchObject([{ state: 'pending' }]);
    await expect
      .poll(async () => (await outside()).texts.at(-1))
      .toMatchObject({ id: 1, calls: [{ state: 'given up', attempts: 2 }] });
  });

  test('does not leave this machine for a host that nobody allowed', async () => {
    await open(
      clinic.replace('GATE: {type: twilio', 'GATE: {type: twilio, inbound_url: "http://app.example/in"'),
    );
    const { calls } = (await write({ from: ASHA, text: 'Hello' })).body;
    expect(calls).toEqual([
      { state: 'refused', why: expect.stringContaining('app.example is not this machine') },
    ]);
  });

  test('knows the application from the state, by host and port alone', async () => {
    await open(clinic, { inboundUrl: `${app.url}/in?token=hush` });
    const { gateways } = (await call('GET', `${at}/state`)).body;
    expect(
      gateways.map(({ name, textsGoTo }: { name: string; textsGoTo: string }) => [name, textsGoTo]),
    ).toEqual([
      ['GATE', new URL(app.url).host],
      ['MAIL', null],
    ]);
  });

  test('that cannot be sent is refused with the cure', async () => {
    await open(clinic);
    expect(await write({ from: ASHA, text: 'Hello' })).toMatchObject({
      status: 422,
      body: { found: 'no gateway that calls an application', hint: expect.stringContaining('--inbound') },
    });
    expect(await write({ from: ASHA, text: 'Hello', gateway: 'GATE' })).toMatchObject({
      status: 422,
      body: { found: 'GATE does not know where texts go', wanted: expect.stringContaining('inbound_url') },
    });
    expect((await write({ from: ASHA, text: 'Hello', gateway: 'NONE' })).status).toBe(404);
    expect((await write({ from: 'asha', text: 'Hello', gateway: 'GATE' })).body.found).toBe(
      'asha is no number',
    );
    const other = (await call('POST', '/api/sessions', { text: clinic })).body.id;
    expect(
      await call('POST', `/api/sessions/${other}/outside/text`, { from: ASHA, text: 'x' }),
    ).toMatchObject({
      status: 409,
      body: { wanted: expect.stringContaining('drysend serve') },
    });
  });
});
