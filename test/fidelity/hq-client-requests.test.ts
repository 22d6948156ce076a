/** What HQ's own gateway clients put on the wire, replayed at the servers and through the proxy: the fakes understand each, and HQ could go on. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type ClientRequest, type RequestOptions, request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import {
  openStandaloneGateways,
  type StandaloneGateways,
} from '../../src/adapters/standalone/open-standalone.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import { plainGateway } from '../../src/core/model/plain-gateway.ts';
import { tunnelTo } from '../adapters/proxy/raw-client.ts';

interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly body_base64?: string;
  readonly answer_must: {
    readonly status?: number | '2xx';
    readonly text?: string;
    /** Paths that HQ reads. */
    readonly json?: string[];
    readonly absent?: string[];
  };
  readonly recorder: {
    readonly kind: string;
    readonly verdict: string;
    readonly to?: string;
    readonly from?: string;
    readonly text?: string;
  };
}

interface Observation {
  readonly id: string;
  readonly kind: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly requests: readonly RecordedRequest[];
}

const observations: readonly Observation[] = JSON.parse(
  readFileSync(new URL('../vectors/hq-client-requests.json', import.meta.url), 'utf8'),
);

/** What the recorded clients were given beside the defaults. */
function gatewayOf({ kind, config = {} }: Observation): Gateway {
  const options = new Map<string, string>();
  if (config.scenario_key) options.set('scenario_key', String(config.scenario_key));
  if (config.include_plus) {
    const extras = new URLSearchParams(Object(config.additional_params)).toString();
    for (const name of ['url', 'message_param', 'number_param']) options.set(name, String(config[name]));
    options.set('include_plus', 'yes').set('additional_params', extras);
  } else if (['http', 'sislog', 'yo'].includes(kind)) {
    options.set('url', kind === 'http' ? 'http://gateway.example/send' : `http://${kind}.example/send`);
  }
  return { ...plainGateway('G', kind, 'demo'), options };
}

/** One for all: a new one each time would take long. */
const authorityFolder = mkdtempSync(join(tmpdir(), 'drysend-requests-'));
afterAll(() => rmSync(authorityFolder, { recursive: true }));

const told = observations
  .filter(({ requests }) => requests.length > 0)
  .map((each) => [each.id, each] as const);

describe.each([
  ['at the servers', atServer],
  ['through the proxy', throughProxy],
] as const)('%s', (_way, asked) => {
  test.each(told)('%s', async (_id, observation) => {
    const gateways = [gatewayOf(observation)];
    const proxy = asked === throughProxy ? { proxy: { port: 0, authorityFolder } } : {};
    const servers = await openStandaloneGateways({
      gateways,
      gatewayKinds: gatewayCatalogue,
      now: Date.now,
      ...proxy,
    });
    for (const each of observation.requests) {
      answersAsNeeded(await asked(servers, each), each);
      const { kind, verdict, to, from, text } = each.recorder;
      const last = [...servers.recorder.all()].at(-1);
      expect(last).toMatchObject({ kind, verdict, ...(to !== undefined && { to }), ...(from && { from }) });
      if (text !== undefined) expect(last?.text).toBe(text);
    }
    await servers.close();
  });
});

interface ClientView {
  readonly status: number;
  readonly body: string;
}

/** What HQ's client reads of the answer is there. */
function answersAsNeeded({ status, body }: ClientView, { answer_must: needed }: RecordedRequest): void {
  if (needed.status === '2xx') expect(Math.floor(status / 100)).toBe(2);
  else if (needed.status !== undefined) expect(status).toBe(needed.status);
  if (needed.text !== undefined) expect(body).toMatch(new RegExp(needed.text));
  for (const name of needed.absent ?? []) expect(body).not.toContain(`"${name}"`);
  for (const path of needed.json ?? []) {
    expect([path, valueAt(JSON.parse(body), stepsOf(path))]).toEqual([path, expect.toSatisfy(isSaid)]);
  }
}

const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Pinpoint's results stand under numbers, which a path may not be split at. */
const stepsOf = (path: string): readonly string[] =>
  /^Result\.(.+)\.MessageId$/
    .exec(path)
    ?.slice(1)
    .flatMap((number) => ['Result', number, 'MessageId']) ?? path.split('.');

const valueAt = (value: unknown, steps: readonly string[]): unknown =>
  steps.reduce((at: unknown, step) => Object(at)[step], value);

const OF_THE_CONNECTION = /^(?:host|connection|accept-encoding)$/i;
const ownHeaders = ({ headers }: RecordedRequest): Record<string, string> =>
  Object.fromEntries(headers.filter(([name]) => !OF_THE_CONNECTION.test(name)));

/** Path and query, byte for byte. */
function targetOf(url: string): string {
  const target = url.replace(/^https?:\/\/[^/?]+/, '');
  return target.startsWith('/') ? target : `/${target}`;
}

function atServer({ httpPort: port }: StandaloneGateways, recorded: RecordedRequest): Promise<ClientView> {
  const path = `/G${targetOf(recorded.url)}`;
  return heardOf({ host: '127.0.0.1', port, path, headers: ownHeaders(recorded), agent: false }, recorded);
}

/** As HQ's clients do it: the whole URL where it is http, a tunnel and TLS that is verified where it is https. */
async function throughProxy({ proxy }: StandaloneGateways, recorded: RecordedRequest): Promise<ClientView> {
  const { port = 0, certificatePath = '' } = proxy ?? {};
  const { protocol, host, hostname } = new URL(recorded.url);
  const headers = { ...ownHeaders(recorded), host };
  if (protocol === 'http:') {
    return heardOf({ host: '127.0.0.1', port, path: recorded.url, headers, agent: false }, recorded);
  }
  const socket = await secured(await tunnelTo(port, `${hostname}:443`), hostname, certificatePath);
  const heard = await heardOf(
    { createConnection: () => socket, path: targetOf(recorded.url), headers },
    recorded,
  );
  socket.destroy();
  return heard;
}

function secured(socket: Socket, host: string, certificatePath: string): Promise<Socket> {
  const ca = readFileSync(certificatePath);
  return new Promise((resolve, reject) => {
    const secure = connectTls({ socket, ca, host, ...(isIP(host) === 0 && { servername: host }) });
    secure.once('secureConnect', () => resolve(secure));
    secure.once('error', reject);
  });
}

function heardOf(
  options: RequestOptions,
  { method, body = '', body_base64: base64 }: RecordedRequest,
): Promise<ClientView> {
  return new Promise((resolve, reject) => {
    const outgoing: ClientRequest = request({ ...options, method });
    outgoing.on('error', reject);
    outgoing.on('response', async (incoming) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
    });
    outgoing.end(base64 === undefined ? body : Buffer.from(base64, 'base64'));
  });
}
