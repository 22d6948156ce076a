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
import type { Fault } from '../../core/model/gateway.ts';
import type { Instant } from '../../core/model/instant.ts';
import type { Zone } from '../../core/time/zone.ts';

/** First matching rule per stage wins; delays add up. */
export type FaultStage = 'connection' | 'throttle' | 'answer' | 'receipt' | 'inbound' | 'delay';

export interface Rule {
  readonly id: string;
  readonly action: string;
  readonly stage: FaultStage;
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

function stageOf(action: string, fields: Readonly<Record<string, unknown>>): FaultStage {
  switch (action) {
    case 'connection':
    case 'throttle':
    case 'receipt':
    case 'inbound':
    case 'delay':
      return action;
    case 'smtp':
      return smtpStage(fields);
    default:
      return 'answer';
  }
}

function smtpStage({ bounce, mode, hang, reset }: Readonly<Record<string, unknown>>): FaultStage {
  if (bounce !== undefined) return 'receipt';
  const breaks =
    mode === 'hang' || mode === 'reset' || hang !== undefined || reset === 'yes' || reset === 'true';
  return breaks ? 'connection' : 'answer';
}

/** A length among a rule's fields. */
export const lengthIn = (value: unknown): number | undefined =>
  typeof value === 'string' ? parseLength(value) : undefined;
