/**
 * What was acknowledged is on the disk once and whole, whatever becomes of the disk, the neighbours and the clock: the gateways'
 * journal and the lab's sessions, by the built program, which is killed and started again. bench/kill.mjs and
 * bench/kill-lab.mjs kill them under load.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const SID = 'AC0123456789abcdef0123456789abcdef';
const story = `
scenario: Kept
project: {name: kept, time_zone: UTC}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases: {asha: {type: woman, name: Asha, contact_phone_number: "8801712345678"}}
starts: 2026-06-01 09:00
timeline: [{at: 2026-06-01 09:00, register: asha}]
`;

let folder: string;
const running: ChildProcess[] = [];
const mounted: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-durable-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) await killed(child);
  for (const place of mounted.splice(0)) execFileSync('umount', [place]);
  rmSync(folder, { recursive: true, force: true });
});

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** A disk of its own; undefined: this user may not make one. */
function diskOf(kilobytes: number): string | undefined {
  const place = join(folder, 'disk');
  mkdirSync(place);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', place], { stdio: 'ignore' });
  } catch {
    console.log('a disk cannot be mounted here: a full or read-only one is not tried');
    return undefined;
  }
  mounted.push(place);
  return place;
}

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
}

/** Begins a program and waits until it serves. @throws Error with what it said, when it ends instead. */
async function started(args: readonly string[], preload?: string): Promise<Started> {
  const port = await freePort();
  const node = preload === undefined ? [] : ['--import', preload];
  const child = spawn(process.execPath, [...node, cli, ...args, '--port', String(port)]);
  running.push(child);
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('Ctrl-C')) resolve();
    });
  });
  return { child, url: `http://127.0.0.1:${port}/` };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

interface Program {
  start(journal: string, preload?: string): Promise<Started>;
  /** Does something with words of its own; whether it was acknowledged. */
  send(url: string, words: string): Promise<boolean>;
  /** The words that are there, in order, after a new start. */
  kept(journal: string): Promise<string[]>;
}

const gateways: Program = {
  start(journal, preload) {
    const file = join(folder, 'story.yaml');
    writeFileSync(file, story);
    return started(['gateways', file, '--journal', journal], preload);
  },
  async send(url, words) {
    const response = await fetch(`${url}GATE/2010-04-01/Accounts/${SID}/Messages.json`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${SID}:rehearsal`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ To: '+27831234567', From: '+15005550006', Body: words }).toString(),
    });
    await response.text();
    return response.status === 201;
  },
  async kept(journal) {
    const { child } = await gateways.start(journal);
    await killed(child);
    const lines = readFileSync(join(journal, 'exchanges.ndjson'), 'utf8').trimEnd().split('\n');
    const exchanges = lines.map((line) => JSON.parse(line) as { seq: number; text: string });
    const seqs = exchanges.map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    return exchanges.map(({ text }) => text);
  },
};

const lab: Program = {
  start: (journal, preload) => started(['serve', '--journal', journal], preload),
  async send(url, words) {
    const sessions = (await (await fetch(`${url}api/sessions`)).json()) as { id: string }[];
    const id =
      sessions[0]?.id ?? ((await post(`${url}api/sessions`, { text: story })).body as { id: string }).id;
    return (await post(`${url}api/sessions/${id}/act`, { verb: 'note', note: words })).isOk;
  },
  async kept(journal) {
    const { child, url } = await lab.start(journal);
    const sessions = (await (await fetch(`${url}api/sessions`)).json()) as { id: string }[];
    expect(sessions).toHaveLength(1);
    const text = await (await fetch(`${url}api/sessions/${sessions[0]!.id}/scenario.yaml`)).text();
    await killed(child);
    return [...text.matchAll(/note: "?(words \d+)/g)].map(([, words]) => words!);
  },
};

async function post(url: string, body: unknown): Promise<{ isOk: boolean; body: unknown }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { isOk: response.ok, body: await response.json() };
}

const wordsOf = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => `words ${1000 + from + index}`);

/** Sends one after another; those that were acknowledged. */
async function acknowledged({ send }: Program, url: string, all: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const words of all) if (await send(url, words)) found.push(words);
  return found;
}

/** Each once and in their order; what was not acknowledged may be there as well, once. */
function expectKept(there: readonly string[], all: readonly string[]): void {
  expect(there.filter((words) => all.includes(words))).toEqual(all);
  expect(new Set(there).size).toBe(there.length);
}

describe.each([
  ['the gateways’ journal', gateways],
  ['a session of the lab', lab],
])('%s', (_what, program) => {
  test('on a full disk: what has no room is refused, and what was acknowledged stays; with room it goes on', async () => {
    const disk = diskOf(128);
    if (disk === undefined) return;
    const journal = join(disk, 'journal');
    const { child, url } = await program.start(journal);
    const before = await acknowledged(program, url, wordsOf(3));
    expect(before).toHaveLength(3);
    fill(join(disk, 'filler'));
    const refused = await acknowledged(program, url, wordsOf(200, 3));
    expect(refused.length).toBeLessThan(200);
    rmSync(join(disk, 'filler'));
    const after = await acknowledged(program, url, wordsOf(3, 500));
    expect(after).toHaveLength(3);
    await killed(child);
    expectKept(await program.kept(journal), [...before, ...refused, ...after]);
  });

  test('on a read-only disk: it does not start and says so, and starts again when it can be written', async () => {
    const disk = diskOf(1024);
    if (disk === undefined) return;
    const journal = join(disk, 'journal');
    const { child, url } = await program.start(journal);
    const all = await acknowledged(program, url, wordsOf(3));
    await killed(child);
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    await expect(program.start(journal)).rejects.toThrow(/the disk can only be read/);
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    expectKept(await program.kept(journal), all);
  });

  test('two programs on one folder: the second is refused by name, and the first goes on', async () => {
    const journal = join(folder, 'journal');
    const { child, url } = await program.start(journal);
    const before = await acknowledged(program, url, wordsOf(3));
    const refusal = new RegExp(`in use by process ${child.pid}`);
    for (const second of [gateways, lab]) await expect(second.start(journal)).rejects.toThrow(refusal);
    const after = await acknowledged(program, url, wordsOf(3, 3));
    await killed(child);
    const there = await program.kept(journal);
    expect(there).toEqual([...before, ...after]);
    expect(there).toHaveLength(6);
  });

  test('a clock that jumps back an hour: nothing is lost, doubled or out of order', async () => {
    const journal = join(folder, 'journal');
    const preload = join(folder, 'clock.mjs');
    const mark = join(folder, 'back');
    writeFileSync(preload, clockThatJumpsAt(mark));
    const { child, url } = await program.start(journal, `file://${preload}`);
    const before = await acknowledged(program, url, wordsOf(3));
    writeFileSync(mark, '');
    const after = await acknowledged(program, url, wordsOf(3, 3));
    await killed(child);
    const there = await program.kept(journal);
    expect(there).toEqual([...before, ...after]);
    expect(there).toHaveLength(6);
  });
});

/** Takes all the room that is left. */
function fill(path: string): void {
  for (let bytes = 65_536; bytes >= 1; bytes = Math.floor(bytes / 2)) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(bytes), { flag: 'a' });
    } catch {
      // No room for so many: fewer may fit.
    }
  }
}

/** Sets the machine's clock an hour back for a program, in all its threads, from when the file is there. */
const clockThatJumpsAt = (mark: string): string => `
import { existsSync } from 'node:fs';
const real = Date.now;
Date.now = () => real() - (existsSync(${JSON.stringify(mark)}) ? 3_600_000 : 0);
`;
