import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './peers/servers.mjs';
import { cli, rounded } from './timed.mjs';

const PORT = 4930;
const SMTP_PORT = 4931;
const LISTINGS = 800;
const LISTED = 300;

const MIXED = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n';

/** Mails that are made to stall their reader. */
const mails = {
  '100,000 nested message/rfc822': `${'Content-Type: message/rfc822\r\n\r\n'.repeat(100_000)}x`,
  'a megabyte of To': `To: ${'a@b.example, '.repeat(75_000)}c@d.example\r\n\r\nx`,
  'a To of 200,000 groups': `To: ${'a:'.repeat(200_000)}\r\n\r\nx`,
  'a part with 60,000 lines of ;name=aaa': `${MIXED}--b\r\nContent-Type: text/plain${';name=aaaaaaaaaaaaaaaaaaaaaaa\r\n '.repeat(60_000)}\r\n\r\nx`,
  '3,000 parts with ;name=aaa': `${MIXED}${`--b\r\nContent-Type: text/plain;name=${'a'.repeat(900)}\r\n\r\n`.repeat(3000)}`,
  '100,000 multiparts in each other': `${MIXED}${`--b\r\n${MIXED}`.repeat(100_000)}`,
  '6 MB of quoted-printable': `Content-Transfer-Encoding: quoted-printable\r\n\r\n${'=41'.repeat(2_000_000)}`,
  '8 MB of base64': `Content-Transfer-Encoding: base64\r\n\r\n${`${'QUFB'.repeat(19)}\r\n`.repeat(100_000)}`,
};

/** The worst pause of a server for others, ms, while bad mails come and are read; and while many listings wait. */
export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-bench-'));
  const scenario = join(folder, 'mail.yaml');
  writeFileSync(
    scenario,
    'scenario: mail\ngateways: {SMTP: {type: smtp}}\nstarts: 2026-01-01 00:00\nends: 2026-01-02 00:00\n',
  );
  const args = [cli, 'gateways', scenario, '--port', String(PORT), '--smtp-port', String(SMTP_PORT)];
  const isReady = async () => (await get('/livez').catch(() => 0)) === 200;
  const server = await startServer({ name: 'drysend', command: process.execPath, args, port: PORT, isReady });
  try {
    const rows = [];
    for (const [mail, text] of Object.entries(mails)) {
      const accepting = await worstPause(() => send(text));
      const reading = await worstPause(async () => {
        for (const path of ['messages', 'message/latest', 'search?query=has:attachment'])
          await get(`/api/v1/${path}`);
      });
      rows.push({ mail, accepting_ms: accepting, reading_ms: reading });
    }
    await Promise.all(Array.from({ length: LISTED }, (_, index) => send(`Subject: x\r\n\r\nhello ${index}`)));
    const listings_ms = await worstPause(pipelined);
    return {
      load: `one client asks /livez all the time; ${LISTINGS} pipelined listings of ${LISTED} mails`,
      rows,
      listings_ms,
    };
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ms that another client waited at most while the work went on. */
async function worstPause(work) {
  let worst = 0;
  let isDone = false;
  const others = (async () => {
    while (!isDone) {
      const askedAt = performance.now();
      await get('/livez');
      worst = Math.max(worst, performance.now() - askedAt);
    }
  })();
  await work();
  isDone = true;
  await others;
  return rounded(worst, 0);
}

function get(path) {
  return new Promise((resolve, reject) => {
    const request = httpGet({ host: '127.0.0.1', port: PORT, path, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    request.on('error', reject);
  });
}

function send(text) {
  const lines = [
    'EHLO bench',
    'MAIL FROM:<a@example.org>',
    'RCPT TO:<b@example.org>',
    'DATA',
    `${text}\r\n.`,
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(SMTP_PORT, '127.0.0.1');
    socket.on('data', (data) => {
      if (!/^\d{3} /m.test(String(data))) return;
      const line = lines.shift();
      if (line === undefined) {
        resolve(undefined);
        socket.destroy();
      } else socket.write(`${line}\r\n`, 'latin1');
    });
    socket.on('error', reject);
  });
}

function pipelined() {
  const socket = connect(PORT, '127.0.0.1');
  let answers = 0;
  socket.write('GET /api/v1/messages?limit=1000 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'.repeat(LISTINGS));
  return new Promise((resolve, reject) => {
    socket.on('data', (data) => {
      answers += String(data).split('HTTP/1.1 200').length - 1;
      if (answers < LISTINGS) return;
      resolve(undefined);
      socket.destroy();
    });
    socket.on('close', () =>
      answers < LISTINGS ? reject(new Error(`${answers} answers`)) : resolve(undefined),
    );
    socket.on('error', reject);
  });
}
