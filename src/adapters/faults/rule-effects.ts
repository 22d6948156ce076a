/** The effects of single rules, read from their fields. */
import { parseReply } from '../../core/faults/parse.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import type { BrokenConnection, ConnectionMode, MutableEffects, RawAnswer, SmtpPlace } from './effects.ts';
import { isNo, isYes, lengthIn, placeIn, type Rule } from './rule.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A mail client gives up on a server that does not respond for so long. */
const MAIL_TIMEOUT_MS = 30_000;
/** The interval of a drip that does not set one. */
const DRIP_EVERY_MS = 100;

export function rawFrom({ code, body, retry_after: retryAfter }: Fields): RawAnswer {
  const ms = lengthIn(retryAfter);
  return {
    status: Number(code ?? 500),
    body: typeof body === 'string' ? body : '',
    ...(ms !== undefined && { retryAfterSeconds: Math.ceil(ms / 1000) }),
  };
}

/** A message whose response arrives at least in part counts as accepted unless the rule says otherwise. */
export function connectionFrom(fields: Fields): BrokenConnection {
  const { mode = 'reset', phase = 'before', committed, bytes, every } = fields;
  const answers = mode === 'truncate' || mode === 'short_body' || mode === 'drip' || mode === 'bad_chunk';
  return {
    mode: mode as ConnectionMode,
    phase: phase as BrokenConnection['phase'],
    committed: typeof committed === 'string' ? isYes(committed) : answers,
    bytes: bytes === undefined ? undefined : Number(bytes),
    everyMs: lengthIn(every) ?? (mode === 'drip' ? DRIP_EVERY_MS : 0),
  };
}

/** `auto` or none: until a token is available. */
export function retryAfterOf(given: unknown, waitMs: number): number | undefined {
  if (given === 'none') return undefined;
  return Math.ceil((lengthIn(given) ?? waitMs) / 1000);
}

/**
 * Writes what an `smtp` rule does, grey lists aside; false: nothing after all. `isOneCall`: there is no session,
 * the whole hand-over is decided at once.
 */
export function smtpEffect(
  { fields, stage }: Rule,
  gateway: Gateway,
  effects: MutableEffects,
  isOneCall: boolean,
): boolean {
  switch (stage) {
    case 'receipt':
      return bounce(fields.bounce as Fields, effects);
    case 'hide':
      return hide(fields, isOneCall && gateway.options.has('username'), effects);
    case 'connection':
      return breakAt(fields, effects);
    default:
      return reply(fields, effects);
  }
}

function bounce({ after, code }: Fields, effects: MutableEffects): boolean {
  const afterMs = lengthIn(after) ?? 0;
  const withCode = typeof code === 'string' ? { code } : {};
  effects.receipts = [{ status: 'undelivered', afterMs, ...withCode }];
  effects.bounce = { afterMs, ...withCode };
  return true;
}

/** HQ logs in when it has a user name, and its mail library gives up where AUTH is not offered. */
function hide(fields: Fields, isLoginExpected: boolean, effects: MutableEffects): boolean {
  const name = capabilityIn(fields);
  effects.hides = [...(effects.hides ?? []), name];
  if (name === 'AUTH' && isLoginExpected) {
    effects.raw ??= { status: 502, body: '5.5.1 AUTH is not offered', smtpStage: 'auth', at: 'auth' };
  }
  return true;
}

function capabilityIn(fields: Fields): string {
  const { hide: name } = fields;
  if (typeof name === 'string' && !isYes(name) && !isNo(name)) return name.toUpperCase();
  return placeIn(fields) === 'auth' ? 'AUTH' : 'STARTTLS';
}

function breakAt(fields: Fields, effects: MutableEffects): boolean {
  const at = placeIn(fields);
  const holdMs = lengthIn(fields.hang);
  if (holdMs !== undefined && holdMs < MAIL_TIMEOUT_MS) {
    effects.pause = { at, ms: holdMs };
  } else if (fields.mode === 'hang' || holdMs !== undefined) {
    effects.connection = {
      ...connectionFrom({ mode: 'hang' }),
      at,
      ...(holdMs !== undefined && { holdMs, committed: at === 'dot' }),
    };
  } else if (fields.mode === 'reset' || isYes(fields.reset)) {
    effects.connection = { ...connectionFrom({}), at };
  } else {
    effects.connection = { ...connectionFrom({ mode: 'drip', every: fields.drip, bytes: 1 }), at };
  }
  return true;
}

function reply(fields: Fields, effects: MutableEffects): boolean {
  const at = placeIn(fields);
  const response = typeof fields.reply === 'string' ? parseReply(fields.reply) : undefined;
  if (response === undefined || response.code < 400) return false;
  effects.raw = { status: response.code, body: response.words, smtpStage: stageAt(at), at };
  return true;
}

/** The stage that a gateway kind names for a place in the session. */
export const stageAt = (place: SmtpPlace): string => SMTP_STAGES.get(place) ?? 'data';

const SMTP_STAGES: ReadonlyMap<SmtpPlace, string> = new Map([
  ['connect', 'auth'],
  ['ehlo', 'auth'],
  ['starttls', 'auth'],
  ['auth', 'auth'],
  ['mail', 'mail'],
  ['rcpt', 'rcpt'],
]);
