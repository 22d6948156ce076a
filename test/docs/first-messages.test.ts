import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { curlFor, firstMessages } from '../../scripts/docs/first-messages.ts';
import { openStandaloneGateways } from '../../src/adapters/standalone/open-standalone.ts';
import { plainGateway } from '../../src/core/model/plain-gateway.ts';

test('every kind that is asked over HTTP takes the first message of docs/gateways.md', async () => {
  const gateways = [...gatewayCatalogue.keys()].map((kind) => plainGateway(kind.toUpperCase(), kind, 'demo'));
  const servers = await openStandaloneGateways({ gateways, gatewayKinds: gatewayCatalogue, now: Date.now });
  const asked = firstMessages(gatewayCatalogue);
  for (const { kind, request } of asked) {
    const { method, path, headers, body } = request;
    const { host: _, ...own } = headers;
    await fetch(`http://127.0.0.1:${servers.httpPort}/${kind.toUpperCase()}${path}`, {
      method,
      headers: own,
      ...(body !== '' && { body }),
    });
  }
  const came = [...servers.recorder.all()].map(({ kind, verdict, text }) => [kind, verdict, text]);
  await servers.close();
  expect(came).toEqual(asked.map(({ kind }) => [kind, 'taken', 'Hello']));
  expect(asked.length).toBe(gateways.filter(({ type }) => !['smtp', 'test'].includes(type)).length);
});

test.skipIf(process.platform === 'win32')('a line for the terminal survives what a shell makes of it', () => {
  const body = `{"text": "it's $HOME & \`more\` \\\\ \\n"}`;
  const headers = { host: 'a', authorization: `Basic ${btoa("demo:it's")}`, 'content-type': 'text/plain' };
  const line = curlFor('twilio', { method: 'POST', path: '/a?b=1&c=2', headers, body });
  const { stdout } = spawnSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }; ${line}`], {
    encoding: 'utf8',
  });
  expect(stdout.split('\0').slice(0, -1)).toEqual([
    'http://127.0.0.1:4810/TWILIO/a?b=1&c=2',
    ...['-u', "demo:it's", '-H', 'content-type: text/plain', '--data-raw', body],
  ]);
});
