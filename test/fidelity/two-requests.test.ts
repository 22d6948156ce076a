/** HQ's reply to a wrong answer with a WhatsApp template is two requests: what a fault of either makes of it is the same everywhere. */
import { afterAll, describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { gatewaysOverTransport, inProcessGateways } from '../../src/adapters/in-process.ts';
import { openSockets } from '../../src/adapters/wire-client/sockets.ts';
import type { Answer, Handover } from '../../src/core/model/answer.ts';
import type { Fault } from '../../src/core/model/gateway.ts';
import { plainGateway } from '../../src/core/model/plain-gateway.ts';
import { aFault, openFaultyServers } from '../adapters/faults/faulty-servers.ts';
import { asRow } from './helpers/hq-client-rows.ts';
import { deliveredToServer } from './helpers/server-client.ts';

const KINDS = [
  ['turn: words and a template', 'turn', {}, true],
  ['infobip: words and a template', 'infobip', { scenario_key: 'ABC' }, true],
  ['turn: a template alone', 'turn', {}, false],
  ['infobip: a template alone', 'infobip', { scenario_key: 'ABC' }, false],
] as const;
const PEOPLE = 12;
const ATTEMPTS = 2;
const SEED = 3;

const RULES: readonly Fault[] = [
  aFault('reject', 'blocked', { nth: '1' }, 'first refused'),
  aFault('reject', 'blocked', { nth: '2' }, 'second refused'),
  aFault('status', { code: '500', body: 'sorry' }, { nth: '1' }, 'first fails'),
  aFault('status', { code: '500', body: 'sorry' }, { nth: '2' }, 'second fails'),
  aFault('connection', { mode: 'reset' }, { nth: '1' }, 'first is reset'),
  aFault('connection', { mode: 'reset', committed: 'yes' }, { nth: '1' }, 'first is reset when taken'),
  aFault('connection', { mode: 'reset', committed: 'yes' }, { nth: '2' }, 'second is reset when taken'),
  aFault('connection', { mode: 'garbage' }, { times: '1' }, 'once garbage'),
  aFault('connection', { mode: 'hang' }, { nth: '1', to: '*0' }, 'first hangs'),
  aFault('connection', { mode: 'hang' }, { nth: '2', to: '*0' }, 'second hangs'),
  aFault('status', { code: '429', body: '{}' }, { attempt: '1' }, 'first attempt'),
  aFault(
    'status',
    { code: '404', body: '{"errors":[{"code":1006,"details":"x"}]}' },
    { body: 'Sorry*' },
    'words',
  ),
  aFault('status', { code: '502', body: '' }, { probability: '0.5' }, 'half'),
  aFault('connection', { mode: 'close' }, { probability: '0.5', per: 'message' }, 'half of the messages'),
];

describe.each(KINDS)('%s', async (_case, kind, options, repliesToInvalidAnswer) => {
  const sockets = await openSockets();
  afterAll(() => sockets.close());

  test.each(RULES.map((rule) => [rule.id, rule] as const))('%s', async (_id, rule) => {
    const gateway = {
      ...plainGateway('GW', kind, 'demo'),
      options: new Map(Object.entries(options)),
      faults: [rule],
    };
    const handovers = Array.from({ length: PEOPLE }, (_, index) => index).flatMap((index) =>
      Array.from({ length: ATTEMPTS }, (__, attempt) => ({
        ...{
          id: `m${index}`,
          attempt: attempt + 1,
          at: Date.UTC(2026, 1, 10, 9),
          gateway,
          channel: 'sms' as const,
        },
        ...{ to: `+27831${100_000 + index}`, text: `Sorry, what? cc_wa_template:visit:en:{Asha ${index}}` },
        repliesToInvalidAnswer,
      })),
    );
    const options_ = { seed: SEED };
    const here = inProcessGateways(gatewayCatalogue, options_);
    const inProcess = await outcomes(handovers, async (handover) => here.deliver(handover));
    const wire = gatewaysOverTransport(gatewayCatalogue, sockets.transport, options_);
    const overWire = await outcomes(handovers, (handover) => wire.deliver(handover));
    const servers = await openFaultyServers(gateway, { seed: SEED });
    const atServers = await outcomes(handovers, (handover) => deliveredToServer(handover, servers, true));
    await servers.close();
    expect(overWire).toEqual(inProcess);
    expect(atServers).toEqual(inProcess);
  });
});

/** What became of each, one after the other; a message that was sent or is waiting is not tried again. */
async function outcomes(
  handovers: readonly Handover[],
  deliver: (handover: Handover) => Promise<Answer>,
): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  const ended = new Set<string>();
  for (const handover of handovers) {
    if (ended.has(handover.id)) continue;
    const row = asRow(await deliver(handover));
    if (row.outcome !== 'retry') ended.add(handover.id);
    all.push([handover.id, handover.attempt, row]);
  }
  return all;
}
