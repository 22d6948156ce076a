/**
 * `node bench/doors.mjs [part] [counts]`: crowds at every server of a built drysend. Idle and slow clients, event streams that are opened
 * and closed, sessions, and uploads as large as they may be; meanwhile others have to be served. Memory is taken after a quarter of the way and at
 * the end, when garbage is collected. Ends with 1 when somebody was not served.
 */
import { once } from 'node:events';
import { get } from 'node:http';
import { connect } from 'node:net';
import { pathToFileURL } from 'node:url';
import { firstSession, HOST, httpServed, mailServed, proxyServed, smppServed } from './doors-clients.mjs';
import { overRounds, withServers } from './doors-servers.mjs';
import { sessions } from './doors-sessions.mjs';
import { uploads } from './doors-uploads.mjs';

const CLIENTS = 1000;
const STREAMS = 2000;
/** Fewer than a session has room for. */
const STREAMS_AT_ONCE = 40;
/** A slow client sends a byte so often: it never ends its request, and never stands still. */
const DRIP_MS = 250;

/**
 * Idle and as many slow clients at each server, round after round; in each somebody else is served.
 * @param {number} rounds
 * @param {number} clients of each
 */
export const idleAndSlow = (rounds = 1, clients = CLIENTS) =>
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
      const memory = await overRounds(rounds, watched, async () => {
        const crowd = await crowdAt(port, slow, clients);
        if (await isServed()) served += 1;
        await crowd.leave();
      });
      results.push({ server: name, rounds, idle: clients, slow: clients, served, ...memory });
    }
    return results;
  });

/** Event streams of one session of the lab, each read until its first state and closed. */
export const streams = (count = STREAMS) =>
  withServers(async ({ ports, lab }) => {
    const id = await firstSession(ports.lab);
    let opened = 0;
    const rounds = count / STREAMS_AT_ONCE;
    const memory = await overRounds(rounds, lab, async () => {
      const states = await Promise.all(Array.from({ length: STREAMS_AT_ONCE }, () => stateOf(ports.lab, id)));
      opened += states.filter(Boolean).length;
    });
    const served = (await httpServed(ports.lab, `/api/sessions/${id}/state`)) ? 1 : 0;
    return [{ server: 'lab', streams: count, opened, served, rounds: 1, ...memory }];
  });

/** Whether in each round of each result somebody was served. */
export const isServed = (results) => results.every(({ rounds, served }) => served === rounds);

/** Clients that say nothing, and clients that say a byte now and then. Some are sent away sooner than others. */
async function crowdAt(port, slow, clients) {
  const all = await Promise.all(Array.from({ length: 2 * clients }, () => connected(port)));
  const slowOnes = all.slice(clients);
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

const parts = { idleAndSlow, streams, sessions, uploads };

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , part = 'idleAndSlow', ...counts] = process.argv;
  const results = await parts[part](...counts.map(Number));
  console.log(JSON.stringify(results));
  if (!isServed(results)) process.exitCode = 1;
}
