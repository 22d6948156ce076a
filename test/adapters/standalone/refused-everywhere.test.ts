/** What a client may not send is refused by every server of the gateways, and stands in the journal on the disk. */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { type DurableLog, openDurableLog } from '../../../src/adapters/recorder/durable-log.ts';
import {
  openStandaloneGateways,
  type StandaloneGateways,
} from '../../../src/adapters/standalone/open-standalone.ts';
import { aGateway } from './open-gateways.ts';

const folder = mkdtempSync(join(tmpdir(), 'drysend-refused-'));
let log: DurableLog;
let servers: StandaloneGateways;
beforeAll(async () => {
  log = openDurableLog(join(folder, 'journal'));
  servers = await openStandaloneGateways({
    gateways: [aGateway('H', 'http'), aGateway('MAIL', 'smtp'), aGateway('SMSC', 'smpp')],
    gatewayKinds: gatewayCatalogue,
    now: Date.now,
    log,
    proxy: { port: 0, authorityFolder: join(folder, 'ca') },
  });
});
afterAll(async () => {
  await servers.close();
  log.close();
  rmSync(folder, { recursive: true, force: true });
});

const HOST = 'Host: 127.0.0.1\r\n';
const HTTP: readonly (readonly [string, string])[] = [
  ['two Host headers', `${HOST}${HOST}\r\n`],
  ['a length and chunks', `${HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ['a bare LF', `${HOST}X: a\nY: b\r\n\r\n`],
  ['a bare CR', `${HOST}X: a\rb\r\n\r\n`],
  ['NUL', `${HOST}X: a\0b\r\n\r\n`],
];
const ENVELOPE = ['EHLO a\r\n', 'MAIL FROM:<a@b.example>\r\n', 'RCPT TO:<c@d.example>\r\n', 'DATA\r\n'];
const SMUGGLED = 'MAIL FROM:<e@f.example>\r\nRCPT TO:<g@h.example>\r\nDATA\r\nx\r\n.\r\n';
const SMTP: readonly (readonly [string, readonly string[]])[] = [
  ['a mail behind a bare LF', [...ENVELOPE, `Subject: x\r\n\r\nx\n.\n${SMUGGLED}`]],
  ['a mail behind a bare CR', [...ENVELOPE, `Subject: x\r\n\r\nx\r.\r${SMUGGLED}`]],
  ['NUL in a mail', [...ENVELOPE, 'Subject: x\r\n\r\nx\0\r\n.\r\n']],
  ['a bare LF in a command', ['EHLO a\nMAIL FROM:<e@f.example>\r\n']],
  ['NUL in a command', ['EHLO a\0\r\n']],
  ['commands behind STARTTLS', ['EHLO a\r\n', `STARTTLS\r\n${SMUGGLED}`]],
];

/** Sends pieces, each when something was heard of the one before, until the server closes. */
async function sent(port: number, pieces: readonly string[], isGreeted: boolean): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  const left = [...pieces];
  const next = (): void => {
    const piece = left.shift();
    if (piece !== undefined) socket.write(piece, 'latin1');
  };
  if (!isGreeted) next();
  socket.on('data', next);
  await closed;
}

const journal = (): readonly string[] =>
  readFileSync(log.path, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"verdict"'));

async function expectRefused(send: () => Promise<void>): Promise<void> {
  const before = journal().length;
  await send();
  await expect.poll(() => journal().length).toBe(before + 1);
  const { verdict, response } = JSON.parse(journal()[before]!);
  expect(['unmatched', 'refused', 'other']).toContain(verdict);
  expect(response.status).toBeGreaterThanOrEqual(400);
}

test.each(HTTP)('the gateways’ HTTP server: %s', (_, rest) =>
  expectRefused(() => sent(servers.httpPort, [`POST /H/send HTTP/1.1\r\n${rest}`], false)),
);

test.each(HTTP)('the recorder’s API: %s', (_, rest) =>
  expectRefused(() => sent(servers.httpPort, [`POST /__admin/requests/reset HTTP/1.1\r\n${rest}`], false)),
);

test.each(HTTP)('the proxy: %s', (_, rest) =>
  expectRefused(() => sent(servers.proxy!.port, [`POST http://api.twilio.com/ HTTP/1.1\r\n${rest}`], false)),
);

test.each(SMTP)('SMTP: %s', (_, pieces) =>
  expectRefused(() => sent(servers.mailPorts.get('MAIL')!, pieces, true)),
);

test.each([
  ['a unit of no length', '\0\0\0\0\0\0\0\x04\0\0\0\0\0\0\0\x01'],
  ['HTTP', 'GET / HTTP/1.1\r\n\r\n'],
])('SMPP: %s', (_, unit) => expectRefused(() => sent(servers.smppPorts.get('SMSC')!, [unit], false)));
