/** Mails that are made to stall their reader: kept whole, told, and others are served meanwhile. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sending } from '../smtp-server/raw-smtp.ts';
import { type Api, openApiUnderTest } from './an-api.ts';

let api: Api;
beforeAll(async () => {
  api = await openApiUnderTest();
});
beforeEach(() => api.gateways.reset());
afterAll(() => api.close());

async function sent(head: string, body: string): Promise<void> {
  const client = await sending(api.gateways.smtpPort, 'asha@example.org');
  client.say(`${head}\r\n\r\n${body}\r\n.\r\n`);
  expect(await client.reply()).toMatch(/^250 /);
  client.socket.destroy();
}

const MIXED = 'Content-Type: multipart/mixed; boundary=b';
const aPart = (head: string, body: string): string => `--b\r\n${head}\r\n\r\n${body}\r\n`;

test.each([
  ['a megabyte of To', `To: ${'a@b.example, '.repeat(77_000)}c@d.example`, 'x', /^a To of more than 20000/],
  ['a megabyte of To that opens groups', `To: ${'a:'.repeat(50_000)}`, 'x', /^a To of more than 20000/],
  [
    'a megabyte of header lines',
    'X-Line: y\r\n'.repeat(90_000).trimEnd(),
    'x',
    /^a header of more than 262144/,
  ],
  ['a thousand header lines', 'X-Line: y\r\n'.repeat(1000).trimEnd(), 'x', /^more than 200 header lines/],
  [
    'lines of names',
    MIXED,
    aPart(`Content-Type: text/plain${';name=aaaaaaaaaaa\r\n '.repeat(60_000)}`, 'x'),
    /^a part with a header/,
  ],
  [
    'parts within parts',
    MIXED,
    `${aPart(MIXED, '')}`.repeat(20_000),
    /^more than (20 parts within|500) parts/,
  ],
  ['100,000 parts', MIXED, aPart('X: y', 'x').repeat(100_000), /^more than 500 parts/],
  [
    'a long text in quoted-printable',
    'Content-Transfer-Encoding: quoted-printable',
    '=41'.repeat(400_000),
    /^a text of more/,
  ],
])('%s: kept byte for byte, taken, and told', async (_what, head, body, reason) => {
  await sent(head, body);
  const { messages } = (await api.ask('GET', '/api/v1/messages')).json;
  expect(messages).toMatchObject([{ Status: 'taken', NotParsed: expect.stringMatching(reason) }]);
  const one = (await api.ask('GET', '/api/v1/message/latest')).json;
  expect(one.NotParsed).toMatch(reason);
  const [exchange] = (await api.ask('GET', '/__admin/requests')).json.requests;
  expect(exchange.request.notParsed).toMatch(reason);
  expect(Buffer.from(exchange.request.bodyAsBase64, 'base64').equals(Buffer.from(`${body}\r\n`))).toBe(true);
  const source = await (await fetch(`${api.base}/api/v1/message/latest/raw`)).text();
  expect(source.endsWith(`\r\n\r\n${body}\r\n`)).toBe(true);
  expect(source.replace(/^Return-Path: .*\r\n/, '').length).toBe(`${head}\r\n\r\n${body}\r\n`.length);
});

test('mails within mails: one attachment, with all that is in it', async () => {
  const body = `${'Content-Type: message/rfc822\r\n\r\n'.repeat(50_000)}x`;
  await sent('Content-Type: message/rfc822', body);
  const { Attachments, NotParsed } = (await api.ask('GET', '/api/v1/message/latest')).json;
  expect(Attachments).toMatchObject([{ ContentType: 'message/rfc822', Size: body.length + 2 }]);
  expect(NotParsed).toBeUndefined();
});

test('headers that are repeated, and bytes that are not UTF-8: the source is what came', async () => {
  const client = await sending(api.gateways.smtpPort);
  const source = 'Received: one\r\nReceived: two\r\nSubject: caf\xe9\r\n\r\nna\xefve\r\n';
  client.say(`${source}.\r\n`);
  await client.reply();
  const raw = await fetch(`${api.base}/api/v1/message/latest/raw`);
  expect(Buffer.from(await raw.arrayBuffer()).toString('latin1')).toBe(source);
  const [{ request }] = (await api.ask('GET', '/__admin/requests')).json.requests;
  expect(Buffer.from(request.bodyAsBase64, 'base64').toString('latin1')).toBe('na\xefve\r\n');
  client.socket.destroy();
});

/** How often others were answered before a work was done. */
async function answeredMeanwhile(work: Promise<unknown>): Promise<number> {
  let isDone = false;
  void work.then(() => {
    isDone = true;
  });
  for (let count = 0; ; count += 1) {
    expect((await fetch(`${api.base}/livez`)).status).toBe(200);
    if (isDone) return count;
  }
}

/** Sends bytes, and waits for so many answers. */
async function answersTo(bytes: string, count: number): Promise<string> {
  const socket = connect(api.gateways.httpPort, '127.0.0.1');
  socket.setEncoding('latin1');
  let heard = '';
  socket.on('data', (text: string) => {
    heard += text;
  });
  socket.write(bytes);
  while (heard.split('HTTP/1.1 ').length <= count) await once(socket, 'data');
  socket.destroy();
  return heard;
}

test('800 listings at once on one connection: all are answered in order, and others in between', async () => {
  for (let index = 0; index < 50; index += 1) await api.sms(`message ${index}`);
  const listing = (limit: number): string =>
    `GET /api/v1/messages?limit=1&start=${limit} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
  const all = answersTo(Array.from({ length: 800 }, (_, index) => listing(index)).join(''), 800);
  expect(await answeredMeanwhile(all)).toBeGreaterThan(20);
  const starts = [...(await all).matchAll(/"start":(\d+)/g)].map(([, start]) => Number(start));
  expect(starts).toEqual(Array.from({ length: 800 }, (_, index) => index));
});

test('more requests of one connection than may wait: it is closed, and that is kept', async () => {
  const socket = connect(api.gateways.httpPort, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  socket.write('GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'.repeat(5000));
  await new Promise((resolve) => socket.once('close', resolve));
  expect(api.gateways.exchanges()).toMatchObject([{ verdict: 'unmatched', response: { status: 503 } }]);
});

test('a mail of 500 attachments is taken apart while others are answered', async () => {
  const body = aPart('Content-Type: a/b\r\nContent-Transfer-Encoding: base64', 'QUJD'.repeat(4000)).repeat(
    499,
  );
  await sent(MIXED, body);
  const one = api.ask('GET', '/api/v1/message/latest');
  expect(await answeredMeanwhile(one)).toBeGreaterThan(20);
  expect((await one).json.Attachments).toHaveLength(499);
});
