import { expect, test } from 'vitest';
import type { DurableLog } from '../../src/adapters/recorder/durable-log.ts';
import type { StandaloneGateways } from '../../src/adapters/standalone/open-standalone.ts';
import { signpost } from '../../src/cli/gateways-signpost.ts';
import { plainGateway } from '../../src/core/model/plain-gateway.ts';

const gateways = [plainGateway('TW', 'twilio', 'p')];
const servers = {
  urls: new Map([['TW', 'http://127.0.0.1:4810/TW']]),
  mailPorts: new Map(),
  smppPorts: new Map(),
  httpPort: 4810,
  proxy: undefined,
} as unknown as StandaloneGateways;
const aLog = (different: Partial<DurableLog>): DurableLog => ({
  path: 'j/exchanges.ndjson',
  restored: [],
  restoredCount: 0,
  letGo() {},
  tornBytes: 0,
  damaged: [],
  append: () => {},
  close: () => {},
  ...different,
});

test('a journal that is sound is told in one line', () => {
  const text = signpost(gateways, servers, aLog({ restoredCount: 1 }));
  expect(text).toContain('  journal   j/exchanges.ndjson (1 exchanges from before)\n\nCtrl-C');
});

test('what was torn and what is damaged in a journal is told, the first lines by their numbers', () => {
  const text = signpost(gateways, servers, aLog({ tornBytes: 12, damaged: [2, 3, 4, 5, 6, 7, 9] }));
  expect(text).toContain('a torn last line of 12 bytes was cut off\n');
  expect(text).toContain('unreadable and passed over: lines 2, 3, 4, 5, 6 and 2 more\n');
  expect(signpost(gateways, servers, aLog({ damaged: [8] }))).toContain('passed over: line 8\n');
});
