/** Signatures of odd addresses, checked by the vendors' own verifiers over what the application saw. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import {
  openStandaloneGateways,
  type StandaloneGateways,
} from '../../../src/adapters/standalone/open-standalone.ts';
import { asSent } from '../../../src/adapters/webhooks/addresses.ts';
import type { WebhookOptions } from '../../../src/adapters/webhooks/webhooks.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';
import { waitFor } from '../../../src/testing/index.ts';

interface Call {
  /** As an application puts it together: its scheme, the Host and the request line. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly fields: Readonly<Record<string, string>>;
}

const require = createRequire(import.meta.url);

let server: Server;
let port: number;
let status: number;
let calls: Call[];
beforeAll(async () => {
  server = createServer(async (request, response) => {
    calls.push(await callFrom(request));
    response.writeHead(request.url?.startsWith('/second') ? 200 : status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  calls = [];
  status = 200;
});
afterAll(() => server.close());

async function callFrom(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return {
    url: `http://${request.headers.host}${request.url}`,
    headers: request.headers,
    body,
    fields: Object.fromEntries(new URLSearchParams(body.toString('utf8'))),
  };
}

const isFromTwilio = ({ url, headers, fields }: Call): boolean =>
  twilio.validateRequest('token', String(headers['x-twilio-signature']), url, fields);

const { verify } = require('messagebird/lib/webhook-signature-jwt') as {
  verify(url: string, body: Buffer, jwt: string, key: KeyObject): Promise<true>;
};
const messageBirdsKey = createSecretKey(Buffer.from('sign here'));
/** Rejects when not. */
const isFromMessageBird = ({ url, headers, body }: Call): Promise<true> =>
  verify(url, body, String(headers['messagebird-signature-jwt']), messageBirdsKey);

/** Version 3 of this package has no such function. */
const { generateSignature } = require('@vonage/server-sdk') as {
  generateSignature(method: 'md5hash', secret: string, fields: Readonly<Record<string, string>>): string;
};
const isFromVonage = ({ fields }: Call): boolean =>
  generateSignature('md5hash', 'hush', fields) === fields.sig;

/** A gateway of that kind, open while `act` goes on. */
async function withDoors(
  kind: string,
  options: Readonly<Record<string, string>>,
  webhooks: WebhookOptions,
  act: (servers: StandaloneGateways) => Promise<void>,
): Promise<void> {
  const own = new Map(Object.entries({ auth_token: 'token', ...options }));
  const gateways = [{ ...plainGateway('G', kind, 'demo'), options: own }];
  const servers = await openStandaloneGateways({
    gateways,
    gatewayKinds: gatewayCatalogue,
    now: Date.now,
    webhooks,
  });
  await act(servers);
  await servers.close();
}

const text = (servers: StandaloneGateways, words: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${servers.httpPort}/__admin/gateways/G/inbound`, {
    method: 'POST',
    body: JSON.stringify({ from: '+27831234567', text: words }),
  });

const ODD_PATHS = [
  '/plain',
  '',
  '/?',
  '/a b/ü?x=ö y',
  '/a%20b/%C3%BC?x=%c3%b6',
  '/in?clinic=1&x=a+b&x=2&empty=',
  '/in#rc=2&rp=5xx',
  '/in?a=1#rc=2&rp=5xx',
  '/up/../in//twice/./x',
  '/in?q=\'"<>|{}^`\\',
  '/😀?😀=1',
  '/in;v=1,2?a;b=c',
];

describe.each(ODD_PATHS)('http://LOCALHOST%s', (path) => {
  const inboundUrl = (): string => `http://LOCALHOST:${port}${path}`;
  const WORDS = 'YES & nö = 😀';

  test('is signed by Twilio as it goes out', async () => {
    await withDoors(
      'twilio',
      {},
      { inboundUrl: inboundUrl() },
      async (servers) => void (await text(servers, WORDS)),
    );
    expect(calls.map(isFromTwilio)).toEqual([true]);
    expect(isFromTwilio({ ...calls[0]!, url: `${calls[0]!.url}x` })).toBe(false);
  });

  test('is signed by MessageBird as it goes out, with a receipt in its query too', async () => {
    const options = { signing_key: 'sign here' };
    const webhooks = { inboundUrl: inboundUrl(), receiptsUrl: inboundUrl(), speed: 1000 };
    await withDoors('messagebird', options, webhooks, async (servers) => {
      await text(servers, WORDS);
      await fetch(`http://127.0.0.1:${servers.httpPort}/G/messages`, {
        method: 'POST',
        headers: { authorization: 'AccessKey demo', 'content-type': 'application/json' },
        body: JSON.stringify({
          originator: 'Clinic',
          recipients: '27831234567',
          body: 'Hi',
          reference: 'r & ö',
        }),
      });
      await waitFor(() => calls.length >= 3);
    });
    for (const call of calls) expect(await isFromMessageBird(call)).toBe(true);
    await expect(isFromMessageBird({ ...calls[0]!, url: `${calls[0]!.url}x` })).rejects.toThrow('url_hash');
    const receipts = calls.map(({ url }) => new URL(url).searchParams).filter((query) => query.has('status'));
    expect(receipts.map((query) => [query.get('status'), query.get('reference')])).toEqual([
      ['sent', 'r & ö'],
      ['delivered', 'r & ö'],
    ]);
  });

  test('has fields that Vonage signs', async () => {
    const options = { signature_secret: 'hush' };
    const webhooks = { inboundUrl: inboundUrl() };
    await withDoors('vonage', options, webhooks, async (servers) => void (await text(servers, WORDS)));
    expect(calls.map(isFromVonage)).toEqual([true]);
    expect(isFromVonage({ ...calls[0]!, fields: { ...calls[0]!.fields, text: 'NO' } })).toBe(false);
  });
});

test.each([
  ['HTTPS://App.Test:443', 'https://app.test/'],
  ['http://app.test:80/x?#f', 'http://app.test/x'],
  ['http://app.test:8080/x?a=1', 'http://app.test:8080/x?a=1'],
  ['no address', 'no address'],
])('%s goes out as %s', (address, sent) => {
  expect(asSent(address)).toBe(sent);
});

test('{id} in the address of receipts is the id that the gateway gave', async () => {
  const receiptsUrl = `http://127.0.0.1:${port}/status/{gateway}/{id}`;
  await withDoors('telerivet', {}, { receiptsUrl, speed: 1000 }, async (servers) => {
    const answer = await fetch(`http://127.0.0.1:${servers.httpPort}/G/v1/projects/PJ1/messages/send`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('demo:')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ to_number: '+27831234567', content: 'Hi', message_type: 'sms' }),
    });
    const { id } = (await answer.json()) as { readonly id: string };
    await waitFor(() => calls.length >= 2);
    expect(new Set(calls.map(({ url }) => url))).toEqual(
      new Set([`http://127.0.0.1:${port}/status/G/${id}`]),
    );
  });
});

test('a text that Twilio’s address does not take goes to the fallback address, signed, with what went wrong', async () => {
  status = 500;
  const fallback = { fallback_url: `http://127.0.0.1:${port}/second?x=1` };
  await withDoors('twilio', fallback, { inboundUrl: `http://127.0.0.1:${port}/first` }, async (servers) => {
    await text(servers, 'YES');
    await waitFor(() => calls.length >= 2);
  });
  const [first, second] = calls;
  expect(second?.fields).toEqual({
    ...first?.fields,
    ErrorCode: '11200',
    ErrorUrl: `http://127.0.0.1:${port}/first`,
  });
  expect(calls.map(isFromTwilio)).toEqual([true, true]);
});

test('Start Enterprise reports on each segment', async () => {
  const receiptsUrl = `http://127.0.0.1:${port}/dlr`;
  await withDoors('start_enterprise', {}, { receiptsUrl, speed: 1000 }, async (servers) => {
    const query = `usr=demo&pass=demo&msisdn=919812345678&sid=CLINIC&mt=4&msg=${'a'.repeat(200)}`;
    const answer = await fetch(`http://127.0.0.1:${servers.httpPort}/G/MtSendSMS/SingleSMS.aspx?${query}`);
    const ids = (await answer.text()).split(',');
    expect(ids).toHaveLength(2);
    await waitFor(() => calls.length >= 2);
    expect(calls.map(({ url }) => new URL(url).searchParams.get('msgid')).sort()).toEqual(ids.sort());
  });
});
