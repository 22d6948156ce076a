/** Which faults meet a hand-over. Every draw is keyed by what the hand-over is, never by when it came. */
import { drawnMs, parseRate, parseSpread } from '../../core/faults/parse.ts';
import type { Handover, LaterReceipt } from '../../core/model/answer.ts';
import type { Fault, Gateway } from '../../core/model/gateway.ts';
import type { RejectionReason } from '../../core/model/wire.ts';
import { connectionFrom, rawFrom, retryAfterOf, smtpAct, stageAt } from './acts.ts';
import { Conditions, type Meeting } from './conditions.ts';
import { FAIR, type Fate, type Writing } from './fate.ts';
import { Lately } from './lately.ts';
import { laterReceipts } from './later-receipts.ts';
import { lengthIn, type Moment, placeIn, type Rule, type RuleClock, ruleFrom } from './rule.ts';
import { Throttle } from './throttle.ts';
import { messageKey, Tries, type Try } from './tries.ts';

const GREY_MS = 60_000;

/** Which try it is matters to draws only. */
const UNDRAWN: Try = { key: '', count: 1 };

/** The faults of one gateway, and what they must remember: counts, buckets, grey lists. */
export class Faults {
  readonly tries = new Tries();
  private readonly rules: readonly Rule[];
  /** Those that act where there is no session; what happens at QUIT comes too late to change anything. */
  private readonly inOneCall: readonly Rule[];
  /** Those that a kind with a look-up says there already. */
  private readonly atLookUp: readonly Rule[];
  private readonly draws: boolean;
  private readonly conditions: Conditions;
  private readonly throttles = new Map<string, Throttle>();
  private readonly greySince = new Lately<number>();

  /** `looksUp`: the kind's clients ask for a number before they hand a message in. */
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
   * What awaits this hand-over. Asked once for each: rules count how often they act. A mail server asks at
   * each `moment` for the rules that it can decide on then, and tells which try it is.
   */
  decide(handover: Handover, moment?: Moment, known?: Try): Fate {
    return this.decideBy(this.rulesAt(moment), handover, moment, known);
  }

  /** What awaits a look-up of a number: nothing but that the number is refused. */
  decideLookUp(handover: Handover): Fate {
    return this.decideBy(this.atLookUp, { ...handover, text: '' });
  }

  private decideBy(rules: readonly Rule[], handover: Handover, moment?: Moment, known?: Try): Fate {
    if (rules.length === 0) return FAIR;
    const tried = known ?? (this.draws ? this.tries.next(messageKey(handover)) : UNDRAWN);
    const meeting = { handover, tried };
    const fate: Writing = { delayMs: 0 };
    const by: string[] = [];
    const settled = new Set<string>();
    for (const rule of rules) {
      if (settled.has(rule.stage) || !this.conditions.holds(rule, meeting, handover.to)) continue;
      if (!this.act(rule, meeting, fate, moment === undefined)) continue;
      by.push(`${rule.id}/${rule.action}`);
      if (rule.stage !== 'delay' && rule.stage !== 'hide') settled.add(rule.stage);
    }
    return by.length === 0 ? FAIR : { ...fate, by };
  }

  /** Whether anything is to be decided at that moment. */
  hasAt(moment: Moment): boolean {
    return this.rulesAt(moment).length > 0;
  }

  private rulesAt(moment: Moment | undefined): readonly Rule[] {
    return moment === undefined ? this.inOneCall : this.rules.filter((rule) => rule.moment === moment);
  }

  private spreadMs(rule: Rule, value: unknown, meeting: Meeting): number {
    const spread = parseSpread(value);
    return spread === undefined ? 0 : drawnMs(spread, this.conditions.drawn(rule, meeting, 'length'));
  }

  /** Writes what the rule does into the fate; false: it had nothing to do after all. */
  private act(rule: Rule, meeting: Meeting, fate: Writing, isOneCall: boolean): boolean {
    switch (rule.action) {
      case 'delay':
        fate.delayMs += this.spreadMs(rule, rule.value, meeting);
        return true;
      case 'reject':
        fate.reject = rule.value as RejectionReason;
        return true;
      case 'status':
        fate.raw = rawFrom(rule.fields);
        return true;
      case 'connection':
        fate.connection = connectionFrom(rule.fields);
        return true;
      case 'throttle':
        return this.throttle(rule, meeting.handover, fate);
      case 'receipt':
        fate.receipts = this.receipts(rule, meeting);
        return true;
      case 'smtp':
        return rule.fields.greylist === undefined
          ? smtpAct(rule, meeting.handover.gateway, fate, isOneCall)
          : this.grey(rule, meeting.handover, fate);
      default:
        return false;
    }
  }

  private receipts(rule: Rule, meeting: Meeting): readonly LaterReceipt[] {
    const afterMs =
      rule.fields.after === undefined
        ? usualReceiptMs(meeting.handover.gateway)
        : this.spreadMs(rule, rule.fields.after, meeting);
    return laterReceipts(rule.fields, afterMs, (index) =>
      this.conditions.drawn(rule, meeting, `order ${index}`),
    );
  }

  private throttle(rule: Rule, { to, from = '', at }: Handover, fate: Writing): boolean {
    const { rate, burst, per, retry_after: retryAfter } = rule.fields;
    const bucket =
      this.throttles.get(rule.id) ?? new Throttle(parseRate(String(rate)) ?? 1, Number(burst ?? 1));
    this.throttles.set(rule.id, bucket);
    const waitMs = bucket.take(per === 'to' ? to : per === 'from' ? from : '', at);
    if (waitMs === 0) return false;
    fate.throttled = { retryAfterSeconds: retryAfterOf(retryAfter, waitMs) };
    return true;
  }

  /** The first try of each sender and recipient starts the clock; until it has run out, come back later. */
  private grey(rule: Rule, { to, from = '', at }: Handover, fate: Writing): boolean {
    const { for: length, key: by } = rule.fields.greylist as Readonly<Record<string, unknown>>;
    const parts = typeof by === 'string' ? by.split('+') : ['from', 'to'];
    const key = [rule.id, parts.includes('from') && from, parts.includes('to') && to].join(' ');
    const since = this.greySince.get(key) ?? at;
    this.greySince.set(key, since);
    if (at - since >= (lengthIn(length) ?? GREY_MS)) return false;
    const place = placeIn(rule.fields);
    fate.raw = {
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
