/** Kannel's two programs as Debian has them, with nothing set but addresses and names. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Kannel {
  /** Hands a text in; resolves with what smsbox said. */
  send(text: string, to: string, more?: Readonly<Record<string, string>>): Promise<string>;
  /** bearerbox's own words on its connections. */
  status(): Promise<string>;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const START_MS = 20_000;

/** Starts bearerbox and smsbox, with connections to SMSCs as the given lines tell. */
export async function startKannel(smscs: readonly (readonly string[])[]): Promise<Kannel> {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-kannel-'));
  const [admin = 0, box = 0, send = 0] = await freePorts(3);
  const settings = join(folder, 'kannel.conf');
  writeFileSync(settings, configured({ admin, box, send }, smscs));
  const programs: ChildProcess[] = [];
  const start = async (path: string, port: number): Promise<void> => {
    programs.push(spawn(path, ['-v', '4', settings], { stdio: 'ignore' }));
    await listening(port);
  };
  await start('/usr/sbin/bearerbox', box);
  await start('/usr/sbin/smsbox', send);
  const ask = async (
    port: number,
    path: string,
    query: Readonly<Record<string, string>>,
  ): Promise<string> => {
    const answer = await fetch(`http://${HOST}:${port}/${path}?${new URLSearchParams(query)}`);
    return answer.text();
  };
  return {
    send: (text, to, more = {}) =>
      ask(send, 'cgi-bin/sendsms', { username: 'u', password: 'p', from: '12345', to, text, ...more }),
    status: () => ask(admin, 'status.txt', { password: 'admin' }),
    async close() {
      for (const program of programs.reverse()) await ended(program);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configured(
  { admin, box, send }: Readonly<Record<'admin' | 'box' | 'send', number>>,
  smscs: readonly (readonly string[])[],
): string {
  return [
    'group = core',
    `admin-port = ${admin}`,
    'admin-password = admin',
    `smsbox-port = ${box}`,
    '',
    ...smscs.flatMap((smsc) => ['group = smsc', ...smsc, '']),
    'group = smsbox',
    `bearerbox-host = ${HOST}`,
    `bearerbox-port = ${box}`,
    `sendsms-port = ${send}`,
    '',
    'group = sendsms-user',
    'username = u',
    'password = p',
    'concatenation = true',
    'max-messages = 10',
    '',
    'group = sms-service',
    'keyword = default',
    'text = "You said: %a"',
    '',
  ].join('\n');
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, HOST);
      await new Promise((resolve) => server.once('listening', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

async function listening(port: number): Promise<void> {
  for (const until = Date.now() + START_MS; Date.now() < until; ) {
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Kannel does not listen on port ${port}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, HOST);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const over = new Promise((resolve) => program.once('exit', resolve));
  program.kill('SIGKILL');
  await over;
}
