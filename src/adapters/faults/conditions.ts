import { hash32 } from '../../core/chance.ts';
import type { Handover } from '../../core/model/answer.ts';
import { Lately } from './lately.ts';
import type { Rule } from './rule.ts';
import { bareNumber, type Try } from './tries.ts';

/** A message on its way, and which try of it this is. */
export interface Meeting {
  readonly handover: Handover;
  readonly tried: Try;
}

const DRAWS = 2 ** 32;

/** Whether the conditions of rules hold, and the counts that they keep. */
export class Conditions {
  private readonly seed: number;
  private readonly fired = new Map<string, number>();
  private readonly met = new Lately<number>();

  constructor(seed: number) {
    this.seed = seed;
  }

  /** Asked once for each message: what holds is counted. `nth` is counted for each `person`. */
  holds(rule: Rule, meeting: Meeting, person: string): boolean {
    const { handover } = meeting;
    const { to, from, body, attempt, between, probability } = rule;
    if (to && !to(bareNumber(handover.to))) return false;
    if (from && !from(bareNumber(handover.from ?? ''))) return false;
    if (body && !body(handover.text)) return false;
    if (attempt && (handover.attempt < attempt.from || handover.attempt > attempt.to)) return false;
    if (between && (handover.at < between.from || handover.at > between.to)) return false;
    if (probability !== undefined && this.drawn(rule, meeting, 'hit') >= probability) return false;
    return this.isItsTurn(rule, person) && this.hasLeft(rule);
  }

  /** From 0 to 1, the same for the same seed, gateway, rule, message and try of it. */
  drawn({ id, perMessage }: Rule, { handover, tried }: Meeting, what: string): number {
    const { gateway, attempt } = handover;
    const tryOf = perMessage ? tried.count - attempt + 1 : tried.count;
    const name = `${gateway.project}/${gateway.name}`;
    return hash32(`${name}\n${id}\n${tried.key}\n${tryOf}\n${what}`, this.seed) / DRAWS;
  }

  /** Others' messages do not move a person's turn. */
  private isItsTurn({ id, nth }: Rule, person: string): boolean {
    if (nth === undefined) return true;
    const key = `${id} ${person}`;
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
}
