import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import type { Delivery } from '../../../src/adapters/webhooks/delivery.ts';
import {
  type DispatcherOptions,
  WebhookDispatcher,
  type WebhookJob,
} from '../../../src/adapters/webhooks/dispatcher.ts';
import type { RetryPolicy } from '../../../src/core/model/web-call.ts';
import { waitFor } from '../../../src/testing/index.ts';
import { type LittleApp, startApp } from '../../e2e/sdk/little-app.ts';
import { ManualTimers } from './manual-timers.ts';

let app: LittleApp;
let timers: ManualTimers;
let dispatcher: WebhookDispatcher;
const open = (different: DispatcherOptions = {}): WebhookDispatcher => {
  dispatcher = new WebhookDispatcher({ timers, ...different });
  return dispatcher;
};
beforeEach(async () => {
  app = await startApp();
  timers = new ManualTimers();
  open();
});
afterEach(async () => {
  await dispatcher.close();
  await app.close();
});

const once_: RetryPolicy = { waitsMs: [], isTaken: (status) => status === 200 };

function job(url: string, different: Partial<WebhookJob> = {}): WebhookJob {
  return {
    gateway: 'GW',
    kind: 'twilio',
    about: 'inbound',
    url,
    retryPolicy: once_,
    write: () => ({ method: 'POST', url, headers: { 'content-type': 'text/plain' }, body: 'Hello ✓' }),
    ...different,
  };
}

const current = (id: string): Delivery => dispatcher.deliveries.find(id)!;
const attempts = (id: string, count: number) =>
  waitFor(
    () =>
      current(id).attempts.length >= count &&
      (current(id).state !== 'pending' || timers.nextMs !== undefined),
  );

/** A port where nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('a call', () => {
  test('is made, and what the application says is kept', async () => {
    app.answer = () => ({ body: 'thanks' });
    const delivery = await dispatcher.dispatch(job(`${app.url}/in?a=1`));
    expect(delivery).toMatchObject({
      state: 'acknowledged',
      attempts: [{ at: timers.now(), status: 200, answer: 'thanks' }],
    });
    const [call] = app.calls('/in');
    expect(call).toMatchObject({ method: 'POST', url: `${app.url}/in?a=1`, body: 'Hello ✓' });
    expect(call?.headers).toMatchObject({ host: `127.0.0.1:${app.port}`, 'content-type': 'text/plain' });
    expect(dispatcher.pendingCount).toBe(0);
  });

  test('to another machine is refused, with the cure, and never goes out', async () => {
    const delivery = await dispatcher.dispatch(job('http://93.184.216.34/in'));
    expect(delivery).toMatchObject({
      state: 'refused',
      attempts: [],
      why: expect.stringContaining('allow it'),
    });
  });

  test('by a name goes to the address that was checked, whatever the name says next', async () => {
    const lookups: string[] = [];
    const lookup = async (host: string) => {
      lookups.push(host);
      return [{ address: lookups.length === 1 ? '127.0.0.1' : '93.184.216.34', family: 4 }];
    };
    await dispatcher.close();
    open({ lookup });
    const url = `http://localhost:${app.port}/in`;
    expect(await dispatcher.dispatch(job(url))).toMatchObject({ state: 'acknowledged' });
    expect(await dispatcher.dispatch(job(url))).toMatchObject({ state: 'refused' });
    expect(lookups).toHaveLength(2);
    expect(app.calls('/in')).toHaveLength(1);
    expect(app.calls('/in')[0]?.headers.host).toBe(`localhost:${app.port}`);
  });

  test('is not looked up a second time when it connects', async () => {
    const lookup = async () => [{ address: '127.0.0.1', family: 4 }];
    open({ lookup, allowed: ['app.invalid'] });
    const delivery = await dispatcher.dispatch(job(`http://app.invalid:${app.port}/in`));
    expect(delivery).toMatchObject({ state: 'acknowledged' });
    expect(app.calls('/in')[0]?.headers.host).toBe(`app.invalid:${app.port}`);
  });

  test('to a name with two addresses goes to the one where somebody listens', async () => {
    const lookup = async () => [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ];
    open({ lookup });
    const delivery = await dispatcher.dispatch(job(`http://localhost:${app.port}/in`));
    expect(delivery).toMatchObject({ state: 'acknowledged' });
  });

  test('to a name with two addresses where nobody listens says so of both', async () => {
    const lookup = async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '127.0.0.2', family: 4 },
    ];
    open({ lookup });
    const { state, why } = await dispatcher.dispatch(job(`http://localhost:${await closedPort()}/in`));
    expect(state).toBe('given up');
    expect(why).toMatch(/^connect ECONNREFUSED 127\.0\.0\.1:\d+, connect ECONNREFUSED 127\.0\.0\.2:\d+$/);
  });

  test('to a name that has no address yet is one that cannot connect, and is repeated', async () => {
    let isKnown = false;
    const lookup = async () => {
      if (!isKnown) throw new Error('ENOTFOUND');
      return [{ address: '127.0.0.1', family: 4 }];
    };
    open({ lookup, allowed: ['app.invalid'] });
    const retryPolicy: RetryPolicy = { waitsMs: [1000], isTaken: (status) => status === 200 };
    const { id, why } = await dispatcher.dispatch(job(`http://app.invalid:${app.port}/in`, { retryPolicy }));
    expect(why).toBe('app.invalid has no address');
    isKnown = true;
    timers.runNext();
    await attempts(id, 2);
    expect(current(id)).toMatchObject({ state: 'acknowledged' });
  });

  test.each([
    ...[
      'http://93.184.216.34/',
      'http://10.0.0.1/',
      'http://169.254.169.254/latest/',
      'http://[::1]:9/',
      '//10.0.0.1/',
    ],
    ...[
      'http://2852039166/',
      'http://[::ffff:a9fe:a9fe]/',
      'file:///etc/passwd',
      '/elsewhere',
      'gopher://127.0.0.1:25/',
    ],
  ])('that is redirected to %s is not taken there', async (location) => {
    for (const status of [301, 302, 303, 307, 308]) {
      app.answer = ({ path }) => (path === '/in' ? { status, location } : {});
      expect(await dispatcher.dispatch(job(`${app.url}/in`))).toMatchObject({
        state: 'given up',
        why: `${status}: a redirect to ${location} is not followed`,
      });
    }
    expect(app.calls('/in')).toHaveLength(5);
    expect(app.calls('/elsewhere')).toEqual([]);
  });

  test('that is redirected tells no secret of where', async () => {
    app.answer = () => ({ status: 302, location: 'http://me:hush@127.0.0.1/?token=hush' });
    const delivery = await dispatcher.dispatch(job(`${app.url}/in`));
    expect(delivery.why).toContain('a redirect to http://[redacted]@127.0.0.1/?token=[redacted]');
    expect(JSON.stringify(delivery)).not.toContain('hush');
  });

  test.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433'])(
    'to the gateways themselves, as %s, is refused: they would call themselves for ever',
    async (host) => {
      await dispatcher.close();
      open({ ownPorts: new Set([app.port]), lookup: async () => [{ address: '127.0.0.1', family: 4 }] });
      const delivery = await dispatcher.dispatch(job(`http://${host}:${app.port}/in`));
      expect(delivery).toMatchObject({ state: 'refused', why: expect.stringContaining('themselves') });
      expect(app.calls('/in')).toEqual([]);
    },
  );

  test('to an application that is down is given up, and says why', async () => {
    const delivery = await dispatcher.dispatch(job(`http://127.0.0.1:${await closedPort()}/in`));
    expect(delivery).toMatchObject({ state: 'given up', why: expect.stringContaining('ECONNREFUSED') });
    expect(delivery.attempts).toHaveLength(1);
  });

  test('that nobody answers ends after its time', async () => {
    app.answer = () => new Promise(() => {});
    open({ timeoutMs: 50 });
    const delivery = await dispatcher.dispatch(job(`${app.url}/in`));
    expect(delivery).toMatchObject({ state: 'given up', why: 'no answer within 0.05 s' });
  });

  test.each([
    [
      'switches to another protocol',
      'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nhello',
    ],
    ['sends a head without end', `HTTP/1.1 200 OK\r\n${'X-Long: 1234567890\r\n'.repeat(5000)}`],
    ['breaks off in its answer', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc'],
    ['speaks no HTTP', '220 mail.example ESMTP\r\n'],
  ])('to an application that %s is given up, and holds nobody up', async (_what, answer) => {
    const server = createServer((socket) => void socket.on('error', () => {}).end(answer));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    open({ timeoutMs: 60_000 });
    const url = `http://127.0.0.1:${port}/in`;
    const both = await Promise.all([dispatcher.dispatch(job(url)), dispatcher.dispatch(job(url))]);
    server.close();
    expect(both.map(({ state }) => state)).toEqual(['given up', 'given up']);
    expect(both[0]?.why).toMatch(/^[^\n]+$/);
  });

  test('over TLS to an application that speaks none says so in one line', async () => {
    const delivery = await dispatcher.dispatch(job(`https://127.0.0.1:${app.port}/in`));
    expect(delivery).toMatchObject({ state: 'given up', why: expect.stringMatching(/^EPROTO no TLS.*$/) });
  });

  test('that is called off while its host is looked up is not made', async () => {
    let found = (): void => {};
    const lookup = () =>
      new Promise<never>((_, reject) => {
        found = () => reject(new Error('ENOTFOUND'));
      });
    open({ lookup });
    const retryPolicy: RetryPolicy = { waitsMs: [1000], isTaken: () => true };
    const delivery = dispatcher.dispatch(job('http://localhost:1/in', { retryPolicy }));
    dispatcher.cancel();
    found();
    const { id, state } = await delivery;
    await dispatcher.close();
    expect(state).toBe('given up');
    expect(current(id)).toMatchObject({ state: 'given up', attempts: [] });
    expect(timers.nextMs).toBeUndefined();
  });

  test('reads an answer only so far', async () => {
    app.answer = () => ({ body: 'x'.repeat(5_000_000) });
    const onAnswer: number[] = [];
    const delivery = await dispatcher.dispatch(
      job(`${app.url}/in`, {
        onAnswer({ body }) {
          onAnswer.push(body.length);
          return {};
        },
      }),
    );
    expect(onAnswer).toEqual([65_536]);
    expect(delivery.attempts[0]?.answer).toHaveLength(2000);
  });

  test('whose writing fails is given up, and the next one goes out', async () => {
    const write = () => {
      throw new Error('no ink');
    };
    expect(await dispatcher.dispatch(job(`${app.url}/in`, { write }))).toMatchObject({
      state: 'given up',
      why: 'no ink',
    });
    expect(await dispatcher.dispatch(job(`${app.url}/in`))).toMatchObject({ state: 'acknowledged' });
  });

  test('shows no secret', async () => {
    const url = `${app.url}/in?secret=hush&x=1`;
    const write = () => ({ method: 'POST', url, headers: {}, body: 'a=1&secret=hush' }) as const;
    const delivery = await dispatcher.dispatch(job(url, { write }));
    expect(JSON.stringify(delivery)).not.toContain('hush');
    expect(app.calls('/in')[0]?.body).toBe('a=1&secret=hush');
    expect(JSON.stringify(await dispatcher.dispatch(job('http://ana:hush@127.0.0.1/')))).not.toContain(
      'hush',
    );
  });
});

describe('repetition', () => {
  const plans = (kind: string, url = 'http://127.0.0.1/'): RetryPolicy =>
    gatewayCatalogue.get(kind)!.webhooks.retryPolicy(url);

  test('vonage: from 5 seconds to a quarter of an hour, for 24 hours, until a 200', async () => {
    app.answer = () => ({ status: 500 });
    const first = await dispatcher.dispatch(job(`${app.url}/in`, { retryPolicy: plans('vonage') }));
    expect(first).toMatchObject({ state: 'pending', why: 'the application answered 500' });
    const startedAt = timers.now();
    const waits: number[] = [];
    for (let count = 2; current(first.id).state === 'pending'; count += 1) {
      waits.push(timers.runNext() / 1000);
      await attempts(first.id, count);
    }
    expect(waits.slice(0, 10)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
    expect(timers.now() - startedAt).toBeGreaterThan(23.7 * 3_600_000);
    expect(timers.now() - startedAt).toBeLessThanOrEqual(24 * 3_600_000);
    expect(current(first.id)).toMatchObject({
      state: 'given up',
      why: expect.stringMatching(/500, \d+ times/),
    });
  });

  test('vonage: ends with the first 200', async () => {
    app.answer = () => ({ status: app.calls('/in').length < 3 ? 503 : 200 });
    const { id } = await dispatcher.dispatch(job(`${app.url}/in`, { retryPolicy: plans('vonage') }));
    timers.runNext();
    await attempts(id, 2);
    timers.runNext();
    await attempts(id, 3);
    expect(current(id)).toMatchObject({ state: 'acknowledged' });
    expect(current(id).attempts.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(timers.nextMs).toBeUndefined();
  });

  test('twilio: not after a 500, once when it cannot connect', async () => {
    app.answer = () => ({ status: 500 });
    expect(await dispatcher.dispatch(job(`${app.url}/in`, { retryPolicy: plans('twilio') }))).toMatchObject({
      state: 'given up',
    });
    const { id } = await dispatcher.dispatch(
      job(`http://127.0.0.1:${await closedPort()}/in`, { retryPolicy: plans('twilio') }),
    );
    timers.runNext();
    await attempts(id, 2);
    expect(current(id)).toMatchObject({ state: 'given up', why: expect.stringContaining('2 times') });
  });

  test('twilio: as its connection overrides ask for', async () => {
    const url = `${app.url}/in#rc=2&rp=5xx`;
    app.answer = () => ({ status: 500 });
    const { id } = await dispatcher.dispatch(job(url, { retryPolicy: plans('twilio', url) }));
    timers.runNext();
    await attempts(id, 2);
    timers.runNext();
    await attempts(id, 3);
    expect(current(id)).toMatchObject({ state: 'given up' });
    expect(app.calls('/in')).toHaveLength(3);
  });

  test.each([
    [400, 1],
    [429, 4],
    [503, 4],
  ])('pinpoint: SNS after a %i calls %i times in all', async (status, count) => {
    app.answer = () => ({ status });
    const { id } = await dispatcher.dispatch(job(`${app.url}/in`, { retryPolicy: plans('pinpoint') }));
    for (let tried = 1; current(id).state === 'pending'; ) {
      expect(timers.runNext()).toBe(20_000);
      tried += 1;
      await attempts(id, tried);
    }
    expect(current(id).attempts).toHaveLength(count);
  });

  test('infobip: twenty times within 41 and a half hours', () => {
    const { waitsMs } = plans('infobip');
    expect(waitsMs.slice(0, 4).map((ms) => ms / 60_000)).toEqual([1, 2, 5, 10]);
    expect(waitsMs.reduce((sum, ms) => sum + ms, 0)).toBe(41.5 * 3_600_000);
  });

  test('passes as fast as it is told to', async () => {
    open({ speed: 60 });
    app.answer = () => ({ status: 500 });
    const { id, nextAt } = await dispatcher.dispatch(job(`${app.url}/in`, { retryPolicy: plans('infobip') }));
    expect(nextAt).toBe(timers.now() + 1000);
    expect(timers.runNext()).toBe(1000);
    await attempts(id, 2);
  });
});

describe('many calls', () => {
  test('to one address keep their order, one at a time', async () => {
    let atOnce = 0;
    let most = 0;
    app.answer = async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 2));
      atOnce -= 1;
      return {};
    };
    const numbers = Array.from({ length: 100 }, (_, index) => String(index));
    const write = (body: string) => () =>
      ({ method: 'POST', url: `${app.url}/in`, headers: {}, body }) as const;
    await Promise.all(
      numbers.map((body) => dispatcher.dispatch(job(`${app.url}/in`, { write: write(body) }))),
    );
    expect(app.calls('/in').map(({ body }) => body)).toEqual(numbers);
    expect(most).toBe(1);
  });

  test('to other addresses do not wait for one that hangs', async () => {
    app.answer = ({ path }) => (path === '/slow' ? new Promise(() => {}) : {});
    const slow = dispatcher.dispatch(job(`${app.url}/slow`));
    expect(await dispatcher.dispatch(job(`${app.url}/in`))).toMatchObject({ state: 'acknowledged' });
    await dispatcher.close();
    expect(await slow).toMatchObject({ state: 'given up', why: 'the gateways were closed' });
  });

  test('under way to many addresses bring no warning of Node’s', async () => {
    const warnings: string[] = [];
    const onAnswer = ({ message }: Error): void => void warnings.push(message);
    process.on('warning', onAnswer);
    const places = Array.from({ length: 40 }, (_, index) => `${app.url}/in/${index}`);
    await Promise.all(places.map((url) => dispatcher.dispatch(job(url))));
    await dispatcher.dispatch(job(`https://127.0.0.1:${app.port}/in`));
    process.off('warning', onAnswer);
    expect(warnings).toEqual([]);
  });

  test('wait up to a bound: the ten-thousand-and-first is refused', async () => {
    open({ pendingMax: 10_000 });
    for (let count = 0; count < 10_000; count += 1) void dispatcher.dispatch(job(app.url, { afterMs: 1000 }));
    expect(dispatcher.pendingCount).toBe(10_000);
    expect(await dispatcher.dispatch(job(app.url))).toMatchObject({
      state: 'refused',
      why: '10000 calls wait already',
    });
    await dispatcher.close();
    expect(dispatcher.pendingCount).toBe(0);
    expect(timers.nextMs).toBeUndefined();
    expect([...dispatcher.deliveries.all()].filter(({ state }) => state === 'given up')).toHaveLength(10_000);
  });

  test('are kept up to a bound, the newest', async () => {
    for (let count = 0; count < 20_010; count += 1) void dispatcher.dispatch(job('nowhere'));
    await waitFor(() => dispatcher.pendingCount === 0);
    void dispatcher.dispatch(job('nowhere'));
    const kept = [...dispatcher.deliveries.all()];
    expect(kept).toHaveLength(20_000);
    expect(kept.at(-1)?.seq).toBe(20_011);
  });

  test('after the end are refused', async () => {
    await dispatcher.close();
    expect(await dispatcher.dispatch(job(app.url))).toMatchObject({ state: 'refused' });
  });
});
