import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import twilio from 'twilio';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { hostsOf, vendorHost } from '../../src/adapters/proxy/hosts.ts';
import { type GatewayOptions, gatewayHandlers } from '../../src/testing/msw.ts';
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

  test('takes bytes that are not UTF-8 as the servers do, and begins anew after a reset', async () => {
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
  [...gatewayCatalogue.values()]
    .filter(({ kind }) => !['smtp', 'test', 'smpp'].includes(kind))
    .map((gatewayKind) => [gatewayKind.kind, gatewayKind] as const),
)('%s has a host of its own', (kind, gatewayKind) => {
  expect(vendorHost(gatewayKind, aGateway(kind))).toMatch(/^[a-z0-9.-]+(:\d+)?$/);
});

describe('faults', () => {
  const to = (number: number): string => `+2783100000${number}`;
  const troubled = gatewayHandlers({
    TWILIO: {
      type: 'twilio',
      account_sid: 'AC0123456789abcdef0123456789abcdef',
      auth_token: 'one',
      faults: [
        { when: { to: '*1' }, connection: { mode: 'reset', committed: 'yes' } },
        { when: { to: '*2' }, connection: { mode: 'truncate', bytes: '5' } },
        { when: { to: '*3' }, connection: { mode: 'hang' } },
        { when: { to: '*4' }, status: { code: '502', body: '<html>Bad gateway</html>' } },
        { when: { to: '*5' }, reject: 'opted_out' },
        { when: { to: '*6' }, delay: '0.03s' },
        { when: { to: '*7' }, throttle: { rate: '1/min' } },
        { when: { to: '*8' }, connection: { mode: 'drip', bytes: '500', every: '0.005s' } },
      ],
    },
  });
  const own = setupServer(...troubled.handlers);
  const account = 'AC0123456789abcdef0123456789abcdef';
  const send = (number: number, signal?: AbortSignal) =>
    fetch(`https://api.twilio.com/2010-04-01/Accounts/${account}/Messages.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${account}:one`)}` },
      body: new URLSearchParams({ To: to(number), From: '+15005550006', Body: 'Hi' }),
      ...(signal && { signal }),
    });
  beforeAll(() => {
    server.close();
    own.listen();
  });
  afterAll(() => own.close());

  test('act on what comes to the handlers', async () => {
    await expect(send(1)).rejects.toThrow();
    expect(await (await send(2)).text()).toBe('{"acc');
    await expect(send(3, AbortSignal.timeout(50))).rejects.toThrow('timeout');
    expect((await send(4)).status).toBe(502);
    expect(await (await send(5)).json()).toMatchObject({ code: 21610 });
    expect((await send(6)).status).toBe(201);
    expect([(await send(7)).status, (await send(7)).status]).toEqual([201, 429]);
    expect(await (await send(8)).json()).toMatchObject({ status: 'queued' });
    expect(troubled.exchanges().map(({ verdict }) => verdict)).toEqual([
      ...['taken', 'taken', 'failing', 'failing', 'refused', 'taken', 'taken', 'failing', 'taken'],
    ]);
  });

  test('Twilio’s own SDK hears every answer', async () => {
    const { messages } = twilio(account, 'one');
    const create = (number: number) =>
      messages.create({ to: to(number), from: '+15005550006', body: 'Hi' }).then(
        ({ sid }) => sid.slice(0, 2),
        ({ status, code, message }) => [status, code, message.slice(0, 13)],
      );
    expect(await create(9)).toBe('SM');
    expect(await create(5)).toEqual([400, 21610, 'Attempt to se']);
    expect(await create(4)).toEqual([502, undefined, '[HTTP 502] Fa']);
    expect(await create(1)).toEqual([undefined, undefined, 'Network error']);
  });
});

test('Twilio’s SDK does not hear the end of an answer that has no content-length, as the docs say', async () => {
  const answer = (headers?: Record<string, string>) => () =>
    new HttpResponse('{"sid":"SM1"}', { status: 201, ...(headers && { headers }) });
  const own = setupServer(
    http.post('https://api.twilio.com/*/ACwithout/*', answer()),
    http.post('https://api.twilio.com/*/ACwith/*', answer({ 'content-length': '13' })),
  );
  own.listen();
  const ended: string[] = [];
  const send = async (account: string): Promise<void> => {
    await twilio(account, 'one').messages.create({ to: '+27', from: '+1', body: 'Hi' });
    ended.push(account);
  };
  send('ACwithout').catch(() => ended.push('refused'));
  for (let count = 0; count < 5; count += 1) await send('ACwith');
  own.close();
  expect(ended).toEqual(Array.from({ length: 5 }, () => 'ACwith'));
});

test('every host that the forward proxy knows of every kind is answered', async () => {
  const kinds = [...gatewayCatalogue.keys()].filter((kind) => !['smtp', 'test', 'smpp'].includes(kind));
  for (const kind of kinds) {
    const own = gatewayHandlers({ G: { type: kind } as GatewayOptions });
    const handlers = setupServer(...own.handlers);
    handlers.listen({ onUnhandledRequest: 'error' });
    const hosts = [...hostsOf([aGateway('G', { type: kind })], gatewayCatalogue).keys()];
    for (const host of hosts)
      await fetch(`https://${host.replace('*', 'a.b')}/nowhere?x=1`, { method: 'POST' });
    handlers.close();
    expect([kind, own.exchanges().length]).toEqual([kind, hosts.length]);
    expect(hosts.length).toBeGreaterThan(0);
  }
});
