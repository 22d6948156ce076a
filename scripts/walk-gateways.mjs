/** One POST to a standalone gateway, for scripts/walk.mjs. */
const { startGateways } = await import('../src/testing/index.ts');
const gateways = await startGateways({ gateways: { GW: { type: 'http' } } });
await fetch(`${gateways.url('GW')}/send?text=Hello&msisdn=254712000301`);
await gateways.close();
