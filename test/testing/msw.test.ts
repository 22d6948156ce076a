import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { gatewayBooks } from '../../mock-gateways/index.ts';
import { vendorHost } from '../../src/adapters/proxy/hosts.ts';
import { gatewayHandlers } from '../../src/testing/msw.ts';
import { aGateway } from '../mock-gateways/a-handover.ts';

const fakes = gatewayHandlers({
  TWILIO: { type: 'twilio', account_sid: 'AC1', auth_token: 'one' },
  SECOND: { type: 'twilio', account_sid: 'AC2', auth_token: 'two' },
  OURS: {
    type: 'http',
    url: 'https://sms.example/send',
    message_param: 'text',
    number_param: 'to',
    fail_next: 1,
  },
  PUSH: { type: 'push' },
  GONE: { type: 'messagebird', down: true },
  MAIL: { type: 'smtp' },
});
const server = setupServer(...fakes.handlers);
beforeAll(() => server.listen({ onUnhandledRequest: nobodysRequest }));
afterEach(() => {
  server.resetHandlers();
  fakes.reset();
});
afterAll(() => server.close());

/** Addresses that no handler was meant by; the request itself then fails. */
const unhandled: string[] = [];
function nobodysRequest({ url }: Request): never {
  unhandled.push(url);
  throw new Error('no handler is meant');
}

const toTwilio = (account: string, token: string, To = '+27831234567') =>
  fetch(`https://api.twilio.com/2010-04-01/Accounts/${account}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${account}:${token}`)}` },
    body: new URLSearchParams({ To, From: '+15005550006', Body: 'Visit Tuesday ✓' }),
  });

describe('gatewayHandlers', () => {
  test('answers what fetch sends to the real host, and keeps it without its secrets', async () => {
    const response = await toTwilio('AC1', 'one');
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ status: 'queued', sid: expect.stringMatching(/^SM/) });
    expect(fakes.messages()).toMatchObject([
      { gateway: 'TWILIO', verdict: 'taken', to: '+27831234567', text: 'Visit Tuesday ✓' },
    ]);
    expect(JSON.stringify(fakes.exchanges())).not.toContain(btoa('AC1:one'));
  });

  test('refuses in the vendor’s own words', async () => {
    const response = await toTwilio('AC1', 'one', '+15005550001');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 21211 });
    expect(fakes.messages({ verdict: 'refused' })).toHaveLength(1);
  });

  test('lets the gateway answer whose account the request has', async () => {
    expect((await toTwilio('AC2', 'two')).status).toBe(201);
    expect((await toTwilio('AC2', 'wrong')).status).not.toBe(201);
    expect(fakes.messages('gateway:SECOND')).toHaveLength(1);
  });

  test('lets it refuse too, in its own words', async () => {
    const response = await toTwilio('AC2', 'two', 'nonsense');
    expect(await response.json()).toMatchObject({ code: 21211 });
    expect(fakes.messages('gateway:SECOND')).toHaveLength(1);
  });

  test('takes bytes that are not UTF-8 as the doors do, and begins anew after a reset', async () => {
    const send = () => fetch('https://sms.example/send?text=caf%E9&to=27831234567');
    expect((await send()).status).toBe(503);
    expect((await send()).status).toBe(200);
    expect(fakes.messages({ verdict: 'taken' })).toMatchObject([{ text: 'café', to: '27831234567' }]);
    fakes.reset();
    expect((await send()).status).toBe(503);
  });

  test('knows a host by its port', async () => {
    const response = await fetch('http://41.77.230.124:9080/', { method: 'POST', body: '<methodCall/>' });
    expect(response.headers.get('content-type')).toContain('xml');
    expect(fakes.exchanges()).toMatchObject([{ gateway: 'PUSH' }]);
  });

  test('has no connection where a gateway is down', async () => {
    await expect(fetch('https://rest.messagebird.com/messages', { method: 'POST' })).rejects.toThrow();
    expect(fakes.exchanges()).toEqual([]);
  });

  test('leaves other hosts to other handlers', async () => {
    server.use(http.get('https://hq.example/ok', () => HttpResponse.text('theirs')));
    expect(await (await fetch('https://hq.example/ok')).text()).toBe('theirs');
    await fetch('https://api.twilio.com.example/').catch(() => undefined);
    expect(unhandled).toEqual(['https://api.twilio.com.example/']);
  });

  test('waits as the gateways on sockets do', async () => {
    const waiting = fakes.waitFor({ to: '+27831234567' });
    await toTwilio('AC1', 'one');
    expect(await waiting).toHaveLength(1);
  });
});

test.each(
  [...gatewayBooks.values()]
    .filter(({ kind }) => !['smtp', 'test', 'smpp'].includes(kind))
    .map((gatewayKind) => [gatewayKind.kind, gatewayKind] as const),
)('%s has a host of its own', (kind, gatewayKind) => {
  expect(vendorHost(gatewayKind, aGateway(kind))).toMatch(/^[a-z0-9.-]+(:\d+)?$/);
});
