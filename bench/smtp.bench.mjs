import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { peersFolder, startServer } from './peers/servers.mjs';
import { cli, median, rounded } from './timed.mjs';

const ROUNDS = 3;
const MESSAGES = 10_000;
const MESSAGES_POOLED = 2000;
const SESSIONS = 8;
/** smtp-server waits 100 ms before it greets: fewer mails when each has its own connection. */
const MESSAGES_UNPOOLED = 400;

/** Mails a second, connections kept open and new ones, by smtp-source and by nodemailer's pool. */
export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-bench-'));
  const servers = smtpServers(folder);
  const running = [];
  try {
    for (const server of servers) running.push({ ...server, ...(await start(server)), ...measures() });
    for (const server of running) source(server.port, 200, ['-d']);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const server of running) {
        server.kept.push(source(server.port, MESSAGES, ['-d']));
        server.fresh.push(source(server.port, MESSAGES_UNPOOLED, []));
        server.pool.push(await pooled(server.port, MESSAGES_POOLED));
      }
    }
  } finally {
    for (const server of running) server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return report(running);
}

function smtpServers(folder) {
  const scenario = join(folder, 'mail.yaml');
  writeFileSync(
    scenario,
    'scenario: mail\ngateways: {SMTP: {type: smtp}}\nstarts: 2026-01-01 00:00\nends: 2026-01-02 00:00\n',
  );
  const node = process.execPath;
  const maildev = join(peersFolder(), 'node_modules/.bin/maildev');
  return [
    {
      name: 'drysend',
      port: 4921,
      command: node,
      args: [cli, 'gateways', scenario, '--port', '4920', '--smtp-port', '4921'],
    },
    {
      name: 'smtp-sink',
      port: 4922,
      command: '/usr/sbin/smtp-sink',
      args: ['-u', 'nobody', '127.0.0.1:4922', '100'],
    },
    {
      name: 'aiosmtpd',
      port: 4923,
      command: '/usr/bin/aiosmtpd',
      args: ['-n', '-l', '127.0.0.1:4923', '-c', 'aiosmtpd.handlers.Sink'],
    },
    {
      name: 'maildev',
      port: 4924,
      command: maildev,
      args: ['--smtp', '4924', '--web', '4925', '--ip', '127.0.0.1', '--silent'],
    },
  ];
}

const start = (server) => startServer({ ...server, isReady: () => answers(server.port) });

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Mails a second that smtp-source gets through. */
function source(port, messages, options) {
  const args = [
    '-s',
    String(SESSIONS),
    '-m',
    String(messages),
    '-l',
    '1024',
    ...options,
    `127.0.0.1:${port}`,
  ];
  const startedAt = performance.now();
  const { status, stderr, error } = spawnSync('/usr/sbin/smtp-source', args, { encoding: 'utf8' });
  if (error || status !== 0)
    throw new Error(`smtp-source (apt-get install postfix) on port ${port}: ${stderr ?? error}`);
  return messages / ((performance.now() - startedAt) / 1000);
}

async function pooled(port, messages) {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port,
    pool: true,
    maxConnections: 5,
    maxMessages: Infinity,
    ignoreTLS: true,
  });
  const mail = {
    from: 'clinic@example.org',
    to: 'asha@example.org',
    subject: 'Visit',
    text: 'Your visit is on Tuesday.',
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: messages }, () => transport.sendMail(mail)));
  const perSecond = messages / ((performance.now() - startedAt) / 1000);
  transport.close();
  return perSecond;
}

function report(running) {
  const rows = running.map(({ name, kept, fresh, pool }) => ({
    server: name,
    kept_open_per_second: Math.round(median(kept)),
    new_connections_per_second: Math.round(median(fresh)),
    nodemailer_pool_per_second: Math.round(median(pool)),
  }));
  const of = (server) => rows.find((row) => row.server === server);
  const ratio = (server) =>
    of(server) && rounded(of('drysend').kept_open_per_second / of(server).kept_open_per_second, 2);
  return {
    goals: '≥ 0.33 × smtp-sink and ≥ 5 × maildev, kept-open connections',
    rows,
    ratios: {
      to_smtp_sink: ratio('smtp-sink'),
      to_aiosmtpd: ratio('aiosmtpd'),
      to_maildev: ratio('maildev'),
    },
  };
}

/** @returns {{ kept: number[], fresh: number[], pool: number[] }} */
function measures() {
  return { kept: [], fresh: [], pool: [] };
}
