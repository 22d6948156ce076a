/** The standalone gateways and an application: receipts of their own accord and by hand, texts, TwiML, the list. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import {
  openStandaloneGateways,
  type StandaloneGateways,
} from '../../../src/adapters/standalone/open-standalone.ts';
import type { Delivery } from '../../../src/adapters/webhooks/delivery.ts';
import type { WebhookOptions } from '../../../src/adapters/webhooks/webhooks.ts';
import type { Fault, Gateway } from '../../../src/core/model/gateway.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';
import { waitFor } from '../../../src/testing/index.ts';
import { type LittleApp, startApp } from '../../e2e/sdk/little-app.ts';
import { ManualTimers } from './manual-timers.ts';

const PHONE = '+27831234567';
const CLINIC = '+27870000001';
const SID = 'AC0123456789abcdef0123456789abcdef';

/** What the API answers, as far as a test looks at it. */
interface Told {
  readonly error?: string;
  readonly hint?: string;
  readonly [key: string]: unknown;
}

let app: LittleApp;
let timers: ManualTimers;
let servers: StandaloneGateways;
beforeAll(async () => {
  app = await startApp();
});
beforeEach(() => {
  app.forget();
  timers = new ManualTimers();
});
afterEach(() => servers.close());
afterAll(() => app.close());

function twilio(different: Partial<Gateway> = {}, options: Readonly<Record<string, string>> = {}): Gateway {
  const own = { account_sid: SID, auth_token: 'token', ...options };
  return {
    ...plainGateway('TW', 'twilio', 'demo'),
    numbers: [CLINIC],
    options: new Map(Object.entries(own)),
    ...different,
  };
}

const fault = (value: object, when: object = {}): Fault => ({
  id: 'f',
  when: when as Fault['when'],
  action: 'receipt',
  value,
});

async function open(gateways: readonly Gateway[], webhooks: WebhookOptions = {}): Promise<void> {
  const wanted = { inboundUrl: `${app.url}/in`, receiptsUrl: `${app.url}/status`, timers, ...webhooks };
  servers = await openStandaloneGateways({
    gateways,
    gatewayKinds: gatewayCatalogue,
    now: timers.now.bind(timers),
    webhooks: wanted,
  });
}

/** The ID in the record of a message that was sent by Twilio's API. */
async function sent(to = PHONE, more = ''): Promise<string> {
  const response = await fetch(`${servers.urls.get('TW')}/2010-04-01/Accounts/${SID}/Messages.json`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${SID}:token`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: `To=${encodeURIComponent(to)}&From=${encodeURIComponent(CLINIC)}&Body=Visit${more}`,
  });
  expect(response.status).toBe(201);
  return [...servers.recorder.all()].at(-1)!.id;
}

const api = async (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
  const response = await fetch(`http://127.0.0.1:${servers.httpPort}/__admin/${path}`, {
    method,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, told: (await response.json()) as Told };
};

const settled = () => waitFor(() => deliveries().every(({ state }) => state !== 'pending') && deliveries());
const deliveries = (): Delivery[] => [...servers.webhooks.deliveries.all()];
const statuses = () => app.calls('/status').map(({ fields }) => fields.MessageStatus);

/** Runs all that waits, in its order; how long each wait was. */
async function runAll(): Promise<number[]> {
  const waits: number[] = [];
  while (timers.nextMs !== undefined) {
    const before = app.calls('/status').length;
    waits.push(timers.runNext());
    await waitFor(() => app.calls('/status').length > before);
  }
  return waits;
}

describe('receipts of their own accord', () => {
  test('come after the time that the scenario tells', async () => {
    await open([twilio({ receipts: { deliveredAfterMs: 300_000 } })]);
    await sent();
    expect(await runAll()).toEqual([100, 0, 0, 299_900]);
    expect(statuses()).toEqual(['queued', 'sending', 'sent', 'delivered']);
    expect(await settled()).toMatchObject([
      { message: 'm1', status: 'queued', state: 'acknowledged' },
      { status: 'sending' },
      { status: 'sent' },
      { status: 'delivered' },
    ]);
  });

  test('come so many times sooner, but not before the answer', async () => {
    await open([twilio({ receipts: { deliveredAfterMs: 300_000 } })], { speed: 60 });
    await sent();
    expect(await runAll()).toEqual([100, 0, 0, 4900]);
  });

  test('do not follow a message that was refused, nor one that nobody asked about', async () => {
    await open([twilio({ rejects: ['2783*'] })]);
    await fetch(`${servers.urls.get('TW')}/2010-04-01/Accounts/${SID}/Messages.json`, { method: 'POST' });
    await servers.close();
    await open([twilio()], { receiptsUrl: '' });
    await sent();
    expect(deliveries()).toEqual([]);
  });

  test('go where the request says before all else, then to status_url', async () => {
    await open([twilio({}, { status_url: `${app.url}/status` })], { receiptsUrl: `${app.url}/for-all` });
    await sent(PHONE, `&StatusCallback=${encodeURIComponent(`${app.url}/status?mine=1`)}`);
    await runAll();
    expect(app.calls('/status').map(({ url }) => new URL(url).search)).toEqual(Array(4).fill('?mine=1'));
    await sent();
    await runAll();
    expect(app.calls('/status')).toHaveLength(8);
    expect(app.calls('/for-all')).toEqual([]);
  });

  test('a fault decides outcome, code, copies, order and time', async () => {
    const value = { outcome: 'undelivered', code: '30003', after: '90s', copies: '2', order: 'reversed' };
    await open([twilio({ faults: [fault(value, { to: '2783*' }), fault({ outcome: 'none' })] })]);
    await sent();
    expect(await runAll()).toEqual([90_000, 0, 0, 0]);
    expect(statuses()).toEqual(['undelivered', 'undelivered', 'sent', 'sent']);
    expect(app.calls('/status').map(({ fields }) => fields.ErrorCode)).toEqual([
      ...['30003', '30003'],
      ...[undefined, undefined],
    ]);
    await sent('+27700000001');
    expect(timers.nextMs).toBeUndefined();
  });

  test('a fault may drop one', async () => {
    await open([twilio({ faults: [fault({ outcome: 'delivered', drop: ['sent'] })] })]);
    await sent();
    await runAll();
    expect(statuses()).toEqual(['delivered']);
  });
});

describe('by hand', () => {
  test('a receipt goes out, and the answer is what the application said', async () => {
    await open([twilio()]);
    const id = await sent();
    app.answer = () => ({ body: 'noted' });
    const { status, told } = await api(`messages/${id}/receipt`, { status: 'failed', code: '30007' });
    expect(status).toBe(200);
    expect(told).toMatchObject({ message: id, status: 'failed', state: 'acknowledged' });
    expect(told.attempts).toMatchObject([{ status: 200, answer: 'noted' }]);
    expect(app.calls('/status')[0]?.fields).toMatchObject({
      MessageStatus: 'failed',
      ErrorCode: '30007',
      To: PHONE,
      MessageSid: JSON.parse([...servers.recorder.all()][0]!.response.body).sid,
    });
  });

  test('a text comes in, from the number that is written any way', async () => {
    await open([twilio(), plainGateway('B', 'vonage', 'demo')]);
    await api('gateways/TW/inbound', { from: '27831234567', text: 'YES', to: '+15005550009' });
    await api('gateways/TW/inbound', { from: `whatsapp:${PHONE}`, text: 'YES' });
    await api('gateways/B/inbound', { from: PHONE, text: 'YES' });
    expect(
      app.calls('/in').map(({ fields }) => [fields.From ?? fields.msisdn, fields.To ?? fields.to]),
    ).toEqual([
      [PHONE, '+15005550009'],
      [`whatsapp:${PHONE}`, CLINIC],
      ['27831234567', '15005550006'],
    ]);
  });

  test('the same text twice is two texts', async () => {
    await open([twilio()]);
    await api('gateways/TW/inbound', { from: PHONE, text: 'YES' });
    await api('gateways/TW/inbound', { from: PHONE, text: 'YES' });
    expect(new Set(app.calls('/in').map(({ fields }) => fields.MessageSid)).size).toBe(2);
  });

  test.each([
    ['gateways/NONE/inbound', { from: PHONE, text: 'x' }, 404, /there are TW, H, S/],
    ['gateways/H/inbound', { from: PHONE, text: 'x' }, 422, /no endpoint for texts/],
    ['gateways/TW/inbound', { from: 'Ana', text: 'x' }, 422, /\+27831234567/],
    ['gateways/TW/inbound', { from: PHONE }, 422, /from and text/],
    ['gateways/TW/inbound', { from: PHONE, text: 7 }, 422, /text is a text/],
    ['gateways/TW/inbound', { from: PHONE, text: 'x', txt: 'x' }, 422, /txt is not known/],
    ['gateways/TW/inbound', '{"from":', 400, /not JSON/],
    ['messages/m9/receipt', { status: 'delivered' }, 404, /no message has the ID m9/],
    ['messages/m1/receipt', { status: 'arrived' }, 422, /queued, sending/],
    ['messages/m1/receipt', {}, 422, /status is missing/],
    ['messages/m2/receipt', { status: 'sent' }, 422, /was not taken/],
  ])('%s of %j is answered %i', async (path, body, wanted, words) => {
    await open([
      twilio({ rejects: ['99*'] }),
      plainGateway('H', 'http', 'demo'),
      plainGateway('S', 'smsgh', 'demo'),
    ]);
    await sent();
    await fetch(`${servers.urls.get('TW')}/2010-04-01/Accounts/${SID}/Messages.json`, { method: 'POST' });
    const { status, told } = await api(path, body);
    expect(status).toBe(wanted);
    expect(`${told.error} ${told.hint ?? ''}`).toMatch(words);
  });

  test('a gateway that does not know where texts go says what to do', async () => {
    await open([twilio()], { inboundUrl: '', receiptsUrl: '' });
    const { told } = await api('gateways/TW/inbound', { from: PHONE, text: 'x' });
    expect(told.hint).toContain('inbound_url');
  });

  test('a carrier hears STOP where no application is told', async () => {
    await open([{ ...plainGateway('H', 'http', 'demo'), carrierOptOut: true }], { inboundUrl: '' });
    expect((await api('gateways/H/inbound', { from: PHONE, text: 'stop' })).told.webhooks).toEqual([]);
    const url = `${servers.urls.get('H')}/send?text=Visit&msisdn=27831234567`;
    expect((await fetch(url)).status).toBe(400);
    await api('gateways/H/inbound', { from: PHONE, text: 'START' });
    expect((await fetch(url)).status).toBe(200);
  });
});

test('who listens hears of a text before its answer, and of a call when it is over', async () => {
  const events: string[] = [];
  app.answer = () => ({ type: 'text/xml', body: '<Response><Message>Thanks</Message></Response>' });
  await open([twilio()], {
    onText: (gateway, { from, to, text }, calls) => {
      events.push(`${gateway}: ${from} > ${to}: ${text}, ${[...servers.recorder.all()].length} messages`);
      void calls.then(([call]) => events.push(`${call?.state}`));
    },
    onSettled: ({ about, state }) => void (about === 'inbound' && events.push(`${about} ${state}`)),
  });
  await api('gateways/TW/inbound', { from: PHONE, text: 'YES' });
  expect(events).toEqual([
    `TW: ${PHONE} > ${CLINIC}: YES, 0 messages`,
    'inbound acknowledged',
    'acknowledged',
  ]);
  expect(servers.webhooks.inboundAddress('TW')).toBe(`${app.url}/in`);
});

describe('faults of texts that come in', () => {
  const inbound = (value: object, when: object = {}): Fault => ({ ...fault(value, when), action: 'inbound' });

  test('a text is brought twice under one ID, the second time later', async () => {
    await open([twilio({ faults: [inbound({ copies: '2', after: '30s' }, { times: '1' })] })]);
    const { told } = await api('gateways/TW/inbound', { from: PHONE, text: 'YES' });
    expect(told.webhooks).toMatchObject([{ state: 'acknowledged' }, { state: 'pending' }]);
    expect(timers.runNext()).toBe(30_000);
    const calls = await app.called('/in', 2);
    expect(new Set(calls.map(({ fields }) => fields.MessageSid)).size).toBe(1);
    await api('gateways/TW/inbound', { from: PHONE, text: 'AGAIN' });
    expect(app.calls('/in')).toHaveLength(3);
  });

  test('a text comes in parts, one of them lost, in the wrong order', async () => {
    const value = { split: '3', missing_part: '2', order: 'reversed' };
    await open([twilio({ faults: [inbound(value, { from: '2783*' })] })]);
    await api('gateways/TW/inbound', { from: PHONE, text: 'onetwosix' });
    await api('gateways/TW/inbound', { from: '+27700000001', text: 'whole' });
    expect(app.calls('/in').map(({ fields }) => fields.Body)).toEqual(['six', 'one', 'whole']);
  });
});

describe('an introduction', () => {
  const whatsapp = () => ({
    ...plainGateway('WA', 'whatsapp_cloud', 'demo'),
    options: new Map([['verify_token', 'hush-hush']]),
  });

  test('whatsapp_cloud: asks for its challenge, with the token that both know', async () => {
    await open([whatsapp()]);
    app.answer = ({ fields }) =>
      fields['hub.verify_token'] === 'hush-hush' ? { body: fields['hub.challenge'] ?? '' } : { status: 403 };
    const { told } = await api('gateways/WA/introduction', {});
    expect(told).toMatchObject({ about: 'introduction', state: 'acknowledged' });
    expect(told).not.toHaveProperty('problem');
    expect(app.calls('/in')[0]).toMatchObject({ method: 'GET', fields: { 'hub.mode': 'subscribe' } });
    expect(JSON.stringify((await api('webhooks')).told)).not.toContain('hush-hush');
  });

  test('whatsapp_cloud: notes a challenge that does not come back', async () => {
    await open([whatsapp()]);
    expect((await api('gateways/WA/introduction', {})).told.problem).toMatch(/hub\.challenge/);
    app.answer = () => ({ status: 403 });
    expect((await api('gateways/WA/introduction', {})).told).toMatchObject({ state: 'given up' });
    expect(timers.nextMs).toBeUndefined();
  });

  test('pinpoint: gives an address that is to be fetched, now or later', async () => {
    await open([plainGateway('PP', 'pinpoint', 'demo')]);
    const fetched = async ({ body }: { readonly body: string }) => {
      const { Type, SubscribeURL } = JSON.parse(body);
      expect(Type).toBe('SubscriptionConfirmation');
      expect((await fetch(SubscribeURL)).status).toBe(200);
      return {};
    };
    const { told: late } = await api('gateways/PP/introduction', {});
    expect(late.problem).toMatch(/SubscribeURL/);
    await fetched(app.calls('/in')[0]!);
    expect((await api(`webhooks/${late.id}`)).told).toMatchObject({
      confirmedAt: '2026-11-16T10:00:00.000Z',
    });
    expect((await api(`webhooks/${late.id}`)).told).not.toHaveProperty('problem');
    app.answer = fetched;
    expect((await api('gateways/PP/introduction', {})).told).not.toHaveProperty('problem');
    const { status } = await fetch(`http://127.0.0.1:${servers.httpPort}/__admin/webhooks/w9/confirmation`);
    expect(status).toBe(404);
  });

  test('is not for the other kinds', async () => {
    await open([twilio()]);
    expect((await api('gateways/TW/introduction', {})).status).toBe(422);
  });
});

describe('TwiML', () => {
  const answers = (body: string, type = 'text/xml') => {
    app.answer = ({ path }) => (path === '/in' ? { type, body } : {});
  };
  const text = async () => (await servers.webhooks.inbound('TW', { from: PHONE, text: 'HI' }))[0]!;
  const messages = () =>
    [...servers.recorder.all()].map((each) => [each.verdict, each.to, each.from, each.text]);

  test('becomes a message from the number that was texted', async () => {
    await open([twilio()]);
    answers('<?xml version="1.0"?><Response><Message>Hello <![CDATA[<Ana>]]></Message></Response>');
    const { replies } = await text();
    expect(messages()).toEqual([['taken', PHONE, CLINIC, 'Hello <Ana>']]);
    expect(replies).toEqual([...servers.recorder.all()].map(({ id }) => id));
  });

  test('plain text is sent as it stands, as Twilio does', async () => {
    await open([twilio()]);
    answers('OK\n', 'text/plain; charset=utf-8');
    await text();
    expect(messages()).toEqual([['taken', PHONE, CLINIC, 'OK']]);
  });

  test.each([
    ['no XML', 'Hello', /^12100 .*no element/],
    ['an element without an end', '<Response><Message>Hi</Response>', /^12100 .*closed by another name/],
    [
      'a document type',
      '<!DOCTYPE r [<!ENTITY a "aaaa">]><Response><Message>&a;</Message></Response>',
      /^12100 .*document type/,
    ],
    ['an entity that nobody declared', '<Response><Message>&boom;</Message></Response>', /^12100 .*&boom;/],
    ['another root', '<Reply>Hi</Reply>', /^12100 .*<Reply>/],
    ['a verb that is not known', '<Response><Dial>1</Dial></Response>', /^12200 .*<Dial>/],
    ['a message without words', '<Response><Message> </Message></Response>', /^14103/],
    ['elements without end', '<Response>'.repeat(20_000), /^12100 .*deep/],
  ])('%s is noted as Twilio’s error, and the server goes on', async (_what, body, problem) => {
    await open([twilio()]);
    answers(body);
    expect(await text()).toMatchObject({
      state: 'acknowledged',
      replies: [],
      problem: expect.stringMatching(problem),
    });
    expect(messages()).toEqual([]);
    answers('<Response/>');
    expect(await text()).not.toHaveProperty('problem');
  });

  test('of another type is noted', async () => {
    await open([twilio()]);
    answers('{"ok":true}', 'application/json');
    expect((await text()).problem).toMatch(/^12300 .*application\/json/);
  });

  test('of an error is not read', async () => {
    await open([twilio()]);
    app.answer = () => ({
      status: 500,
      type: 'text/xml',
      body: '<Response><Message>Hi</Message></Response>',
    });
    expect(await text()).toMatchObject({
      state: 'given up',
      why: 'the application answered 500',
      replies: [],
    });
    expect(messages()).toEqual([]);
  });

  test('too long a message is refused in the record', async () => {
    await open([twilio()]);
    answers(`<Response><Message>${'a'.repeat(1601)}</Message></Response>`);
    await text();
    expect(messages().map(([verdict]) => verdict)).toEqual(['refused']);
  });
});

describe('the list', () => {
  test('shows what is pending, acknowledged, given up and refused, and why', async () => {
    await open([twilio(), { ...plainGateway('V', 'vonage', 'demo'), options: new Map() }]);
    await api('gateways/TW/inbound', { from: PHONE, text: '1' });
    app.answer = () => ({ status: 500 });
    await api('gateways/TW/inbound', { from: PHONE, text: '2' });
    await api('gateways/V/inbound', { from: PHONE, text: '3' });
    const { told } = await api('webhooks');
    expect(told.meta).toEqual({ total: 3, pending: 1 });
    expect(told.webhooks).toMatchObject([
      { id: 'w1', gateway: 'TW', state: 'acknowledged', createdAt: '2026-11-16T10:00:00.000Z' },
      { id: 'w2', state: 'given up', why: 'the application answered 500' },
      { id: 'w3', gateway: 'V', state: 'pending', nextAt: '2026-11-16T10:00:05.000Z' },
    ]);
    expect((await api('webhooks?state=pending')).told.webhooks).toHaveLength(1);
    expect((await api('webhooks?gateway=TW&limit=1')).told.webhooks).toMatchObject([{ id: 'w2' }]);
    expect((await api('webhooks?since=2')).told.webhooks).toMatchObject([{ id: 'w3' }]);
    expect((await api('webhooks?state=lost')).told.hint).toContain('given up');
    expect((await api('webhooks/w1')).told.call).toMatchObject({ body: expect.stringContaining('Body=1') });
    expect((await api('webhooks/w9')).status).toBe(404);
    const metrics = await (await fetch(`http://127.0.0.1:${servers.httpPort}/metrics`)).text();
    expect(metrics).toContain('drysend_webhooks_total{gateway="TW",state="given up"} 1');
    expect((await api('webhooks', undefined, 'DELETE')).told).toEqual({ removed: 2 });
    expect((await api('webhooks')).told.webhooks).toMatchObject([{ id: 'w3' }]);
  });

  test('refused targets are told, with the cure', async () => {
    await open([twilio({}, { inbound_url: 'http://app.example/in' })]);
    const { told } = await api('gateways/TW/inbound', { from: PHONE, text: '1' });
    expect(told.webhooks).toMatchObject([
      { state: 'refused', why: expect.stringContaining('allow it by name') },
    ]);
  });

  test('holds no secret of a gateway', async () => {
    const options = new Map([['webhook_secret', 'hush-hush']]);
    await open([{ ...plainGateway('TR', 'telerivet', 'demo'), options }]);
    await api('gateways/TR/inbound', { from: PHONE, text: '1' });
    expect(app.calls('/in')[0]?.fields.secret).toBe('hush-hush');
    expect(JSON.stringify((await api('webhooks')).told)).not.toContain('hush-hush');
  });
});
