import { hash32 } from '../core/chance.ts';
import type { Ledger, Tally } from '../core/journal/ledger.ts';
import type { Answer, Handover } from '../core/model/answer.ts';
import type { Gateway } from '../core/model/gateway.ts';
import type { GatewayKind, WireFailure, WireRequest, WireResponse } from '../core/model/wire.ts';
import type { GatewayPort, KindFacts } from '../core/ports.ts';
import { zoneNamed } from '../core/time/zone.ts';
import { hearsOf } from './faults/client-hears.ts';
import { Faults } from './faults/decide.ts';
import { type BrokenConnection, FAIR, type Fate } from './faults/fate.ts';
import type { RuleClock } from './faults/rule.ts';
import { type Desk, deskFor, deskOf } from './gateway-desk.ts';
import { secretNamesOf } from './secrets/gateway-secrets.ts';
import { requestWithoutSecrets, responseWithoutSecrets } from './secrets/without-secrets.ts';

/** One request and what came back, without its secrets. */
export interface Exchange {
  readonly id: string;
  readonly attempt: number;
  /** Name. */
  readonly gateway: string;
  readonly request: WireRequest;
  readonly response: WireResponse | WireFailure;
}

/** The fake gateways, called directly: no socket, no waiting. */
export interface InProcessGateways extends GatewayPort {
  readonly facts: ReadonlyMap<string, KindFacts>;
  /**
   * What the fakes accepted, by gateway name, sorted; and what HQ took for accepted though it was refused
   * (Infobip, Pinpoint and Push say so in answers that HQ does not look into).
   */
  ledger(): Ledger;
  /** A text from a phone, on its way to HQ: the carrier takes note of STOP and START, should it keep a list. */
  passes(inbound: { readonly gateway: Gateway; readonly number: string; readonly text: string }): void;
}

export interface InProcessOptions {
  /** Called for each exchange, in order. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Of every draw of the faults. */
  readonly seed?: number;
  /** What the times of fault rules mean. */
  readonly clock?: RuleClock;
}

/** No client needs more: a look-up, a send that a library tries five times, a check. */
const EXCHANGES_MAX = 8;

/** Opens the in-process door to the books. A kind without a book is read as HQ's generic HTTP. */
export function inProcessGateways(
  books: ReadonlyMap<string, GatewayKind>,
  options: InProcessOptions = {},
): InProcessGateways {
  const counter = openCounter(books, options);
  return {
    facts: books,
    deliver(handover) {
      const visit = counter.visit(handover);
      let next = visit.begin();
      for (let count = 0; count < EXCHANGES_MAX; count += 1) {
        if (isAnswer(next)) return visit.end(next);
        next = visit.hears(visit.says(next).heard, next);
      }
      return visit.end(isAnswer(next) ? next : endless);
    },
    ledger: counter.ledger,
    passes: counter.passes,
  };
}

/** The same, with something slow between the client and the fake. */
export interface SlowGateways extends Omit<InProcessGateways, 'deliver'> {
  deliver(handover: Handover): Promise<Answer>;
}

/** Carries a request to the fake and what it says back; gives what the client heard of it. */
export type Carrier = (
  request: WireRequest,
  handover: Handover,
  says: (request: WireRequest) => Spoken,
  isShut: boolean,
) => Promise<WireResponse | WireFailure>;

/** Opens the same books behind a carrier, such as sockets. */
export function carriedGateways(
  books: ReadonlyMap<string, GatewayKind>,
  carry: Carrier,
  options: InProcessOptions = {},
): SlowGateways {
  const counter = openCounter(books, options);
  return {
    facts: books,
    async deliver(handover) {
      const visit = counter.visit(handover);
      let next = visit.begin();
      for (let count = 0; count < EXCHANGES_MAX; count += 1) {
        if (isAnswer(next)) return visit.end(next);
        next = visit.hears(await carry(next, handover, visit.says, visit.isShut(next)), next);
      }
      return visit.end(isAnswer(next) ? next : endless);
    },
    ledger: counter.ledger,
    passes: counter.passes,
  };
}

const endless: Answer = { kind: 'busy', answer: `no end after ${EXCHANGES_MAX} requests` };

/** What the fake says, how its connection breaks, and what a client hears of the two. */
export interface Spoken {
  readonly response: WireResponse;
  readonly connection?: BrokenConnection;
  readonly heard: WireResponse | WireFailure;
}

/** One hand-over at the counter: HQ's client and the fake, by turns. */
interface Visit {
  /** Nobody listens to this request: no connection comes about. */
  isShut(request: WireRequest): boolean;
  begin(): WireRequest | Answer;
  says(this: void, request: WireRequest): Spoken;
  hears(heard: WireResponse | WireFailure, request: WireRequest): WireRequest | Answer;
  end(answer: Answer): Answer;
}

function openCounter(books: ReadonlyMap<string, GatewayKind>, options: InProcessOptions) {
  const { onExchange, seed = 1, clock = { zone: zoneNamed('UTC')!, startsAt: 0 } } = options;
  const desks = new Map<string, Desk>();
  const current = new WeakMap<Gateway, Desk>();

  function deskOfGateway(gateway: Gateway): Desk {
    const known = current.get(gateway);
    if (known !== undefined && known.gateway === gateway) return known;
    const fresh = deskFor(gateway, bookFor(gateway.type, books), desks);
    current.set(gateway, fresh);
    return fresh;
  }

  function visit(handover: Handover): Visit {
    const desk = deskOfGateway(handover.gateway);
    const { gateway } = handover;
    const { gatewayKind } = desk;
    const { client } = gatewayKind;
    if (gateway.faults.length > 0) {
      desk.faults ??= new Faults(gateway.faults, seed, clock, gatewayKind.looksUp === true);
    }
    const asked = { messageId: handover.id, attempt: handover.attempt, at: handover.at };
    let met: { readonly request: WireRequest; readonly fate: Fate } | undefined;
    let receipts: Fate['receipts'];
    let copies = 0;
    let afterMs = 0;
    let tries = 0;

    /** What awaits a request: decided once for each time that it is made. */
    function fateOf(request: WireRequest): Fate {
      if (met?.request !== request) met = { request, fate: fateAt(desk, handover, request) };
      return met.fate;
    }

    return {
      isShut: (request) => gateway.down || fateOf(request).connection?.mode === 'refuse',
      begin: () => gatewayKind.buildRequest(handover),
      says(request) {
        if (gateway.down) return { response: NOTHING, connection: DOWN, heard: CONNECTION_REFUSED };
        const fate = met?.fate ?? fateAt(desk, handover, request);
        met = undefined;
        const { verdict, response } = desk.respond(request, asked, fate);
        if (verdict === 'taken') copies += 1;
        if (fate === FAIR && gateway.latencyMs === 0) return { response, heard: response };
        receipts = fate.receipts ?? receipts;
        const isHandIn = gatewayKind.isHandIn?.(request) ?? true;
        const waitMs = isHandIn ? gateway.latencyMs + fate.delayMs + (fate.pause?.ms ?? 0) : 0;
        const heard = hearsOf(response, fate.connection, waitMs, client);
        afterMs += heard.afterMs;
        return { response, connection: heard.connection, heard: heard.outcome };
      },
      hears(heard, request) {
        if (onExchange !== undefined) {
          const { id, attempt, text: message } = handover;
          const known = { message, more: secretNamesOf(gateway) };
          onExchange({
            id,
            attempt,
            gateway: gateway.name,
            request: requestWithoutSecrets(request, known),
            response: responseWithoutSecrets(heard, known),
          });
        }
        if (heard.failure === 'timeout' && client.patienceMs === undefined) return { kind: 'waiting' };
        tries += 1;
        if (tries < client.tries && isTriedAgain(heard)) {
          afterMs += pauseMs(tries);
          return { ...request };
        }
        tries = 0;
        return gatewayKind.interpretResponse(heard, handover, request);
      },
      end(answer) {
        if (answer.kind === 'taken') desk.count(hash32(handover.id));
        return afterMs === 0 &&
          copies <= 1 &&
          receipts === undefined &&
          (copies === 0 || answer.kind === 'taken')
          ? answer
          : told(answer, { receipts, copies, afterMs });
      },
    };
  }

  return {
    visit,
    ledger: (): Ledger => ledgerOf(desks),
    passes({ gateway, number, text }: Parameters<InProcessGateways['passes']>[0]): void {
      (deskOf(gateway, desks) ?? deskOfGateway(gateway)).hearWord(number, text);
    },
  };
}

/** What a request meets. Faults are for the one that hands the message in; a look-up may refuse the number. */
function fateAt({ faults, gateway, gatewayKind }: Desk, handover: Handover, request: WireRequest): Fate {
  if (faults === undefined || gateway.faults.length === 0) return FAIR;
  const isHandIn = gatewayKind.isHandIn?.(request) ?? true;
  if (isHandIn) return faults.decide(handover);
  return gatewayKind.looksUp ? faults.decideLookUp(handover) : FAIR;
}

/** After what a client library sends a request again by itself: no answer, or a server in trouble. */
function isTriedAgain(heard: WireResponse | WireFailure): boolean {
  return heard.failure !== undefined || TROUBLED_STATUSES.has(heard.status);
}

const TROUBLED_STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** The mean of the random pauses that boto3 makes: half a second, then twice as long each time. */
const pauseMs = (tries: number): number => 500 * 2 ** (tries - 1);

/** The answer with what the client could not see: time, receipts, and the copies that the gateway accepted. */
function told(
  answer: Answer,
  {
    receipts,
    copies,
    afterMs,
  }: { readonly receipts: Fate['receipts']; readonly copies: number; readonly afterMs: number },
): Answer {
  const more = { ...(copies > 1 && { copies }), ...(afterMs > 0 && { afterMs }) };
  if (answer.kind === 'taken') return { ...answer, ...(receipts && { receipts }), ...more };
  return { ...answer, ...(copies > 0 && { committed: true }), ...more };
}

const NOTHING: WireResponse = { status: 502, headers: {}, body: '' };
const DOWN: BrokenConnection = {
  mode: 'refuse',
  phase: 'before',
  committed: false,
  bytes: undefined,
  everyMs: 0,
};
const CONNECTION_REFUSED: WireFailure = { failure: 'refused' };

const isAnswer = (next: WireRequest | Answer): next is Answer => 'kind' in next;

function bookFor(type: string, books: ReadonlyMap<string, GatewayKind>): GatewayKind {
  const gatewayKind = books.get(type) ?? books.get('http');
  if (gatewayKind === undefined)
    throw new Error(`No gateway of the kind ${type}, and no http to stand in for it`);
  return gatewayKind;
}

function ledgerOf(desks: ReadonlyMap<string, Desk>): Ledger {
  const tallies = new Map<string, Tally>();
  for (const { gateway, accepted, acceptedSum } of desks.values()) {
    const { count, sum } = tallies.get(gateway.name) ?? { count: 0, sum: 0 };
    tallies.set(gateway.name, { count: count + accepted, sum: (sum + acceptedSum) >>> 0 });
  }
  return new Map([...tallies].sort(([a], [b]) => (a < b ? -1 : 1)));
}
