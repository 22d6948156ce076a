/**
 * The plan of many contacts of whom most are like others: one of each kind is rehearsed, and counted for the rest. The counts,
 * the people of the calendar and every figure are those of a rehearsal of all.
 */
import { type Budget, interruptible, LimitReached } from '../adapters/interruptible.ts';
import type { RepeatedBlock } from '../core/journal/repeated-block.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Instant } from '../core/model/instant.ts';
import type { Plan } from '../core/model/plan.ts';
import { toLocal, zoneOfProject } from '../core/time/zone.ts';
import type { People } from '../report/people.ts';
import { CalendarExcerpt, sizeFor } from '../report/sending-plan/calendar-text.ts';
import { UcsSum, ucsTextOf } from '../report/sending-plan/gsm.ts';
import {
  type SendingPlan,
  SendingPlanCollector,
  type SendingPlanFilter,
} from '../report/sending-plan/sending-plan.ts';
import type { AlikeCase, AlikeGroup, OwnTexts } from '../shards/alike-cases.ts';
import { type AlikePlan, alikePlan } from '../shards/alike-plan.ts';
import type { PlanOfParts } from './plan-in-parts.ts';
import type { Progress } from './progress.ts';
import { rehearseEntries, stopAtLimit } from './rehearse-entries.ts';

interface Options {
  readonly period: Pick<SendingPlanFilter, 'from' | 'to'>;
  readonly people: People;
  readonly budget: Budget;
  readonly progress: Progress;
  /** Bytes that the whole process may have. */
  readonly maxMemory?: number | undefined;
  /** Fewer cases are rehearsed one by one. */
  readonly casesMin?: number;
}

export interface PlanOfAlike extends PlanOfParts {
  /** What the people of the excerpt get. */
  readonly ofPeople: SendingPlan['people'];
}

const CASES_MIN = 1000;
const CASES_BETWEEN_LOOKS = 1000;
/** Where nobody says, the process stays below it. */
const MEMORY_DEFAULT = 2_000_000_000;
const BASE_BYTES = 300_000_000;
/** Of each case that is rehearsed. */
const BYTES_OF_CASE = 12_000;

/** undefined: the contacts of the story are too different, or share what is counted for each. */
export function planOfAlike(plan: Plan, options: Options): PlanOfAlike | undefined {
  const sums = new TextSums();
  const alike = grouped(plan, options, sums);
  return alike && counted(plan, alike, { ...options, sums });
}

function grouped(
  plan: Plan,
  { budget, progress, maxMemory = MEMORY_DEFAULT, casesMin = CASES_MIN }: Options,
  sums: TextSums,
): AlikePlan | undefined {
  const rehearsedMax = Math.max(0, Math.floor((maxMemory - BASE_BYTES) / BYTES_OF_CASE));
  const onCase = (place: number, member?: AlikeCase): void => {
    if (place % CASES_BETWEEN_LOOKS === 0) {
      budget.look();
      progress.at(place / plan.cases.size, plan.startsAt);
    }
    if (member) sums.add(member.group, member.texts);
  };
  try {
    return interruptible(() => alikePlan(plan, { casesMin, rehearsedMax, onCase }), budget);
  } catch (error) {
    throw error instanceof LimitReached ? stopAtLimit(plan, error) : error;
  }
}

function counted(
  whole: Plan,
  alike: AlikePlan,
  { sums, ...options }: Options & { readonly sums: TextSums },
): PlanOfAlike | undefined {
  const { groups, shards } = alike;
  const standsFor = (key: string): number => groups.get(key)?.size ?? 1;
  const limit = new MessagesOfDays(whole, standsFor);
  const { collector, excerpt, lastAt } = collected(alike.plan, options, { standsFor, limit });
  if (limit.isMet) return undefined;
  for (const [person, group] of groups)
    if (group.size > 1) collector.addTexts(person, (text) => sums.of(group, group.texts.indexOf(text)));
  const made = collector.end();
  if (made.ucs.some(({ hasMoreCharacters }) => hasMoreCharacters)) return undefined;
  // The first people of all are among the first of their groups.
  const first = collected(alike.firstOf(excerpt.people.keys()), options, {});
  return { plan: made, excerpt: first.excerpt, ofPeople: first.collector.end().people, lastAt, shards };
}

function collected(
  plan: Plan,
  { period, people, budget, progress }: Options,
  { standsFor, limit }: { readonly standsFor?: (key: string) => number; readonly limit?: MessagesOfDays },
): { readonly collector: SendingPlanCollector; readonly excerpt: CalendarExcerpt; readonly lastAt: Instant } {
  const excerpt = new CalendarExcerpt(sizeFor(false));
  const collector = new SendingPlanCollector({
    ...{ plan, people, filter: period },
    onMessage: (message) => excerpt.add(message),
    takesMessages: (person) => excerpt.hasRoom(person),
    ...(standsFor && { standsFor }),
  });
  let lastAt = plan.startsAt;
  rehearseEntries(
    plan,
    {
      onEntry(seq, entry) {
        lastAt = entry.at;
        limit?.record(entry);
        collector.record(seq, entry);
      },
      onRepeat(seq, block) {
        lastAt = block.at;
        limit?.repeat(block);
        collector.repeat(seq, block);
      },
    },
    { progress, budget },
  );
  return { collector, excerpt, lastAt };
}

/** What the texts of each group take that are not in GSM-7. */
class TextSums {
  private readonly sums = new Map<AlikeGroup, UcsSum[]>();

  add(group: AlikeGroup, texts: OwnTexts): void {
    for (const [index, text] of texts.entries()) {
      if (text === undefined) continue;
      const ucs = ucsTextOf(text);
      if (ucs.characters.size > 0) this.sumOf(group, index).add(ucs);
    }
  }

  of(group: AlikeGroup, index: number): UcsSum | undefined {
    return this.sums.get(group)?.[index];
  }

  private sumOf(group: AlikeGroup, index: number): UcsSum {
    const known = this.sums.get(group) ?? [];
    this.sums.set(group, known);
    known[index] ??= new UcsSum();
    return known[index];
  }
}

/** Whether a daily limit may be met, which the cases share: messages that leave, end or are held count. */
class MessagesOfDays {
  isMet = false;
  private readonly counts = new Map<number, number>();
  private readonly limit: number;
  private readonly zone;
  private readonly standsFor: (key: string) => number;

  constructor({ project }: Plan, standsFor: (key: string) => number) {
    this.limit = project.dailyLimit ?? Number.POSITIVE_INFINITY;
    this.zone = zoneOfProject(project);
    this.standsFor = standsFor;
  }

  repeat({ kind, at, messages, from, to }: RepeatedBlock): void {
    if (kind !== 'sent' || this.limit === Number.POSITIVE_INFINITY) return;
    for (let index = from; index < to; index += 1) this.count(messages.patterns[index]!.sent.case, at);
  }

  record({ kind, id, case: person, at }: Entry): void {
    if (id === undefined) return;
    // How often a message that fails is counted depends on when it is tried again.
    if (kind === 'attempt' && this.limit !== Number.POSITIVE_INFINITY) this.isMet = true;
    if (kind === 'sent' || kind === 'held' || kind === 'error') this.count(person, at);
  }

  private count(person: string | undefined, at: Instant): void {
    if (this.limit === Number.POSITIVE_INFINITY || this.isMet) return;
    const { day } = toLocal(this.zone, at);
    const count = (this.counts.get(day) ?? 0) + (person === undefined ? 1 : this.standsFor(person));
    this.counts.set(day, count);
    if (count > this.limit) this.isMet = true;
  }
}
