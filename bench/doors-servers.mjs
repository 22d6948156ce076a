/** The servers that crowds come to, of a built drysend, and the memory that they have. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './peers/at-random.mjs';
import { cli, rounded } from './timed.mjs';

const hook = join(import.meta.dirname, 'heap-hook.cjs');

export const story = `
scenario: A crowd
project: {name: crowd, time_zone: UTC}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases: {asha: {type: woman, name: Asha, contact_phone_number: "8801712345678"}}
starts: 2026-06-01 09:00
timeline: [{at: 2026-06-01 09:00, register: asha}]
`;

/** Gives running gateways and a running lab to the work, and ends them. */
export async function withServers(work) {
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
  const child = spawn(process.execPath, ['--require', hook, cli, ...args], {
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  const exited = once(child, 'exit');
  let printed = '';
  await new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      printed += chunk;
      if (printed.includes('Ctrl-C')) resolve(undefined);
    });
    exited.then(() => reject(new Error(`drysend ${args.join(' ')} ended: ${printed}`)));
  });
  return {
    async memory() {
      const answer = once(child, 'message');
      child.send('memory');
      const [{ rssBytes, heapBytes }] = await answer;
      return { rss_mb: Math.round(rssBytes / 1024 ** 2), heap_mb: rounded(heapBytes / 1024 ** 2) };
    },
    async end() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Does a thing again and again: the memory after a quarter of the way, and at the end, each time without garbage. */
export async function overRounds(rounds, { memory }, once) {
  let quarter = { rss_mb: 0, heap_mb: 0 };
  let last = quarter;
  for (let round = 1; round <= rounds; round += 1) {
    await once();
    last = await memory();
    if (round === Math.ceil(rounds / 4)) quarter = last;
  }
  return memoryOf(quarter, last);
}

export const memoryOf = (quarter, end) => ({
  rss_quarter_mb: quarter.rss_mb,
  rss_end_mb: end.rss_mb,
  heap_quarter_mb: quarter.heap_mb,
  heap_end_mb: end.heap_mb,
});
