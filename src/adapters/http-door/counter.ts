import type { LaterReceipt } from '../../core/model/answer.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import type { FakeResponse, GatewayKind, WireRequest, WireResponse } from '../../core/model/wire.ts';
import { zoneNamed } from '../../core/time/zone.ts';
import type { Faults } from '../faults/decide.ts';
import { FAIR } from '../faults/fate.ts';
import { type Arrival, arrivalsOf } from '../faults/inbound.ts';
import { type RulesOfGateway, textRulesOf } from '../faults/inbound-rules.ts';
import { faultsOf, isHeard, isTroubled, type Met, meet, meetLookUp, UNMET } from '../faults/meet.ts';
import type { RuleClock } from '../faults/rule.ts';
import { steadyFrom } from '../faults/steady.ts';
import { type Desk, deskFor } from '../gateway-desk.ts';
import type { AsItCame } from '../recorder/recorded.ts';
import type { Incoming, Recorded, Recorder } from '../recorder/recorder.ts';
import { secretNamesOf } from '../secrets/gateway-secrets.ts';
import {
  bytesWithoutSecrets,
  headWithoutSecrets,
  requestWithoutSecrets,
} from '../secrets/without-secrets.ts';

/** A message that a gateway has taken just now. */
export interface Taken {
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
  readonly met: Met | undefined;
}

/** What the fake said to one request, before it is kept. */
interface Decided {
  readonly id: string;
  readonly receivedAt: number;
  readonly said: FakeResponse;
}

/** Calls applications with what becomes of messages. */
export interface Caller {
  /** Told of each message before its answer goes out. */
  taken(taken: Taken): void;
  /** Told when it could not be kept after all, and its sender was told so. */
  takenBack(recorded: Recorded): void;
  /** `gateway`, newline, state → how many calls have come to it. */
  tallies(): ReadonlyMap<string, number>;
}

/** The standalone gateways behind their doors: who they are, what they remember, what came. */
export class Counter {
  readonly gateways: readonly Gateway[];
  readonly recorder: Recorder;
  /** Who calls the applications; none: nobody does. */
  caller: Caller | undefined;
  private readonly books: ReadonlyMap<string, GatewayKind>;
  private readonly desks = new Map<string, Desk>();
  /** By the gateway's name. */
  private readonly textRules = new Map<string, RulesOfGateway | undefined>();
  /** The desks again, found without a key being written for each request. */
  private readonly current = new Map<Gateway, Desk>();
  private readonly byName: ReadonlyMap<string, Gateway>;
  private readonly now: () => number;
  private readonly steadyNow: () => number;
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
    readonly books: ReadonlyMap<string, GatewayKind>;
    readonly recorder: Recorder;
    readonly now: () => number;
    readonly steady?: () => number;
    readonly run?: string;
    readonly seed?: number;
  }) {
    this.gateways = parts.gateways;
    this.books = parts.books;
    this.recorder = parts.recorder;
    this.now = parts.now;
    this.run = parts.run ?? '';
    this.seed = parts.seed ?? 1;
    const startsAt = parts.now() as RuleClock['startsAt'];
    this.steadyNow = steadyFrom(startsAt, parts.steady);
    this.clock = { zone: zoneNamed('UTC')!, startsAt };
    this.byName = new Map(parts.gateways.map((gateway) => [gateway.name, gateway]));
  }

  named(name: string): Gateway | undefined {
    return this.byName.get(name);
  }

  bookOf(gateway: Gateway): GatewayKind {
    return this.books.get(gateway.type) ?? this.books.get('http')!;
  }

  /** Lets every gateway begin anew; what was recorded stays. */
  reset(): void {
    this.desks.clear();
    this.textRules.clear();
    this.current.clear();
  }

  private deskOf(gateway: Gateway, gatewayKind: GatewayKind): Desk {
    let desk = this.current.get(gateway);
    if (desk === undefined) {
      desk = deskFor(gateway, gatewayKind, this.desks);
      this.current.set(gateway, desk);
    }
    return desk;
  }

  /** The rules of a gateway, with what they remember. */
  faultsOf(gateway: Gateway): Faults {
    const desk = deskFor(gateway, this.bookOf(gateway), this.desks);
    desk.faults ??= faultsOf(gateway, this.seed, this.clock, desk.gatewayKind.looksUp === true);
    return desk.faults;
  }

  /** What awaits a request; undefined: the gateway has neither faults nor a latency nor a rate. */
  meet(gateway: Gateway, request: WireRequest): Met | undefined {
    if (!isTroubled(gateway)) return undefined;
    const gatewayKind = this.bookOf(gateway);
    const at = this.steadyNow();
    const asked = { gateway, messageId: '', attempt: 1, at };
    const { verdict, read, isStranger, isLookUp } = gatewayKind.respond(request, asked);
    if (isStranger || read.to === '' || (verdict === 'other' && !isLookUp)) return UNMET;
    const message = { ...read, channel: gatewayKind.channel };
    const decides = isLookUp ? meetLookUp : meet;
    return decides(message, gateway, this.faultsOf(gateway), at);
  }

  /** Lets the gateway answer what came to a door: an exchange for each person that it is for, and one answer. */
  exchange(gateway: Gateway, request: WireRequest, came?: AsItCame): Exchanged {
    const { severalPeople, webhooks } = this.bookOf(gateway);
    const people = severalPeople?.split(request);
    if (severalPeople === undefined || people === undefined) {
      const met = this.meet(gateway, request);
      const { response, recorded } = this.say(gateway, request, came, met);
      return { response, recorded: [recorded], met };
    }
    const seq = this.recorder.nextSeq;
    const parts = people.map((alone, index) => {
      const met = this.meet(gateway, alone);
      return { ...this.decide(gateway, alone, met, seq + index), request: alone, met };
    });
    const response = severalPeople.join(
      parts.map(({ request: own, said }) => ({ request: own, response: said.response })),
    );
    const recorded = parts.map((part) =>
      this.keep(gateway, request, came, part, {
        response,
        ...(!severalPeople.sharesId && { gatewayId: webhooks.idIn?.(part.said.response) }),
      }),
    );
    return { response, recorded, met: metByAll(parts.map(({ met }) => met)) };
  }

  /** Lets the gateway answer a request, under what it has met, and keeps both. */
  say(
    gateway: Gateway,
    request: WireRequest,
    came?: AsItCame,
    met?: Met,
  ): { readonly response: WireResponse; readonly recorded: Recorded } {
    const decided = this.decide(gateway, request, met, this.recorder.nextSeq);
    const { response } = decided.said;
    return { response, recorded: this.keep(gateway, request, came, { ...decided, met }, { response }) };
  }

  private decide(gateway: Gateway, request: WireRequest, met: Met | undefined, seq: number): Decided {
    const desk = this.deskOf(gateway, this.bookOf(gateway));
    const [id, receivedAt] = [`m${this.run}${seq}`, this.now()];
    const asked = {
      messageId: id,
      attempt: met?.attempt ?? 1,
      at: receivedAt,
      messageById: (known: string) => this.messageById(gateway, known),
    };
    const said = desk.respond(request, asked, met?.fate ?? FAIR);
    if (met?.tried && isHeard(said.verdict, met.fate)) this.faultsOf(gateway).tries.taken(met.tried);
    return { id, receivedAt, said };
  }

  private keep(
    gateway: Gateway,
    request: WireRequest,
    came: AsItCame | undefined,
    { id, receivedAt, said, met }: Decided & { readonly met: Met | undefined },
    answered: Pick<Incoming, 'response' | 'gatewayId'>,
  ): Recorded {
    const { kind, channel } = this.bookOf(gateway);
    const recorded = this.recorder.record({
      id,
      receivedAt,
      gateway: gateway.name,
      kind,
      channel,
      verdict: said.verdict,
      ...withoutOwnSecrets(gateway, { request, raw: came?.raw, head: came?.head }, said.read.text),
      sameMailAs: came?.sameMailAs,
      ...answered,
      to: said.read.to,
      from: said.read.from,
      text: said.read.text,
      fault: met?.fate.by?.join(', '),
    });
    if (said.verdict === 'taken') this.caller?.taken({ gateway, recorded, receipts: met?.fate.receipts });
    return recorded;
  }

  /** A message that the gateway took, by the id that it gave; undefined: none, or none that is still kept. */
  private messageById({ name, type }: Gateway, known: string): Recorded | undefined {
    const { idIn } = this.books.get(type)?.webhooks ?? {};
    for (const recorded of this.recorder.all()) {
      const isOwn = recorded.gateway === name && recorded.verdict === 'taken';
      if (isOwn && (recorded.gatewayId ?? idIn?.(recorded.response)) === known) return recorded;
    }
    return undefined;
  }

  /** An exchange could not be put on the disk, and is answered so: it counts as not taken. */
  takeBack(recorded: Recorded): void {
    this.recorder.takeBack(recorded);
    this.caller?.takenBack(recorded);
  }

  /** A text as an `inbound` rule has it arrive: in copies and parts, some of them later. */
  arrivalsOf(gateway: Gateway, from: string, text: string): readonly Arrival[] {
    const { name, faults } = gateway;
    if (!this.textRules.has(name)) this.textRules.set(name, textRulesOf(faults, this.seed, this.clock));
    const fault = this.textRules.get(name)?.faultFor(gateway, from, text, this.steadyNow());
    return fault === undefined ? [{ text, afterMs: 0 }] : arrivalsOf(text, fault);
  }

  /** A text passes through the gateway: its carrier takes note of STOP and START. */
  hear(gateway: Gateway, number: string, text: string): void {
    deskFor(gateway, this.bookOf(gateway), this.desks).hearWord(number, text);
  }

  /** The time that rules go by, ms since the epoch: the machine's clock at the start, and what has passed since. */
  get ruleTime(): number {
    return this.steadyNow();
  }

  /** Keeps what the book was not asked about: what a door itself refused, or sent. */
  note(
    gateway: Gateway,
    exchange: Omit<Incoming, 'id' | 'receivedAt' | 'gateway' | 'kind' | 'channel'>,
  ): Recorded {
    const { kind, channel } = this.bookOf(gateway);
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
  notThere(
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

  /** A request that no gateway was meant by: kept, and never answered with a success. */
  unmatched(request: WireRequest, response: WireResponse, came?: AsItCame): Recorded {
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
      raw: came?.raw,
      head: came?.head,
    });
  }
}

/** What the one answer to several people meets: the first connection that breaks, and the longest wait. */
function metByAll(all: readonly (Met | undefined)[]): Met | undefined {
  const mets = all.filter((met) => met !== undefined);
  const [first] = mets;
  if (first === undefined) return undefined;
  const connection = mets.find(({ fate }) => fate.connection)?.fate.connection;
  const delayMs = Math.max(...mets.map(({ fate }) => fate.delayMs));
  return { ...first, fate: { delayMs, ...(connection && { connection }) } };
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
