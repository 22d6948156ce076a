import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drysend, type Ended } from '../cli/a-terminal.ts';
import { clinic } from './lab-client.ts';

let folder: string;
let file: string;
/** Somebody else's server. */
let other: Server;
let taken: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-serve-'));
  file = join(folder, 'clinic.yaml');
  writeFileSync(file, clinic);
  other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  taken = (other.address() as AddressInfo).port;
});
afterAll(() => {
  other.close();
  rmSync(folder, { recursive: true });
});

type Asked = readonly [what: string, ask: (taken: number) => readonly [args: string[], words: string[]]];
const refusals: readonly Asked[] = [
  [
    'a port in use',
    (port) => [
      ['--port', `${port}`],
      [`port ${port} is in use`, `--port ${port + 1}`],
    ],
  ],
  [
    'a port for the gateways in use',
    (port) => [
      [file, '--port', '0', '--gateways-port', `${port}`],
      [`port ${port} is in use`, `--gateways-port ${port + 1}, or 0 for none`],
    ],
  ],
  [
    'a port for mail in use',
    (port) => [
      [file, '--port', '0', '--smtp-port', `${port}`],
      [`port ${port} is in use`, `--smtp-port ${port + 1}, or 0 for none`],
    ],
  ],
  [
    'no port',
    () => [
      ['--port', 'x'],
      ['--port x is no port', '65535'],
    ],
  ],
  ['no port for the gateways', () => [[file, '--gateways-port', '70000'], ['--gateways-port 70000']]],
  [
    'gateways of no scenario',
    () => [
      ['--gateways-port', '4810'],
      ['no scenario', 'name a scenario file'],
    ],
  ],
  [
    'mail of no scenario',
    () => [
      ['--gateways-port', '0', '--smtp-port', '4825'],
      ['no scenario', 'name a scenario file'],
    ],
  ],
  [
    'all addresses without a token',
    () => [
      ['--host', '0.0.0.0'],
      ['lets others in', '--token'],
    ],
  ],
  [
    'a file as the folder of the journal',
    () => [
      ['--port', '0', '--journal', file],
      ['--journal', 'a file stands there', 'name a folder'],
    ],
  ],
  ['an empty token', () => [['--token', ''], ['--token is empty']]],
  ['a file that is not there', () => [[join(folder, 'none.yaml')], ['none.yaml', 'name a scenario file']]],
];

test.each(refusals)('%s is refused with its cure', async (_what, ask) => {
  const [args, words] = ask(taken);
  const { code, err } = await drysend(['serve', ...args]);
  expect([1, 3]).toContain(code);
  for (const word of words) expect(err).toContain(word);
  expect(err).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
});

test('it says where the lab and the gateways stand, with the token to open it, until it is ended', async () => {
  const said = await served([file, '--port', '0', '--token', 'a secret'], async (out) => {
    const [, address = ''] = /The lab is open: (\S+)/.exec(out) ?? [];
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=a%20secret$/);
    const page = await fetch(address, { redirect: 'manual', headers: { accept: 'text/html' } });
    expect(page.status).toBe(303);
    const [, gate = ''] = /GATE\s+(http:\S+)/.exec(out) ?? [];
    expect((await fetch(gate, { method: 'POST' })).status).toBeGreaterThan(399);
    expect(out).toMatch(/MAIL\s+smtp:\/\/127\.0\.0\.1:\d+/);
  });
  expect(said.code).toBe(0);
});

test('with no ports for gateways it starts without a scenario', async () => {
  const ended = await served(['--port', '0', '--gateways-port', '0', '--smtp-port', '0'], async (out) => {
    const [, address = ''] = /The lab is open: (\S+)/.exec(out) ?? [];
    expect((await fetch(`${address}livez`)).status).toBe(200);
  });
  expect(ended.code).toBe(0);
});

test('with --demo the address is that of the demo, which leads to the session', async () => {
  await served([file, '--port', '0', '--demo', '--token', 'secret'], async (out) => {
    const [, address = ''] = /The demo is open: (\S+)/.exec(out) ?? [];
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/demo\?token=secret$/);
    const headers = { accept: 'text/html' };
    const first = await fetch(address, { redirect: 'manual', headers });
    expect(first.headers.get('location')).toBe('/demo');
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    const second = await fetch(address.replace(/\?.*/, ''), {
      redirect: 'manual',
      headers: { ...headers, cookie },
    });
    expect(second.headers.get('location')).toBe('/#//demo');
  });
});

describe('a story that uses a file elsewhere', () => {
  const story = (): string => {
    mkdirSync(join(folder, 'stories'), { recursive: true });
    mkdirSync(join(folder, 'shared'), { recursive: true });
    writeFileSync(
      join(folder, 'shared/part.yaml'),
      'gateways: {OTHER: {type: twilio, number: "+15005550007"}}\n',
    );
    writeFileSync(join(folder, 'stories/uses.yaml'), `use: ../shared/part.yaml\n${clinic}`);
    return join(folder, 'stories/uses.yaml');
  };

  test('is refused with its place and the option that opens the folder', async () => {
    const { code, err } = await drysend(['serve', story(), '--port', '0']);
    expect(code).toBe(2);
    expect(err).toContain('stories/uses.yaml:1:6');
    expect(err).toContain('it is outside of the story’s folder');
    expect(err).toContain(`--allow-read ${folder}/shared `);
  });

  test('opens with the folder allowed', async () => {
    const args = [story(), '--port', '0', '--allow-read', join(folder, 'shared')];
    await served(args, async (out) => expect(out).toMatch(/OTHER\s+http:/));
  });

  test('a folder that is none is refused before anything opens', async () => {
    const { code, err } = await drysend(['serve', story(), '--port', '0', '--allow-read', `${folder}/none`]);
    expect(code).toBe(1);
    expect(err).toContain('none is not a folder');
  });
});

test('a story that does not read is told of as drysend run tells of it, also in a file that it uses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-'));
  writeFileSync(join(folder, 'part.yaml'), 'project: {time_zone: Africa/Nairobi, langauges: [en]}\n');
  const story = join(folder, 'story.yaml');
  writeFileSync(
    story,
    'scenario: Bad\nuse: part.yaml\ngateways: {GATE: {type: twilo}}\nstarts: 2026-03-02\n',
  );
  const [served, run] = [await drysend(['serve', story, '--port', '0']), await drysend(['run', story])];
  expect(run.err).toContain('part.yaml:1:38');
  expect(run.err).toContain('did you mean "twilio"?');
  expect(served.err).toBe(run.err);
  expect(served.code).toBe(2);
  rmSync(folder, { recursive: true, force: true });
});

test('a second lab finds free ports for its gateways by itself', async () => {
  const args = [file, '--port', '0'];
  await served(args, async (first) => {
    await served(args, async (second) => {
      const gates = [first, second].map((out) => /GATE\s+(http:\S+)/.exec(out)?.[1]);
      expect(new Set(gates).size).toBe(2);
    });
  });
});

test('with port 0 for the gateways there are none', async () => {
  await served([file, '--port', '0', '--gateways-port', '0'], async (out) => {
    expect(out).not.toContain('GATE');
  });
});

/** Serves while `look` looks at what was said, then ends it as Ctrl-C does. */
async function served(args: readonly string[], look: (out: string) => Promise<void>): Promise<Ended> {
  let told: (out: string) => void = () => {};
  const isOpen = new Promise<string>((resolve) => {
    told = resolve;
  });
  const before = new Set(process.listeners('SIGINT'));
  const ended = drysend(['serve', ...args], { out: (text) => told(text) });
  const out = await Promise.race([isOpen, ended.then(({ err }) => err)]);
  const [interrupt] = process.listeners('SIGINT').filter((listener) => !before.has(listener));
  try {
    await look(out);
  } finally {
    interrupt?.('SIGINT');
  }
  return ended;
}
