/** A Redis server of a test's own, and drysend's processes that work with it. */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '../../dist/cli.js');

/** In CI it is there, and a test without it fails. */
export const hasRedis = process.env.CI !== undefined || isInstalled('redis-server');
if (!hasRedis)
  console.warn('the tests of the fleet are skipped: they need redis-server (apt-get install redis-server)');

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version']);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One process of drysend. */
export class Drysend {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout = '';
  stderr = '';

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}, program = cli) {
    this.process = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process.stdout!.on('data', (data) => {
      this.stdout += data;
    });
    this.process.stderr!.on('data', (data) => {
      this.stderr += data;
    });
    this.ended = once(this.process, 'close').then(([code]) => ({
      code: code as number | null,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  /** Waits until it says so on stderr. */
  async says(text: string): Promise<void> {
    while (!this.stderr.includes(text)) {
      if (this.process.exitCode !== null) throw new Error(`it ended: ${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.process.kill(signal);
  }
}

/** All of one test, in a folder of its own; `close` ends what is left. */
export class Fleet {
  readonly folder = mkdtempSync(join(tmpdir(), 'drysend-fleet-test-'));
  readonly store = join(this.folder, 'store');
  readonly #config: readonly string[];
  readonly #all: { kill(signal: NodeJS.Signals): void }[] = [];
  #redis: ChildProcess | undefined;
  port = 0;

  constructor(config: readonly string[] = []) {
    this.#config = config;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Begins on what it had, when it was there before. */
  async startRedis(isTls = false): Promise<void> {
    if (this.port === 0) this.port = await freePort();
    const plain = isTls ? ['--port', '0', '--tls-port', String(this.port)] : ['--port', String(this.port)];
    const redis = spawn(
      'redis-server',
      [
        ...plain,
        '--bind',
        '127.0.0.1',
        '--dir',
        this.folder,
        '--save',
        '',
        '--appendonly',
        'yes',
        ...this.#config,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#redis = redis;
    this.#all.push(redis);
    let text = '';
    redis.stdout.on('data', (data) => {
      text += data;
    });
    while (!text.includes('Ready to accept connections')) {
      if (redis.exitCode !== null) throw new Error(text);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async killRedis(): Promise<void> {
    const redis = this.#redis!;
    redis.kill('SIGKILL');
    await once(redis, 'close');
  }

  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  drysend(args: readonly string[], env: NodeJS.ProcessEnv = {}, program?: string): Drysend {
    const one = new Drysend(args, { DRYSEND_REDIS: this.url, ...env }, program);
    this.#all.push(one);
    return one;
  }

  async worker(
    args: readonly string[] = ['--out', this.store],
    env: NodeJS.ProcessEnv = {},
  ): Promise<Drysend> {
    const worker = this.drysend(['fleet', 'worker', '--lease', '2', ...args], env);
    await worker.says('waiting for work');
    return worker;
  }

  run(story: string, args: readonly string[] = []): Drysend {
    return this.drysend(['fleet', 'run', story, '--out', this.store, ...args]);
  }

  close(): void {
    for (const one of this.#all) one.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The SHA-256 of a journal that a report names. */
export const digestIn = (stdout: string): string | undefined => /digest\s+([0-9a-f]{64})/.exec(stdout)?.[1];

/** The journal of one process. */
export function digestOfOne(story: string, args: readonly string[] = []): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, 'run', story, ...args], (_error, stdout) => resolve(digestIn(stdout)));
  });
}

/** A daily text to so many people, in several zones, for a month. */
export function dailyStory(people: number, days: number): string {
  const zones = ['Africa/Nairobi', 'Asia/Kolkata', 'America/New_York', 'Europe/London', 'Asia/Kathmandu'];
  const cases = Array.from(
    { length: people },
    (_, index) =>
      `  w${index}: {type: woman, name: Asha ${index}, contact_phone_number: "+2547${String(index).padStart(8, '0')}", time_zone: ${zones[index % zones.length]}}`,
  );
  return `scenario: Daily texts
project: {time_zone: Africa/Nairobi, languages: [en]}
starts: 2026-02-28 12:00 UTC
ends: 2026-05-01 00:00 UTC
gateways:
  MAIN: {type: twilio, number: "+12065550100"}
routing: {global: {"*": MAIN}}
cases:
${cases.join('\n')}
alerts:
  daily:
    case_type: woman
    to: case
    send: {daily: {at: "09:00", stop_after: "${days}"}}
    sms: {en: "Hello {case.name}, please take your tablet today."}
timeline:
  - {at: 2026-02-28 22:00 UTC, register: [${cases.map((_, index) => `w${index}`).join(', ')}]}
`;
}
