/** What HQ's own gateway clients put on the wire, replayed at the doors: the fakes understand each, and HQ could go on. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { gatewayBooks } from '../../mock-gateways/index.ts';
import { type OpenDoors, openDoors } from '../../src/adapters/doors/open-doors.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import { plainGateway } from '../../src/core/model/plain-gateway.ts';

interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly body_base64?: string;
  readonly answer_must: {
    readonly status?: number | '2xx';
    readonly text?: string;
    readonly absent?: string[];
  };
  readonly recorder: {
    readonly kind: string;
    readonly verdict: string;
    readonly to?: string;
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

test.each(observations.filter(({ requests }) => requests.length > 0).map((each) => [each.id, each] as const))(
  '%s',
  async (_id, observation) => {
    const gateways = [gatewayOf(observation)];
    const doors = await openDoors({ gateways, books: gatewayBooks, now: Date.now });
    for (const each of observation.requests) {
      const { status, body } = await asked(doors, each);
      const { status: wanted, text, absent = [] } = each.answer_must;
      if (wanted === '2xx') expect(Math.floor(status / 100)).toBe(2);
      else if (wanted !== undefined) expect(status).toBe(wanted);
      if (text !== undefined) expect(body).toMatch(new RegExp(text));
      for (const name of absent) expect(body).not.toContain(`"${name}"`);
      const { kind, verdict, to, text: words } = each.recorder;
      const last = [...doors.recorder.all()].at(-1);
      expect(last).toMatchObject({ kind, verdict, ...(to !== undefined && { to }) });
      if (words !== undefined) expect(last?.text).toBe(words);
    }
    await doors.close();
  },
);

const OF_THE_CONNECTION = /^(?:host|connection|accept-encoding)$/i;

/** Byte for byte, at the gateway's own door. */
function asked(
  { httpPort }: OpenDoors,
  { method, url, headers, body = '', body_base64: base64 }: RecordedRequest,
): Promise<{ readonly status: number; readonly body: string }> {
  const target = url.replace(/^https?:\/\/[^/?]+/, '');
  const path = `/G${target.startsWith('/') ? target : `/${target}`}`;
  const own = Object.fromEntries(headers.filter(([name]) => !OF_THE_CONNECTION.test(name)));
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: httpPort, method, path, headers: own, agent: false });
    outgoing.on('error', reject);
    outgoing.on('response', async (incoming) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
    });
    outgoing.end(base64 === undefined ? body : Buffer.from(base64, 'base64'));
  });
}
