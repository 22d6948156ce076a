import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { portFrom, seedFrom, webhooksFrom } from '../../src/cli/gateways-options.ts';
import { Stop } from '../../src/cli/stop.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.js');
const given = { port: '4810', smtpPort: '4825', smppPort: '2775', allow: [], speed: '1', seed: '1' };

function stopOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Stop) return `${error.message} / ${error.cure}`;
    throw error;
  }
  return 'it went on';
}

describe('what is wrong on the command line of drysend gateways', () => {
  test.each(['0', '-1', '65536', 'x', '1.5', ''])('a port that is %s', (text) => {
    expect(stopOf(() => portFrom(text))).toContain('is not a port');
  });

  test.each(['-1', '1.5', 'x', '4294967296'])('a seed that is %s', (text) => {
    expect(stopOf(() => seedFrom(text))).toContain('is no seed');
  });

  test.each(['0', '-1', 'x', 'Infinity'])('a speed of %s', (speed) => {
    expect(stopOf(() => webhooksFrom({ ...given, speed }))).toContain('is no factor');
  });

  test('an application elsewhere that nobody has allowed', () => {
    const elsewhere = { ...given, inbound: 'http://app.example/sms' };
    expect(stopOf(() => webhooksFrom(elsewhere))).toMatch(/^--inbound .*app\.example.*--allow/);
    expect(webhooksFrom({ ...elsewhere, allow: ['app.example'] })).toMatchObject({
      inboundUrl: 'http://app.example/sms',
    });
  });

  test('an address that is none, and a host that is none', () => {
    expect(stopOf(() => webhooksFrom({ ...given, receipts: 'nonsense' }))).toContain('no URL');
    expect(stopOf(() => webhooksFrom({ ...given, allow: ['a b'] }))).toContain('neither a host');
  });
});

describe('drysend gateways, as built', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'drysend-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('says where its servers are, calls the application, and ends on Ctrl-C', async () => {
    const heard: string[] = [];
    const app = createServer((request, response) => {
      heard.push(`${request.method} ${request.url}`);
      response.end();
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const inbound = `http://127.0.0.1:${(app.address() as AddressInfo).port}/sms/{gateway}`;
    const [http, smtp, proxy] = await Promise.all([freePort(), freePort(), freePort()]);
    const ports = ['--port', http, '--smtp-port', smtp, '--proxy-port', proxy];
    const args = ['gateways', 'scenarios/gateways/routing.yaml', ...ports, '--ca', folder];
    const child = spawn(process.execPath, [CLI, ...args, '--inbound', inbound], {
      cwd: join(import.meta.dirname, '../..'),
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    await expect.poll(() => out, { timeout: 20_000 }).toContain('Ctrl-C stops them.');
    expect(out).toContain(`http://127.0.0.1:${http}/GW_US/`);
    expect(out).toContain(`HTTPS_PROXY=http://127.0.0.1:${proxy}`);
    expect(out).toContain(`${join(folder, 'ca.pem')} (made just now: nobody trusts it yet)`);

    const first = /'(http:\S+\/GW_IN\/\S+)'/.exec(await helpText())?.[1] ?? '';
    expect(await (await fetch(first.replace('4810', http))).text()).toBe('OK');

    const answer = await fetch(`http://127.0.0.1:${http}/__admin/gateways/GW_US/inbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"from": "+27831234567", "text": "HELP"}',
    });
    expect([answer.ok, heard]).toEqual([true, ['POST /sms/GW_US']]);

    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    await new Promise((resolve) => app.close(resolve));
  });

  test('a proxy port that is in use is told of, and nothing stays open', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const taken = String((other.address() as AddressInfo).port);
    const [http, smtp] = await Promise.all([freePort(), freePort()]);
    const args = ['gateways', '--port', http, '--smtp-port', smtp, '--proxy-port', taken, '--ca', folder];
    const child = spawn(process.execPath, [CLI, ...args, '--journal', folder]);
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(3);
    expect(errors).toContain(`port ${taken} is in use`);
    expect(readdirSync(folder)).not.toContain('exchanges.lock');
    await new Promise((resolve) => other.close(resolve));
  });
});

/** Its examples are for people to copy. */
async function helpText(): Promise<string> {
  const child = spawn(process.execPath, [CLI, 'gateways', '--help']);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await new Promise((resolve) => child.once('close', resolve));
  return text;
}

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}
