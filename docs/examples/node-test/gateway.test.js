/** A program that calls its gateway by HTTP, against a fake one on this machine. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startGateways } from 'drysend/testing';

const remind = (address, to) =>
  fetch(`${address}/send?${new URLSearchParams({ text: 'Your visit is tomorrow.', msisdn: to })}`);

let gateways;
before(async () => {
  gateways = await startGateways({
    gateways: {
      OURS: { type: 'http', url: 'http://sms.example/send', message_param: 'text', number_param: 'msisdn' },
    },
  });
});
after(() => gateways.close());

test('a reminder goes out', async () => {
  await remind(gateways.url('OURS'), '254711000001');
  const [message] = await gateways.waitFor({ to: '254711000001', text: /tomorrow/ });
  assert.equal(message.verdict, 'taken');
});
