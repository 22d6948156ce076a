/** Which faults meet a hand-over. Every draw is keyed by what the hand-over is, never by when it came. */
import { hash32 } from '../../core/chance.ts';
import { drawnMs, parseRate, parseReply, parseSpread } from '../../core/faults/parse.ts';
import type { Handover, LaterReceipt } from '../../core/model/answer.ts';
import type { Fault } from '../../core/model/gateway.ts';
import type { RefusalWord } from '../../core/model/wire.ts';
import { type BrokenConnection, type ConnectionMode, FAIR, type Fate, type RawAnswer } from './fate.ts';
import { laterReceipts } from './later-receipts.ts';
import { lengthIn, type Rule, type RuleClock, ruleFrom } from './rule.ts';
import { Throttle } from './throttle.ts';

const DRAWS = 2 ** 32;

/** The faults of one gateway, and what they must remember: counts, buckets, grey lists. */
export class Faults {
  private readonly rules: readonly Rule[];
  private readonly seed: number;
  private readonly fired = new Map<string, number>();
  private readonly met = new Map<string, number>();
  private readonly throttles = new Map<string, Throttle>();
  private readonly greySince = new Map<string, number>();

  constructor(faults: readonly Fault[], seed: number, clock: RuleClock) {
    this.rules = faults.map((fault) => ruleFrom(fault, clock));
    this.seed = seed;
  }

  /** What awaits this hand-over. Asked once for each: rules count how often they act. */
  decide(handover: Handover): Fate {
    if (this.rules.length === 0) return FAIR;
    const fate: { -readonly [K in keyof Fate]: Fate[K] } = { delayMs: 0 };
    const settled = new Set<string>();
    for (const rule of this.rules) {
      if (rule.stage === 'inbound' || settled.has(rule.stage) || !this.holds(rule, handover)) continue;
      if (rule.stage === 'delay') fate.delayMs += this.spreadMs(rule, rule.value, handover);
      else if (this.act(rule, handover, fate)) settled.add(rule.stage);
    }
    return fate;
  }

  private holds(rule: Rule, handover: Handover): boolean {
    const { to, from, body, attempt, between, probability } = rule;
    if (to && !to(bare(handover.to))) return false;
    if (from && !from(bare(handover.from ?? ''))) return false;
    if (body && !body(handover.text)) return false;
    if (attempt && (handover.attempt < attempt.from || handover.attempt > attempt.to)) return false;
    if (between && (handover.at < between.from || handover.at > between.to)) return false;
    if (probability !== undefined && this.drawn(rule, handover, 'hit') >= probability) return false;
    return this.isItsTurn(rule, handover) && this.hasLeft(rule);
  }

  /** `nth` is counted for each recipient, so that others' messages do not move it. */
  private isItsTurn({ id, nth }: Rule, { to }: Handover): boolean {
    if (nth === undefined) return true;
    const key = `${id} ${to}`;
    const count = (this.met.get(key) ?? 0) + 1;
    this.met.set(key, count);
    return nth.again ? count % nth.count === 0 : count === nth.count;
  }

  private hasLeft({ id, times }: Rule): boolean {
    if (times === undefined) return true;
    const count = this.fired.get(id) ?? 0;
    if (count < times) this.fired.set(id, count + 1);
    return count < times;
  }

  /** From 0 to 1, the same for the same seed, gateway, rule, message and attempt. */
  private drawn({ id, perMessage }: Rule, { gateway, id: message, attempt }: Handover, what: string): number {
    const tryOf = perMessage ? '' : attempt;
    return (
      hash32(`${gateway.project}/${gateway.name}\n${id}\n${message}\n${tryOf}\n${what}`, this.seed) / DRAWS
    );
  }

  private spreadMs(rule: Rule, value: unknown, handover: Handover): number {
    const spread = parseSpread(value);
    return spread === undefined ? 0 : drawnMs(spread, this.drawn(rule, handover, 'length'));
  }

  /** Writes what the rule does into the fate; false: it had nothing to do after all. */
  private act(rule: Rule, handover: Handover, fate: { -readonly [K in keyof Fate]: Fate[K] }): boolean {
    switch (rule.action) {
      case 'reject':
        fate.reject = rule.value as RefusalWord;
        return true;
      case 'status':
        fate.raw = rawFrom(rule.fields);
        return true;
      case 'connection':
        fate.connection = connectionFrom(rule.fields);
        return true;
      case 'throttle':
        return this.throttle(rule, handover, fate);
      case 'receipt':
        fate.receipts = this.receipts(rule, handover);
        return true;
      case 'smtp':
        return this.smtp(rule, handover, fate);
      default:
        return false;
    }
  }

  private receipts(rule: Rule, handover: Handover): readonly LaterReceipt[] {
    const afterMs =
      rule.fields.after === undefined
        ? (handover.gateway.receipts?.deliveredAfterMs ?? 0)
        : this.spreadMs(rule, rule.fields.after, handover);
    return laterReceipts(rule.fields, afterMs, (index) => this.drawn(rule, handover, `order ${index}`));
  }

  private throttle(rule: Rule, handover: Handover, fate: { -readonly [K in keyof Fate]: Fate[K] }): boolean {
    const { rate, burst, per, retry_after: retryAfter } = rule.fields;
    const bucket =
      this.throttles.get(rule.id) ?? new Throttle(parseRate(String(rate)) ?? 1, Number(burst ?? 1));
    this.throttles.set(rule.id, bucket);
    const key = per === 'to' ? handover.to : per === 'from' ? (handover.from ?? '') : '';
    const waitMs = bucket.take(key, handover.at);
    if (waitMs === 0) return false;
    fate.throttled = { retryAfterSeconds: retryAfterOf(retryAfter, waitMs) };
    return true;
  }

  private smtp(rule: Rule, handover: Handover, fate: { -readonly [K in keyof Fate]: Fate[K] }): boolean {
    const { at, reply, greylist, bounce, mode, hang } = rule.fields;
    if (bounce !== undefined) {
      const { after, code } = bounce as Readonly<Record<string, unknown>>;
      const afterMs = lengthIn(after) ?? 0;
      fate.receipts = [{ status: 'undelivered', afterMs, ...(typeof code === 'string' && { code }) }];
      return true;
    }
    if (rule.stage === 'connection') {
      const isHang = mode === 'hang' || hang !== undefined;
      fate.connection = { ...connectionFrom({}), mode: isHang ? 'hang' : 'reset' };
      return true;
    }
    if (at === 'quit') return false;
    const stage = SMTP_STAGES.get(String(at)) ?? 'data';
    if (greylist !== undefined) return this.grey(rule, handover, fate, stage);
    const said = typeof reply === 'string' ? parseReply(reply) : undefined;
    if (said === undefined || said.code < 400) return false;
    fate.raw = { status: said.code, body: said.words, smtpStage: stage };
    return true;
  }

  /** The first try of each sender and recipient starts the clock; until it has run out, come back later. */
  private grey(
    rule: Rule,
    { to, from, at }: Handover,
    fate: { -readonly [K in keyof Fate]: Fate[K] },
    stage: string,
  ): boolean {
    const key = `${rule.id} ${from ?? ''} ${to}`;
    const since = this.greySince.get(key) ?? at;
    this.greySince.set(key, since);
    const { for: length } = rule.fields.greylist as Readonly<Record<string, unknown>>;
    if (at - since >= (lengthIn(length) ?? 60_000)) return false;
    fate.raw = { status: 450, body: '4.2.0 Greylisted, try again later', smtpStage: stage };
    return true;
  }
}

/** `whatsapp:+27831` and `+27831` are 27831; an address stays as it is. */
function bare(number: string): string {
  const plusAt = number.indexOf('+');
  return plusAt === -1 || number.includes('@') ? number : number.slice(plusAt + 1);
}

const SMTP_STAGES: ReadonlyMap<string, string> = new Map([
  ['connect', 'auth'],
  ['ehlo', 'auth'],
  ['starttls', 'auth'],
  ['auth', 'auth'],
  ['mail', 'mail'],
  ['rcpt', 'rcpt'],
]);

function rawFrom({ code, body, retry_after: retryAfter }: Readonly<Record<string, unknown>>): RawAnswer {
  const ms = lengthIn(retryAfter);
  return {
    status: Number(code ?? 500),
    body: typeof body === 'string' ? body : '',
    ...(ms !== undefined && { retryAfterSeconds: Math.ceil(ms / 1000) }),
  };
}

/** A message whose answer comes at all counts as accepted unless the rule says no. */
function connectionFrom(fields: Readonly<Record<string, unknown>>): BrokenConnection {
  const { mode = 'reset', phase = 'before', committed, bytes, every } = fields;
  const answers = mode === 'truncate' || mode === 'short_body' || mode === 'drip' || mode === 'bad_chunk';
  return {
    mode: mode as ConnectionMode,
    phase: phase as BrokenConnection['phase'],
    committed: typeof committed === 'string' ? /^(yes|true|on)$/i.test(committed) : answers,
    bytes: bytes === undefined ? undefined : Number(bytes),
    everyMs: lengthIn(every) ?? 0,
  };
}

function retryAfterOf(given: unknown, waitMs: number): number | undefined {
  if (given === 'none') return undefined;
  return Math.ceil((lengthIn(given) ?? waitMs) / 1000);
}
