/** One fault rule, its texts read once: what it asks of a hand-over, and in which stage it acts. */
import {
  fieldsOf,
  type Nth,
  parseLength,
  parseMoment,
  parseNth,
  parseOrdinals,
  parseProbability,
  parseTextTest,
  type Span,
} from '../../core/faults/parse.ts';
import type { Fault, FaultAction } from '../../core/model/gateway.ts';
import type { Instant } from '../../core/model/instant.ts';
import type { Zone } from '../../core/time/zone.ts';
import { type SmtpPlace, smtpPlaces } from './effects.ts';

/** First matching rule per stage wins; delays add up, and so does what EHLO hides. */
type FaultStage = 'connection' | 'throttle' | 'answer' | 'receipt' | 'inbound' | 'delay' | 'hide';

/** When a mail server knows enough to decide on a rule; each knows what the ones before it know. */
export type Moment = 'session' | 'mail' | 'rcpt' | 'dot';

export interface Rule {
  readonly id: string;
  readonly action: FaultAction;
  readonly stage: FaultStage;
  readonly moment: Moment;
  readonly value: unknown;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly to: ((text: string) => boolean) | undefined;
  readonly from: ((text: string) => boolean) | undefined;
  readonly body: ((text: string) => boolean) | undefined;
  readonly attempt: Span | undefined;
  readonly between: Span | undefined;
  readonly probability: number | undefined;
  readonly perMessage: boolean;
  readonly nth: Nth | undefined;
  readonly times: number | undefined;
}

/** Where times of a rule are counted from. */
export interface RuleClock {
  readonly zone: Zone;
  readonly startsAt: Instant;
}

/** Reads a rule. The loader has refused what does not parse; here such a condition never holds. */
export function ruleFrom({ id, when, action, value }: Fault, clock: RuleClock): Rule {
  const fields = fieldsOf(value);
  return {
    id,
    action,
    stage: stageOf(action, fields),
    moment: momentOf(when, action, fields),
    value,
    fields,
    to: condition(when.to, parseTextTest),
    from: condition(when.from, parseTextTest),
    body: condition(when.body, parseTextTest),
    attempt: read(when.attempt, parseOrdinals, NEVER),
    between: betweenOf(when.between, clock),
    probability: read(when.probability, parseProbability, 0),
    perMessage: when.per === 'message',
    nth: read(when.nth, parseNth, undefined),
    times: read(when.times, (text) => Number(text), undefined),
  };
}

const NEVER: Span = { from: 1, to: 0 };
const never = (): boolean => false;

const condition = (
  given: unknown,
  parse: (text: string) => ((text: string) => boolean) | undefined,
): ((text: string) => boolean) | undefined => read(given, parse, never);

function read<T>(given: unknown, parse: (text: string) => T | undefined, otherwise: T): T | undefined {
  return typeof given === 'string' ? (parse(given) ?? otherwise) : undefined;
}

function betweenOf(given: unknown, { zone, startsAt }: RuleClock): Span | undefined {
  if (!Array.isArray(given)) return undefined;
  const [from, to] = given.map((end) => parseMoment(String(end), zone, startsAt));
  return from === undefined || to === undefined ? NEVER : { from, to };
}

function stageOf(action: FaultAction, fields: Readonly<Record<string, unknown>>): FaultStage {
  switch (action) {
    case 'connection':
    case 'throttle':
    case 'receipt':
    case 'inbound':
    case 'delay':
      return action;
    case 'smtp':
      return smtpStage(fields);
    case 'reject':
    case 'status':
      return 'answer';
  }
}

function smtpStage({ bounce, mode, hang, reset, drip, hide }: Readonly<Record<string, unknown>>): FaultStage {
  if (bounce !== undefined) return 'receipt';
  if (mode === 'hide' || (hide !== undefined && !isNo(hide))) return 'hide';
  const breaks = mode === 'hang' || mode === 'reset' || mode === 'drip' || hang !== undefined || isYes(reset);
  return breaks || drip !== undefined ? 'connection' : 'answer';
}

/** The loader's own words for yes and no. */
export const isYes = (value: unknown): boolean => typeof value === 'string' && /^(yes|true|on)$/i.test(value);
export const isNo = (value: unknown): boolean => typeof value === 'string' && /^(no|false|off)$/i.test(value);

const MOMENTS: readonly Moment[] = ['session', 'mail', 'rcpt', 'dot'];

function momentOf(
  { to, from, body, attempt }: Fault['when'],
  action: FaultAction,
  fields: Readonly<Record<string, unknown>>,
): Moment {
  const asked = [
    body !== undefined && 'dot',
    (to !== undefined || attempt !== undefined) && 'rcpt',
    from !== undefined && 'mail',
    action === 'smtp' && smtpStage(fields) !== 'receipt' ? placeMoment(fields) : 'rcpt',
  ];
  return MOMENTS.findLast((moment) => asked.includes(moment)) ?? 'rcpt';
}

function placeMoment(fields: Readonly<Record<string, unknown>>): Moment {
  if (smtpStage(fields) === 'hide') return 'session';
  const place = placeIn(fields);
  if (place === 'mail') return 'mail';
  return place === 'rcpt' || place === 'data' || place === 'dot' ? 'rcpt' : 'session';
}

/** The command that an `smtp` rule is about. */
export const placeIn = ({ at }: Readonly<Record<string, unknown>>): SmtpPlace =>
  smtpPlaces.find((place) => place === at) ?? 'data';

/** A length among a rule's fields. */
export const lengthIn = (value: unknown): number | undefined =>
  typeof value === 'string' ? parseLength(value) : undefined;
