import { hash32 } from '../../core/chance.ts';
import type { Handover } from '../../core/model/answer.ts';
import { LruMap } from '../lru-map.ts';
import { bareNumber, type MessageAttempt } from './attempts.ts';
import type { Rule } from './rule.ts';

/** What the conditions of a rule are evaluated against: a message, and which attempt to send it this is. */
export interface FaultContext {
  readonly handover: Handover;
  readonly messageAttempt: MessageAttempt;
}

const DRAWS = 2 ** 32;

/** Whether the conditions of rules hold, and the counts that they keep. */
export class Conditions {
  private readonly seed: number;
  private readonly fired = new Map<string, number>();
  private readonly match = new LruMap<number>();

  constructor(seed: number) {
    this.seed = seed;
  }

  /** Asked once for each message: what holds is counted. `nth` is counted for each `person`. */
  holds(rule: Rule, context: FaultContext, person: string): boolean {
    const { handover } = context;
    const { to, from, body, attempt, between, probability } = rule;
    if (to && !to(bareNumber(handover.to))) return false;
    if (from && !from(bareNumber(handover.from ?? ''))) return false;
    if (body && !body(handover.text)) return false;
    if (attempt && (handover.attempt < attempt.from || handover.attempt > attempt.to)) return false;
    if (between && (handover.at < between.from || handover.at > between.to)) return false;
    if (probability !== undefined && this.drawn(rule, context, 'hit') >= probability) return false;
    return this.isItsTurn(rule, person) && this.hasLeft(rule);
  }

  /** From 0 to 1, the same for the same seed, gateway, rule, message and attempt. */
  drawn({ id, perMessage }: Rule, { handover, messageAttempt }: FaultContext, what: string): number {
    const { gateway, attempt } = handover;
    const drawnAttempt = perMessage ? messageAttempt.count - attempt + 1 : messageAttempt.count;
    const name = `${gateway.project}/${gateway.name}`;
    return hash32(`${name}\n${id}\n${messageAttempt.key}\n${drawnAttempt}\n${what}`, this.seed) / DRAWS;
  }

  /** Others' messages do not move a person's turn. */
  private isItsTurn({ id, nth }: Rule, person: string): boolean {
    if (nth === undefined) return true;
    const key = `${id} ${person}`;
    const count = (this.match.get(key) ?? 0) + 1;
    this.match.set(key, count);
    return nth.again ? count % nth.count === 0 : count === nth.count;
  }

  private hasLeft({ id, times }: Rule): boolean {
    if (times === undefined) return true;
    const count = this.fired.get(id) ?? 0;
    if (count < times) this.fired.set(id, count + 1);
    return count < times;
  }
}
