/** The standalone fake gateways, which programs reach by servers: what each responds, and the record of it. */
import type { LaterReceipt } from '../../core/model/answer.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import type {
  FakeResponse,
  GatewayKind,
  KnownMessage,
  WireRequest,
  WireResponse,
} from '../../core/model/wire.ts';
import { zoneNamed } from '../../core/time/zone.ts';
import type { FaultMatch } from '../faults/effects.ts';
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
import { type FakeGatewayState, FakeGatewayStates } from './fake-gateway-state.ts';

/** A message that a gateway has just taken. */
export interface AcceptedMessage {
  readonly gateway: Gateway;
  readonly recorded: Recorded;
  /** Those that a fault has it send, instead of the usual. */
  readonly receipts: readonly LaterReceipt[] | undefined;
}

/** The outcome of one request: a response, and an exchange for each person that the request is for. */
export interface Exchanged {
  readonly response: WireResponse;
  readonly recorded: readonly Recorded[];
  /** undefined: nothing delays or breaks the response. */
  readonly match: FaultMatch | undefined;
}

/** The part of an exchange with one person, before it is recorded. */
interface Part {
  readonly id: string;
  readonly receivedAt: number;
  readonly given: FakeResponse;
  readonly match: FaultMatch | undefined;
}

/** Is notified of messages that gateways take, and reports on them to applications. */
export interface AcceptanceListener {
  /** Called for each message before its response goes out. */
  accepted(message: AcceptedMessage): void;
  /** Called when a message could not be recorded after all, and its sender was told so. */
  withdrawn(recorded: Recorded): void;
  /** `gateway`, newline, state → how many calls have come to it. */
  tallies(): ReadonlyMap<string, number>;
}

/** What an exchange has beside its number, time and gateway. */
type Described = Omit<Incoming, 'id' | 'receivedAt' | 'gateway' | 'kind' | 'channel'>;

export interface FakeGatewaysOptions {
  readonly gateways: readonly Gateway[];
  readonly gatewayKinds: ReadonlyMap<string, GatewayKind>;
  readonly recorder: Recorder;
  /** The machine's clock, ms since the epoch: for what is recorded. */
  readonly now: () => number;
  /** Counts ms and never jumps: for rules, rates and throttles. Rules count `T` from the start. */
  readonly monotonic?: () => number;
  /** Sets the ids of one start apart from those of another. */
  readonly run?: string;
  /** Of every draw of the faults; default 1. */
  readonly seed?: number;
}

export class FakeGateways {
  readonly gateways: readonly Gateway[];
  readonly recorder: Recorder;
  /** undefined: no receipts are sent. */
  listener: AcceptanceListener | undefined;
  private readonly states: FakeGatewayStates;
  /** By the gateway's name. */
  private readonly textRules = new Map<string, RulesOfGateway | undefined>();
  private readonly byName: ReadonlyMap<string, Gateway>;
  private readonly now: () => number;
  private readonly monotonicNow: () => number;
  private readonly run: string;
  private readonly seed: number;
  private readonly clock: RuleClock;

  constructor(options: FakeGatewaysOptions) {
    const { gateways, gatewayKinds, recorder, now, monotonic, run = '', seed = 1 } = options;
    this.gateways = gateways;
    this.recorder = recorder;
    this.now = now;
    this.run = run;
    this.seed = seed;
    const startsAt = now() as RuleClock['startsAt'];
    this.monotonicNow = monotonicClock(startsAt, monotonic);
    this.clock = { zone: zoneNamed('UTC')!, startsAt };
    this.states = new FakeGatewayStates(gatewayKinds, {
      seed,
      clock: this.clock,
      throttlesAtRate: true,
      messagesOf: (gateway) => this.messagesOf(gateway),
    });
    this.byName = new Map(gateways.map((gateway) => [gateway.name, gateway]));
  }

  named(name: string): Gateway | undefined {
    return this.byName.get(name);
  }

  kindOf(gateway: Gateway): GatewayKind {
    return this.states.of(gateway).gatewayKind;
  }

  stateOf(gateway: Gateway): FakeGatewayState {
    return this.states.of(gateway);
  }

  /** Lets every gateway begin anew; the record stays. */
  reset(): void {
    this.states.clear();
    this.textRules.clear();
  }

  /** The time that rules go by, ms since the epoch: the machine's clock at the start, and what has passed since. */
  get ruleTime(): number {
    return this.monotonicNow();
  }

  /** Answers a request and records it: one response, and an exchange for each person that the request is for. */
  exchange(gateway: Gateway, request: WireRequest, rawRequest?: RawRequest): Exchanged {
    const state = this.stateOf(gateway);
    const { severalPeople, webhooks } = state.gatewayKind;
    const people = severalPeople?.split(request);
    if (severalPeople === undefined || people === undefined) {
      const match = state.needsEvaluation ? state.evaluate(request, this.ruleTime) : undefined;
      const { response, recorded } = this.exchangeUnder(match, gateway, request, rawRequest);
      return { response, recorded: [recorded], match };
    }
    const seq = this.recorder.nextSeq;
    const parts = people.map((alone, index) => {
      const match = state.evaluate(alone, this.ruleTime);
      return { ...this.respond(gateway, alone, match, seq + index), request: alone };
    });
    const response = severalPeople.join(
      parts.map(({ request: own, given }) => ({ request: own, response: given.response })),
    );
    const recorded = parts.map((part) =>
      this.record(gateway, request, rawRequest, part, {
        response,
        ...(!severalPeople.sharesId && { gatewayId: webhooks.idIn?.(part.given.response) }),
      }),
    );
    return { response, recorded, match: combinedMatch(parts.map(({ match }) => match)) };
  }

  /** Answers a request to one person of which the rules were evaluated before, and records it. */
  exchangeUnder(
    match: FaultMatch | undefined,
    gateway: Gateway,
    request: WireRequest,
    rawRequest?: RawRequest,
  ): { readonly response: WireResponse; readonly recorded: Recorded } {
    const part = this.respond(gateway, request, match, this.recorder.nextSeq);
    const { response } = part.given;
    return { response, recorded: this.record(gateway, request, rawRequest, part, { response }) };
  }

  private respond(gateway: Gateway, request: WireRequest, match: FaultMatch | undefined, seq: number): Part {
    const id = `m${this.run}${seq}`;
    const receivedAt = this.now();
    const asked = { messageId: id, attempt: match?.attempt ?? 1, at: receivedAt };
    return { id, receivedAt, match, given: this.stateOf(gateway).respond(request, asked, match) };
  }

  private record(
    gateway: Gateway,
    request: WireRequest,
    { raw, head, sameMailAs }: RawRequest = {},
    { id, receivedAt, given, match }: Part,
    answered: Pick<Incoming, 'response' | 'gatewayId'>,
  ): Recorded {
    const { kind, channel } = this.stateOf(gateway).gatewayKind;
    const { verdict, read } = given;
    const kept = withoutOwnSecrets(gateway, { request, raw, head }, read.text);
    const recorded = this.recorder.record({
      id,
      receivedAt,
      gateway: gateway.name,
      kind,
      channel,
      verdict,
      request: kept.request,
      raw: kept.raw,
      head: kept.head,
      sameMailAs,
      response: answered.response,
      gatewayId: answered.gatewayId,
      to: read.to,
      from: read.from,
      text: read.text,
      fault: match?.effects.by?.join(', ') ?? missingNote(given),
    });
    if (verdict === 'taken')
      this.listener?.accepted({ gateway, recorded, receipts: match?.effects.receipts });
    return recorded;
  }

  /** What the gateway took and is still kept, the newest first. */
  private messagesOf(gateway: Gateway): readonly KnownMessage[] {
    const { idIn } = this.kindOf(gateway).webhooks;
    const known: KnownMessage[] = [];
    for (const recorded of this.recorder.all()) {
      if (recorded.gateway !== gateway.name || recorded.verdict !== 'taken') continue;
      const { receivedAt: at, to, from, text } = recorded;
      known.push({
        id: recorded.gatewayId ?? idIn?.(recorded.response) ?? '',
        at: at as KnownMessage['at'],
        to,
        from,
        text,
      });
    }
    return known.reverse();
  }

  /** An exchange could not be written to the disk, and was answered so: it counts as not taken. */
  withdraw(recorded: Recorded): void {
    this.recorder.withdraw(recorded);
    this.listener?.withdrawn(recorded);
  }

  /** A text as an `inbound` rule has it arrive: in copies and parts, some of them later. */
  arrivalsOf(gateway: Gateway, from: string, text: string): readonly Arrival[] {
    const { name, faults } = gateway;
    if (!this.textRules.has(name)) this.textRules.set(name, textRulesOf(faults, this.seed, this.clock));
    const fault = this.textRules.get(name)?.faultFor(gateway, from, text, this.ruleTime);
    return fault === undefined ? [{ text, afterMs: 0 }] : arrivalsOf(text, fault);
  }

  /** Records what the gateway kind was not asked about: what a server itself refused or sent. */
  recordOwn(gateway: Gateway, exchange: Described): Recorded {
    const { kind, channel } = this.kindOf(gateway);
    const own = withoutOwnSecrets(gateway, exchange, exchange.text);
    return this.recordAs('n', { ...exchange, ...own, gateway: gateway.name, kind, channel });
  }

  /** A request to the API for what it does not support: neither a message nor a stray request. */
  recordUnsupported(
    request: WireRequest,
    { status, problem }: { readonly status: number; readonly problem: object },
    fault: string,
  ): void {
    const headers = { 'content-type': 'application/json' };
    const response = { status, headers, body: JSON.stringify(problem) };
    this.recordAs('a', { ...NO_GATEWAY, verdict: 'other', request, response, fault });
  }

  /** A request that addresses no gateway: recorded, and never answered with a success. */
  unmatched(request: WireRequest, response: WireResponse, { raw, head }: RawRequest = {}): Recorded {
    return this.recordAs('u', { ...NO_GATEWAY, verdict: 'unmatched', request, response, raw, head });
  }

  private recordAs(prefix: string, exchange: Omit<Incoming, 'id' | 'receivedAt'>): Recorded {
    const id = `${prefix}${this.run}${this.recorder.nextSeq}`;
    return this.recorder.record({ ...exchange, id, receivedAt: this.now() });
  }
}

/** Of an exchange with no gateway: there is no message either. */
const NO_GATEWAY = {
  gateway: undefined,
  kind: undefined,
  channel: undefined,
  to: '',
  from: '',
  text: '',
} as const;

const missingNote = ({ missing }: FakeResponse): string | undefined => missing && `${missing} is not there`;

/** The one response to several people: the first connection that breaks, and the longest wait. */
function combinedMatch(all: readonly (FaultMatch | undefined)[]): FaultMatch | undefined {
  const matches = all.filter((match) => match !== undefined);
  const [first] = matches;
  if (first === undefined) return undefined;
  const connection = matches.find(({ effects }) => effects.connection)?.effects.connection;
  const waitMs = Math.max(...matches.map((match) => match.waitMs));
  return { ...first, waitMs, effects: { delayMs: 0, ...(connection && { connection }) } };
}

/** Parts of an exchange, where a gateway has secrets under names of its own: later stages do not know these. */
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
