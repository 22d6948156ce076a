import { hash32 } from '../core/chance.ts';
import type { Ledger, Tally } from '../core/journal/ledger.ts';
import type { Answer, Handover } from '../core/model/answer.ts';
import type { Gateway } from '../core/model/gateway.ts';
import type { GatewayKind, WireContext, WireFailure, WireRequest, WireResponse } from '../core/model/wire.ts';
import type { GatewayPort, KindFacts } from '../core/ports.ts';
import { zoneNamed } from '../core/time/zone.ts';
import { Faults } from './faults/decide.ts';
import { type BrokenConnection, FAIR, type Fate } from './faults/fate.ts';
import type { RuleClock } from './faults/rule.ts';
import { arrived, connectionDelayMs, rawResponse, withRetryAfter } from './faults/speak.ts';
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

/** No client needs more: a look-up, a send, a check. */
const EXCHANGES_MAX = 4;

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
        next = visit.hears(await carry(next, handover, visit.says, visit.isShut), next);
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
  /** Nobody listens: no connection comes about. */
  readonly isShut: boolean;
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
    if (gateway.faults.length > 0) desk.faults ??= new Faults(gateway.faults, seed, clock);
    const fate = gateway.faults.length > 0 && !gateway.down ? desk.faults!.decide(handover) : FAIR;
    const acceptedBefore = desk.accepted;
    let isCommitted = false;
    let delayMs = fate.delayMs + (fate.pause?.ms ?? 0);
    return {
      isShut: gateway.down || fate.connection?.mode === 'refuse',
      begin: () => desk.gatewayKind.buildRequest(handover),
      says(request) {
        if (gateway.down) return { response: NOTHING, connection: DOWN, heard: CONNECTION_REFUSED };
        const { response, isTaken } = said(handover, desk, request, fate);
        isCommitted ||= isTaken;
        const { connection } = fate;
        if (connection === undefined) return { response, heard: response };
        delayMs += connectionDelayMs(response, connection);
        return { response, connection, heard: arrived(response, connection) };
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
        return desk.gatewayKind.interpretResponse(heard, handover, request);
      },
      end(answer) {
        if (answer.kind === 'taken' && desk.accepted === acceptedBefore) desk.count(hash32(handover.id));
        return fate === FAIR ? answer : fated(answer, fate, isCommitted, delayMs);
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

/** The answer with what the fault adds: time, receipts, and that the fake accepted what HQ heard fail. */
function fated(
  answer: Answer,
  { receipts, connection }: Fate,
  isCommitted: boolean,
  delayMs: number,
): Answer {
  const afterMs = delayMs > 0 ? { afterMs: delayMs } : {};
  if (answer.kind === 'taken') return { ...answer, ...(receipts && { receipts }), ...afterMs };
  if (answer.kind === 'refused') return { ...answer, ...afterMs };
  return { ...answer, ...(connection && isCommitted && { committed: true }), ...afterMs };
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

/**
 * Lets the fake speak, then keeps count: of failures used up, of messages accepted. What it accepts behind a
 * broken connection is counted when HQ knows of it too; the copies are told by a warning.
 */
function said(
  handover: Handover,
  desk: Desk,
  request: WireRequest,
  fate: Fate,
): { readonly response: WireResponse; readonly isTaken: boolean } {
  if (fate.connection !== undefined && !fate.connection.committed && !isAnswering(fate.connection)) {
    return { response: NOTHING, isTaken: false };
  }
  if (fate.raw !== undefined && fate.throttled === undefined) {
    return { response: rawResponse(fate.raw), isTaken: false };
  }
  const { verdict, response } = desk.gatewayKind.respond(request, contextOf(handover, desk, fate));
  const isTaken = verdict === 'taken';
  if (isTaken && fate.connection === undefined) desk.count(hash32(handover.id));
  if (verdict === 'failing' && fate.throttled === undefined) desk.failuresLeft -= 1;
  return {
    response: verdict === 'failing' ? withRetryAfter(response, fate.throttled) : response,
    isTaken: isTaken && fate.connection?.committed !== false,
  };
}

const isAnswering = ({ mode }: BrokenConnection): boolean => mode === 'truncate' || mode === 'drip';

function contextOf({ id, attempt, at, gateway }: Handover, desk: Desk, fate: Fate): WireContext {
  const optedOut = gateway.carrierOptOut ? desk.optedOut : undefined;
  const failing = fate.throttled !== undefined || desk.failuresLeft > 0;
  const { reject } = fate.throttled === undefined ? fate : FAIR;
  return {
    gateway,
    messageId: id,
    attempt,
    at,
    failing,
    optedOut,
    ...(reject !== undefined && { reject }),
  };
}

function ledgerOf(desks: ReadonlyMap<string, Desk>): Ledger {
  const tallies = new Map<string, Tally>();
  for (const { gateway, accepted, acceptedSum } of desks.values()) {
    const { count, sum } = tallies.get(gateway.name) ?? { count: 0, sum: 0 };
    tallies.set(gateway.name, { count: count + accepted, sum: (sum + acceptedSum) >>> 0 });
  }
  return new Map([...tallies].sort(([a], [b]) => (a < b ? -1 : 1)));
}
