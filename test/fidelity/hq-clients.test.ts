/** HQ's own gateway clients, recorded at every fault: what they made of it is what a rehearsal says. */
import { afterAll, describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { type Exchange, gatewaysOverTransport, inProcessGateways } from '../../src/adapters/in-process.ts';
import { openSockets } from '../../src/adapters/wire-client/sockets.ts';
import { asRow, type ClientRow, clientRows, handoverOf, requestsIn } from './helpers/hq-client-rows.ts';

const rows = clientRows('hq-client-outcomes.json');
const oldTurn = clientRows('hq-client-outcomes.turn-0.0.1.json');
const wanted = ({ outcome, code, detail }: ClientRow) => ({ outcome, code, detail });

test.each(rows.map((row) => [row.id, JSON.stringify(row.fault), row] as const))(
  '%s %s',
  (_id, _fault, row) => {
    const exchanges: Exchange[] = [];
    const port = inProcessGateways(gatewayCatalogue, { onExchange: (exchange) => exchanges.push(exchange) });
    const answer = port.deliver(handoverOf(row));
    expect(asRow(answer)).toEqual(wanted(row));
    const requests = requestsIn(row.kind, exchanges);
    // A request that is refused at the look-up is none that hands in: the rows count it.
    expect(requests === 0 && exchanges.length > 0 ? exchanges.length : requests).toBe(row.requests);
    if (answer.kind === 'taken') return;
    const copies = answer.committed === true ? (answer.copies ?? 1) : 0;
    expect(copies).toBe(row.requests_taken);
  },
);

test.each(oldTurn.map((row) => [row.id, row] as const))('turn-python 0.0.1: %s', (_id, row) => {
  const port = inProcessGateways(gatewayCatalogue);
  expect(asRow(port.deliver(handoverOf(row, { 'turn.client': '0.0.1' })))).toEqual(wanted(row));
});

describe('over real sockets the clients make the same of it', async () => {
  const sockets = await openSockets();
  afterAll(() => sockets.close());

  test.each(['twilio', 'pinpoint', 'turn', 'trumpia', 'http', 'starfish'])('%s', async (kind) => {
    for (const row of rows.filter((each) => each.kind === kind)) {
      const port = gatewaysOverTransport(gatewayCatalogue, sockets.transport);
      expect([row.id, asRow(await port.deliver(handoverOf(row)))]).toEqual([row.id, wanted(row)]);
    }
  });
});

test('a text to a gateway that takes eight seconds is accepted at each of three attempts', () => {
  const row = rows.find(({ id }) => id === 'telerivet-040')!;
  const port = inProcessGateways(gatewayCatalogue);
  const answers = [1, 2, 3].map((attempt) => port.deliver({ ...handoverOf(row), attempt }));
  const timedOut = { kind: 'busy', committed: true, afterMs: 5000, answer: 'The read operation timed out' };
  expect(answers).toEqual([timedOut, timedOut, timedOut]);
});

test('the latency of a gateway is a delay like any other', () => {
  const row = rows.find(({ id }) => id === 'telerivet-001')!;
  const handover = handoverOf(row);
  const slow = (latencyMs: number) =>
    inProcessGateways(gatewayCatalogue).deliver({ ...handover, gateway: { ...handover.gateway, latencyMs } });
  expect(slow(5000)).toMatchObject({ kind: 'taken', afterMs: 5000 });
  expect(slow(5001)).toMatchObject({ kind: 'busy', committed: true, afterMs: 5000 });
});

test('boto3 tries five times in one attempt, and each copy that was committed is one on the phone', () => {
  const row: ClientRow = {
    ...rows.find(({ id }) => id === 'pinpoint-001')!,
    fault: { connection: { mode: 'reset', committed: 'yes' } },
  };
  expect(inProcessGateways(gatewayCatalogue).deliver(handoverOf(row))).toMatchObject({
    kind: 'busy',
    copies: 5,
  });
});
