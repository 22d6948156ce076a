import { hash32 } from '../core/chance.ts';
import type { Ledger, Tally } from '../core/journal/totals.ts';
import type { Answer, Handover } from '../core/model/answer.ts';
import type { Gateway } from '../core/model/gateway.ts';
import type { GatewayKind, WireFailure, WireRequest, WireResponse } from '../core/model/wire.ts';
import type { GatewayPort, KindFacts } from '../core/ports.ts';
import { zoneNamed } from '../core/time/zone.ts';
import { type FakeGatewayState, stateFor, stateOf } from './fake/fake-gateway-state.ts';
import { clientView } from './faults/client-view.ts';
import { type BrokenConnection, type FaultEffects, NO_FAULT } from './faults/effects.ts';
import { GatewayFaults } from './faults/gateway-faults.ts';
import type { RuleClock } from './faults/rule.ts';
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

/** The longest exchange of any client: a look-up, a send that its library repeats five times, a status check. */
const EXCHANGES_MAX = 8;

/** Fake gateways that are called directly. A type without a gateway kind is treated as HQ's generic HTTP. */
export function inProcessGateways(
  gatewayKinds: ReadonlyMap<string, GatewayKind>,
  options: InProcessOptions = {},
): InProcessGateways {
  const fakes = openFakes(gatewayKinds, options);
  return {
    facts: gatewayKinds,
    deliver(handover) {
      const attemptHandover = fakes.attemptHandover(handover);
      let next = attemptHandover.begin();
      for (let count = 0; count < EXCHANGES_MAX; count += 1) {
        if (isAnswer(next)) return attemptHandover.end(next);
        next = attemptHandover.interpret(attemptHandover.respond(next).received, next);
      }
      return attemptHandover.end(isAnswer(next) ? next : TOO_MANY_EXCHANGES);
    },
    ledger: fakes.ledger,
    passes: fakes.passes,
  };
}

/** The same, with something slow between the client and the fake. */
export interface AsyncGateways extends Omit<InProcessGateways, 'deliver'> {
  deliver(handover: Handover): Promise<Answer>;
}

/** Carries a request to the fake and what it says back; gives what the client heard of it. */
export type Transport = (
  request: WireRequest,
  handover: Handover,
  respond: (request: WireRequest) => ResponseOnWire,
  isRefused: boolean,
) => Promise<WireResponse | WireFailure>;

/** The same fakes behind a transport, such as sockets. */
export function gatewaysOverTransport(
  gatewayKinds: ReadonlyMap<string, GatewayKind>,
  transport: Transport,
  options: InProcessOptions = {},
): AsyncGateways {
  const fakes = openFakes(gatewayKinds, options);
  return {
    facts: gatewayKinds,
    async deliver(handover) {
      const attemptHandover = fakes.attemptHandover(handover);
      let next = attemptHandover.begin();
      for (let count = 0; count < EXCHANGES_MAX; count += 1) {
        if (isAnswer(next)) return attemptHandover.end(next);
        next = attemptHandover.interpret(
          await transport(next, handover, attemptHandover.respond, attemptHandover.isRefused(next)),
          next,
        );
      }
      return attemptHandover.end(isAnswer(next) ? next : TOO_MANY_EXCHANGES);
    },
    ledger: fakes.ledger,
    passes: fakes.passes,
  };
}

const TOO_MANY_EXCHANGES: Answer = { kind: 'busy', answer: `no end after ${EXCHANGES_MAX} requests` };

/** What the fake says, how its connection breaks, and what a client hears of the two. */
export interface ResponseOnWire {
  readonly response: WireResponse;
  readonly connection?: BrokenConnection;
  readonly received: WireResponse | WireFailure;
}

/** One attempt to hand a message over: requests of HQ's client and responses of the fake, in turn. */
interface HandoverAttempt {
  /** The connection for this request is refused. */
  isRefused(request: WireRequest): boolean;
  begin(): WireRequest | Answer;
  respond(this: void, request: WireRequest): ResponseOnWire;
  interpret(received: WireResponse | WireFailure, request: WireRequest): WireRequest | Answer;
  end(answer: Answer): Answer;
}

function openFakes(gatewayKinds: ReadonlyMap<string, GatewayKind>, options: InProcessOptions) {
  const { onExchange, seed = 1, clock = { zone: zoneNamed('UTC')!, startsAt: 0 } } = options;
  const states = new Map<string, FakeGatewayState>();
  const current = new WeakMap<Gateway, FakeGatewayState>();

  function stateOfGateway(gateway: Gateway): FakeGatewayState {
    const known = current.get(gateway);
    if (known !== undefined && known.gateway === gateway) return known;
    const fresh = stateFor(gateway, kindFor(gateway.type, gatewayKinds), states);
    current.set(gateway, fresh);
    return fresh;
  }

  function attemptHandover(handover: Handover): HandoverAttempt {
    const state = stateOfGateway(handover.gateway);
    const { gateway } = handover;
    const { gatewayKind } = state;
    const { client } = gatewayKind;
    if (gateway.faults.length > 0) {
      state.faults ??= new GatewayFaults(gateway.faults, seed, clock, gatewayKind.looksUp === true);
    }
    const asked = { messageId: handover.id, attempt: handover.attempt, at: handover.at };
    let match: { readonly request: WireRequest; readonly effects: FaultEffects } | undefined;
    let receipts: FaultEffects['receipts'];
    let copies = 0;
    let afterMs = 0;
    let tries = 0;

    /** What awaits a request: decided once for each time that it is made. */
    function effectsOf(request: WireRequest): FaultEffects {
      if (match?.request !== request) match = { request, effects: effectsFor(state, handover, request) };
      return match.effects;
    }

    return {
      isRefused: (request) => gateway.down || effectsOf(request).connection?.mode === 'refuse',
      begin: () => gatewayKind.buildRequest(handover),
      respond(request) {
        if (gateway.down) return { response: NOTHING, connection: DOWN, received: CONNECTION_REFUSED };
        const effects = match?.effects ?? effectsFor(state, handover, request);
        match = undefined;
        const { verdict, response } = state.respond(request, asked, effects);
        if (verdict === 'taken' && !gatewayKind.isPreamble?.(request, handover)) copies += 1;
        if (effects === NO_FAULT && gateway.latencyMs === 0) return { response, received: response };
        receipts = effects.receipts ?? receipts;
        const isSubmission = gatewayKind.isSubmission?.(request) ?? true;
        const waitMs = isSubmission ? gateway.latencyMs + effects.delayMs + (effects.pause?.ms ?? 0) : 0;
        const received = clientView(response, effects.connection, waitMs, client);
        afterMs += received.afterMs;
        return { response, connection: received.connection, received: received.outcome };
      },
      interpret(received, request) {
        if (onExchange !== undefined) {
          const { id, attempt, text: message } = handover;
          const known = { message, more: secretNamesOf(gateway) };
          onExchange({
            id,
            attempt,
            gateway: gateway.name,
            request: requestWithoutSecrets(request, known),
            response: responseWithoutSecrets(received, known),
          });
        }
        if (received.failure === 'timeout' && client.patienceMs === undefined) return { kind: 'waiting' };
        tries += 1;
        if (tries < client.tries && isTriedAgain(received)) {
          afterMs += pauseMs(tries);
          return { ...request };
        }
        tries = 0;
        return gatewayKind.interpretResponse(received, handover, request);
      },
      end(answer) {
        if (answer.kind === 'taken') state.count(hash32(handover.id));
        return afterMs === 0 &&
          copies <= 1 &&
          receipts === undefined &&
          (copies === 0 || answer.kind === 'taken')
          ? answer
          : completeAnswer(answer, { receipts, copies, afterMs });
      },
    };
  }

  return {
    attemptHandover,
    ledger: (): Ledger => ledgerOf(states),
    passes({ gateway, number, text }: Parameters<InProcessGateways['passes']>[0]): void {
      (stateOf(gateway, states) ?? stateOfGateway(gateway)).noteCarrierKeyword(number, text);
    },
  };
}

/** What a request meets. Faults are for the one that hands the message in; a look-up may refuse the number. */
function effectsFor(
  { faults, gateway, gatewayKind }: FakeGatewayState,
  handover: Handover,
  request: WireRequest,
): FaultEffects {
  if (faults === undefined || gateway.faults.length === 0) return NO_FAULT;
  const isSubmission = gatewayKind.isSubmission?.(request) ?? true;
  if (isSubmission) return faults.effectsFor(handover);
  return gatewayKind.looksUp ? faults.effectsForLookUp(handover) : NO_FAULT;
}

/** Whether a client library repeats a request by itself: after a failed connection, or one of these statuses. */
function isTriedAgain(received: WireResponse | WireFailure): boolean {
  return received.failure !== undefined || TROUBLED_STATUSES.has(received.status);
}

const TROUBLED_STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** The mean of the random pauses that boto3 makes: half a second, then twice as long each time. */
const pauseMs = (tries: number): number => 500 * 2 ** (tries - 1);

/** The answer with what the client could not see: time, receipts, and the copies that the gateway accepted. */
function completeAnswer(
  answer: Answer,
  {
    receipts,
    copies,
    afterMs,
  }: { readonly receipts: FaultEffects['receipts']; readonly copies: number; readonly afterMs: number },
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

function kindFor(type: string, gatewayKinds: ReadonlyMap<string, GatewayKind>): GatewayKind {
  const gatewayKind = gatewayKinds.get(type) ?? gatewayKinds.get('http');
  if (gatewayKind === undefined)
    throw new Error(`No gateway of the kind ${type}, and no http to stand in for it`);
  return gatewayKind;
}

function ledgerOf(states: ReadonlyMap<string, FakeGatewayState>): Ledger {
  const tallies = new Map<string, Tally>();
  for (const { gateway, accepted, acceptedSum } of states.values()) {
    const { count, sum } = tallies.get(gateway.name) ?? { count: 0, sum: 0 };
    tallies.set(gateway.name, { count: count + accepted, sum: (sum + acceptedSum) >>> 0 });
  }
  return new Map([...tallies].sort(([a], [b]) => (a < b ? -1 : 1)));
}
