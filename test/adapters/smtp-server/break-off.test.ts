import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gateways, startGateways } from '../../../src/testing/index.ts';

let gateways: Gateways;
beforeAll(async () => {
  gateways = await startGateways({ gateways: { MAIL: { type: 'smtp' } } });
});
afterAll(() => gateways.close());

async function greeted() {
  const socket = connect(gateways.smtpPort, '127.0.0.1');
  const [banner] = await once(socket, 'data');
  return { socket, banner: String(banner) };
}

test('a client that resets its connection does not stop the server', async () => {
  const { socket } = await greeted();
  socket.write('EHLO client\r\nMAIL FROM:<a@example.org>\r\n');
  await once(socket, 'data');
  socket.resetAndDestroy();
  await once(socket, 'close');

  const next = await greeted();
  expect(next.banner).toMatch(/^220 /);
  next.socket.destroy();
});
