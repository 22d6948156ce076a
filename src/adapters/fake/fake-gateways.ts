import type { LaterReceipt } from '../../core/model/answer.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import type { FakeResponse, GatewayKind, WireRequest, WireResponse } from '../../core/model/wire.ts';
import { zoneNamed } from '../../core/time/zone.ts';
import { NO_FAULT } from '../faults/effects.ts';
import {
  evaluateFaults,
  evaluateLookUp,
  type FaultMatch,
  faultsOf,
  isAcknowledged,
  NO_MATCH,
  needsEvaluation,
} from '../faults/evaluate.ts';
import type { GatewayFaults } from '../faults/gateway-faults.ts';
import { type Arrival, arrivalsOf } from '../faults/inbound.ts';
import { type RulesOfGateway, textRulesOf } from '../faults/inbound-rules.ts';
import type { RuleClock } from '../faults/rule.ts';
import { monotonicClock } from '../monotonic-clock.ts';
import type { RawRequest } from '../recorder/recorded.ts';
import type { Incoming, Recorded, Recorder } from '../recorder/recorder.ts';
import { secretNamesOf } from '../secrets/gateway-secrets.ts';
import {
  bytesWithoutSecrets,
  headWithoutSecrets,
  requestWithoutSecrets,
} from '../secrets/without-secrets.ts';
import { type FakeGatewayState, stateFor } from './fake-gateway-state.ts';

/** A message that a gateway has taken just now. */
export interface AcceptedMessage {
  readonly gateway: Gateway;
  readonly recorded: Recorded;
  /** Those that a fault has it send, instead of the usual. */
  readonly receipts: readonly LaterReceipt[] | undefined;
}

/** What came of one request: an answer, and an exchange for each person that it was for. */
export interface Exchanged {
  readonly response: WireResponse;
  readonly recorded: readonly Recorded[];
  /** undefined: nothing can be in the way of the answer. */
  readonly match: FaultMatch | undefined;
}

/** What the fake said to one request, before it is kept. */
interface Evaluated {
  readonly id: string;
  readonly receivedAt: number;
  readonly fakeResponse: FakeResponse;
}

/** Calls applications with what becomes of messages. */
export interface AcceptanceListener {
  /** Told of each message before its answer goes out. */
  taken(taken: AcceptedMessage): void;
  /** Told when it could not be kept after all, and its sender was told so. */
  withdrawn(recorded: Recorded): void;
  /** `gateway`, newline, state → how many calls have come to it. */
  tallies(): ReadonlyMap<string, number>;
}

/** The standalone fake gateways: their configuration, their state and what was recorded. */
export class FakeGateways {
  readonly gateways: readonly Gateway[];
  readonly recorder: Recorder;
  /** Who calls the applications; none: nobody does. */
  listener: AcceptanceListener | undefined;
  private readonly gatewayKinds: ReadonlyMap<string, GatewayKind>;
  private readonly states = new Map<string, FakeGatewayState>();
  /** By the gateway's name. */
  private readonly textRules = new Map<string, RulesOfGateway | undefined>();
  /** The states again, found without building a key for each request. */
  private readonly current = new Map<Gateway, FakeGatewayState>();
  private readonly byName: ReadonlyMap<string, Gateway>;
  private readonly now: () => number;
  private readonly monotonicNow: () => number;
  private readonly run: string;
  private readonly seed: number;
  private readonly clock: RuleClock;

  /**
   * Rules count `T` from now on, and draw from the seed; `run` sets the ids of one start apart from those of another.
   * `now` is the machine's clock, for what is recorded; `steady` counts ms and never jumps, for rules, rates and
   * throttles.
   */
  constructor(parts: {
    readonly gateways: readonly Gateway[];
    readonly gatewayKinds: ReadonlyMap<string, GatewayKind>;
    readonly recorder: Recorder;
    readonly now: () => number;
    readonly monotonic?: () => number;
    readonly run?: string;
    readonly seed?: number;
  }) {
    this.gateways = parts.gateways;
    this.gatewayKinds = parts.gatewayKinds;
    this.recorder = parts.recorder;
    this.now = parts.now;
    this.run = parts.run ?? '';
    this.seed = parts.seed ?? 1;
    const startsAt = parts.now() as RuleClock['startsAt'];
    this.monotonicNow = monotonicClock(startsAt, parts.monotonic);
    this.clock = { zone: zoneNamed('UTC')!, startsAt };
    this.byName = new Map(parts.gateways.map((gateway) => [gateway.name, gateway]));
  }

  named(name: string): Gateway | undefined {
    return this.byName.get(name);
  }

  kindOf(gateway: Gateway): GatewayKind {
    return this.gatewayKinds.get(gateway.type) ?? this.gatewayKinds.get('http')!;
  }

  /** Lets every gateway begin anew; what was recorded stays. */
  reset(): void {
    this.states.clear();
    this.textRules.clear();
    this.current.clear();
  }

  private stateOf(gateway: Gateway, gatewayKind: GatewayKind): FakeGatewayState {
    let state = this.current.get(gateway);
    if (state === undefined) {
      state = stateFor(gateway, gatewayKind, this.states);
      this.current.set(gateway, state);
    }
    return state;
  }

  /** The rules of a gateway, with what they remember. */
  faultsOf(gateway: Gateway): GatewayFaults {
    const state = stateFor(gateway, this.kindOf(gateway), this.states);
    state.faults ??= faultsOf(gateway, this.seed, this.clock, state.gatewayKind.looksUp === true);
    return state.faults;
  }

  /** What awaits a request; undefined: the gateway has neither faults nor a latency nor a rate. */
  evaluateFaults(gateway: Gateway, request: WireRequest): FaultMatch | undefined {
    if (!needsEvaluation(gateway)) return undefined;
    const gatewayKind = this.kindOf(gateway);
    const at = this.monotonicNow();
    const asked = { gateway, messageId: '', attempt: 1, at };
    const { verdict, read, isStranger, isLookUp } = gatewayKind.respond(request, asked);
    if (isStranger || read.to === '' || (verdict === 'other' && !isLookUp)) return NO_MATCH;
    const message = { ...read, channel: gatewayKind.channel };
    const decides = isLookUp ? evaluateLookUp : evaluateFaults;
    return decides(message, gateway, this.faultsOf(gateway), at);
  }

  /** Answers a request: one response, and an exchange for each person that the request is for. */
  exchange(gateway: Gateway, request: WireRequest, rawRequest?: RawRequest): Exchanged {
    const { severalPeople, webhooks } = this.kindOf(gateway);
    const people = severalPeople?.split(request);
    if (severalPeople === undefined || people === undefined) {
      const match = this.evaluateFaults(gateway, request);
      const { response, recorded } = this.answer(gateway, request, rawRequest, match);
      return { response, recorded: [recorded], match };
    }
    const seq = this.recorder.nextSeq;
    const parts = people.map((alone, index) => {
      const match = this.evaluateFaults(gateway, alone);
      return { ...this.respond(gateway, alone, match, seq + index), request: alone, match };
    });
    const response = severalPeople.join(
      parts.map(({ request: own, fakeResponse }) => ({ request: own, response: fakeResponse.response })),
    );
    const recorded = parts.map((part) =>
      this.record(gateway, request, rawRequest, part, {
        response,
        ...(!severalPeople.sharesId && { gatewayId: webhooks.idIn?.(part.fakeResponse.response) }),
      }),
    );
    return { response, recorded, match: combinedMatch(parts.map(({ match }) => match)) };
  }

  /** Lets the gateway answer a request, under what it has met, and keeps both. */
  answer(
    gateway: Gateway,
    request: WireRequest,
    rawRequest?: RawRequest,
    match?: FaultMatch,
  ): { readonly response: WireResponse; readonly recorded: Recorded } {
    const decided = this.respond(gateway, request, match, this.recorder.nextSeq);
    const { response } = decided.fakeResponse;
    return {
      response,
      recorded: this.record(gateway, request, rawRequest, { ...decided, match }, { response }),
    };
  }

  private respond(
    gateway: Gateway,
    request: WireRequest,
    match: FaultMatch | undefined,
    seq: number,
  ): Evaluated {
    const state = this.stateOf(gateway, this.kindOf(gateway));
    const [id, receivedAt] = [`m${this.run}${seq}`, this.now()];
    const asked = {
      messageId: id,
      attempt: match?.attempt ?? 1,
      at: receivedAt,
      messageById: (known: string) => this.messageById(gateway, known),
    };
    const fakeResponse = state.respond(request, asked, match?.effects ?? NO_FAULT);
    if (match?.messageAttempt && isAcknowledged(fakeResponse.verdict, match.effects))
      this.faultsOf(gateway).attempts.taken(match.messageAttempt);
    return { id, receivedAt, fakeResponse };
  }

  private record(
    gateway: Gateway,
    request: WireRequest,
    rawRequest: RawRequest | undefined,
    { id, receivedAt, fakeResponse, match }: Evaluated & { readonly match: FaultMatch | undefined },
    answered: Pick<Incoming, 'response' | 'gatewayId'>,
  ): Recorded {
    const { kind, channel } = this.kindOf(gateway);
    const recorded = this.recorder.record({
      id,
      receivedAt,
      gateway: gateway.name,
      kind,
      channel,
      verdict: fakeResponse.verdict,
      ...withoutOwnSecrets(
        gateway,
        { request, raw: rawRequest?.raw, head: rawRequest?.head },
        fakeResponse.read.text,
      ),
      sameMailAs: rawRequest?.sameMailAs,
      ...answered,
      to: fakeResponse.read.to,
      from: fakeResponse.read.from,
      text: fakeResponse.read.text,
      fault: match?.effects.by?.join(', '),
    });
    if (fakeResponse.verdict === 'taken')
      this.listener?.taken({ gateway, recorded, receipts: match?.effects.receipts });
    return recorded;
  }

  /** A message that the gateway took, by the id that it gave; undefined: none, or none that is still kept. */
  private messageById({ name, type }: Gateway, known: string): Recorded | undefined {
    const { idIn } = this.gatewayKinds.get(type)?.webhooks ?? {};
    for (const recorded of this.recorder.all()) {
      const isOwn = recorded.gateway === name && recorded.verdict === 'taken';
      if (isOwn && (recorded.gatewayId ?? idIn?.(recorded.response)) === known) return recorded;
    }
    return undefined;
  }

  /** An exchange could not be put on the disk, and is answered so: it counts as not taken. */
  withdraw(recorded: Recorded): void {
    this.recorder.withdraw(recorded);
    this.listener?.withdrawn(recorded);
  }

  /** A text as an `inbound` rule has it arrive: in copies and parts, some of them later. */
  arrivalsOf(gateway: Gateway, from: string, text: string): readonly Arrival[] {
    const { name, faults } = gateway;
    if (!this.textRules.has(name)) this.textRules.set(name, textRulesOf(faults, this.seed, this.clock));
    const fault = this.textRules.get(name)?.faultFor(gateway, from, text, this.monotonicNow());
    return fault === undefined ? [{ text, afterMs: 0 }] : arrivalsOf(text, fault);
  }

  /** A text passes through the gateway: its carrier takes note of STOP and START. */
  noteCarrierKeyword(gateway: Gateway, number: string, text: string): void {
    stateFor(gateway, this.kindOf(gateway), this.states).noteCarrierKeyword(number, text);
  }

  /** The time that rules go by, ms since the epoch: the machine's clock at the start, and what has passed since. */
  get ruleTime(): number {
    return this.monotonicNow();
  }

  /** Records what the gateway kind was not asked about: what a server itself refused or sent. */
  recordOwn(
    gateway: Gateway,
    exchange: Omit<Incoming, 'id' | 'receivedAt' | 'gateway' | 'kind' | 'channel'>,
  ): Recorded {
    const { kind, channel } = this.kindOf(gateway);
    const id = `n${this.run}${this.recorder.nextSeq}`;
    return this.recorder.record({
      ...exchange,
      ...withoutOwnSecrets(gateway, exchange, exchange.text),
      id,
      receivedAt: this.now(),
      gateway: gateway.name,
      kind,
      channel,
    });
  }

  /** The API was asked for what it has not; that is no message, and no stray request either. */
  recordUnsupported(
    request: WireRequest,
    { status, problem }: { readonly status: number; readonly problem: object },
    fault: string,
  ): void {
    const headers = { 'content-type': 'application/json' };
    this.recorder.record({
      id: `a${this.run}${this.recorder.nextSeq}`,
      receivedAt: this.now(),
      gateway: undefined,
      kind: undefined,
      channel: undefined,
      verdict: 'other',
      request,
      response: { status, headers, body: JSON.stringify(problem) },
      to: '',
      from: '',
      text: '',
      fault,
    });
  }

  /** A request that addresses no gateway: recorded, and never answered with a success. */
  unmatched(request: WireRequest, response: WireResponse, rawRequest?: RawRequest): Recorded {
    return this.recorder.record({
      id: `u${this.run}${this.recorder.nextSeq}`,
      receivedAt: this.now(),
      gateway: undefined,
      kind: undefined,
      channel: undefined,
      verdict: 'unmatched',
      request,
      response,
      to: '',
      from: '',
      text: '',
      raw: rawRequest?.raw,
      head: rawRequest?.head,
    });
  }
}

/** What the one answer to several people meets: the first connection that breaks, and the longest wait. */
function combinedMatch(all: readonly (FaultMatch | undefined)[]): FaultMatch | undefined {
  const matches = all.filter((match) => match !== undefined);
  const [first] = matches;
  if (first === undefined) return undefined;
  const connection = matches.find(({ effects }) => effects.connection)?.effects.connection;
  const delayMs = Math.max(...matches.map(({ effects }) => effects.delayMs));
  return { ...first, effects: { delayMs, ...(connection && { connection }) } };
}

/** Parts of an exchange, where a gateway has secrets under names of its own: nobody downstream knows these. */
function withoutOwnSecrets(
  gateway: Gateway,
  { request, raw, head }: Pick<Incoming, 'request' | 'raw' | 'head'>,
  message: string,
): Pick<Incoming, 'request' | 'raw' | 'head'> {
  const more = secretNamesOf(gateway);
  if (more === undefined) return { request, raw, head };
  const known = { more, message };
  return {
    request: requestWithoutSecrets(request, known),
    raw: raw === undefined ? raw : bytesWithoutSecrets(raw, known),
    head: head === undefined ? head : headWithoutSecrets(head, known),
  };
}
