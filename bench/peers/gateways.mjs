import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builds } from '../timed.mjs';
import { peersFolder, startServer } from './servers.mjs';

const SID = 'AC0123456789abcdef0123456789abcdef';
const TOKEN = '0123456789abcdef0123456789abcdef';
export const authorization = `Basic ${Buffer.from(`${SID}:${TOKEN}`).toString('base64')}`;
export const path = `/2010-04-01/Accounts/${SID}/Messages.json`;
export const body = 'To=%2B27831234567&From=%2B15005550006&Body=Reminder%3A+visit+on+Tuesday';

const answers = async (url, options) => (await fetch(url, options)).status < 500;
const send =
  (port, prefix = '') =>
  () =>
    answers(`http://127.0.0.1:${port}${prefix}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
/** Once more when a connection that was kept open has been closed meanwhile. */
const text = async (url, options) => (await fetch(url, options).catch(() => fetch(url, options))).text();

/** Each server that can answer a Twilio send, how it is started, and how it counts what it received. */
export function gatewayServers(folder) {
  const home = peersFolder();
  return [
    ...builds().map((build, index) => drysend(folder, build, index)),
    plain('bare', 4902, home),
    plain('express', 4903, home),
    wiremock(folder, home),
    mountebank(folder, home),
    mockoon(folder, home),
  ];
}

function drysend(folder, { name, cli }, index) {
  const port = index === 0 ? 4901 : 4907;
  const scenario = join(folder, 'gateways.yaml');
  writeFileSync(
    scenario,
    `scenario: one gateway
gateways: {TW: {type: twilio, number: "+15005550006", account_sid: ${SID}, auth_token: "${TOKEN}"}}
starts: 2026-01-01 00:00
ends: 2026-01-02 00:00
`,
  );
  const args = [cli, 'gateways', scenario, '--port', String(port), '--smtp-port', String(port + 10)];
  const count = async () => {
    const answer = await text(`http://127.0.0.1:${port}/metrics`);
    return [...answer.matchAll(/^drysend_[a-z_]*(?:requests|exchanges)[a-z_]*\{[^}]*\} (\d+)/gm)].reduce(
      (sum, [, n]) => sum + Number(n),
      0,
    );
  };
  return {
    name,
    prefix: '/TW',
    port,
    count,
    start: () => startServer({ name, command: process.execPath, args, port, isReady: send(port, '/TW') }),
  };
}

function plain(kind, port, home) {
  const args = [join(import.meta.dirname, 'plain.mjs'), kind, String(port), home];
  const count = async () => Number(await text(`http://127.0.0.1:${port}/count`));
  const name = kind === 'bare' ? 'bare node:http' : 'express';
  return {
    name,
    prefix: '',
    port,
    count,
    start: () => startServer({ name, command: process.execPath, args, port, isReady: send(port) }),
  };
}

const answer = { sid: 'SM00000000000000000000000000000001', status: 'queued', num_segments: '1' };

function wiremock(folder, home) {
  const port = 4904;
  const root = join(folder, 'wiremock');
  mkdirSync(join(root, 'mappings'), { recursive: true });
  const mapping = {
    request: { method: 'POST', urlPath: path, headers: { Authorization: { equalTo: authorization } } },
    response: { status: 201, jsonBody: answer, headers: { 'Content-Type': 'application/json' } },
  };
  writeFileSync(join(root, 'mappings', 'send.json'), JSON.stringify(mapping));
  const args = [
    '--port',
    String(port),
    '--bind-address',
    '127.0.0.1',
    '--root-dir',
    root,
    '--max-request-journal-entries',
    '100000',
    '--disable-banner',
  ];
  const count = async () =>
    JSON.parse(
      await text(`http://127.0.0.1:${port}/__admin/requests/count`, {
        method: 'POST',
        body: '{"method": "POST"}',
      }),
    ).count;
  return {
    name: 'wiremock',
    prefix: '',
    port,
    count,
    warmSeconds: 20,
    countMax: 100000,
    start: () =>
      startServer({
        name: 'wiremock',
        command: join(home, 'node_modules/.bin/wiremock'),
        args,
        port,
        isReady: send(port),
      }),
  };
}

function mountebank(folder, home) {
  const port = 4905;
  const config = {
    imposters: [
      {
        port,
        protocol: 'http',
        recordRequests: true,
        stubs: [
          {
            predicates: [{ equals: { method: 'POST', path } }],
            responses: [
              { is: { statusCode: 201, headers: { 'Content-Type': 'application/json' }, body: answer } },
            ],
          },
        ],
      },
    ],
  };
  const file = join(folder, 'imposters.json');
  writeFileSync(file, JSON.stringify(config));
  const args = [
    '--port',
    '4915',
    '--configfile',
    file,
    '--localOnly',
    '--loglevel',
    'error',
    '--nologfile',
    '--pidfile',
    join(folder, 'mb.pid'),
  ];
  const count = async () =>
    JSON.parse(await text(`http://127.0.0.1:4915/imposters/${port}`)).numberOfRequests;
  return {
    name: 'mountebank',
    prefix: '',
    port,
    count,
    start: () =>
      startServer({
        name: 'mountebank',
        command: join(home, 'node_modules/.bin/mb'),
        args,
        port,
        cwd: folder,
        isReady: send(port),
      }),
  };
}

function mockoon(folder, home) {
  const port = 4906;
  const route = {
    uuid: 'r1',
    type: 'http',
    documentation: '',
    method: 'post',
    endpoint: path.slice(1),
    responses: [
      {
        uuid: 'a1',
        body: JSON.stringify(answer),
        latency: 0,
        statusCode: 201,
        label: '',
        headers: [{ key: 'Content-Type', value: 'application/json' }],
        bodyType: 'INLINE',
        filePath: '',
        databucketID: '',
        sendFileAsBody: false,
        rules: [],
        rulesOperator: 'OR',
        disableTemplating: true,
        fallbackTo404: false,
        default: true,
        crudKey: 'id',
        callbacks: [],
      },
    ],
    responseMode: null,
    streamingMode: null,
    streamingInterval: 0,
  };
  const environment = {
    uuid: 'e1',
    lastMigration: 33,
    name: 'send',
    endpointPrefix: '',
    latency: 0,
    port,
    hostname: '127.0.0.1',
    folders: [],
    routes: [route],
    rootChildren: [{ type: 'route', uuid: 'r1' }],
    proxyMode: false,
    proxyHost: '',
    proxyRemovePrefix: false,
    tlsOptions: {
      enabled: false,
      type: 'CERT',
      pfxPath: '',
      certPath: '',
      keyPath: '',
      caPath: '',
      passphrase: '',
    },
    cors: false,
    headers: [],
    proxyReqHeaders: [],
    proxyResHeaders: [],
    data: [],
    callbacks: [],
  };
  const file = join(folder, 'mockoon.json');
  writeFileSync(file, JSON.stringify(environment));
  const args = ['start', '--data', file, '--disable-log-to-file', '--max-transaction-logs', '1'];
  return {
    name: 'mockoon',
    prefix: '',
    port,
    start: () =>
      startServer({
        name: 'mockoon',
        command: join(home, 'node_modules/.bin/mockoon-cli'),
        args,
        port,
        isReady: send(port),
      }),
  };
}
