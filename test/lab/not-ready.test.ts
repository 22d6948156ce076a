/** A lab that is asked while it reads the sessions that are kept. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerNotReady } from '../../src/lab/server/not-ready.ts';
import { serveLab } from '../../src/lab/server/serve-lab.ts';
import { callerOf, clinic, sessionOf } from './lab-client.ts';

test('whoever asks while it starts is answered, and all is there when it has started', async () => {
  const journal = mkdtempSync(join(tmpdir(), 'drysend-starting-'));
  const first = await serveLab({ port: 0, journal });
  for (let count = 0; count < 3; count += 1)
    await sessionOf(
      callerOf(() => first),
      clinic,
    );
  const { port } = new URL(first.url);
  await first.close();

  const starting = serveLab({ port: Number(port), journal });
  const early = await firstAnswer(`http://127.0.0.1:${port}/readyz`);
  expect([200, 503]).toContain(early);
  const lab = await starting;
  const call = callerOf(() => lab);
  expect((await call('GET', '/readyz')).status).toBe(200);
  expect((await call('GET', '/api/sessions')).body).toHaveLength(3);
  await lab.close();
  rmSync(journal, { recursive: true });
});

/** Asks until somebody listens. */
async function firstAnswer(url: string): Promise<number> {
  for (;;) {
    const response = await fetch(url).catch(({ cause }: Error) => {
      if ((cause as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw cause;
    });
    if (response) return response.status;
  }
}

test('a program hears when to try again, and a browser loads the page again', async () => {
  const server = createServer(answerNotReady).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const program = await fetch(url, { method: 'POST', body: '{}' });
  expect([program.status, program.headers.get('retry-after'), program.headers.get('refresh')]).toEqual([
    503,
    '1',
    null,
  ]);
  expect(await program.json()).toMatchObject({ found: expect.stringContaining('the lab is starting') });
  const page = await fetch(url, { headers: { accept: 'text/html,*/*' } });
  expect([page.status, page.headers.get('refresh')]).toEqual([503, '1']);
  expect(await page.text()).toContain('the lab is starting');
  server.close();
});
