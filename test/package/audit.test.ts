import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

let server: Server | undefined;
afterEach(() => server?.close());

/** A registry that answers npm's question for advisories, and knows one version of each package. */
async function registry(status: number, advisories: object): Promise<string> {
  server = createServer((request, response) => {
    request.resume();
    const name = decodeURIComponent(request.url!.slice(1));
    const isAudit = request.url === '/-/npm/v1/security/advisories/bulk';
    response.statusCode = isAudit ? status : 200;
    response.setHeader('content-type', 'application/json');
    const manifest = {
      name,
      'dist-tags': { latest: '0.0.34' },
      versions: { '0.0.34': { name, version: '0.0.34' } },
    };
    response.end(JSON.stringify(isAudit ? advisories : manifest));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function audit(address: string): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts/audit.mjs')], {
    cwd: root,
    env: { ...process.env, npm_config_registry: address, npm_config_fetch_retries: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return { code, out };
}

describe('npm run audit tells the advisories of a registry', () => {
  test('none', async () => {
    const { code, out } = await audit(await registry(200, {}));
    expect(out).toContain('what a user installs: no known vulnerability\n');
    expect(code).toBe(0);
  });

  test('one, by package, version and weight', async () => {
    const advisory = {
      id: 1,
      url: 'https://example.org/1',
      title: 'Bad',
      severity: 'high',
      vulnerable_versions: '<1.0.0',
    };
    const { code, out } = await audit(await registry(200, { xpath: [advisory] }));
    expect(out).toContain('what a user installs: xpath * (high)\n');
    expect(code).toBe(1);
  });

  test('that it does not answer', async () => {
    const { code, out } = await audit(await registry(405, {}));
    expect(out).toContain('what a user installs: not known, as the registry does not answer: 405');
    expect(code).toBe(2);
  });
});
