/** A secret in every secret option of every kind: no report, page, sheet, command, console or kept session has it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { packageRoot } from '../../../src/adapters/files/package-root.ts';
import { mcpServer } from '../../../src/cli/mcp/server.ts';
import { type Lab, serveLab } from '../../../src/lab/server/serve-lab.ts';
import { loadFile } from '../../../src/load-file.ts';
import { reporterNames } from '../../../src/report/names.ts';
import { drysend, inEmptyFolder, put } from '../../cli/a-terminal.ts';
import { callerOf } from '../../lab/lab-client.ts';
import {
  expectNoMark,
  forward,
  handInWrongly,
  kinds,
  MARK,
  optionsOf,
  story,
  unpacked,
} from './marked-story.ts';

inEmptyFolder();

/** Everything below a folder, by path; what is packed is unpacked. */
function filesBelow(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => {
      const bytes = readFileSync(path);
      if (path.endsWith('.gz')) return [path, gunzipSync(bytes).toString('latin1')];
      const text = bytes.toString('utf8');
      return [path, path.endsWith('.html') ? unpacked(text) : text];
    });
}

test.each(kinds)(
  '%s: not in any report, journal or page of a run in which sending fails at first',
  async (kind) => {
    put('a.yaml', story(kind, true, { fail_next: 2 }));
    const reports = reporterNames.flatMap((name) => ['--reporter', `${name}=out/${name}.html`]);
    const { code, out, err } = await drysend([
      ...['run', 'a.yaml', ...reports, '--coverage', '--journal', 'out/j/'],
      ...['--exchanges', 'out/x.ndjson', '--coverage-report', 'lcov=out/lcov'],
    ]);
    expect(code, err).toBe(4);
    expectNoMark(out + err, 'the terminal');
    const files = filesBelow('out');
    expect(files.length).toBeGreaterThanOrEqual(reporterNames.length + 3);
    for (const [path, text] of files) expectNoMark(text, path);
  },
);

test.each(kinds)('%s: nor in a blob, a packed journal, or a report that is merged of them', async (kind) => {
  put('a.yaml', story(kind, true, { down: true }));
  const all = [
    await drysend(['run', 'a.yaml', '--blob', 'out/blob', '--journal', 'out/j.ndjson.gz']),
    await drysend(['merge', 'out/blob', '--reporter', 'html=out/merged.html']),
  ];
  for (const { out, err } of all) expectNoMark(out + err, 'the terminal');
  expect(filesBelow('out')).toHaveLength(3);
  for (const [path, text] of filesBelow('out')) expectNoMark(text, path);
});

test.each(kinds)('%s: nor in the plan, the roster, a check, a comparison or a reason', async (kind) => {
  put('a.yaml', story(kind, true));
  put('b.yaml', story(kind, true).replace('welcome:', 'greeting:'));
  const commands = [
    ['plan', 'a.yaml'],
    ['plan', 'a.yaml', '--json'],
    ['roster', 'a.yaml'],
    ['roster', 'a.yaml', '--json'],
    ['check', 'a.yaml'],
    ['diff', 'a.yaml', 'b.yaml'],
    ['why', 'a.yaml', '--case', 'asha'],
  ];
  for (const command of commands) {
    const { out, err } = await drysend(command);
    expect(out + err).not.toBe('');
    expectNoMark(out + err, command.join(' '));
  }
});

test.each(kinds)('%s: nor in what an assistant is answered by any tool of drysend mcp', async (kind) => {
  put('a.yaml', story(kind, true, { fail_next: 2 }));
  put('odd.yaml', story(kind, true, { nonsense: 1 }));
  const client = new Client({ name: 'a-test', version: '1' });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await mcpServer(process.cwd(), '1').connect(there);
  await client.connect(here);
  const { tools } = await client.listTools();
  for (const { name } of tools)
    for (const file of ['a.yaml', 'odd.yaml'])
      for (const person of [{}, { person: 'asha' }]) {
        const answer = JSON.stringify(await client.callTool({ name, arguments: { file, ...person } }));
        expect(answer.length).toBeGreaterThan(40);
        expectNoMark(answer, `${name} ${file}`);
      }
  await client.close();
});

/** All kinds at once. */
function everyGateway(): string {
  const lines = kinds.map(
    (kind) => `  ${kind.toUpperCase()}: ${JSON.stringify({ type: kind, ...optionsOf(kind) })}\n`,
  );
  return story('test', false).replace(
    /^gateways: .*\n/m,
    () => `gateways:\n  GATE: {type: test}\n${lines.join('')}`,
  );
}

test('no kind: in what the lab answers, streams and refuses, nor beside the story that it keeps', async () => {
  const scenario = { path: 'a.yaml', text: everyGateway() };
  const lab: Lab = await serveLab({ port: 0, journal: 'kept', scenario });
  try {
    const call = callerOf(() => lab);
    const [{ id }] = (await call('GET', '/api/sessions')).body;
    const at = `/api/sessions/${id}`;
    await call('POST', `${at}/clock`, { do: 'jump', to: '2026-03-03 09:00' });
    for (const path of ['state', 'entries', 'why?case=asha', 'person?case=asha', 'roster', 'plan'])
      expectNoMark((await call('GET', `${at}/${path}`)).text, path);
    expectNoMark(await beginningOfFeed(`${lab.url}${at.slice(1)}/events`), 'events');
    const nonsense = kinds.map(
      (kind) => [kind.toUpperCase(), { type: kind, ...optionsOf(kind), nonsense: 1 }] as const,
    );
    const text = `scenario: x\ngateways: ${JSON.stringify(Object.fromEntries(nonsense))}\n`;
    const refused = [
      await call('POST', '/api/sessions', { text }),
      await call('GET', `${at}/nowhere?token=${MARK}`),
      ...(await Promise.all(
        nonsense.map(([gateway, set]) => call('POST', `${at}/act`, { verb: 'gateway', gateway, set })),
      )),
    ];
    for (const answer of refused) {
      expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
      expectNoMark(answer.text, 'a refusal');
    }
  } finally {
    await lab.close();
  }
  const files = filesBelow('kept');
  expect(files.some(([path]) => path.endsWith('.json'))).toBe(true);
  for (const [path, text] of files) {
    const isSession = path.endsWith('.json');
    expectNoMark(isSession ? JSON.stringify({ ...JSON.parse(text), text: '' }) : text, path);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077, path).toBe(0);
  }
});

/** What a feed sends at first. */
async function beginningOfFeed(url: string): Promise<string> {
  const leaving = new AbortController();
  const { body } = await fetch(url, { signal: leaving.signal });
  let heard = '';
  for await (const chunk of body!) {
    heard += Buffer.from(chunk).toString('utf8');
    if (heard.includes('event: state')) break;
  }
  leaving.abort();
  return heard;
}

test('no kind: in what the gateways print, or keep with --journal, when all of them are called and call', async () => {
  put('all.yaml', everyGateway());
  const cli = join(packageRoot(), 'dist', 'cli.js');
  const ports = await Promise.all(['', '', '', ''].map(freePort));
  const options = ['--port', '--smtp-port', '--smpp-port', '--proxy-port'].flatMap((name, index) => [
    name,
    ports[index]!,
  ]);
  const child = spawn(process.execPath, [
    cli,
    'gateways',
    'all.yaml',
    ...options,
    '--ca',
    'ca',
    '--journal',
    'journal',
  ]);
  const printed = await printedBy(child, async () => {
    const base = `http://127.0.0.1:${ports[0]}`;
    for (const { name, type } of loadFile('all.yaml', readFileSync('all.yaml', 'utf8'), {})[0]!.gateways) {
      const [gateway] = loadFile('a.yaml', story(type, false), {})[0]!.gateways;
      await forward(base, type, gateway!, name);
      await inbound(base, name);
    }
    await handInWrongly(base);
  });
  expectNoMark(printed, 'the console');
  expect(printed).toContain('exchanges recorded');
  const files = filesBelow('journal');
  expect(files.map(([, text]) => text).join('')).toContain('[redacted]');
  for (const [path, text] of files) expectNoMark(text, path);
  expect(gatewayCatalogue.size).toBe(kinds.length);
});

/** A text from a phone, for an application that is not there. */
async function inbound(base: string, name: string): Promise<void> {
  const answer = await fetch(`${base}/__admin/gateways/${name}/inbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: '+27831234567', text: 'hello' }),
  });
  expectNoMark(await answer.text(), `inbound of ${name}`);
}

/** What a process prints until it is told to end, once `act` is done. */
async function printedBy(child: ChildProcess, act: () => Promise<void>): Promise<string> {
  let printed = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
    });
  }
  const ended = once(child, 'exit');
  try {
    await expect.poll(() => printed, { timeout: 20_000 }).toContain('Ctrl-C');
    await act();
  } finally {
    child.kill('SIGINT');
    await ended;
  }
  return printed;
}

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}
