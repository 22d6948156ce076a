import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls, createSecureContext } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createProxy } from '../../../src/adapters/proxy/proxy.ts';
import {
  aGateway,
  aTwilio,
  basic,
  messagesOf,
  type OpenProxy,
  OTHER_SID,
  openProxy,
  SID,
} from './open-proxy.ts';
import { allOf, formPost, saidTo, secureTunnel, tunnelTo } from './raw-client.ts';

const TWILIO = 'api.twilio.com';
const FORM = 'To=%2B27831234567&From=%2B15005550006&Body=Visit+Tuesday';
const send = (sid = SID, host = TWILIO, form = FORM): string =>
  formPost(messagesOf(sid), host, form, { authorization: basic(sid) });

/** Taken, and nobody hears of it. */
const BREAKS = {
  id: 'breaks',
  when: {},
  action: 'connection',
  value: { mode: 'reset', phase: 'before', committed: 'yes' },
} as const;

let proxy: OpenProxy;
beforeAll(async () => {
  proxy = await openProxy(
    [
      aTwilio('FIRST', SID),
      aTwilio('SECOND', OTHER_SID),
      aGateway('GVI', 'grapevine'),
      { ...aGateway('DOWN', 'telerivet'), down: true },
      { ...aGateway('BREAKS', 'messagebird'), faults: [BREAKS] },
    ],
    { headersTimeoutMs: 400, requestTimeoutMs: 800, tunnelTimeoutMs: 300 },
  );
});
beforeEach(() => proxy.forget());
afterAll(() => proxy.close());

/** Says something through a tunnel with TLS in it. */
async function saidThrough(host: string, words: string): Promise<string> {
  const socket = await secureTunnel(proxy.port, host, proxy.certificate);
  const answer = allOf(socket);
  socket.write(words);
  return answer;
}

describe('a tunnel', () => {
  test('ends at the gateway that stands in for its host', async () => {
    expect(await saidThrough(TWILIO, send())).toMatch(/^HTTP\/1\.1 201 [\s\S]*"to":"\+27831234567"/);
    expect(proxy.recorded()).toMatchObject([
      { gateway: 'FIRST', verdict: 'taken', text: 'Visit Tuesday', request: { path: messagesOf(SID) } },
    ]);
  });

  test('carries one request after another', async () => {
    const socket = await secureTunnel(proxy.port, TWILIO, proxy.certificate);
    const kept = send().replace('connection: close', 'connection: keep-alive');
    socket.write(kept);
    await once(socket, 'data');
    socket.end(send());
    await allOf(socket);
    expect(proxy.recorded()).toHaveLength(2);
  });

  test('needs no TLS', async () => {
    const socket = await tunnelTo(proxy.port, `${TWILIO}:80`);
    const answer = allOf(socket);
    socket.write(send());
    expect(await answer).toMatch(/^HTTP\/1\.1 201 /);
  });

  test('may have its first words in the packet that asks for it', async () => {
    const answer = await saidTo(
      proxy.port,
      `CONNECT ${TWILIO}:80 HTTP/1.1\r\nHost: ${TWILIO}\r\n\r\n${send()}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 Connection established\r\n\r\nHTTP\/1\.1 201 /);
  });

  test('to a host of nobody is refused, with the hosts that there are, and kept', async () => {
    const answer = await saidTo(
      proxy.port,
      'CONNECT bank.example:443 HTTP/1.1\r\nHost: bank.example\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(answer).toContain('No fake gateway stands in for bank.example:443. Nothing was sent on');
    expect(answer).toContain('\n  api.twilio.com\n');
    expect(proxy.recorded()).toMatchObject([
      {
        verdict: 'unmatched',
        request: { method: 'CONNECT', path: 'bank.example:443' },
        response: { status: 403 },
      },
    ]);
  });

  test.each([
    ...['127.0.0.1:22', 'localhost:4810', '[::1]:80', '169.254.169.254:80', '0.0.0.0:80', '10.0.0.1:443'],
    ...['2130706433:80', '0x7f.1:80', '0177.0.0.1:80', '[::ffff:127.0.0.1]:80', '[::ffff:a9fe:a9fe]:80'],
    ...['127.0.0.1.:80', '[::]:80', '[fe80::1]:80', 'rebind.localhost:80', 'api.twilio.com.evil.example:443'],
  ])('leads nowhere near home: %s', async (authority) => {
    const answer = await saidTo(proxy.port, `CONNECT ${authority} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  test.each(['', ':443', '/', 'http://api.twilio.com/', 'a@api.twilio.com:443'])(
    'to what is no host is refused: %j',
    async (authority) => {
      const answer = await saidTo(proxy.port, `CONNECT ${authority} HTTP/1.1\r\nHost: x\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    },
  );

  test('takes no request for another host', async () => {
    expect(await saidThrough(TWILIO, send(SID, 'api.telerivet.com'))).toMatch(/^HTTP\/1\.1 421 /);
    expect(proxy.recorded()).toMatchObject([{ verdict: 'unmatched', response: { status: 421 } }]);
  });

  test.each(['API.TWILIO.COM', 'api.twilio.com:443', 'api.twilio.com.'])(
    'takes its host in any writing: %s',
    async (host) => {
      expect(await saidThrough(TWILIO, send(SID, host))).toMatch(/^HTTP\/1\.1 201 /);
    },
  );

  test('does not lead to the recorder', async () => {
    const answer = await saidThrough(
      TWILIO,
      `GET /__admin/requests HTTP/1.1\r\nHost: ${TWILIO}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(proxy.recorded()).toMatchObject([{ gateway: 'FIRST', verdict: 'refused' }]);
  });

  test.each([
    ['two Host headers', `Host: ${TWILIO}\r\nHost: other.example\r\n`],
    ['a length', `Host: ${TWILIO}\r\nContent-Length: 30\r\n`],
    ['chunks', `Host: ${TWILIO}\r\nTransfer-Encoding: chunked\r\n`],
    ['a length and chunks', `Host: ${TWILIO}\r\nContent-Length: 30\r\nTransfer-Encoding: chunked\r\n`],
    ['a bare LF', `Host: ${TWILIO}\nX: a\r\n`],
    ['NUL', `Host: ${TWILIO}\0\r\n`],
  ])('that is asked for with %s is refused and kept', async (_, headers) => {
    const answer = await saidTo(proxy.port, `CONNECT ${TWILIO}:443 HTTP/1.1\r\n${headers}\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(proxy.recorded()).toMatchObject([
      { verdict: 'unmatched', request: { method: 'CONNECT' }, response: { status: 400 } },
    ]);
  });

  test('that is asked for with a length of none is opened, as WinHTTP does it', async () => {
    const socket = connect(proxy.port, '127.0.0.1');
    socket.write(`CONNECT ${TWILIO}:443 HTTP/1.1\r\nHost: ${TWILIO}\r\nContent-Length: 0\r\n\r\n`);
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
    socket.destroy();
  });

  test('does not lead into another tunnel', async () => {
    const answer = await saidThrough(TWILIO, `CONNECT ${TWILIO}:443 HTTP/1.1\r\nHost: ${TWILIO}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('is cut by a gateway that is down', async () => {
    const words = formPost('/v1/projects/PJ1/messages/send', 'api.telerivet.com', '{}');
    expect(await saidThrough('api.telerivet.com', words)).toBe('');
    expect(proxy.recorded()).toEqual([]);
  });

  test('is reset where a fault has it so, and TLS cannot hide it', async () => {
    const socket = await secureTunnel(proxy.port, 'rest.messagebird.com', proxy.certificate);
    const form = '{"recipients":"27831234567","originator":"Clinic","body":"Visit"}';
    socket.write(formPost('/messages', 'rest.messagebird.com', form, { authorization: 'AccessKey demo' }));
    await expect(once(socket, 'data')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(proxy.recorded()).toMatchObject([{ gateway: 'BREAKS', verdict: 'taken' }]);
  });

  test('that stays silent is closed', async () => {
    expect(await allOf(await tunnelTo(proxy.port, `${TWILIO}:443`))).toBe('');
  });

  test('that breaks off in the handshake, or speaks rubbish, harms nobody', async () => {
    for (const words of ['\x16', '\x16\x03\x01\x00\x05hello', 'rubbish\r\n\r\n', '\x00\x01\x02']) {
      const socket = await tunnelTo(proxy.port, `${TWILIO}:443`);
      const rest = allOf(socket);
      socket.write(words);
      await rest;
    }
    const broken = await tunnelTo(proxy.port, `${TWILIO}:443`);
    broken.write('\x16\x03');
    broken.resetAndDestroy();
    expect(await saidThrough(TWILIO, send())).toMatch(/^HTTP\/1\.1 201 /);
  });
});

describe('several gateways with one host', () => {
  test('are told apart by the account', async () => {
    await saidThrough(TWILIO, send(OTHER_SID));
    await saidThrough(TWILIO, send(SID));
    expect(proxy.recorded().map(({ gateway }) => gateway)).toEqual(['SECOND', 'FIRST']);
  });

  test('are told apart when the message is one that they refuse', async () => {
    const bad = FORM.replace('27831234567', '15005550001');
    expect(await saidThrough(TWILIO, send(OTHER_SID, TWILIO, bad))).toMatch(/^HTTP\/1\.1 400 [\s\S]*21211/);
    expect(proxy.recorded()).toMatchObject([{ gateway: 'SECOND', verdict: 'refused' }]);
  });

  test('leave a stranger to the first', async () => {
    expect(await saidThrough(TWILIO, send('ACnobody'))).toMatch(/^HTTP\/1\.1 401 /);
    expect(proxy.recorded()).toMatchObject([{ gateway: 'FIRST', verdict: 'refused' }]);
  });
});

describe('a request in absolute form', () => {
  test('is answered by the gateway of its host, whatever its Host header says', async () => {
    const words = send()
      .replace('POST /', `POST http://${TWILIO}/`)
      .replace(`host: ${TWILIO}`, 'host: other.example');
    expect(await saidTo(proxy.port, words)).toMatch(/^HTTP\/1\.1 201 /);
    expect(proxy.recorded()).toMatchObject([{ gateway: 'FIRST', request: { path: messagesOf(SID) } }]);
  });

  test('may ask for https: some clients leave that to their proxy', async () => {
    const words = send().replace('POST /', `POST https://${TWILIO}/`);
    expect(await saidTo(proxy.port, words)).toMatch(/^HTTP\/1\.1 201 /);
  });

  test('to a host of nobody is refused, with the hosts that there are, and kept', async () => {
    const words = 'GET http://bank.example/in?password=x HTTP/1.1\r\nHost: bank.example\r\n\r\n';
    const answer = await saidTo(proxy.port, words);
    expect(answer).toMatch(/^HTTP\/1\.1 403 [\s\S]*No fake gateway stands in for bank\.example\./);
    expect(proxy.recorded()).toMatchObject([
      {
        verdict: 'unmatched',
        request: { method: 'GET', path: 'http://bank.example/in?password=[redacted]' },
      },
    ]);
  });

  test.each([
    ['two Host headers', 'host:', `Host: ${TWILIO}\r\nhost:`],
    ['a length and chunks', 'host:', 'Transfer-Encoding: chunked\r\nhost:'],
    ['a bare LF', 'host:', 'X: a\nhost:'],
    ['a bare CR', 'host:', 'X: a\rb\r\nhost:'],
    ['NUL', 'host:', 'X: a\0\r\nhost:'],
  ])('with %s is refused and kept, in a tunnel too', async (_, from, to) => {
    const words = send().replace(from, to);
    expect(await saidThrough(TWILIO, words)).toMatch(/^HTTP\/1\.1 400 /);
    const absolute = words.replace('POST /', `POST http://${TWILIO}/`);
    expect(await saidTo(proxy.port, absolute)).toMatch(/^HTTP\/1\.1 400 /);
    const kept = proxy.recorded().map(({ verdict, response }) => [verdict, response.status]);
    expect(kept).toEqual(Array.from({ length: 2 }, () => ['unmatched', 400]));
  });

  test.each([
    ['two Host headers', 400, 'Host: bank.example\r\nHost: b\r\n'],
    ['no Host header', 400, ''],
    ['an Expect that nobody meets', 417, `Host: ${TWILIO}\r\nExpect: x\r\n`],
    ['a host of nobody', 403, 'Host: bank.example\r\n'],
  ])('with %s is answered %i and kept, and nothing behind it is read', async (_, status, headers) => {
    const place = status === 403 ? 'bank.example' : TWILIO;
    const words = `POST http://${place}/ HTTP/1.1\r\n${headers}Content-Length: 0\r\n\r\n`;
    const answer = await saidTo(proxy.port, words + send().replace('POST /', `POST http://${TWILIO}/`));
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${status}`]);
    expect(proxy.recorded()).toMatchObject([{ verdict: 'unmatched', response: { status } }]);
  });

  test('tells the gateway nothing of what was meant for the proxy', async () => {
    const proxyHeaders = 'Proxy-Authorization: Basic eDp5\r\nProxy-Connection: keep-alive\r\n';
    const words = send().replace('POST /', `POST http://${TWILIO}/`).replace('host:', `${proxyHeaders}host:`);
    await saidTo(proxy.port, words);
    const names = Object.keys(proxy.recorded()[0]!.request.headers);
    expect(names.filter((name) => name.startsWith('proxy-'))).toEqual([]);
    expect(names).toContain('authorization');
  });
});

describe('the proxy’s own address', () => {
  test.each([
    ['as a page would ask', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n'],
    ['as a page would ask whose name was bent to this machine', `GET / HTTP/1.1\r\nHost: ${TWILIO}\r\n`],
    ['for the recorder', 'GET /__admin/requests HTTP/1.1\r\nHost: 127.0.0.1\r\n'],
    ['for a gateway', `POST /FIRST${messagesOf(SID)} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n`],
    ['for another scheme', 'GET ftp://api.twilio.com/ HTTP/1.1\r\nHost: api.twilio.com\r\n'],
    ['with a star', 'OPTIONS * HTTP/1.1\r\nHost: api.twilio.com\r\n'],
  ])('serves nothing: %s', async (_story, words) => {
    const answer = await saidTo(proxy.port, `${words}\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*This is a forward proxy/);
  });

  test('has limits on headers, and on the time they take', async () => {
    const long = `GET http://${TWILIO}/ HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await saidTo(proxy.port, long)).toMatch(/^HTTP\/1\.1 431 /);
    expect(await saidTo(proxy.port, `GET http://${TWILIO}/ HTTP/1.1\r\n`)).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('has the same limits inside a tunnel', async () => {
    expect(await saidThrough(TWILIO, `POST / HTTP/1.1\r\nHost: ${TWILIO}\r\n`)).toMatch(/^HTTP\/1\.1 408 /);
    const half = send().slice(0, -5);
    expect(await saidThrough(TWILIO, half)).not.toMatch(/^HTTP\/1\.1 201 /);
  });
});

describe('a client that does not trust the authority', () => {
  const gvi = 'www.gvi.bms9.vine.co.za';

  test('meets an error, is heard of once, and the proxy goes on', async () => {
    for (let round = 0; round < 2; round += 1) {
      const socket = await tunnelTo(proxy.port, `${gvi}:443`);
      const secure = connectTls({ socket, servername: gvi });
      const [error] = (await once(secure, 'error')) as [NodeJS.ErrnoException];
      expect(error.code).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT/);
      await expect.poll(() => proxy.brokenOff.filter((each) => each.startsWith(gvi))).toHaveLength(1);
    }
    expect(await saidThrough(TWILIO, send())).toMatch(/^HTTP\/1\.1 201 /);
  });

  test('is heard of when it leaves after the handshake, too', async () => {
    const secure = await secureTunnel(proxy.port, 'api.telerivet.com', proxy.certificate);
    secure.destroy();
    await expect
      .poll(() => proxy.brokenOff.filter((each) => each.startsWith('api.telerivet.com')))
      .toHaveLength(1);
  });
});

test('closing the proxy ends its tunnels', async () => {
  const another = await openProxy([aTwilio('T', SID)]);
  const raw = await tunnelTo(another.port, `${TWILIO}:443`);
  const secure = await secureTunnel(another.port, TWILIO, another.certificate);
  const ends = [raw, secure].map((socket) => allOf(socket));
  await another.close();
  expect(await Promise.all(ends)).toEqual(['', '']);
});

const outside = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address;

test.skipIf(outside === undefined)(
  'whoever comes from outside is shut out, wherever the proxy listens',
  async () => {
    const open = createProxy({
      routes: new Map(),
      server: createServer(),
      authority: { contextFor: () => createSecureContext() },
    });
    open.listen(0, '0.0.0.0');
    await once(open, 'listening');
    const { port } = open.address() as AddressInfo;
    const words = 'GET http://bank.example/ HTTP/1.1\r\nHost: bank.example\r\n\r\n';
    expect(await saidTo(port, words, outside)).toBe('');
    expect(await saidTo(port, words)).toMatch(/^HTTP\/1\.1 403 /);
    open.close();
  },
);

test('there is no way out: nothing in the proxy can open a connection', () => {
  const folder = join(import.meta.dirname, '../../../src/adapters/proxy');
  const ways = [
    /from 'node:(?:https|http2|dgram|dns|child_process)'/,
    /import (?:\* as )?\w+ from 'node:(?:net|http|tls)'/,
    /import \{[^}]*\b(?:connect|createConnection|request|get|Agent)\b[^}]*\} from 'node:(?:net|http|tls)'/,
    /\bfetch\(|\.connect\(|\bcreateConnection\b|new Socket\b|\bimport\(/,
  ];
  const found = readdirSync(folder).filter((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return ways.some((way) => way.test(text));
  });
  expect(found).toEqual([]);
});
