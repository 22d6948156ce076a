import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gateways, startGateways } from '../../../src/testing/index.ts';

let gateways: Gateways;
beforeAll(async () => {
  gateways = await startGateways({
    gateways: { OURS: { type: 'http', method: 'POST', message_param: 'text', number_param: 'to' } },
  });
});
afterAll(() => gateways.close());

const send = (body: string | Buffer<ArrayBuffer>, encoding = 'gzip') =>
  fetch(`${gateways.url('OURS')}/send`, { method: 'POST', headers: { 'content-encoding': encoding }, body });

test.each([
  ['gzip', 'gzip', gzipSync],
  ['old gzip', 'x-gzip', gzipSync],
  ['zlib', 'deflate', deflateSync],
  ['unwrapped', 'deflate', deflateRawSync],
  ['brotli', 'BR', brotliCompressSync],
  ['both', 'deflate, gzip', (text: string) => gzipSync(deflateSync(text))],
  ['nothing', 'identity', (text: string) => Buffer.from(text)],
])('a body packed by %s is read as what it holds', async (name, encoding, pack) => {
  const text = `Visit ${name}`;
  expect((await send(pack(`text=${text}&to=27831234567`), encoding)).status).toBe(200);
  expect(gateways.messages({ text, to: '27831234567' })).toHaveLength(1);
});

test('secrets in a packed body are left out', async () => {
  await send(brotliCompressSync('text=Hidden&to=27831234567&password=S3CRET'), 'br');
  expect(JSON.stringify(gateways.exchanges())).toContain('password=[redacted]');
});

test.each([
  ['zstd', gzipSync('password=S3CRET')],
  ['gzip', gzipSync('password=S3CRET').subarray(0, -3)],
  ['deflate', Buffer.from([0, 1, 2])],
  ['gzip, gzip, gzip, gzip', gzipSync('password=S3CRET')],
])('a body that is not what %s says is refused and not kept', async (encoding, body) => {
  const answer = await send(Buffer.from(body), encoding);
  expect([answer.status, await answer.text()]).toEqual([
    415,
    expect.stringContaining('gzip, deflate and br'),
  ]);
  expect(gateways.exchanges().at(-1)?.request.body).toBe('');
});

test('a small body that would grow beyond the limit is refused', async () => {
  expect((await send(gzipSync(`text=${'a'.repeat(5_000_000)}`))).status).toBe(413);
});

test('a body that is no gzip is read as it came, and the server keeps serving', async () => {
  expect((await send('text=Plain&to=27831234567')).status).toBe(200);
  expect(gateways.messages({ text: 'Plain' })).toHaveLength(1);
});
