/**
 * `node bench/doors.mjs [part] [counts]`: crowds at every server of a built drysend. Idle and slow clients, and event streams that are
 * opened and closed; meanwhile others have to be served. RSS is taken after a quarter of the way and at the end. Ends with 1 when somebody was not served.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from './peers/at-random.mjs';
import { cli } from './timed.mjs';

const HOST = '127.0.0.1';
const CLIENTS = 1000;
const STREAMS = 2000;
/** Fewer than a session has room for. */
const STREAMS_AT_ONCE = 40;
/** A slow client sends a byte so often: it never ends its request, and never stands still. */
const DRIP_MS = 250;

const story = `
scenario: A crowd
project: {name: crowd, time_zone: UTC}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases: {asha: {type: woman, name: Asha, contact_phone_number: "8801712345678"}}
starts: 2026-06-01 09:00
timeline: [{at: 2026-06-01 09:00, register: asha}]
`;

/**
 * 1,000 idle and 1,000 slow clients at each server, round after round; in each somebody else is served.
 * @param {number} rounds
 */
export const idleAndSlow = (rounds = 1) =>
  withServers(async ({ ports, gateways, lab }) => {
    const servers = [
      {
        name: 'http',
        port: ports.http,
        slow: 'POST /TEST/x HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ',
        isServed: () => httpServed(ports.http, '/TEST/x'),
      },
      {
        name: 'proxy',
        port: ports.proxy,
        slow: 'GET http://api.twilio.com/ HTTP/1.1\r\nX: ',
        isServed: () => proxyServed(ports.proxy),
      },
      { name: 'smtp', port: ports.smtp, slow: '', isServed: () => mailServed(ports.smtp) },
      { name: 'smpp', port: ports.smpp, slow: '\0\0\0', isServed: () => smppServed(ports.smpp) },
      {
        name: 'lab',
        port: ports.lab,
        slow: 'POST /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ',
        isServed: () => httpServed(ports.lab, '/livez'),
      },
    ];
    const results = [];
    for (const { name, port, slow, isServed } of servers) {
      const watched = name === 'lab' ? lab : gateways;
      let served = 0;
      const rss = await overRounds(rounds, watched, async () => {
        const crowd = await crowdAt(port, slow);
        if (await isServed()) served += 1;
        await crowd.leave();
      });
      results.push({ server: name, rounds, idle: CLIENTS, slow: CLIENTS, served, ...rss });
    }
    return results;
  });

/** Event streams of one session of the lab, each read until its first state and closed. */
export const streams = (count = STREAMS) =>
  withServers(async ({ ports, lab }) => {
    const id = await firstSession(ports.lab);
    let opened = 0;
    const rounds = count / STREAMS_AT_ONCE;
    const rss = await overRounds(rounds, lab, async () => {
      const states = await Promise.all(Array.from({ length: STREAMS_AT_ONCE }, () => stateOf(ports.lab, id)));
      opened += states.filter(Boolean).length;
    });
    const served = (await httpServed(ports.lab, `/api/sessions/${id}/state`)) ? 1 : 0;
    return [{ server: 'lab', streams: count, opened, served, rounds: 1, ...rss }];
  });

/** Whether in each round of each result somebody was served. */
export const isServed = (results) => results.every(({ rounds, served }) => served === rounds);

/** Does a thing again and again: the memory after a quarter of the way, and at the end. */
async function overRounds(rounds, { rssMb }, once) {
  let rss_quarter_mb = 0;
  for (let round = 1; round <= rounds; round += 1) {
    await once();
    if (round === Math.ceil(rounds / 4)) rss_quarter_mb = rssMb();
  }
  return { rss_quarter_mb, rss_end_mb: rssMb() };
}

/** Clients that say nothing, and clients that say a byte now and then. Some are sent away sooner than others. */
async function crowdAt(port, slow) {
  const all = await Promise.all(Array.from({ length: 2 * CLIENTS }, () => connected(port)));
  const slowOnes = all.slice(CLIENTS);
  for (const socket of slowOnes) if (slow !== '') socket.write(slow, 'latin1');
  const drip = setInterval(() => {
    for (const socket of slowOnes) if (socket.writable) socket.write('y');
  }, DRIP_MS);
  return {
    async leave() {
      clearInterval(drip);
      const open = all.filter((socket) => !socket.destroyed);
      const closed = open.map((socket) => once(socket, 'close'));
      for (const socket of open) socket.destroy();
      await Promise.all(closed);
    },
  };
}

async function connected(port) {
  const socket = connect(port, HOST);
  socket.on('error', () => {});
  socket.resume();
  if (socket.connecting) await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
  return socket;
}

const httpServed = async (port, path) => (await answerTo(port, { path })).status === 200;

/** The fake knows no such path, and says so: it was asked. */
const proxyServed = async (port) => {
  const headers = { host: 'api.twilio.com' };
  return (await answerTo(port, { path: 'http://api.twilio.com/', headers })).status === 401;
};

/** What a client with a connection of its own is answered; status 0: nothing. */
function answerTo(port, { path, method = 'GET', headers = {}, body = '' }) {
  return new Promise((resolve) => {
    const length = method === 'GET' ? {} : { 'content-length': Buffer.byteLength(body) };
    const asked = request({
      host: HOST,
      port,
      path,
      method,
      agent: false,
      headers: { ...headers, ...length },
    });
    asked.on('error', () => resolve({ status: 0, text: '' }));
    asked.on('response', async (response) => {
      let text = '';
      response.on('error', () => {});
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, text });
    });
    asked.end(body);
  });
}

/** Whether a mail is taken. */
function mailServed(port, text = 'Hello\r\n') {
  const said = [
    'EHLO a\r\n',
    'MAIL FROM:<a@example.org>\r\n',
    'RCPT TO:<b@example.org>\r\n',
    'DATA\r\n',
    `${text}.\r\n`,
  ];
  return new Promise((resolve) => {
    const socket = connect(port, HOST);
    let last = '';
    socket.on('error', () => {});
    socket.on('close', () => resolve(said.length === 0 && /^250 /m.test(last)));
    socket.on('data', (chunk) => {
      last = chunk.toString('latin1');
      const next = said.shift();
      if (next === undefined) socket.destroy();
      else socket.write(next, 'latin1');
    });
  });
}

/** Whether an enquire_link is answered. */
async function smppServed(port) {
  const socket = connect(port, HOST);
  socket.on('error', () => {});
  socket.write('\0\0\0\x10\0\0\0\x15\0\0\0\0\0\0\0\x01', 'latin1');
  const [answer] = await Promise.race([once(socket, 'data'), once(socket, 'close')]);
  socket.destroy();
  return Buffer.isBuffer(answer) && answer.readUInt32BE(4) === 0x8000_0015;
}

async function firstSession(port) {
  const { text } = await answerTo(port, { path: '/api/sessions' });
  return JSON.parse(text)[0].id;
}

/** Opens a stream and leaves it at its first state. */
function stateOf(port, id) {
  return new Promise((resolve) => {
    const asked = get({ host: HOST, port, path: `/api/sessions/${id}/events`, agent: false }, (response) => {
      let heard = '';
      response.on('error', () => {});
      response.on('data', (chunk) => {
        heard += chunk;
        if (heard.includes('event: state')) asked.destroy();
      });
      response.on('close', () => resolve(heard.includes('event: state')));
    });
    asked.on('error', () => resolve(false));
  });
}

/** Gives running gateways and a running lab to the work, and ends them. */
async function withServers(work) {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-crowds-'));
  writeFileSync(join(folder, 'crowd.yaml'), story);
  const [http, smtp, smpp, proxy, lab] = await Promise.all([1, 2, 3, 4, 5].map(() => freePort()));
  const ports = { http, smtp, smpp, proxy, lab };
  const options = {
    '--port': http,
    '--smtp-port': smtp,
    '--smpp-port': smpp,
    '--proxy-port': proxy,
    '--ca': folder,
  };
  const started = [
    running(['gateways', ...Object.entries(options).flat().map(String)]),
    running(['serve', join(folder, 'crowd.yaml'), '--port', String(lab), '--gateways-port', '0']),
  ];
  try {
    const [gateways, opened] = await Promise.all(started);
    return await work({ ports, gateways, lab: opened });
  } finally {
    for (const server of await Promise.allSettled(started)) if ('value' in server) await server.value.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A command that prints `Ctrl-C` when it is ready. */
async function running(args) {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  let printed = '';
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      if (printed.includes('Ctrl-C')) resolve(undefined);
    });
    exited.then(() => reject(new Error(`drysend ${args.join(' ')} ended: ${printed}`)));
  });
  return {
    rssMb: () => Math.round(Number(spawnSync('ps', ['-o', 'rss=', '-p', String(child.pid)]).stdout) / 1024),
    async end() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

const parts = { idleAndSlow, streams };

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , part = 'idleAndSlow', ...counts] = process.argv;
  const results = await parts[part](...counts.map(Number));
  console.log(JSON.stringify(results));
  if (!isServed(results)) process.exitCode = 1;
}
