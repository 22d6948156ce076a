import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { cpuSeconds, peersFolder, startServer } from './peers/servers.mjs';
import { builds, inTurn, median, ratioByRounds } from './timed.mjs';

const ROUNDS = 9;
/** About a second each, so that the rounds are short and other work on the machine falls on all servers alike. */
const MESSAGES = { drysend: 4000, 'drysend before': 4000, 'smtp-sink': 10_000, aiosmtpd: 2000, maildev: 600 };
const MESSAGES_POOLED = 500;
const MESSAGES_WARM = 3000;
/** With new connections, and by nodemailer. */
const ROUNDS_OTHERWISE = 3;
const SESSIONS = 8;
/** Earlier builds and maildev wait 100 ms before they greet: fewer mails when each has its own connection. */
const MESSAGES_UNPOOLED = 100;

/** Mails a second, connections kept open and new ones, by smtp-source and by nodemailer's pool. */
export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-bench-'));
  const servers = smtpServers(folder);
  const running = [];
  try {
    for (const server of servers) running.push({ ...server, ...(await start(server)), ...measures() });
    for (const server of running) source(server.port, MESSAGES_WARM, ['-d']);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const server of inTurn(running, round)) {
        const [messages, before] = [MESSAGES[server.name], cpuSeconds(server.pid)];
        server.kept.push(source(server.port, messages, ['-d']));
        server.cpuUs.push(((cpuSeconds(server.pid) - before) / messages) * 1e6);
      }
      if (round >= ROUNDS_OTHERWISE) continue;
      for (const server of running) {
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
    ...builds().map(({ name, cli }, index) => {
      const port = 4921 + index * 10;
      const args = [cli, 'gateways', scenario, '--port', String(port + 5), '--smtp-port', String(port)];
      return { name, port, command: node, args };
    }),
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
  const rows = running.map(({ name, kept, cpuUs, fresh, pool }) => ({
    server: name,
    kept_open_per_second: Math.round(median(kept)),
    cpu_us_per_mail: Math.round(median(cpuUs)),
    new_connections_per_second: Math.round(median(fresh)),
    nodemailer_pool_per_second: Math.round(median(pool)),
  }));
  const ratio = (server, measure) => {
    const theirs = running.find(({ name }) => name === server);
    return theirs && ratioByRounds(running[0][measure], theirs[measure]);
  };
  return {
    goals: 'no slower than before; ≥ 0.33 × smtp-sink and ≥ 5 × maildev, kept-open connections',
    load: `smtp-source, ${SESSIONS} connections, ${ROUNDS} rounds of about a second in turn; ratios are medians of the rounds' own`,
    rows,
    ratios: {
      to_before: ratio('drysend before', 'kept'),
      cpu_to_before: ratio('drysend before', 'cpuUs'),
      to_smtp_sink: ratio('smtp-sink', 'kept'),
      to_aiosmtpd: ratio('aiosmtpd', 'kept'),
      to_maildev: ratio('maildev', 'kept'),
    },
  };
}

/** @returns {{ kept: number[], cpuUs: number[], fresh: number[], pool: number[] }} */
function measures() {
  return { kept: [], cpuUs: [], fresh: [], pool: [] };
}
