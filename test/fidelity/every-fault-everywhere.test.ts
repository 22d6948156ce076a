/** Every recorded fault at every kind of HQ's, drawn by three seeds: in process and at the doors, sixteen at once, the same. */
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { gatewayBooks } from '../../mock-gateways/index.ts';
import { inProcessGateways } from '../../src/adapters/in-process.ts';
import type { Answer, Handover } from '../../src/core/model/answer.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import type { WireFailure, WireRequest, WireResponse } from '../../src/core/model/wire.ts';
import { openTroubled, type TroubledDoors } from '../adapters/faults/troubled-doors.ts';
import { asRow, clientRows, handoverOf } from './helpers/hq-client-rows.ts';

const AT_ONCE = 16;
const SEEDS = [1, 2, 3];
const rows = clientRows('hq-client-outcomes.json');
const kinds = [...new Set(rows.map(({ kind }) => kind))];
/** The rows up to this number are of the faults that all kinds share. */
const SHARED_MAX = 40;
const faults = new Map(
  rows
    .filter(({ id, fault }) => fault !== null && Number(id.split('-')[1]) <= SHARED_MAX)
    .map(({ fault }) => [JSON.stringify(fault), Object.entries(fault!)[0]!]),
);
/** At the doors of a test waits are over at once, so what a client makes of them is not seen there. */
const isTold = (action: string, value: unknown): boolean =>
  action !== 'delay' && !JSON.stringify(value).includes('drip');

/** One gateway with all faults, each for its own number and six times in ten. */
function gatewayOf(kind: string, numbers: readonly string[]): Gateway {
  const { gateway } = handoverOf(rows.find((row) => row.kind === kind && !row.gateway)!);
  const rules = [...faults.values()].map(([action, value], index) => ({
    id: `f${index}`,
    when: { to: `*${numbers[index]!.slice(-6)}`, probability: '0.6' },
    action,
    value,
  }));
  return { ...gateway, faults: rules };
}

const numbersOf = (kind: string): readonly string[] =>
  [...faults.keys()].map(
    (_, index) => gatewayBooks.get(kind)!.exampleNumber.slice(0, -6) + (100_000 + index),
  );

test('there are 38 faults, and 23 kinds', () => {
  expect([faults.size, kinds.length]).toEqual([38, 23]);
});

test.concurrent.each(kinds)('%s', async (kind) => {
  const numbers = numbersOf(kind);
  for (const seed of SEEDS) {
    const gateway = gatewayOf(kind, numbers);
    const at = Date.UTC(2026, 1, 10, 9);
    const handovers = numbers.map(
      (to): Handover => ({ id: to, attempt: 1, at, gateway, channel: 'sms', to, text: `Visit ${to}` }),
    );
    const port = inProcessGateways(gatewayBooks, { seed });
    const here = handovers.map((handover) => asRow(port.deliver(handover)).outcome);
    const doors = await openTroubled(gateway, { seed });
    const there = await allAtTheDoor(handovers, doors);
    await doors.close();
    const told = [...faults.values()].map(([action, value]) => isTold(action, value));
    const shown = (outcomes: readonly string[]) =>
      outcomes.map((outcome, index) =>
        told[index] ? `${[...faults.keys()][index]} ${outcome}` : 'not seen',
      );
    expect(shown(there)).toEqual(shown(here));
  }
});

async function allAtTheDoor(handovers: readonly Handover[], doors: TroubledDoors): Promise<string[]> {
  const outcomes: string[] = [];
  const left = handovers.map((handover, index) => ({ handover, index }));
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) {
      outcomes[next.index] = asRow(await delivered(next.handover, doors)).outcome;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes;
}

const STEPS_MAX = 8;
const TRIED_AGAIN = new Set([429, 500, 502, 503, 504]);

/** HQ's client over real connections. */
async function delivered(handover: Handover, doors: TroubledDoors): Promise<Answer> {
  const kind = gatewayBooks.get(handover.gateway.type)!;
  let next = kind.buildRequest(handover);
  let tries = 0;
  for (let step = 0; step < STEPS_MAX && !('kind' in next); step += 1) {
    const heard = await asked(next, doors);
    if (heard.failure === 'timeout' && kind.client.patienceMs === undefined) return { kind: 'waiting' };
    tries += 1;
    const isAgain = heard.failure !== undefined || TRIED_AGAIN.has(heard.status);
    if (isAgain && tries < kind.client.tries) continue;
    tries = 0;
    next = kind.interpretResponse(heard, handover, next);
  }
  if (!('kind' in next)) throw new Error('no end');
  return next;
}

/** A client that gives up on what hangs, long after everything else has answered. */
const PATIENCE_MS = 1500;

function asked(
  { method, path, headers, body }: WireRequest,
  { port, counter }: TroubledDoors,
): Promise<WireResponse | WireFailure> {
  return new Promise((resolve) => {
    const { host: _, ...own } = headers;
    const target = `/${counter.gateways[0]!.name}${path}`;
    const outgoing = request({ host: '127.0.0.1', port, method, path: target, headers: own, agent: false });
    const timer = setTimeout(() => {
      resolve({ failure: 'timeout' });
      outgoing.destroy();
    }, PATIENCE_MS);
    const end = (outcome: WireResponse | WireFailure): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    outgoing.on('error', () => end({ failure: 'reset' }));
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', () => end({ failure: 'reset' }));
      incoming.on('end', () => {
        const text = new TextDecoder().decode(Buffer.concat(chunks), { stream: true });
        end({ status: incoming.statusCode ?? 0, headers: {}, body: text });
      });
    });
    outgoing.end(body);
  });
}
