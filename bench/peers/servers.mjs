import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = join(root, '.drysend', 'peers');

/** Peers are not dependencies: they are installed beside the results the first time, pinned here. */
const packages = [
  'wiremock@3.13.2',
  'mountebank@2.9.1',
  '@mockoon/cli@9.9.0',
  'maildev@3.0.0',
  'express@5.3.0',
];

/** The folder that holds the peers, installed on first use. */
export function peersFolder() {
  if (!existsSync(join(home, 'node_modules', 'express'))) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), '{"private": true}\n');
    const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages];
    const { status } = spawnSync('npm', install, { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error('the peers could not be installed');
  }
  return home;
}

/**
 * Starts a program and waits until its port answers.
 * @param {{ name: string, command: string, args: string[], port: number, cwd?: string, isReady: () => Promise<boolean> }} program
 */
export async function startServer({ name, command, args, port, cwd, isReady }) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'ignore'], detached: true });
  const gone = new Promise((_resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  gone.catch(() => {});
  await Promise.race([untilReady(isReady, name), gone]);
  return { name, port, pid: child.pid, stop: () => process.kill(-Number(child.pid), 'SIGKILL') };
}

const READY_TRIES = 300;

async function untilReady(isReady, name) {
  for (let tries = 0; tries < READY_TRIES; tries += 1) {
    if (await isReady().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} did not get ready`);
}

/** CPU seconds that a process group has used so far, from /proc. */
export function cpuSeconds(group) {
  const list = spawnSync('ps', ['-o', 'pid=', '-g', String(group)], { encoding: 'utf8' }).stdout;
  const ticks = list.split(/\s+/).filter(Boolean).map(ticksOf);
  return ticks.reduce((sum, each) => sum + each, 0) / 100;
}

function ticksOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').slice(1).join().split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}
