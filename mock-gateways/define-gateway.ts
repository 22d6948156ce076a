import type { Answer, Handover } from '../src/core/model/answer.ts';
import type { Gateway } from '../src/core/model/gateway.ts';
import type { GatewayCalls } from '../src/core/model/web-call.ts';
import type {
  GatewayBook,
  RefusalWord,
  Said,
  WireContext,
  WireFailure,
  WireRequest,
  WireResponse,
} from '../src/core/model/wire.ts';
import { noCalls } from './calls.ts';
import { matchesGlob } from './glob.ts';

/** Why a fake refuses: the named refusals, and what may be wrong with the request itself. */
export type WireWord =
  | RefusalWord
  | 'missing_text'
  | 'missing_number'
  | 'missing_sender'
  | 'not_found'
  | 'not_mobile'
  | 'no_region_permission'
  | 'queue_full';

/** What a fake read from a request. */
export interface Reading {
  /** `send` hands in a message; the other steps only ask. */
  readonly step: 'send' | 'look up' | 'check';
  /** As on the wire. */
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** What is wrong with the request in itself. */
  readonly wrong?: WireWord;
}

/** A response ready to give, or one that repeats something of the request. */
export type Reply = WireResponse | ((reading: Reading, context: WireContext) => WireResponse);

/** How one kind of gateway is written down: HQ's client, then the fake's own tables. */
export interface GatewayDefinition {
  readonly kind: string;
  readonly hqApiId: string;
  readonly channel?: 'sms' | 'email';
  /** Of the service, beside the one that HQ's client calls; `*.` before a name stands for all below it. */
  readonly hosts?: readonly string[];
  readonly optIn?: readonly string[];
  readonly passThroughOptIn?: readonly string[];
  readonly optOut?: readonly string[];
  asks(handover: Handover): WireRequest | Answer;
  reads(request: WireRequest, gateway: Gateway): Reading;
  accepts(reading: Reading, context: WireContext): WireResponse;
  /** The kind's own words of refusal. */
  readonly refuses: Readonly<Partial<Record<WireWord, Reply>>>;
  /** For what the kind has no word. */
  readonly refusesPlainly: Reply;
  /** The kind's own temporary failure. */
  readonly fails: Reply;
  hears(outcome: WireResponse | WireFailure, handover: Handover, request: WireRequest): Answer | WireRequest;
  /** Left out: the kind only answers. */
  readonly calls?: GatewayCalls;
}

/** Every word that a fault may ask for, in the order of the specification. */
export const refusalWords = [
  'invalid_destination',
  'opted_out',
  'too_long',
  'unauthorized',
  'insufficient_funds',
  'bad_sender',
  'blocked',
  'unroutable',
  'template_missing',
] as const satisfies readonly RefusalWord[];

/** What a gateway says of requests that are meant for another. */
const STRANGE: ReadonlySet<WireWord> = new Set(['unauthorized', 'not_found']);

/** Makes a book of a definition: the decision is the same for all kinds, the words are each kind's own. */
export function defineGateway(definition: GatewayDefinition): GatewayBook {
  const { kind, hqApiId, channel = 'sms', optIn = [], passThroughOptIn = [], optOut = [] } = definition;
  return {
    kind,
    hqApiId,
    channel,
    ...(definition.hosts !== undefined && { hosts: definition.hosts }),
    optIn,
    passThroughOptIn,
    optOut,
    calls: definition.calls ?? noCalls,
    knows: new Set(refusalWords.filter((word) => definition.refuses[word] !== undefined)),
    asks: definition.asks,
    says: (request, context) => says(definition, request, context),
    hears: definition.hears,
  };
}

function says(definition: GatewayDefinition, request: WireRequest, context: WireContext): Said {
  const reading = definition.reads(request, context.gateway);
  const word = wrongWith(reading, context);
  if (word !== undefined) {
    const reply = definition.refuses[word] ?? definition.refusesPlainly;
    return {
      verdict: reading.step === 'send' ? 'refused' : 'other',
      response: spoken(reply, reading, context),
      read: reading,
      ...(STRANGE.has(word) && word === reading.wrong && { isStranger: true }),
    };
  }
  if (reading.step !== 'send') {
    return { verdict: 'other', response: definition.accepts(reading, context), read: reading };
  }
  if (context.failing) {
    return { verdict: 'failing', response: spoken(definition.fails, reading, context), read: reading };
  }
  return { verdict: 'taken', response: definition.accepts(reading, context), read: reading };
}

/** Every reason why a fake refuses is on this page: the request's own, then the gateway's, then the fault's. */
function wrongWith(reading: Reading, context: WireContext): WireWord | undefined {
  if (reading.wrong !== undefined) return reading.wrong;
  if (reading.step === 'check') return undefined;

  const { gateway, optedOut, reject } = context;
  if (gateway.rejects.length > 0 && isRejected(reading.to, gateway.rejects)) return 'invalid_destination';
  if (reading.step === 'look up') return reject === 'invalid_destination' ? reject : undefined;

  if (optedOut !== undefined && optedOut.size > 0 && optedOut.has(bareNumber(reading.to))) return 'opted_out';
  if (gateway.maxLength !== undefined && isLonger(reading.text, gateway.maxLength)) return 'too_long';
  return reject;
}

function isRejected(to: string, globs: readonly string[]): boolean {
  const number = bareNumber(to);
  return globs.some((glob) => matchesGlob(number, glob));
}

/** `whatsapp:+27831` and `+27831` are 27831; an address stays as it is. */
function bareNumber(to: string): string {
  const plusAt = to.indexOf('+');
  return plusAt === -1 || to.includes('@') ? to : to.slice(plusAt + 1);
}

/** Counts characters, not UTF-16 units, and only when it must. */
function isLonger(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  let count = 0;
  for (const _ of text) count += 1;
  return count > limit;
}

function spoken(reply: Reply, reading: Reading, context: WireContext): WireResponse {
  return typeof reply === 'function' ? reply(reading, context) : reply;
}
