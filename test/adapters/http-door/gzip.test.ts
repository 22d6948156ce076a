import { gzipSync } from 'node:zlib';
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

test('a packed body is read as what it holds', async () => {
  expect((await send(gzipSync('text=Visit&to=27831234567'))).status).toBe(200);
  expect(gateways.messages({ text: 'Visit', to: '27831234567' })).toHaveLength(1);
});

test('a small body that would grow beyond the limit is refused', async () => {
  expect((await send(gzipSync(`text=${'a'.repeat(5_000_000)}`))).status).toBe(413);
});

test('a body that is no gzip is read as it came, and the door keeps serving', async () => {
  expect((await send('text=Plain&to=27831234567')).status).toBe(200);
  expect(gateways.messages({ text: 'Plain' })).toHaveLength(1);
});
