import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { openStandaloneGateways } from '../../../src/adapters/standalone/open-standalone.ts';
import { aGateway } from './open-gateways.ts';

test('a gateway whose texts go to its own port does not call itself', async () => {
  const options = new Map<string, string>();
  const servers = await openStandaloneGateways({
    gateways: [aGateway('H', 'yo', { options }), aGateway('MAIL', 'smtp')],
    gatewayKinds: gatewayCatalogue,
    now: Date.now,
  });
  try {
    for (const port of [servers.httpPort, servers.mailPorts.get('MAIL')]) {
      options.set('inbound_url', `http://localhost:${port}/H/send`);
      const [delivery] = await servers.webhooks.inbound('H', { from: '+27831234567', text: 'hello' });
      expect(delivery).toMatchObject({ state: 'refused', why: expect.stringContaining('themselves') });
    }
    expect(servers.recorder.size).toBe(0);
  } finally {
    await servers.close();
  }
});
