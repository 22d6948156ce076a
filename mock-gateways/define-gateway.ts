import type { Answer, Handover } from '../src/core/model/answer.ts';
import type { Gateway } from '../src/core/model/gateway.ts';
import type { GatewayWebhooks } from '../src/core/model/web-call.ts';
import type {
  FakeResponse,
  GatewayKind,
  GatewayOption,
  HqText,
  RejectionReason,
  SeveralPeople,
  WireClient,
  WireContext,
  WireFailure,
  WireRequest,
  WireResponse,
} from '../src/core/model/wire.ts';
import { requestsClient } from './clients.ts';
import { matchesGlob } from './glob.ts';
import { optionsOf } from './options.ts';
import { splitPath } from './percent.ts';
import { json } from './reply.ts';
import { noWebhooks } from './webhooks.ts';

/** Why a fake refuses: the named refusals, and what may be wrong with the request itself. */
export type FakeRejectionReason =
  | RejectionReason
  | 'missing_text'
  | 'missing_number'
  | 'missing_sender'
  | 'same_number'
  | 'not_found'
  | 'not_mobile'
  | 'no_region_permission'
  | 'queue_full';

/** What a fake read from a request. */
export interface ParsedRequest {
  /** `send` submits a message; the other steps only query. */
  readonly step: 'send' | 'look up' | 'check';
  /** As on the wire. */
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** How many pictures and files come with it. */
  readonly media?: number;
  /** What is wrong with the request in itself. */
  readonly wrong?: FakeRejectionReason;
}

/** A response ready to give, or one that repeats something of the request. */
export type Reply = WireResponse | ((parsed: ParsedRequest, context: WireContext) => WireResponse);

/** How one kind of gateway is written down: HQ's client, then the fake's own tables. */
export interface GatewayDefinition {
  readonly kind: string;
  readonly hqApiId: string;
  /** Left out: HQ has no such gateway. */
  readonly hqText?: HqText;
  readonly channel?: 'sms' | 'email';
  /** Keys of its own in a scenario; `secret(name)` is one whose value is never shown. */
  readonly options?: readonly (string | GatewayOption)[];
  /** Of the service, beside the one that HQ's client calls; `*.` before a name stands for all below it. */
  readonly hosts?: readonly string[];
  readonly optIn?: readonly string[];
  readonly passThroughOptIn?: readonly string[];
  readonly optOut?: readonly string[];
  /** Left out: `requests` with HQ's five seconds. */
  readonly client?: WireClient;
  /** The host that the client calls, where its first request does not have it: HQ may refuse to make one. */
  hostOf?(gateway: Gateway): string;
  /** A number that HQ's client sends to, where it does not send to all. */
  readonly exampleNumber?: string;
  isSubmission?(request: WireRequest): boolean;
  isPreamble?(request: WireRequest, handover: Handover): boolean;
  readonly looksUp?: true;
  /** Left out: each number is asked for by itself. */
  readonly alikeNumbers?: RegExp;
  /** Left out: 400 for an SMS, 0 for an email. */
  readonly plainTextMax?: number;
  buildRequest(handover: Handover): WireRequest | Answer;
  /** What its client calls beside (fees, templates, phones): it hands nothing in. Undefined: it is no such call. */
  sideCall?(request: WireRequest, context: WireContext): WireResponse | undefined;
  parseRequest(request: WireRequest, gateway: Gateway): ParsedRequest;
  /** Paths of the same call for another account or address: they are the client's own mistake, and no missing feature. */
  readonly otherAccounts?: RegExp;
  /** What a request of its customer asks for that the vendor has and this fake does not do; undefined: nothing. */
  unsupported?(request: WireRequest): string | undefined;
  acceptedResponse(parsed: ParsedRequest, context: WireContext): WireResponse;
  /** The kind's own words of refusal. */
  readonly rejections: Readonly<Partial<Record<FakeRejectionReason, Reply>>>;
  /** For what the kind has no word. */
  readonly defaultRejection: Reply;
  /** The kind's own temporary failure. */
  readonly temporaryFailure: Reply;
  interpretResponse(
    outcome: WireResponse | WireFailure,
    handover: Handover,
    request: WireRequest,
  ): Answer | WireRequest;
  /** Left out: a request is for one person. */
  readonly severalPeople?: SeveralPeople;
  /** Left out: the kind only answers. */
  readonly webhooks?: GatewayWebhooks;
}

/** Every word that a fault may ask for, in the order of the specification. */
export const rejectionReasons = [
  'invalid_destination',
  'opted_out',
  'too_long',
  'unauthorized',
  'insufficient_funds',
  'bad_sender',
  'blocked',
  'unroutable',
  'template_missing',
] as const satisfies readonly RejectionReason[];

/** Shorter than what any of the kinds refuses as too long. */
const PLAIN_TEXT_MAX = 400;

/** How a gateway rejects requests that are meant for another. */
const STRANGE: ReadonlySet<FakeRejectionReason> = new Set(['unauthorized', 'not_found']);

/** Makes a kind of a definition: the decision is the same for all kinds, the responses are each kind’s own. */
export function defineGateway(definition: GatewayDefinition): GatewayKind {
  const { kind, hqApiId, channel = 'sms', optIn = [], passThroughOptIn = [], optOut = [] } = definition;
  return {
    kind,
    hqApiId,
    channel,
    options: optionsOf(channel, definition.options ?? []),
    ...(definition.hqText !== undefined && { hqText: definition.hqText }),
    ...(definition.hosts !== undefined && { hosts: definition.hosts }),
    optIn,
    passThroughOptIn,
    optOut,
    webhooks: definition.webhooks ?? noWebhooks,
    client: definition.client ?? requestsClient,
    exampleNumber: definition.exampleNumber ?? '+27831234567',
    ...(definition.hostOf !== undefined && { hostOf: definition.hostOf }),
    ...(definition.isSubmission !== undefined && { isSubmission: definition.isSubmission }),
    ...(definition.isPreamble !== undefined && { isPreamble: definition.isPreamble }),
    ...(definition.severalPeople !== undefined && { severalPeople: definition.severalPeople }),
    ...(definition.looksUp && { looksUp: true }),
    ...(definition.alikeNumbers !== undefined && { alikeNumbers: definition.alikeNumbers }),
    plainTextMax: definition.plainTextMax ?? (channel === 'sms' ? PLAIN_TEXT_MAX : 0),
    ownRejections: new Set(rejectionReasons.filter((word) => definition.rejections[word] !== undefined)),
    buildRequest: definition.buildRequest,
    respond: (request, context) => respond(definition, request, context),
    interpretResponse: definition.interpretResponse,
  };
}

/** Of `alikeNumbers`, where a kind looks at nothing but that there are digits. */
export const ANY_DIGITS = /^\+[0-9]{4,15}$/;

const NO_MESSAGE = { to: '', from: '', text: '' } as const;

function respond(definition: GatewayDefinition, request: WireRequest, context: WireContext): FakeResponse {
  const side = definition.sideCall?.(request, context);
  if (side !== undefined) return { verdict: 'other', response: side, read: NO_MESSAGE };
  const parsed = definition.parseRequest(request, context.gateway);
  const missing = missingFor(definition, request, parsed);
  if (missing !== undefined) return notThere(definition.kind, missing, parsed);
  const word = wrongWith(parsed, context);
  if (word !== undefined) {
    const reply = definition.rejections[word] ?? definition.defaultRejection;
    return {
      verdict: parsed.step === 'send' ? 'refused' : 'other',
      response: spoken(reply, parsed, context),
      read: parsed,
      ...(parsed.step === 'look up' && { isLookUp: true }),
      ...(STRANGE.has(word) && word === parsed.wrong && { isStranger: true }),
    };
  }
  if (parsed.step !== 'send') {
    const response = definition.acceptedResponse(parsed, context);
    return { verdict: 'other', response, read: parsed, ...(parsed.step === 'look up' && { isLookUp: true }) };
  }
  if (context.failing) {
    return {
      verdict: 'failing',
      response: spoken(definition.temporaryFailure, parsed, context),
      read: parsed,
    };
  }
  return { verdict: 'taken', response: definition.acceptedResponse(parsed, context), read: parsed };
}

/** A path that the fake does not serve may well be one of the vendor's; a mail server has no paths. */
function missingFor(
  { channel, unsupported, otherAccounts }: GatewayDefinition,
  request: WireRequest,
  { wrong }: ParsedRequest,
): string | undefined {
  if (wrong === 'unauthorized') return undefined;
  if (wrong !== 'not_found') return unsupported?.(request);
  const [path] = splitPath(request.path);
  return channel === 'email' || otherAccounts?.test(path) ? undefined : `${request.method} ${path}`;
}

function notThere(kind: string, missing: string, parsed: ParsedRequest): FakeResponse {
  const message = `The fake gateway of kind ${kind} has no ${missing}; the vendor may have it.`;
  return {
    verdict: 'refused',
    response: json(501, { code: 501, status: 501, message, error: message }),
    read: parsed,
    missing,
    ...(parsed.wrong === 'not_found' && { isStranger: true }),
  };
}

/** Every reason why a fake refuses is on this page: the request's own, then the gateway's, then the fault's. */
function wrongWith(parsed: ParsedRequest, context: WireContext): FakeRejectionReason | undefined {
  if (parsed.wrong !== undefined) return parsed.wrong;
  if (parsed.step === 'check') return undefined;

  const { gateway, optedOut, reject } = context;
  if (gateway.rejects.length > 0 && isRejected(parsed.to, gateway.rejects)) return 'invalid_destination';
  if (parsed.step === 'look up') return reject === 'invalid_destination' ? reject : undefined;

  if (optedOut !== undefined && optedOut.size > 0 && optedOut.has(bareNumber(parsed.to))) return 'opted_out';
  if (gateway.maxLength !== undefined && isLonger(parsed.text, gateway.maxLength)) return 'too_long';
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

function spoken(reply: Reply, parsed: ParsedRequest, context: WireContext): WireResponse {
  return typeof reply === 'function' ? reply(parsed, context) : reply;
}
