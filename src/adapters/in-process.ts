import { hash32 } from '../core/chance.ts';
import type { Ledger } from '../core/journal/totals.ts';
import type { Answer, Handover } from '../core/model/answer.ts';
import type { Gateway } from '../core/model/gateway.ts';
import type { GatewayKind, WireFailure, WireRequest, WireResponse } from '../core/model/wire.ts';
import type { GatewayPort, KindFacts, SureGateways } from '../core/ports.ts';
import { zoneNamed } from '../core/time/zone.ts';
import { FakeGatewayStates } from './fake/fake-gateway-state.ts';
import { clientView } from './faults/client-view.ts';
import type { BrokenConnection, FaultEffects, FaultMatch } from './faults/effects.ts';
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
   * (Infobip, Pinpoint and Push report refusals in a part of the response that HQ does not read).
   */
  ledger(): Ledger;
  /** A text from a phone, on its way to HQ: the carrier takes note of STOP and START, should it keep a list. */
  passes(inbound: { readonly gateway: Gateway; readonly number: string; readonly text: string }): void;
  /** Where nobody looks at exchanges: what need not be handed over. */
  readonly sure?: SureGateways;
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
      const state = fakes.stateOf(handover.gateway);
      if (options.onExchange !== undefined) return exchanged(fakes.attemptHandover(handover));
      if (state.isSureToTake(handover)) {
        state.count(hash32(handover.id));
        return TAKEN_UNASKED;
      }
      const answer = exchanged(fakes.attemptHandover(handover));
      state.learn(handover, answer);
      return answer;
    },
    ledger: fakes.ledger,
    passes: fakes.passes,
    ...(options.onExchange === undefined && {
      sure: {
        takes(handover) {
          const state = fakes.stateOf(handover.gateway);
          if (!state.isSureToTake(handover) && state.canLearn(handover)) {
            const attempt = fakes.attemptHandover(handover);
            state.learn(handover, attempt.complete(answerOf(attempt)));
          }
          return state.isSureToTake(handover);
        },
        took: (gateway, hash) => fakes.stateOf(gateway).count(hash),
      },
    }),
  };
}

/** The fake gave no id: nobody looks at the exchange that would hold it. */
const TAKEN_UNASKED: Answer = { kind: 'taken', gatewayMessageId: '' };

const exchanged = (attemptHandover: HandoverAttempt): Answer =>
  attemptHandover.end(answerOf(attemptHandover));

function answerOf(attemptHandover: HandoverAttempt): Answer {
  let next = attemptHandover.begin();
  for (let count = 0; count < EXCHANGES_MAX; count += 1) {
    if (isAnswer(next)) return next;
    next = attemptHandover.interpret(attemptHandover.respond(next).received, next);
  }
  return isAnswer(next) ? next : TOO_MANY_EXCHANGES;
}

/** The same, with something slow between the client and the fake. */
export interface AsyncGateways extends Omit<InProcessGateways, 'deliver'> {
  deliver(handover: Handover): Promise<Answer>;
}

/** Carries a request to the fake and its response back; resolves with what the client received. */
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

/** The fake's response, how its connection breaks, and what the client receives. */
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
  /** The answer with what the client could not see. */
  complete(this: void, answer: Answer): Answer;
  /** The same, of an attempt that counts. */
  end(answer: Answer): Answer;
}

function openFakes(gatewayKinds: ReadonlyMap<string, GatewayKind>, options: InProcessOptions) {
  const { onExchange, seed = 1, clock = { zone: zoneNamed('UTC')!, startsAt: 0 } } = options;
  const states = new FakeGatewayStates(gatewayKinds, { seed, clock, throttlesAtRate: false });

  function attemptHandover(handover: Handover): HandoverAttempt {
    const { gateway } = handover;
    const state = states.of(gateway);
    const { gatewayKind } = state;
    const { client } = gatewayKind;
    const asked = { messageId: handover.id, attempt: handover.attempt, at: handover.at };
    let evaluated: { readonly request: WireRequest; readonly match: FaultMatch | undefined } | undefined;
    let receipts: FaultEffects['receipts'];
    let copies = 0;
    let afterMs = 0;
    let requests = 0;

    /** Evaluated once for each time that the request is made. */
    function matchOf(request: WireRequest): FaultMatch | undefined {
      if (evaluated?.request !== request) {
        evaluated = { request, match: state.evaluate(request, handover.at, handover) };
      }
      return evaluated.match;
    }

    function complete(answer: Answer): Answer {
      return afterMs === 0 &&
        copies <= 1 &&
        receipts === undefined &&
        (copies === 0 || answer.kind === 'taken')
        ? answer
        : completeAnswer(answer, { receipts, copies, afterMs });
    }

    return {
      complete,
      isRefused: (request) => gateway.down || matchOf(request)?.effects.connection?.mode === 'refuse',
      begin: () => gatewayKind.buildRequest(handover),
      respond(request) {
        if (gateway.down) return { response: NO_RESPONSE, connection: DOWN, received: CONNECTION_REFUSED };
        const match = evaluated ? evaluated.match : state.evaluate(request, handover.at, handover);
        evaluated = undefined;
        const { verdict, response } = state.respond(request, asked, match);
        if (verdict === 'taken' && !gatewayKind.isPreamble?.(request, handover)) copies += 1;
        if (match === undefined) return { response, received: response };
        const { effects } = match;
        receipts = effects.receipts ?? receipts;
        const view = clientView(
          response,
          effects.connection,
          match.waitMs + (effects.pause?.ms ?? 0),
          client,
        );
        afterMs += view.afterMs;
        return { response, connection: view.connection, received: view.outcome };
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
        requests += 1;
        if (requests < client.requestsPerAttempt && isRepeated(received)) {
          afterMs += pauseMs(requests);
          return { ...request };
        }
        requests = 0;
        return gatewayKind.interpretResponse(received, handover, request);
      },
      end(answer) {
        if (answer.kind === 'taken') state.count(hash32(handover.id));
        return complete(answer);
      },
    };
  }

  return {
    attemptHandover,
    stateOf: (gateway: Gateway) => states.of(gateway),
    ledger: (): Ledger => states.ledger(),
    passes({ gateway, number, text }: Parameters<InProcessGateways['passes']>[0]): void {
      states.latest(gateway).noteCarrierKeyword(number, text);
    },
  };
}

/** Whether a client library repeats a request by itself: after a failed connection, or one of these statuses. */
function isRepeated(received: WireResponse | WireFailure): boolean {
  return received.failure !== undefined || REPEATED_STATUSES.has(received.status);
}

const REPEATED_STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** The mean of boto3's random pauses: half a second, then twice as long each time. */
const pauseMs = (requests: number): number => 500 * 2 ** (requests - 1);

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

const NO_RESPONSE: WireResponse = { status: 502, headers: {}, body: '' };
const DOWN: BrokenConnection = {
  mode: 'refuse',
  phase: 'before',
  committed: false,
  bytes: undefined,
  everyMs: 0,
};
const CONNECTION_REFUSED: WireFailure = { failure: 'refused' };

const isAnswer = (next: WireRequest | Answer): next is Answer => 'kind' in next;
