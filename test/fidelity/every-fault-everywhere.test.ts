/** Every recorded fault at every kind of SMS, drawn by three seeds: in process, over `--wire` and at the standalone gateways, sixteen at once, the same. */
import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { gatewaysOverTransport, inProcessGateways, type Transport } from '../../src/adapters/in-process.ts';
import { openSockets } from '../../src/adapters/wire-client/sockets.ts';
import type { Answer, Handover } from '../../src/core/model/answer.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import { plainGateway } from '../../src/core/model/plain-gateway.ts';
import { openFaultyServers } from '../adapters/faults/faulty-servers.ts';
import { asRow, type ClientRow, clientRows, handoverOf } from './helpers/hq-client-rows.ts';
import { deliveredToServer } from './helpers/server-client.ts';
import { sharedFaults } from './helpers/shared-faults.ts';

const AT_ONCE = 16;
const SEEDS = [1, 2, 3];
const rows = clientRows('hq-client-outcomes.json');
/** All that sends texts over a wire; `test` prints them. */
const kinds = [...gatewayCatalogue.values()]
  .filter(({ kind, channel }) => channel === 'sms' && kind !== 'test')
  .map(({ kind }) => kind);
/** What takes time, and whose end is the client's patience: at the standalone gateways one at a time, for a clock of its own. */
const takesTime = (fault: string): boolean => fault.includes('"delay"') || fault.includes('"drip"');

/** What became of a message, and how many copies HQ knows or could find out that the gateway took. */
type Outcome = Pick<ClientRow, 'outcome' | 'code' | 'detail'> & { readonly copies: number };

/** One gateway with all faults, each for its own number and six times in ten. */
function gatewayOf(kind: string, numbers: readonly string[]): Gateway {
  const row = rows.find((each) => each.kind === kind && !each.gateway);
  const gateway = row ? handoverOf(row).gateway : plainGateway('GW', kind, 'demo');
  const rules = [...sharedFaults.values()].map(([action, value], index) => ({
    id: `f${index}`,
    when: { to: `*${numbers[index]!.slice(-6)}`, probability: '0.6' },
    action,
    value,
  }));
  return { ...gateway, faults: rules };
}

const numbersOf = (kind: string): readonly string[] =>
  [...sharedFaults.keys()].map(
    (_, index) => gatewayCatalogue.get(kind)!.exampleNumber.slice(0, -6) + (100_000 + index),
  );

function handoversTo(kind: string): readonly Handover[] {
  const numbers = numbersOf(kind);
  const gateway = gatewayOf(kind, numbers);
  const at = Date.UTC(2026, 1, 10, 9);
  return numbers.map((to) => ({ id: to, attempt: 1, at, gateway, channel: 'sms', to, text: `Visit ${to}` }));
}

test('there are 38 faults, and every recorded kind is among those that send', () => {
  expect(sharedFaults.size).toBe(38);
  expect(kinds).toEqual(expect.arrayContaining([...new Set(rows.map(({ kind }) => kind))]));
});

test.concurrent.each(kinds)('%s', async (kind) => {
  const all = handoversTo(kind);
  for (const seed of SEEDS) {
    const here = inProcess(all, seed);
    expect(new Set(here.map(({ outcome }) => outcome)).size).toBeGreaterThan(1);
    expect(told(await byWire(all, seed))).toEqual(told(here));
    expect(told(await atTheServers(all, seed))).toEqual(told(here));
  }
});

/** With the fault that each may have met. */
const told = (outcomes: readonly Outcome[]): unknown[] =>
  outcomes.map((outcome, index) => ({ fault: [...sharedFaults.keys()][index], ...outcome }));

function inProcess(handovers: readonly Handover[], seed: number): readonly Outcome[] {
  const port = inProcessGateways(gatewayCatalogue, { seed });
  return handovers.map((handover) => outcomeOf(port.deliver(handover)));
}

async function byWire(handovers: readonly Handover[], seed: number): Promise<readonly Outcome[]> {
  const wires = await Promise.all(Array.from({ length: AT_ONCE }, openSockets));
  const free = [...wires];
  const carry: Transport = async (...given) => {
    const wire = free.pop()!;
    const heard = await wire.transport(...given);
    free.push(wire);
    return heard;
  };
  const port = gatewaysOverTransport(gatewayCatalogue, carry, { seed });
  const answers = await allAtOnce(handovers, AT_ONCE, (handover) => port.deliver(handover));
  await Promise.all(wires.map((wire) => wire.close()));
  return answers.map(outcomeOf);
}

async function atTheServers(handovers: readonly Handover[], seed: number): Promise<readonly Outcome[]> {
  const servers = await openFaultyServers(handovers[0]!.gateway, { seed });
  const slow = [...sharedFaults.keys()].map(takesTime);
  const outcomes = await allAtOnce(handovers, AT_ONCE, async (handover, index) =>
    slow[index] ? undefined : asRow(await deliveredToServer(handover, servers, false)),
  );
  const alone = await allAtOnce(handovers, 1, async (handover, index) =>
    slow[index] ? asRow(await deliveredToServer(handover, servers, true)) : undefined,
  );
  const taken = servers.all().filter(({ verdict }) => verdict === 'taken');
  await servers.close();
  return handovers.map(({ to }, index) => {
    const row = outcomes[index] ?? alone[index]!;
    const copies = taken.filter((recorded) => recorded.to.endsWith(to.slice(-6))).length;
    return { ...row, copies: row.outcome === 'sent' ? Math.max(copies, 1) : copies };
  });
}

function outcomeOf(answer: Answer): Outcome {
  const isAccepted = answer.kind === 'taken' || answer.committed === true;
  return { ...asRow(answer), copies: isAccepted ? (answer.copies ?? 1) : 0 };
}

async function allAtOnce<T>(
  handovers: readonly Handover[],
  atOnce: number,
  deliver: (handover: Handover, index: number) => Promise<T>,
): Promise<readonly T[]> {
  const outcomes: T[] = [];
  const left = handovers.map((handover, index) => ({ handover, index }));
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) {
      outcomes[next.index] = await deliver(next.handover, next.index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcomes;
}
