import nodemailer from 'nodemailer';
import { afterEach, describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { messageKey } from '../../../src/adapters/faults/attempts.ts';
import { type Exchange, gatewaysOverTransport, inProcessGateways } from '../../../src/adapters/in-process.ts';
import { openSockets } from '../../../src/adapters/wire-client/sockets.ts';
import type { Handover } from '../../../src/core/model/answer.ts';
import type { Gateway } from '../../../src/core/model/gateway.ts';
import { aGateway, aHandover, requestOf } from '../../mock-gateways/a-handover.ts';
import { aFault, type FaultyServers, openFaultyServers, troubled } from './faulty-servers.ts';

/** What a client heard of each try of each message, by the message's id. */
type ClientView = Map<string, string[]>;
/** Hands a message over once. */
type Send = (handover: Handover) => Promise<string>;

const TRIES = 3;
const AT_ONCE = 16;
const SMS = 150;
const MAILS = 40;

let servers: FaultyServers | undefined;
afterEach(() => servers?.close());

const sms = (): Gateway =>
  troubled('http', [
    aFault('connection', { mode: 'reset', committed: 'yes' }, { probability: '0.2' }, 'lost'),
    aFault('connection', { mode: 'garbage' }, { attempt: '2', probability: '0.5' }, 'garbage'),
    aFault('connection', { mode: 'close', phase: 'body' }, { to: '*7' }, 'sevens'),
    aFault('status', { code: '502', body: '<html>' }, { probability: '0.3', per: 'message' }, 'html'),
    aFault('reject', 'blocked', { nth: 'every:3' }, 'third'),
  ]);
const texts = Array.from({ length: SMS }, (_, index) => ({
  id: `m-${index}`,
  to: `+2783${String(index).padStart(7, '0')}`,
  text: `Visit ${index % 5}`,
}));

const mail = (): Gateway =>
  troubled('smtp', [
    aFault('connection', { mode: 'reset', committed: 'yes' }, { probability: '0.2' }, 'lost'),
    aFault('smtp', { at: 'rcpt', reply: '450 4.2.0 Try again' }, { probability: '0.4' }, 'later'),
    aFault('smtp', { at: 'dot', reply: '452 4.3.1 Full' }, { attempt: '2' }, 'full'),
    aFault('reject', 'blocked', { to: '*7@example.org' }, 'sevens'),
  ]);
const mails = Array.from({ length: MAILS }, (_, index) => ({
  id: `m-${index}`,
  to: `asha${index}@example.org`,
}));

describe.each([
  ['texts', sms, texts, 4],
  ['mails', mail, mails, 2],
] as const)('%s', (_, gatewayOf, messages, rounds) => {
  test('meet the same in process, by wire and at the server, in any order and at once', async () => {
    const handovers = messages.map((message) => aHandover(gatewayOf(), message));
    const gateway = gatewayOf();
    const all = handovers.map((handover) => ({ ...handover, gateway }));
    const here = await heardInProcess(all, 1);
    expect(new Set([...here.values()].map(String)).size).toBeGreaterThan(5);
    expect(await heardByWire(shuffled(all, 3), 1)).toEqual(here);
    for (let round = 0; round < rounds; round += 1) {
      expect(await heardAtTheDoor(shuffled(all, round), 1, AT_ONCE)).toEqual(here);
    }
    expect(await heardInProcess(all, 2)).not.toEqual(here);
    expect(await heardAtTheDoor(shuffled(all, 9), 2, AT_ONCE)).toEqual(await heardInProcess(all, 2));
  });
});

test('the same message again is another message', async () => {
  const gateway = troubled('http', [aFault('reject', 'blocked', { probability: '0.5' })]);
  const all = Array.from({ length: 40 }, (_, index) => aHandover(gateway, { id: `m-${index}` }));
  const here = [...(await heardInProcess(all, 1)).values()].map(([first]) => first);
  expect(new Set(here)).toEqual(new Set(['200', '400']));
});

describe('a message is told by what every kind’s wire carries', () => {
  test.each([...gatewayCatalogue.values()].filter(({ kind }) => kind !== 'turn'))('$kind', (gatewayKind) => {
    for (const text of ['Visit on Tuesday', 'नमस्ते, मंगलवार', 'Ça coûte 5 €\nOui']) {
      const handover = aHandover(aGateway(gatewayKind.kind), { text });
      const request = requestOf(gatewayKind, handover);
      const { read } = gatewayKind.respond(request, {
        gateway: handover.gateway,
        messageId: '',
        attempt: 1,
        at: 0,
      });
      const { channel } = gatewayKind;
      expect(messageKey({ ...read, channel })).toBe(messageKey({ ...handover, channel }));
    }
  });
});

/** Every message until it is taken, three times at the most; so many at once. */
async function tried(handovers: readonly Handover[], send: Send, atOnce: number): Promise<ClientView> {
  const heard: ClientView = new Map(handovers.map(({ id }): [string, string[]] => [id, []]));
  const left = [...handovers];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      for (let attempt = 1; attempt <= TRIES; attempt += 1) {
        const outcome = await send({ ...next, attempt });
        heard.get(next.id)?.push(outcome);
        if (outcome.startsWith('2')) break;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return new Map([...heard].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function heardInProcess(handovers: readonly Handover[], seed: number): Promise<ClientView> {
  let last: Exchange | undefined;
  const port = inProcessGateways(gatewayCatalogue, {
    seed,
    onExchange: (exchange) => {
      last = exchange;
    },
  });
  return await tried(
    handovers,
    async (handover) => {
      port.deliver(handover);
      return outcomeOf(last);
    },
    1,
  );
}

async function heardByWire(handovers: readonly Handover[], seed: number): Promise<ClientView> {
  let last: Exchange | undefined;
  const sockets = await openSockets();
  const onExchange = (exchange: Exchange): void => {
    last = exchange;
  };
  const port = gatewaysOverTransport(gatewayCatalogue, sockets.transport, { seed, onExchange });
  const send: Send = async (handover) => {
    await port.deliver(handover);
    return outcomeOf(last);
  };
  const heard = await tried(handovers, send, 1);
  await sockets.close();
  return heard;
}

async function heardAtTheDoor(
  handovers: readonly Handover[],
  seed: number,
  atOnce: number,
): Promise<ClientView> {
  const { gateway } = handovers[0]!;
  const opened = await openFaultyServers(gateway, { seed });
  servers = opened;
  const heard = await tried(handovers, gateway.type === 'smtp' ? mailTo(opened) : postTo(opened), atOnce);
  await opened.close();
  return heard;
}

function outcomeOf(exchange: Exchange | undefined): string {
  if (exchange === undefined) return 'nothing';
  const { response } = exchange;
  return response.failure === undefined ? String(response.status) : response.failure;
}

function postTo({ base }: FaultyServers): Send {
  return async (handover) => {
    const { method, path, headers, body } = requestOf(gatewayCatalogue.get('http')!, handover);
    const { host: _, ...rest } = headers;
    try {
      const response = await fetch(base + path, { method, headers: rest, ...(body !== '' && { body }) });
      await response.text();
      return String(response.status);
    } catch (error) {
      const code = (error as { cause?: { code?: string } }).cause?.code ?? '';
      return code.startsWith('HPE_') ? 'garbage' : 'reset';
    }
  };
}

function mailTo({ smtpPort }: FaultyServers): Send {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true });
  return async ({ from, to, text }) => {
    try {
      return String((await transport.sendMail({ from, to, text })).response).slice(0, 3);
    } catch (error) {
      return String((error as { responseCode?: number }).responseCode ?? 'reset');
    }
  };
}

/** The same for the same turn. */
function shuffled<T>(all: readonly T[], turn: number): T[] {
  return all
    .map((each, index) => ({ each, place: (index * 7919 + turn * 104_729) % 1009 }))
    .sort((a, b) => a.place - b.place)
    .map(({ each }) => each);
}
