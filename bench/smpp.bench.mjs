import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './peers/servers.mjs';
import { cli, rounded } from './timed.mjs';

const MESSAGES = 10_000;
const AT_ONCE = 20;
const PORTS = { http: 4940, smpp: 4941, admin: 4942, box: 4943, send: 4944, fake: 4945 };
const FAKE = '/usr/lib/kannel/test/fakesmsc';

/**
 * Texts a second that Kannel (apt-get install kannel kannel-extras) gets through its HTTP door to an SMSC: over SMPP to
 * drysend, which sends a receipt for each, and over its own protocol to its own fake, which sends none.
 */
export async function bench() {
  const drysend = await through(
    [
      'smsc = smpp',
      'host = 127.0.0.1',
      `port = ${PORTS.smpp}`,
      'smsc-username = app',
      'smsc-password = pw',
    ].concat('system-type = ""', 'transceiver-mode = true'),
    drysendServer,
    { 'dlr-mask': '3', 'dlr-url': `http://127.0.0.1:${PORTS.http}/livez` },
  );
  const fakesmsc = await through(
    ['smsc = fake', `port = ${PORTS.fake}`, 'connect-allow-ip = 127.0.0.1'],
    undefined,
    {},
    fakeServer,
  );
  return {
    rows: [
      { smsc: 'drysend', ...drysend },
      { smsc: 'fakesmsc', ...fakesmsc },
    ],
    ratios: { to_fakesmsc: rounded(drysend.texts_per_second / fakesmsc.texts_per_second, 2) },
  };
}

/** `before` and `after` start the SMSC, as it waits for Kannel or connects to it. */
async function through(smsc, before, more, after) {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-bench-'));
  const settings = join(folder, 'kannel.conf');
  writeFileSync(settings, configured(smsc));
  const running = [];
  const start = async (server) => running.push(await startServer(server));
  try {
    if (before) await start(before(folder));
    await start(kannelProgram('bearerbox', settings, () => asked(PORTS.admin, '/status.txt?password=admin')));
    if (after) await start(after());
    await start(kannelProgram('smsbox', settings, () => asked(PORTS.send, '/')));
    await until(async () => (await status()).includes('(online'));
    return await measured(more);
  } finally {
    for (const { stop } of running.reverse()) stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(more) {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  let sent = 0;
  const client = async () => {
    while (sent < MESSAGES) {
      sent += 1;
      const fields = {
        username: 'u',
        password: 'p',
        from: '12345',
        to: '27831234567',
        text: `Visit ${sent}`,
        ...more,
      };
      await asked(PORTS.send, `/cgi-bin/sendsms?${new URLSearchParams(fields)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  await until(async () => countIn(await status(), /SMS: received \d+ .*?, sent (\d+)/) >= MESSAGES);
  const texts = MESSAGES / seconds();
  if (more['dlr-mask'] === undefined) return { texts_per_second: Math.round(texts) };
  await until(async () => countIn(await status(), /DLR: received (\d+)/) >= MESSAGES);
  return { texts_per_second: Math.round(texts), with_receipts_per_second: Math.round(MESSAGES / seconds()) };
}

const countIn = (text, pattern) => Number(pattern.exec(text)?.[1] ?? 0);
const status = () => asked(PORTS.admin, '/status.txt?password=admin');

const drysendServer = (folder) => {
  const scenario = join(folder, 'smpp.yaml');
  writeFileSync(
    scenario,
    'scenario: smpp\ngateways: {SMSC: {type: smpp, system_id: app, password: pw}}\nstarts: 2026-01-01 00:00\nends: 2026-01-02 00:00\n',
  );
  const args = [cli, 'gateways', scenario, '--port', String(PORTS.http), '--smpp-port', String(PORTS.smpp)];
  return { name: 'drysend', command: process.execPath, args, isReady: () => asked(PORTS.http, '/livez') };
};

const fakeServer = () => ({
  name: 'fakesmsc',
  command: FAKE,
  args: ['-H', '127.0.0.1', '-r', String(PORTS.fake), '-m', '1', '1 2 text ready'],
  isReady: async () => (await status()).includes('(online'),
});

const kannelProgram = (name, settings, isReady) => ({
  name,
  command: `/usr/sbin/${name}`,
  args: ['-v', '4', settings],
  isReady,
});

const configured = (smsc) =>
  [
    ...[
      'group = core',
      `admin-port = ${PORTS.admin}`,
      'admin-password = admin',
      `smsbox-port = ${PORTS.box}`,
      '',
    ],
    ...['group = smsc', ...smsc, ''],
    ...['group = smsbox', 'bearerbox-host = 127.0.0.1', `bearerbox-port = ${PORTS.box}`],
    ...[`sendsms-port = ${PORTS.send}`, ''],
    ...['group = sendsms-user', 'username = u', 'password = p', ''],
    ...['group = sms-service', 'keyword = default', 'max-messages = 0', 'text = none', ''],
  ].join('\n');

const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });

function asked(port, path) {
  return new Promise((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port, path, agent }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (piece) => {
        body += piece;
      });
      response.on('end', () => resolve(body || 'answered'));
    });
    request.on('error', reject);
  });
}

const LEFT_MS = 120_000;

async function until(isSo) {
  for (const end = Date.now() + LEFT_MS; Date.now() < end; ) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Kannel did not get through in two minutes');
}
