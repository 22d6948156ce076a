/** Evaluates the fault rules of one gateway. Every draw is keyed by the hand-over itself, never by its order. */
import { drawnMs, parseRate, parseSpread } from '../../core/faults/parse.ts';
import type { Handover, LaterReceipt } from '../../core/model/answer.ts';
import type { Fault, Gateway } from '../../core/model/gateway.ts';
import type { RejectionReason } from '../../core/model/wire.ts';
import { LruMap } from '../lru-map.ts';
import { Attempts, type MessageAttempt, messageKey } from './attempts.ts';
import { Conditions, type FaultContext } from './conditions.ts';
import { type FaultEffects, type MutableEffects, NO_FAULT } from './effects.ts';
import { laterReceipts } from './later-receipts.ts';
import { lengthIn, type Moment, placeIn, type Rule, type RuleClock, ruleFrom } from './rule.ts';
import { connectionFrom, rawFrom, retryAfterOf, smtpEffect, stageAt } from './rule-effects.ts';
import { Throttle } from './throttle.ts';

const GREY_MS = 60_000;

/** The number of the attempt matters to draws only. */
const ANY_ATTEMPT: MessageAttempt = { key: '', count: 1 };

/** The fault rules of one gateway, and their state: counts, token buckets, grey lists. */
export class GatewayFaults {
  readonly attempts = new Attempts();
  private readonly rules: readonly Rule[];
  /** Rules that apply where a hand-over is evaluated as a whole; a rule about QUIT can no longer change anything. */
  private readonly inOneCall: readonly Rule[];
  /** Rules that apply to the look-up already, for a kind that has one. */
  private readonly atLookUp: readonly Rule[];
  private readonly draws: boolean;
  private readonly conditions: Conditions;
  private readonly throttles = new Map<string, Throttle>();
  private readonly greySince = new LruMap<number>();

  /** `looksUp`: the kind's clients look a number up before they submit a message. */
  constructor(faults: readonly Fault[], seed: number, clock: RuleClock, looksUp = false) {
    this.rules = faults.map((fault) => ruleFrom(fault, clock)).filter(({ stage }) => stage !== 'inbound');
    this.atLookUp = looksUp ? this.rules.filter(isSaidAtLookUp) : [];
    this.inOneCall = this.rules.filter(
      (rule) => !this.atLookUp.includes(rule) && (rule.action !== 'smtp' || rule.fields.at !== 'quit'),
    );
    this.draws = this.rules.some(
      ({ probability, action }) => probability !== undefined || action === 'delay' || action === 'receipt',
    );
    this.conditions = new Conditions(seed);
  }

  /**
   * The effects of the rules on this hand-over. Call it once for each: rules count how often they apply. A mail server asks at
   * each `moment` for the rules that can be evaluated by then, and says which attempt it is.
   */
  effectsFor(handover: Handover, moment?: Moment, known?: MessageAttempt): FaultEffects {
    return this.effectsOfRules(this.rulesAt(moment), handover, moment, known);
  }

  /** The effects on a look-up of a number: it can only be refused. */
  effectsForLookUp(handover: Handover): FaultEffects {
    return this.effectsOfRules(this.atLookUp, { ...handover, text: '' });
  }

  private effectsOfRules(
    rules: readonly Rule[],
    handover: Handover,
    moment?: Moment,
    known?: MessageAttempt,
  ): FaultEffects {
    if (rules.length === 0) return NO_FAULT;
    const messageAttempt = known ?? (this.draws ? this.attempts.next(messageKey(handover)) : ANY_ATTEMPT);
    const context = { handover, messageAttempt };
    const effects: MutableEffects = { delayMs: 0 };
    const by: string[] = [];
    const settled = new Set<string>();
    for (const rule of rules) {
      if (settled.has(rule.stage) || !this.conditions.holds(rule, context, handover.to)) continue;
      if (!this.act(rule, context, effects, moment === undefined)) continue;
      by.push(`${rule.id}/${rule.action}`);
      if (rule.stage !== 'delay' && rule.stage !== 'hide') settled.add(rule.stage);
    }
    return by.length === 0 ? NO_FAULT : { ...effects, by };
  }

  /** Whether any rule is to be evaluated at that moment. */
  hasRulesAt(moment: Moment): boolean {
    return this.rulesAt(moment).length > 0;
  }

  private rulesAt(moment: Moment | undefined): readonly Rule[] {
    return moment === undefined ? this.inOneCall : this.rules.filter((rule) => rule.moment === moment);
  }

  private spreadMs(rule: Rule, value: unknown, context: FaultContext): number {
    const spread = parseSpread(value);
    return spread === undefined ? 0 : drawnMs(spread, this.conditions.drawn(rule, context, 'length'));
  }

  /** Adds what the rule does to the effects; false: it has none. */
  private act(rule: Rule, context: FaultContext, effects: MutableEffects, isOneCall: boolean): boolean {
    switch (rule.action) {
      case 'delay':
        effects.delayMs += this.spreadMs(rule, rule.value, context);
        return true;
      case 'reject':
        effects.reject = rule.value as RejectionReason;
        return true;
      case 'status':
        effects.raw = rawFrom(rule.fields);
        return true;
      case 'connection':
        effects.connection = connectionFrom(rule.fields);
        return true;
      case 'throttle':
        return this.throttle(rule, context.handover, effects);
      case 'receipt':
        effects.receipts = this.receipts(rule, context);
        return true;
      case 'smtp':
        return rule.fields.greylist === undefined
          ? smtpEffect(rule, context.handover.gateway, effects, isOneCall)
          : this.grey(rule, context.handover, effects);
      case 'inbound':
        return false;
    }
  }

  private receipts(rule: Rule, context: FaultContext): readonly LaterReceipt[] {
    const afterMs =
      rule.fields.after === undefined
        ? usualReceiptMs(context.handover.gateway)
        : this.spreadMs(rule, rule.fields.after, context);
    return laterReceipts(rule.fields, afterMs, (index) =>
      this.conditions.drawn(rule, context, `order ${index}`),
    );
  }

  private throttle(rule: Rule, { to, from = '', at }: Handover, effects: MutableEffects): boolean {
    const { rate, burst, per, retry_after: retryAfter } = rule.fields;
    const bucket =
      this.throttles.get(rule.id) ?? new Throttle(parseRate(String(rate)) ?? 1, Number(burst ?? 1));
    this.throttles.set(rule.id, bucket);
    const waitMs = bucket.take(per === 'to' ? to : per === 'from' ? from : '', at);
    if (waitMs === 0) return false;
    effects.throttled = { retryAfterSeconds: retryAfterOf(retryAfter, waitMs) };
    return true;
  }

  /** The first attempt of each sender and recipient starts the clock; until the time is over, all are deferred. */
  private grey(rule: Rule, { to, from = '', at }: Handover, effects: MutableEffects): boolean {
    const { for: length, key: by } = rule.fields.greylist as Readonly<Record<string, unknown>>;
    const parts = typeof by === 'string' ? by.split('+') : ['from', 'to'];
    const key = [rule.id, parts.includes('from') && from, parts.includes('to') && to].join(' ');
    const since = this.greySince.get(key) ?? at;
    this.greySince.set(key, since);
    if (at - since >= (lengthIn(length) ?? GREY_MS)) return false;
    const place = placeIn(rule.fields);
    effects.raw = {
      status: 450,
      body: '4.2.0 Greylisted, try again later',
      smtpStage: stageAt(place),
      at: place,
    };
    return true;
  }
}

/** The text and the attempt are not known at a look-up. */
const isSaidAtLookUp = ({ action, value, body, attempt }: Rule): boolean =>
  action === 'reject' && value === 'invalid_destination' && body === undefined && attempt === undefined;

const usualReceiptMs = ({ receipts }: Gateway): number => receipts?.deliveredAfterMs ?? 0;
