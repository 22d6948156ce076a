/** The plan of a story whose cases are on a disk: counted part by part, with the counts and the calendar of one run. */
import type { Budget } from '../adapters/interruptible.ts';
import type { Instant } from '../core/model/instant.ts';
import type { Plan } from '../core/model/plan.ts';
import type { People } from '../report/people.ts';
import { CalendarExcerpt, MergedExcerpt, sizeFor } from '../report/sending-plan/calendar-text.ts';
import {
  type SendingPlan,
  SendingPlanCollector,
  type SendingPlanFilter,
} from '../report/sending-plan/sending-plan.ts';
import type { Order } from '../shards/order.ts';
import type { Progress } from './progress.ts';
import { countInParts } from './run-in-parts.ts';
import type { SpillSizes } from './terminal.ts';

interface Options {
  readonly period: Pick<SendingPlanFilter, 'from' | 'to'>;
  readonly people: People;
  readonly budget: Budget;
  readonly progress: Progress;
  readonly maxMemory?: number | undefined;
  readonly sizes?: SpillSizes | undefined;
}

export interface PlanOfParts {
  readonly plan: SendingPlan;
  readonly excerpt: CalendarExcerpt;
  readonly lastAt: Instant;
  /** How the story can be cut. */
  readonly shards: string;
}

/** The plan, or why all cases have to be in memory for it. */
export function planInParts(
  plan: Plan,
  { period, people, ...options }: Options,
): PlanOfParts | { readonly why: string } {
  const size = sizeFor(false);
  const excerpt = new MergedExcerpt(size);
  let collector: SendingPlanCollector | undefined;
  let ofPart = new CalendarExcerpt(size);
  let firstOf = new Map<string, Order>();
  let orderNow: () => Order = () => [];
  let lastAt = plan.startsAt;
  const outcome = countInParts(plan, {
    ...options,
    listen(part, orders) {
      ofPart = new CalendarExcerpt(size);
      firstOf = new Map();
      if (collector) collector.nextPart(part.plan);
      collector ??= new SendingPlanCollector({
        plan: part.plan,
        people,
        filter: period,
        comesInParts: true,
        onMessage(message) {
          ofPart.add(message);
          const { person } = message;
          if (ofPart.people.has(person) && !firstOf.has(person)) firstOf.set(person, orderNow());
        },
        takesMessages: (person) => ofPart.hasRoom(person),
      });
      const tally = collector;
      return {
        onEntry(seq, entry) {
          lastAt = Math.max(lastAt, entry.at);
          orderNow = () => orders.of(seq, entry);
          tally.record(seq, entry);
        },
        onRepeat(seq, block) {
          lastAt = Math.max(lastAt, block.at);
          orderNow = () => orders.of(seq, {});
          tally.repeat(seq, block);
        },
        end: () => excerpt.addPart(ofPart, tally.end(), (person) => firstOf.get(person)!),
      };
    },
  });
  if (outcome.kind === 'whole') return outcome;
  return { plan: collector!.end(), excerpt, lastAt, shards: outcome.shards };
}
