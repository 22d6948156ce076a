/** SMPP clients with their default settings: Kannel and Net::SMPP as Debian has them, and node-smpp over TLS. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import {
  openStandaloneGateways,
  type StandaloneGateways,
} from '../../../src/adapters/standalone/open-standalone.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';
import { bound } from '../../adapters/smpp-server/a-client.ts';
import { runProgram } from '../proxy/run-program.ts';
import { type Kannel, startKannel } from './kannel.ts';

const TEXTS = 300;

const gateway = {
  ...plainGateway('SMSC', 'smpp', 'demo'),
  numbers: ['12345'],
  options: new Map([
    ['system_id', 'app'],
    ['password', 'pw'],
  ]),
};

let servers: StandaloneGateways;
const folder = mkdtempSync(join(tmpdir(), 'drysend-smpp-'));
beforeAll(async () => {
  servers = await openStandaloneGateways({
    gateways: [gateway],
    gatewayKinds: gatewayCatalogue,
    now: () => Date.now(),
    proxy: { port: 0, authorityFolder: folder },
  });
});
afterAll(() => servers.close());

const portOf = (): number => servers.smppPorts.get('SMSC') ?? 0;
const texts = (): string[] => [...servers.recorder.all()].map(({ text }) => text);

/** Kannel's groups of settings for the server; a client of two connections has one for each. */
function connections(mode: string): readonly (readonly string[])[] {
  const common = [
    'smsc = smpp',
    'smsc-id = drysend',
    'host = 127.0.0.1',
    'smsc-username = app',
    'smsc-password = pw',
    'system-type = ""',
  ];
  const sends = [...common, `port = ${portOf()}`];
  if (mode === 'receive-port') return [sends, [...common, `receive-port = ${portOf()}`]];
  return [[...sends, 'transceiver-mode = true', ...(mode === 'use-ssl' ? ['use-ssl = true'] : [])]];
}

const isKannelLeftOut = !existsSync('/usr/sbin/bearerbox') && !process.env.CI;
if (isKannelLeftOut) console.warn('left out, as there is no Kannel here: apt-get install kannel');

describe.skipIf(isKannelLeftOut).each([
  ['a transmitter and a receiver', 'receive-port'],
  ['a transceiver', 'transceiver-mode'],
  ['a transceiver over TLS', 'use-ssl'],
])('Kannel, bound as %s', (_, mode) => {
  let kannel: Kannel;
  let dlr: Server;
  const receipts: string[] = [];
  beforeAll(async () => {
    dlr = createServer((request, response) => {
      receipts.push(request.url ?? '');
      response.end();
    }).listen(0, '127.0.0.1');
    kannel = await startKannel(connections(mode));
    await vi.waitFor(async () => expect(await kannel.status()).toContain('online'), {
      timeout: 20_000,
      interval: 200,
    });
    servers.recorder.remove(() => true);
  }, 60_000);
  afterAll(async () => {
    dlr.close();
    await kannel.close();
  });

  test(`sends ${TEXTS} texts, and hears of each that it was delivered`, async () => {
    const url = `http://127.0.0.1:${(dlr.address() as AddressInfo).port}/dlr?text=%s`;
    const wanted = Array.from({ length: TEXTS }, (__, index) => `Visit ${index}`);
    for (let from = 0; from < TEXTS; from += 20) {
      const some = wanted.slice(from, from + 20);
      const more = { 'dlr-mask': '3' };
      await Promise.all(
        some.map((text) =>
          kannel.send(text, '+27831234567', {
            ...more,
            'dlr-url': url.replace('%s', encodeURIComponent(text)),
          }),
        ),
      );
    }
    await vi.waitFor(() => expect(receipts).toHaveLength(TEXTS), { timeout: 60_000, interval: 200 });
    expect(texts().sort()).toEqual([...wanted].sort());
    expect(new Set(receipts).size).toBe(TEXTS);
  }, 90_000);

  test('sends a long text, one in UCS-2, and answers a text that comes in', async () => {
    servers.recorder.remove(() => true);
    const long = 'A text that takes more than one SMS: '.repeat(10).trim();
    await kannel.send(long, '+27831234567');
    await kannel.send('जाँच ✓', '+27831234567', { coding: '2', charset: 'UTF-8' });
    await servers.webhooks.inbound('SMSC', { from: '+27831234567', text: 'Hello' });
    const wanted = [long, 'जाँच ✓', 'You said: Hello'].sort();
    await vi.waitFor(() => expect(texts().sort()).toEqual(wanted), { timeout: 20_000, interval: 200 });
  }, 30_000);
});

const isPerlLeftOut =
  spawnSync('/usr/bin/perl', ['-MNet::SMPP', '-e', '1'], { stdio: 'ignore' }).status !== 0 && !process.env.CI;
if (isPerlLeftOut) console.warn('left out, as there is no Net::SMPP here: apt-get install libnet-smpp-perl');

test.skipIf(isPerlLeftOut)(
  'Net::SMPP sends a text and reads its receipt',
  async () => {
    servers.recorder.remove(() => true);
    const program = join(import.meta.dirname, 'programs/smpp.pl');
    const { code, out, errors } = await runProgram('/usr/bin/perl', [program, String(portOf())], {});
    expect(errors).toBe('');
    expect(code).toBe(0);
    const [recorded] = [...servers.recorder.all()];
    expect(recorded).toMatchObject({ text: 'Visit ✓', to: '27831234567' });
    expect(out).toMatch(
      new RegExp(`^${recorded?.id} id:${recorded?.id} sub:001 dlvrd:001 .* stat:DELIVRD err:000 `),
    );
  },
  40_000,
);

test('node-smpp trusts the server’s certificate when it is told of the proxy’s authority', async () => {
  const ca = readFileSync(servers.proxy?.certificatePath ?? '');
  const app = await bound(portOf(), {}, { tls: true, host: 'localhost', ca });
  const answer = await app.ask('submit_sm', { destination_addr: '27831', short_message: 'over TLS' });
  app.close();
  expect(answer.command_status).toBe(0);
  expect(texts()).toContain('over TLS');
});
