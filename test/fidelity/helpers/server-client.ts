/** HQ's client at a standalone gateway: the same steps as in a rehearsal, over a connection of its own for each request. */
import { request } from 'node:http';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import type { Answer, Handover } from '../../../src/core/model/answer.ts';
import type { WireFailure, WireRequest, WireResponse } from '../../../src/core/model/wire.ts';
import type { FaultyServers } from '../../adapters/faults/faulty-servers.ts';

const STEPS_MAX = 8;
const TRIED_AGAIN = new Set([429, 500, 502, 503, 504]);
/** Of a connection that hangs: long after everything else has answered. */
const HANG_MS = 1500;

/**
 * Hands a message over. The waits of these gateways are over at once but remembered; a client that is alone with them
 * (`isAlone`) gives up at one that is longer than its own patience.
 */
export async function deliveredToServer(
  handover: Handover,
  servers: FaultyServers,
  isAlone: boolean,
): Promise<Answer> {
  const { client, buildRequest, interpretResponse } = gatewayCatalogue.get(handover.gateway.type)!;
  const patienceMs = isAlone ? (client.patienceMs ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  let next = buildRequest(handover);
  let requests = 0;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if ('kind' in next) return next;
    const heard = await heardWithin(patienceMs, next, servers);
    if (heard.failure === 'timeout' && client.patienceMs === undefined) return { kind: 'waiting' };
    requests += 1;
    const isAgain = heard.failure !== undefined || TRIED_AGAIN.has(heard.status);
    if (isAgain && requests < client.requestsPerAttempt) continue;
    requests = 0;
    next = interpretResponse(heard, handover, next);
  }
  if (!('kind' in next)) throw new Error('no end');
  return next;
}

async function heardWithin(
  patienceMs: number,
  wire: WireRequest,
  servers: FaultyServers,
): Promise<WireResponse | WireFailure> {
  const { waits } = servers.hands;
  const before = waits.length;
  const heard = await asked(wire, servers);
  return waits.slice(before).some((ms) => ms > patienceMs) ? { failure: 'timeout' } : heard;
}

function asked(
  { method, path, headers, body }: WireRequest,
  { port, fakes }: FaultyServers,
): Promise<WireResponse | WireFailure> {
  return new Promise((resolve) => {
    const { host: _, ...own } = headers;
    const target = `/${fakes.gateways[0]!.name}${path}`;
    const outgoing = request({ host: '127.0.0.1', port, method, path: target, headers: own, agent: false });
    const timer = setTimeout(() => {
      resolve({ failure: 'timeout' });
      outgoing.destroy();
    }, HANG_MS);
    const end = (outcome: WireResponse | WireFailure): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    outgoing.on('error', () => end({ failure: 'reset' }));
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        timer.refresh();
      });
      incoming.on('error', () => end({ failure: 'reset' }));
      incoming.on('end', () => {
        const text = new TextDecoder().decode(Buffer.concat(chunks), { stream: true });
        end({ status: incoming.statusCode ?? 0, headers: {}, body: text });
      });
    });
    outgoing.end(body);
  });
}
