import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  aGateway,
  authorization,
  type Doors,
  openStandaloneGateways,
  twilio,
  twilioPath,
} from './open-gateways.ts';

let servers: Doors;
beforeEach(async () => {
  servers = await openStandaloneGateways(
    [twilio(), aGateway('H', 'http'), aGateway('DOWN', 'http', { down: true })],
    {
      bodyLimit: 50_000,
      headersTimeoutMs: 300,
      requestTimeoutMs: 600,
    },
  );
});
afterEach(() => servers.close());

const form = 'To=%2B27831234567&From=%2B15005550006&Body=Visit+Tuesday';
const send = (body = form, headers: Record<string, string> = {}) =>
  fetch(`${servers.base}/TW${twilioPath}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  });
/** What the API may answer; a field that is not there fails the test that looks at it. */
interface Told {
  readonly requests: { readonly request: { readonly headers: Record<string, string> } }[];
  readonly gateways: string[];
  readonly error: string;
}

const told = async (response: Response): Promise<Told> => (await response.json()) as Told;
const json = async (path: string, options?: RequestInit) => told(await fetch(servers.base + path, options));

describe('a gateway at its own address', () => {
  test('answers as its kind does, and keeps the exchange without its secrets', async () => {
    const response = await send();
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      to: '+27831234567',
      body: 'Visit Tuesday',
      status: 'queued',
    });
    const { requests } = await json('/__admin/requests');
    expect(requests[0]).toMatchObject({
      gateway: 'TW',
      verdict: 'taken',
      request: { method: 'POST', body: form },
    });
    expect(requests[0]!.request.headers.authorization).toBe('[redacted]');
  });

  test('refuses in its own words', async () => {
    const response = await send(form, { authorization: 'Basic eDp5' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 20003 });
  });

  test('fails so many times as it was told to, then goes on', async () => {
    await servers.close();
    servers = await openStandaloneGateways([twilio({ failNext: 2 })]);
    expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([429, 429, 201]);
  });

  test('hangs up when it is down', async () => {
    await expect(fetch(`${servers.base}/DOWN/send?text=x&msisdn=27831234567`)).rejects.toThrow();
  });

  test('keeps the bytes of what is not UTF-8', async () => {
    await fetch(`${servers.base}/H/send`, {
      method: 'POST',
      body: Buffer.from('text=caf\xe9&msisdn=2783', 'latin1'),
    });
    const [recorded] = [...servers.recorder.all()];
    expect(recorded!.request.body).toBe('text=café&msisdn=2783');
    expect(Buffer.from(recorded!.raw!, 'base64').toString('latin1')).toBe('text=caf\xe9&msisdn=2783');
  });
});

describe('what nobody is meant by', () => {
  test.each(['/NOPE/send', '/tw/x', '/..%2fTW/x', '/TW%00/x', '/%', '/', '/TWO/x'])(
    '%s is kept, and answered 404 with the gateways there are',
    async (path) => {
      const response = await fetch(servers.base + path);
      expect(response.status).toBe(404);
      expect((await told(response)).gateways).toEqual(['TW', 'H', 'DOWN']);
      expect((await json('/__admin/requests/unmatched')).requests).toHaveLength(1);
    },
  );
});

const HOST = 'Host: 127.0.0.1\r\n';
const FORM = 'application/x-www-form-urlencoded';

describe('hostile clients', () => {
  test('another Host is refused: DNS rebinding finds nobody at home', async () => {
    expect(
      await raw('GET /H/send?text=x HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'),
    ).toMatch(/^HTTP\/1.1 403/);
    expect(await raw('GET /H/send?text=x HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 403/);
  });

  test('a body that is too large is refused, announced or not', async () => {
    expect((await send('x'.repeat(60_000))).status).toBe(413);
    const chunked = `POST /H/send HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n${'fff\r\n'}${'x'.repeat(4095)}\r\n`;
    expect(await raw(chunked + `fff\r\n${'x'.repeat(4095)}\r\n`.repeat(20))).toMatch(/^HTTP\/1.1 413/);
  });

  test('what is not let in is kept among the unmatched, without its secrets', async () => {
    await send('x'.repeat(60_000), { 'x-api-key': 'hush' });
    await raw('GET /H/send?token=hush HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
    await raw(`GET /H/${'y'.repeat(9000)} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    const all = [...servers.recorder.all()];
    expect(all.map(({ verdict, response }) => [verdict, response.status])).toEqual([
      ['unmatched', 413],
      ['unmatched', 403],
      ['unmatched', 414],
    ]);
    expect(JSON.stringify(all)).not.toContain('hush');
  });

  test.each([
    [
      'GET /H/send HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
      400,
      '/H/send',
    ],
    [
      `GET /H/send?token=hush HTTP/1.1\r\n${'X-Bomb: yyyyyyyyyyyyyy\r\n'.repeat(2000)}\r\n`,
      431,
      '/H/send?token=[redacted]',
    ],
    ['GET /H/send HTTP/1.1\r\nX-Slow:', 408, '/H/send'],
    ['\x16\x03\x01 hello\r\n\r\n', 400, ''],
  ])('what is no request is answered so, and kept', async (bytes, status, path) => {
    expect(await raw(bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect([...servers.recorder.all()]).toMatchObject([
      { verdict: 'unmatched', request: { path: status === 408 ? '' : path }, response: { status } },
    ]);
  });

  test.each([
    ['GET http://api.twilio.com/x HTTP/1.1\r\nHost: api.twilio.com\r\nConnection: close\r\n\r\n'],
    ['CONNECT api.twilio.com:443 HTTP/1.1\r\nHost: api.twilio.com:443\r\n\r\n'],
  ])('who takes the server for a proxy is told how to open one: %s', async (bytes) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(/^HTTP\/1.1 421/);
    expect(answer).toContain('--proxy-port');
    expect([...servers.recorder.all()]).toMatchObject([{ verdict: 'unmatched' }]);
  });

  test.each([
    ['two Host headers', 'Host: 127.0.0.1\r\nHost: evil.example\r\n', ''],
    ['the same Host twice', 'Host: 127.0.0.1\r\nhost: 127.0.0.1\r\n', ''],
    ['a length and chunks', `${HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n`, '0\r\n\r\n'],
    ['chunks and a length', `${HOST}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n`, '0\r\n\r\n'],
    ['chunks that are none', `${HOST}Transfer-Encoding: xchunked\r\n`, '0\r\n\r\n'],
    ['chunks of another coding', `${HOST}Transfer-Encoding: gzip, chunked\r\n`, '0\r\n\r\n'],
    ['chunks twice', `${HOST}${'Transfer-Encoding: chunked\r\n'.repeat(2)}`, '0\r\n\r\n'],
    ['a length with a sign', `${HOST}Content-Length: +5\r\n`, 'abcde'],
    ['a bare LF after a header', `${HOST}X: a\nY: b\r\n`, ''],
    ['a bare CR in a header', `${HOST}X: a\rb\r\n`, ''],
    ['a bare CR between headers', 'Host: 127.0.0.1\rX: b\r\n', ''],
    ['NUL in a header', `${HOST}X: a\0b\r\n`, ''],
    ['NUL in the name of a header', `${HOST}X\0: b\r\n`, ''],
    ['a folded header', `${HOST}X: a\r\n b\r\n`, ''],
    ['a blank before the colon', `${HOST}Content-Length : 0\r\n`, ''],
    ['a bare LF after a chunk’s size', `${HOST}Transfer-Encoding: chunked\r\n`, '1\nx\r\n0\r\n\r\n'],
    ['a bare LF after a chunk', `${HOST}Transfer-Encoding: chunked\r\n`, '1\r\nx\n0\r\n\r\n'],
  ])('%s: refused and kept, and nothing behind it is read', async (_what, headers, body) => {
    const behind = `GET /H/send?text=smuggled&msisdn=27831234567 HTTP/1.1\r\n${HOST}\r\n`;
    const answer = await raw(`POST /H/send HTTP/1.1\r\n${headers}\r\n${body}${behind}`);
    expect(answer.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 400']);
    const [first, ...more] = [...servers.recorder.all()];
    expect(first).toMatchObject({ verdict: 'unmatched', response: { status: 400 } });
    expect(more.filter(({ verdict }) => verdict !== 'unmatched')).toEqual([]);
  });

  test('an Expect that nobody here meets: refused and kept, and nothing behind it is read', async () => {
    const behind = `GET /H/send?text=smuggled HTTP/1.1\r\n${HOST}\r\n`;
    const answer = await raw(
      `POST /H/send HTTP/1.1\r\n${HOST}Expect: x\r\nContent-Length: 0\r\n\r\n${behind}`,
    );
    expect(answer.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 417']);
    expect([...servers.recorder.all()]).toMatchObject([{ verdict: 'unmatched', response: { status: 417 } }]);
  });

  test.each([
    ['NUL in the path', 'GET /H/\0send HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', 400],
    ['lines that end with LF alone', 'GET /H/send HTTP/1.1\nHost: 127.0.0.1\n\n', 400],
    [
      'chunks in HTTP/1.0',
      `POST /H/send HTTP/1.0\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['no Host', 'GET /H/send HTTP/1.1\r\n\r\n', 403],
  ])('%s: refused and kept', async (_what, bytes, status) => {
    expect(await raw(bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect([...servers.recorder.all()]).toMatchObject([{ verdict: 'unmatched', response: { status } }]);
  });

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1.evil.example' },
    { origin: 'http://localhost@evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  ])('a page of somewhere else, %j, sends nothing and makes no gateway call: kept', async (headers) => {
    const callback = 'http://127.0.0.1:9/x';
    const bytes = Object.entries({ ...headers, authorization, 'content-type': FORM });
    const body = `${form}&StatusCallback=${encodeURIComponent(callback)}`;
    const lines = bytes.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const answer = await raw(
      `POST /TW${twilioPath} HTTP/1.1\r\n${HOST}${lines}Content-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 403 /);
    expect([...servers.recorder.all()]).toMatchObject([{ verdict: 'unmatched', response: { status: 403 } }]);
  });

  test.each<Record<string, string>>([
    {},
    { origin: 'http://localhost:3000' },
    { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'none' },
  ])('a program, or a page of this machine, %j, is served', async (headers) => {
    expect((await send(form, headers)).status).toBe(201);
  });

  test('headers without end are refused', async () => {
    const bomb = `GET /H/send HTTP/1.1\r\nHost: 127.0.0.1\r\n${'X-Bomb: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n'.repeat(2000)}\r\n`;
    expect(await raw(bomb)).toMatch(/^HTTP\/1.1 4(00|31)/);
  });

  test('a client that dawdles over its headers is sent away', async () => {
    const socket = connect(servers.port, '127.0.0.1');
    socket.write('GET /H/send HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow:');
    socket.resume();
    await once(socket, 'close');
  });

  test.each([
    ['no HTTP at all', '\x16\x03\x01\x02\x00hello\r\n\r\n'],
    [
      'a body cut short',
      'POST /H/send HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 50\r\nConnection: close\r\n\r\nshort',
    ],
    [
      'two lengths',
      'POST /H/send HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
    ],
  ])('after %s it still serves', async (_what, bytes) => {
    await raw(bytes, true);
    expect((await send()).status).toBe(201);
  });

  test.each([
    ['{"a":', '/__admin/requests/find'],
    ['{"metod":"GET"}', '/__admin/requests/count'],
    ['{"urlPattern":"(a"}', '/__admin/requests/find'],
    ['{"headers":{"x":{"like":"y"}}}', '/__admin/requests/find'],
  ])('the recorder says what is wrong with %s', async (body, path) => {
    const response = await fetch(servers.base + path, { method: 'POST', body });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect((await told(response)).error).toBeTruthy();
  });
});

/** Sends bytes, gives back what comes until the end. */
function raw(bytes: string, mayBeReset = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(servers.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (/^HTTP\/1.1 4/.test(answer)) socket.end();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => (answer !== '' || mayBeReset ? resolve(answer) : reject(error)));
    socket.write(bytes, 'latin1');
    if (mayBeReset) setTimeout(() => socket.end(), 50);
  });
}
