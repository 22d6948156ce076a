/** What one fake gateway remembers, and the one way in which it evaluates its fault rules and responds. */
import type { Ledger, Tally } from '../../core/journal/totals.ts';
import type { Answer, Handover } from '../../core/model/answer.ts';
import type { Fault, Gateway } from '../../core/model/gateway.ts';
import type { Instant } from '../../core/model/instant.ts';
import type {
  FakeResponse,
  GatewayKind,
  KnownMessage,
  WireContext,
  WireRequest,
} from '../../core/model/wire.ts';
import { type MessageAttempt, messageKey } from '../faults/attempts.ts';
import { type FaultEffects, type FaultMatch, NO_FAULT, NO_MATCH } from '../faults/effects.ts';
import { GatewayFaults } from '../faults/gateway-faults.ts';
import { isAcknowledged, isAnswered, respondWithEffects } from '../faults/respond.ts';
import type { Moment, RuleClock } from '../faults/rule.ts';

/** A message as a mail session knows it so far. */
export type MessageFields = Pick<Handover, 'to' | 'text' | 'from' | 'channel'>;

/** What a kind needs to know beside the request, its gateway and its state. */
export type Asked = Pick<WireContext, 'messageId' | 'attempt' | 'at'>;

export interface FakeGatewayOptions {
  /** Of every draw of the faults. */
  readonly seed: number;
  /** What the times of fault rules mean. */
  readonly clock: RuleClock;
  /** The gateway throttles at its `rate_per_minute`. In a rehearsal HQ itself keeps to that rate. */
  readonly throttlesAtRate: boolean;
  /** What a gateway took and is still kept, the newest first. Left out: nothing is known. */
  readonly messagesOf?: (gateway: Gateway) => readonly KnownMessage[];
}

/**
 * One fake gateway, whatever transport asks it: a request comes in, `evaluate` finds the rules that match and their
 * effects, and `respond` lets the kind respond with the effects applied.
 */
export class FakeGatewayState {
  gateway: Gateway;
  readonly gatewayKind: GatewayKind;
  accepted = 0;
  acceptedSum = 0;
  private readonly options: FakeGatewayOptions;
  /** undefined: to be built from the gateway. */
  private rules: GatewayFaults | undefined;
  /** Of `fail_next`. */
  private failuresLeft: number;
  /** The carrier's own STOP list, digits. */
  private readonly optedOut = new Set<string>();
  /** Number → the sender that plain words to it were taken from. */
  private readonly takenNumbers = new Map<string, string>();
  /** Those that plain words to numbers which are answered alike were taken from. */
  private readonly takenSenders = new Set<string>();
  /** Made once: one for each request would outlive it in the collector's old space. */
  private readonly messages: WireContext['messages'];

  constructor(gateway: Gateway, gatewayKind: GatewayKind, options: FakeGatewayOptions) {
    this.gateway = gateway;
    this.gatewayKind = gatewayKind;
    this.options = options;
    const { messagesOf } = options;
    this.messages = messagesOf && (() => messagesOf(this.gateway));
    this.failuresLeft = gateway.failNext;
  }

  /** Whether the gateway can do anything but respond at once; the others spend no time on faults. */
  get needsEvaluation(): boolean {
    const { faults, latencyMs, ratePerMinute } = this.gateway;
    return (
      faults.length > 0 || latencyMs > 0 || (this.options.throttlesAtRate && ratePerMinute !== undefined)
    );
  }

  /**
   * Whether the exchange about a message can have one end only, that it is taken: words as plain have been taken for this
   * number before, and the gateway has not been edited since.
   */
  isSureToTake(handover: Handover): boolean {
    return this.hasTakenFor(handover) && handover.attempt === 1 && this.isPlain(handover);
  }

  /** Whether the answer to it says what others will be: a gateway that may answer the same otherwise is never sure. */
  canLearn(handover: Handover): boolean {
    return !this.mayChange && this.isPlain(handover);
  }

  /** Takes note of the answer to an exchange. */
  learn(handover: Handover, answer: Answer): void {
    if (!isTakenOnly(answer) || !this.canLearn(handover)) return;
    if (this.isAlike(handover)) this.takenSenders.add(handover.from ?? '');
    else {
      if (this.takenNumbers.size >= TAKEN_NUMBERS_MAX) this.takenNumbers.clear();
      this.takenNumbers.set(handover.to, handover.from ?? '');
    }
  }

  /** Whether plain words were taken for its number, or one that is answered alike, from its sender. */
  private hasTakenFor(handover: Handover): boolean {
    const from = handover.from ?? '';
    return this.isAlike(handover) ? this.takenSenders.has(from) : this.takenNumbers.get(handover.to) === from;
  }

  /** Whether its number is one of those that are answered alike: a sender, or whoever an option names, is another matter. */
  private isAlike({ to, from }: Handover): boolean {
    const { rejects, options } = this.gateway;
    if (to === from || rejects.length > 0 || this.gatewayKind.alikeNumbers?.test(to) !== true) return false;
    for (const value of options.values()) if (value === to) return false;
    return true;
  }

  private get mayChange(): boolean {
    return this.failuresLeft > 0 || this.gateway.carrierOptOut || this.needsEvaluation;
  }

  /** Words that no kind reads anything into. */
  private isPlain({ text, repliesToInvalidAnswer }: Handover): boolean {
    const { plainTextMax } = this.gatewayKind;
    return (
      text.length > 0 &&
      text.length <= Math.min(plainTextMax, this.gateway.maxLength ?? plainTextMax) &&
      repliesToInvalidAnswer !== true &&
      hasPlainCharacters(text)
    );
  }

  /**
   * The effects of the rules on a request; undefined: nothing can delay or change its response. Call it once for each
   * request: rules count.
   * @param handover the message where it is known, as in a rehearsal; else the fake reads it from the request
   */
  evaluate(request: WireRequest, at: Instant, handover?: Handover): FaultMatch | undefined {
    if (!this.needsEvaluation) return undefined;
    return handover ? this.evaluateHandover(request, handover) : this.evaluateRequest(request, at);
  }

  private evaluateHandover(request: WireRequest, handover: Handover): FaultMatch {
    const { attempt } = handover;
    const { isSubmission, isPreamble, looksUp } = this.gatewayKind;
    if (!(isSubmission?.(request) ?? true))
      return { ...NO_MATCH, attempt, effects: looksUp ? this.faults.effectsForLookUp(handover) : NO_FAULT };
    if (isPreamble === undefined) return this.matchOf(this.faults.effectsFor(handover), attempt);
    // Of a template a gateway sees its name; and it cannot tell that words and template are one hand-over.
    const onWire = { ...handover, text: this.preview(request, NO_MATCH, handover.at).read.text };
    return handover.repliesToInvalidAnswer
      ? this.evaluateSubmission(onWire, handover.at)
      : this.matchOf(this.faults.effectsFor(onWire), attempt);
  }

  private evaluateRequest(request: WireRequest, at: Instant): FaultMatch {
    const { gateway, gatewayKind } = this;
    const { verdict, read, isStranger, isLookUp } = this.preview(request, NO_MATCH, at);
    if (isStranger || read.to === '' || (verdict === 'other' && !isLookUp)) return NO_MATCH;
    const message = { ...read, channel: gatewayKind.channel };
    if (!isLookUp) return this.evaluateSubmission(message, at);
    const lookUp = { ...message, id: '', attempt: 1, gateway, at };
    return { ...NO_MATCH, effects: this.faults.effectsForLookUp(lookUp) };
  }

  /** A message that is handed over by a client of which nothing else is known: the attempts are counted here. */
  evaluateSubmission(message: MessageFields, at: Instant, moment?: Moment): FaultMatch {
    const { attempts } = this.faults;
    const messageAttempt = attempts.next(messageKey(message));
    const attempt = attempts.attemptOf(messageAttempt);
    const handover = { ...message, id: '', gateway: this.gateway, at, attempt };
    const effects = this.faults.effectsFor(handover, moment, messageAttempt);
    return this.matchOf(effects, attempt, messageAttempt);
  }

  /**
   * The effects of the rules that a mail session can evaluate at a moment, before or after it names its recipient.
   * undefined: the gateway has no rule for it.
   */
  evaluateAt(
    moment: Moment,
    message: () => MessageFields,
    at: Instant,
    known?: FaultMatch,
  ): FaultEffects | undefined {
    if (!this.faults.hasRulesAt(moment)) return undefined;
    const messageAttempt = known?.messageAttempt ?? this.faults.attempts.next(moment);
    const handover = { ...message(), id: '', gateway: this.gateway, at, attempt: known?.attempt ?? 1 };
    return this.faults.effectsFor(handover, moment, messageAttempt);
  }

  private matchOf(effects: FaultEffects, attempt: number, messageAttempt?: MessageAttempt): FaultMatch {
    return { effects, attempt, messageAttempt, waitMs: this.gateway.latencyMs + effects.delayMs };
  }

  /**
   * The kind's response with the effects of the rules applied. Its own temporary failure uses up one of `fail_next`; a
   * client that learns that its message was taken sends a new one next.
   */
  respond(request: WireRequest, asked: Asked, match: FaultMatch = NO_MATCH): FakeResponse {
    const { effects, messageAttempt } = match;
    const failing = this.failuresLeft > 0 && isAnswered(effects);
    // Written out, because every request passes here.
    const context: WireContext = {
      messageId: asked.messageId,
      attempt: asked.attempt,
      at: asked.at,
      gateway: this.gateway,
      failing,
      messages: this.messages,
      optedOut: this.gateway.carrierOptOut ? this.optedOut : undefined,
    };
    const given =
      effects === NO_FAULT
        ? this.gatewayKind.respond(request, context)
        : respondWithEffects(effects, (more) => this.gatewayKind.respond(request, { ...context, ...more }));
    const isOwn = failing && effects.raw === undefined && effects.throttled === undefined;
    if (isOwn && given.verdict === 'failing') this.failuresLeft -= 1;
    if (messageAttempt && isAcknowledged(given.verdict, effects))
      this.faults.attempts.accepted(messageAttempt);
    return given;
  }

  /** What the kind would respond, without counting anything: what it reads in a request, and whether it takes it. */
  preview(request: WireRequest, { effects, attempt }: FaultMatch = NO_MATCH, at = 0): FakeResponse {
    const { throttled, reject } = effects;
    return this.gatewayKind.respond(request, {
      gateway: this.gateway,
      messageId: '',
      attempt,
      at,
      ...(throttled && { failing: true }),
      ...(reject && { reject }),
    });
  }

  /** Counts a message that HQ takes for accepted. */
  count(hash: number): void {
    this.accepted += 1;
    this.acceptedSum = (this.acceptedSum + hash) >>> 0;
  }

  /** Takes an edited gateway over. Its `fail_next` counts anew when the edit was about it, else it goes on. */
  edit(gateway: Gateway): void {
    if (gateway.failNext !== this.gateway.failNext || isSame(gateway, this.gateway)) {
      this.failuresLeft = gateway.failNext;
    }
    if (gateway.faults !== this.gateway.faults) this.rules = undefined;
    this.takenNumbers.clear();
    this.takenSenders.clear();
    this.gateway = gateway;
  }

  /** Takes note of a STOP or START on its way to HQ. */
  noteCarrierKeyword(number: string, text: string): void {
    const word = text.trim().toUpperCase();
    const digits = number.replace(/\D/g, '');
    const { optOut, optIn, passThroughOptIn } = this.gatewayKind;
    if (isOneOf(word, optOut.length > 0 ? optOut : CARRIER_OPT_OUT, this.gateway.optOut)) {
      this.optedOut.add(digits);
    } else if (
      isOneOf(word, optIn.length > 0 ? optIn : CARRIER_OPT_IN, passThroughOptIn, this.gateway.optIn)
    ) {
      this.optedOut.delete(digits);
    }
  }

  private get faults(): GatewayFaults {
    const { seed, clock, throttlesAtRate } = this.options;
    const { faults, ratePerMinute } = this.gateway;
    const rate = throttlesAtRate && ratePerMinute !== undefined ? [rateRule(ratePerMinute)] : [];
    this.rules ??= new GatewayFaults([...faults, ...rate], seed, clock, this.gatewayKind.looksUp === true);
    return this.rules;
  }
}

/** Numbers that are remembered of one gateway; past that it learns them anew. */
const TAKEN_NUMBERS_MAX = 2 ** 21;

/** Where this finds nothing, the next does not: it sees letters as they are stored, and is quicker. */
const MAYBE_ODD_CHARACTER = /[^ -~\xa0-\ud7ff\ue000-\uffff]|^\s|\s$/;

/** Line breaks, other control characters and halves of a pair; blanks at either end. */
const ODD_CHARACTER = /[\p{Control}\p{Surrogate}]|^\s|\s$/u;

/** No gateway kind reads anything into the characters of a text. */
export const hasPlainCharacters = (text: string): boolean =>
  !MAYBE_ODD_CHARACTER.test(text) || !ODD_CHARACTER.test(text);

/** Nothing else is known of the answer but its id. */
const isTakenOnly = (answer: Answer): boolean => answer.kind === 'taken' && Object.keys(answer).length === 2;

const rateRule = (perMinute: number): Fault => ({
  id: 'rate_per_minute',
  when: {},
  action: 'throttle',
  value: { rate: `${perMinute}/min`, burst: String(Math.max(1, Math.floor(perMinute))) },
});

/** The keywords of carriers whose kind has none of its own. */
const CARRIER_OPT_OUT = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT'];
const CARRIER_OPT_IN = ['START'];

const isOneOf = (word: string, ...lists: readonly (readonly string[])[]): boolean =>
  lists.some((list) => list.includes(word));

/** Whether two configurations are equal. */
function isSame(one: Gateway, other: Gateway): boolean {
  return serialised(one) === serialised(other);
}

const serialised = (gateway: Gateway): string =>
  JSON.stringify({ ...gateway, options: [...gateway.options] });

/** The states of all fake gateways: one for each project and name, kept over edits. */
export class FakeGatewayStates {
  private readonly gatewayKinds: ReadonlyMap<string, GatewayKind>;
  private readonly options: FakeGatewayOptions;
  private readonly byKey = new Map<string, FakeGatewayState>();
  /** The same, found without building a key for each request. */
  private current = new WeakMap<Gateway, FakeGatewayState>();

  constructor(gatewayKinds: ReadonlyMap<string, GatewayKind>, options: FakeGatewayOptions) {
    this.gatewayKinds = gatewayKinds;
    this.options = options;
  }

  /** A type without a kind is treated as HQ's generic HTTP. */
  kindOf({ type }: Gateway): GatewayKind {
    const gatewayKind = this.gatewayKinds.get(type) ?? this.gatewayKinds.get('http');
    if (gatewayKind === undefined)
      throw new Error(`No gateway of the kind ${type}, and no http to stand in for it`);
    return gatewayKind;
  }

  /** The state of a gateway, which takes over what an edit changed. */
  of(gateway: Gateway): FakeGatewayState {
    const current = this.current.get(gateway);
    if (current !== undefined && current.gateway === gateway) return current;
    const state = this.edited(gateway);
    this.current.set(gateway, state);
    return state;
  }

  private edited(gateway: Gateway): FakeGatewayState {
    const gatewayKind = this.kindOf(gateway);
    const known = this.byKey.get(keyOf(gateway));
    if (known !== undefined && known.gatewayKind === gatewayKind) {
      if (known.gateway !== gateway) known.edit(gateway);
      return known;
    }
    const state = new FakeGatewayState(gateway, gatewayKind, this.options);
    state.accepted = known?.accepted ?? 0;
    state.acceptedSum = known?.acceptedSum ?? 0;
    this.byKey.set(keyOf(gateway), state);
    return state;
  }

  /** The state that a gateway already has, whichever edit of it is given; else a new one. */
  latest(gateway: Gateway): FakeGatewayState {
    return this.byKey.get(keyOf(gateway)) ?? this.of(gateway);
  }

  /** Lets every gateway begin anew. */
  clear(): void {
    this.byKey.clear();
    this.current = new WeakMap();
  }

  /** What the fakes accepted, by gateway name, sorted. */
  ledger(): Ledger {
    const tallies = new Map<string, Tally>();
    for (const { gateway, accepted, acceptedSum } of this.byKey.values()) {
      const { count, sum } = tallies.get(gateway.name) ?? { count: 0, sum: 0 };
      tallies.set(gateway.name, { count: count + accepted, sum: (sum + acceptedSum) >>> 0 });
    }
    return new Map([...tallies].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

const keyOf = ({ project, name }: Gateway): string => `${project}/${name}`;
