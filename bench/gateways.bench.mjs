import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorization, body, gatewayServers, path } from './peers/gateways.mjs';
import { cpuSeconds } from './peers/servers.mjs';
import { inTurn, median, ratioByRounds, rounded } from './timed.mjs';

const ROUNDS = 9;
const SECONDS = 3;
const CONNECTIONS = 16;

/**
 * A Twilio send over HTTP, with wrk: requests a second, p99, CPU per request. All servers run at once and
 * take turns, so that whatever else the machine does slows all alike; each says how many it received.
 */
export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-bench-'));
  const script = join(folder, 'send.lua');
  writeFileSync(script, luaScript());
  const servers = gatewayServers(folder);
  const running = [];
  try {
    for (const server of servers)
      running.push({ ...server, ...(await server.start()), rounds: /** @type {Round[]} */ ([]) });
    for (const server of running) load(server, script, 'warmSeconds' in server ? server.warmSeconds : 2);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const server of inTurn(running, round)) server.rounds.push(await measured(server, script));
    }
  } finally {
    for (const server of running) server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return report(running);
}

/** @typedef {Awaited<ReturnType<typeof measured>>} Round */

async function measured(server, script) {
  const [cpuBefore, before] = [cpuSeconds(server.pid), await server.count?.()];
  const { requests, perSecond, p99Ms } = load(server, script, SECONDS);
  const [cpu, after] = [cpuSeconds(server.pid) - cpuBefore, await server.count?.()];
  const isCut = server.countMax !== undefined && after >= server.countMax;
  return {
    perSecond,
    p99Ms,
    cpuUs: (cpu / requests) * 1e6,
    sent: requests,
    received: isCut || after === undefined ? undefined : after - before,
  };
}

function load({ port, prefix }, script, seconds) {
  const args = [
    '-t1',
    `-c${CONNECTIONS}`,
    `-d${seconds}s`,
    '--latency',
    '-s',
    script,
    `http://127.0.0.1:${port}${prefix}${path}`,
  ];
  const { stdout, status, error } = spawnSync('wrk', args, { encoding: 'utf8' });
  if (error || status !== 0) throw new Error('wrk is needed: apt-get install wrk');
  const failed = /Non-2xx or 3xx responses: (\d+)/.exec(stdout);
  if (failed) throw new Error(`${failed[1]} answers of port ${port} were refusals`);
  return {
    requests: Number(/(\d+) requests in/.exec(stdout)?.[1]),
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    p99Ms: inMs(/99%\s+([\d.]+)(us|ms|s)/.exec(stdout)),
  };
}

/** @param {RegExpExecArray | null} time a number and its unit */
const inMs = (time) => Number(time?.[1]) * ({ us: 0.001, ms: 1, s: 1000 }[time?.[2] ?? ''] ?? Number.NaN);

function luaScript() {
  return `wrk.method = "POST"
wrk.body = "${body}"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Authorization"] = "${authorization}"
`;
}

function report(running) {
  const rows = running.map(({ name, rounds }) => ({
    server: name,
    per_second: Math.round(median(rounds.map(({ perSecond }) => perSecond))),
    p99_ms: rounded(median(rounds.map(({ p99Ms }) => p99Ms)), 2),
    cpu_us_per_request: Math.round(median(rounds.map(({ cpuUs }) => cpuUs))),
    sent: rounds.reduce((sum, { sent }) => sum + sent, 0),
    received: rounds.every(({ received }) => received !== undefined)
      ? rounds.reduce((sum, { received }) => sum + received, 0)
      : null,
  }));
  const roundsOf = (server, field) =>
    running.find(({ name }) => name === server)?.rounds.map((round) => round[field]);
  const ratio = (server, field) => {
    const theirs = roundsOf(server, field);
    return theirs && ratioByRounds(roundsOf('drysend', field), theirs);
  };
  return {
    goals:
      'no slower than before; ≥ 0.85 × bare node:http, ≥ 1.5 × WireMock at ≤ 1/4 of its CPU per request, ≥ 6 × mountebank, ≥ 15 × Mockoon',
    load: `wrk, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s in turn; ratios are medians of the rounds' own`,
    rows,
    ratios: {
      to_before: ratio('drysend before', 'perSecond'),
      cpu_to_before: ratio('drysend before', 'cpuUs'),
      to_bare_node_http: ratio('bare node:http', 'perSecond'),
      cpu_to_bare_node_http: ratio('bare node:http', 'cpuUs'),
      to_express: ratio('express', 'perSecond'),
      to_wiremock: ratio('wiremock', 'perSecond'),
      cpu_to_wiremock: ratio('wiremock', 'cpuUs'),
      to_mountebank: ratio('mountebank', 'perSecond'),
      to_mockoon: ratio('mockoon', 'perSecond'),
    },
  };
}
