import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { openDurableLog } from '../../../src/adapters/recorder/durable-log.ts';
import { openStandaloneGateways } from '../../../src/adapters/standalone/open-standalone.ts';
import { twilio } from './open-gateways.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-servers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what the proxy refuses is in the journal too, so that no number is given twice', async () => {
  const log = openDurableLog(join(folder, 'journal'));
  const proxy = { port: 0, authorityFolder: join(folder, 'ca') };
  const servers = await openStandaloneGateways({
    gateways: [twilio()],
    gatewayKinds: gatewayCatalogue,
    now: Date.now,
    log,
    proxy,
  });
  const socket = connect(servers.proxy?.port ?? 0, '127.0.0.1');
  socket.write('CONNECT bank.example:443 HTTP/1.1\r\nHost: bank.example:443\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toContain('403');
  socket.destroy();
  expect([...servers.recorder.all()]).toMatchObject([{ seq: 1, verdict: 'unmatched' }]);
  await servers.close();
  log.close();
  await expect.poll(() => existsSync(join(folder, 'journal', 'exchanges.lock'))).toBe(false);

  const again = openDurableLog(join(folder, 'journal'));
  expect(again.restored).toMatchObject([{ seq: 1, verdict: 'unmatched' }]);
  const startTimer = await openStandaloneGateways({
    gateways: [twilio()],
    gatewayKinds: gatewayCatalogue,
    now: Date.now,
    log: again,
  });
  expect([startTimer.recorder.nextSeq, again.restoredCount, again.restored]).toEqual([2, 1, []]);
  await startTimer.close();
  again.close();
});
