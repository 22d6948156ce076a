/** Messages come out whole: none twice, none without an end, none that only the gateway knows of. */
import { hashOfName } from '../../core/chance.ts';
import type { EntryPattern } from '../../core/journal/repeated-block.ts';
import { type Tally, tally } from '../../core/journal/totals.ts';
import type { Alert, Broadcast, RecipientRef } from '../../core/model/alert.ts';
import type { Content } from '../../core/model/content.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Gateway } from '../../core/model/gateway.ts';
import type { Instant } from '../../core/model/instant.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Invariant, Moment } from './invariant.ts';

/** What a gateway took is in the journal, once. A `committed` fault hides some of it: that is only remarked on. */
export const noLostMessage: Invariant = {
  name: 'no-lost-message',
  kinds: ['sent'],
  begin(plan, report) {
    const sent = new Map<string, Tally>();
    const repeated = new Map<string, { count: number; sum: number }>();
    const bySlot: { count: number; sum: number }[] = [];
    const sumsOf = (via: string): { count: number; sum: number } => {
      const sums = repeated.get(via) ?? { count: 0, sum: 0 };
      repeated.set(via, sums);
      return sums;
    };
    const hiding = hidingGateways(plan);
    const hidden: string[] = [];
    return {
      observe({ entry }) {
        tally(sent, entry.via ?? '', entry.id ?? '');
      },
      repeat({ messages: { patterns, slots, idFirsts, idLasts }, from, to }) {
        for (let place = from; place < to; place += 1) {
          const slot = slots[place]!;
          const sums = bySlot[slot] ?? sumsOf(patterns[place]!.sent.via ?? '');
          bySlot[slot] = sums;
          sums.count += 1;
          sums.sum = (sums.sum + hashOfName(idFirsts[place]!, idLasts[place]!)) >>> 0;
        }
        return true;
      },
      finish({ ledger }) {
        for (const [name, { count, sum }] of repeated) {
          const { count: others, sum: otherSum } = sent.get(name) ?? emptyTally;
          sent.set(name, { count: count + others, sum: (sum + otherSum) >>> 0 });
        }
        if (!ledger) return;
        for (const name of [...new Set([...ledger.keys(), ...sent.keys()])].sort()) {
          const accepted = ledger.get(name) ?? emptyTally;
          const journaled = sent.get(name) ?? emptyTally;
          if (accepted.count === journaled.count && accepted.sum === journaled.sum) continue;
          const what = `${name} took ${accepted.count}, the journal has ${journaled.count}`;
          if (hiding.has(name) && accepted.count > journaled.count)
            hidden.push(`warning: ${what}: answers were lost`);
          else report(accepted.count === journaled.count ? `${what}, but not the same ones` : what);
        }
      },
      remarks: () => hidden,
    };
  },
};

const emptyTally: Tally = { count: 0, sum: 0 };

/** Gateways with a fault that takes a message and does not say so. */
function hidingGateways(plan: Plan): ReadonlySet<string> {
  const edits = plan.timeline.flatMap(({ act }) => (act.verb === 'gateway' ? [act.gateway] : []));
  return new Set([...plan.gateways, ...edits].filter(mayHide).map(({ name }) => name));
}

const mayHide = ({ faults }: Gateway): boolean =>
  faults.some(({ value }) => typeof value === 'object' && value !== null && 'committed' in value);

/** Each message has exactly one end: `sent`, `error`, or a place among the pending. */
export const everyMessageEnds: Invariant = {
  name: 'every-message-ends',
  kinds: ['queued', 'sent', 'error'],
  begin: (_plan, report) => ({
    repeat: (block, _index, scene) =>
      block.kind === 'queued' ? scene.hasNoneOf(block) : scene.areNext(block),
    observe({ entry, index, scene }) {
      const { kind, id } = entry;
      if (id === undefined) {
        if (kind !== 'error') report(`a ${kind} message without an id`, index);
        return;
      }
      const open = scene.openMessage(id);
      if (kind === 'queued' && open) report(`message ${id} is queued twice`, open.index, index);
      if (kind !== 'queued' && !open) report(`message ${id} was never queued, or has ended before`, index);
    },
    finish({ pending }, scene) {
      const listed = new Set(pending);
      const open = scene.allOpen();
      for (const [id, { index }] of open) if (!listed.has(id)) report(`message ${id} has no end`, index);
      for (const id of listed) if (!open.has(id)) report(`message ${id} is pending, but not open`);
    },
  }),
};

/** Events of one due instant that are remembered for one contact. */
const EVENTS_MAX = 64;

/** An event that a contact was last sent about one case; others of the same due instant hang on it. */
interface Sent {
  readonly generation: number;
  /** No more the last of its course. */
  isOver: boolean;
  due: Instant;
  event: number;
  iteration: number;
  count: number;
  index: number;
  readonly next: Sent | undefined;
  readonly length: number;
  /** The number of the block in which it was met last. */
  block: number;
}

/** No contact gets one event of one instance twice. Survey prompts, replies and confirmations do not count. */
export const noDuplicate: Invariant = {
  name: 'no-duplicate',
  kinds: ['armed', 'queued'],
  begin(plan, report) {
    const allowances = allowancesOf(plan);
    const isMany = (key: string): boolean => plan.groups.has(key) || plan.locations.has(key);
    /** Alert, case and contact → what was sent last. */
    const sends = new Map<string, Sent>();
    /** Alert and case → how often an instance for many was made. */
    const generations = new Map<string, number>();

    function armed(entry: Entry): void {
      const { recipient = '' } = entry;
      const subject = subjectOf(entry);
      if (isMany(recipient)) generations.set(subject, (generations.get(subject) ?? 0) + 1);
      else forget(`${subject} ${recipient}`);
    }

    function forget(key: string): void {
      const sent = sends.get(key);
      if (sent === undefined) return;
      sent.isOver = true;
      sends.delete(key);
    }

    function queued(entry: Entry, index: number): void {
      const { to, due, event = 0, iteration = 1 } = entry;
      if (to === undefined || due === undefined || !isFromSchedule(entry)) return;
      const subject = subjectOf(entry);
      const key = `${subject} ${to}`;
      const generation = generations.get(subject) ?? 0;
      const last = sends.get(key);
      const others = last?.due === due && last.generation === generation ? last : undefined;
      const known = sentBefore(others, event, iteration);
      if (!known) {
        const next = others && others.length < EVENTS_MAX ? others : undefined;
        const length = (next?.length ?? 0) + 1;
        if (last) last.isOver = true;
        sends.set(key, sentOf({ generation, due, event, iteration, index, next, length }));
        return;
      }
      known.count += 1;
      if (known.count > allowances.for(entry)) {
        report(`${to} gets event ${event} of round ${iteration} twice`, known.index, index);
      }
      known.index = index;
    }

    /** The same by the slot of a pattern. */
    const bySlot: (Sent | undefined)[] = [];
    const eventBySlot: number[] = [];
    let blocks = 0;

    /** What was sent last of a pattern's course; nothing yet: one that any event comes after. */
    function lastOf({ slot, queued: pattern }: EntryPattern): Sent {
      const key = `${subjectOf(pattern)} ${pattern.to}`;
      const sent = sends.get(key) ?? sentOf(nothingYet);
      sends.set(key, sent);
      bySlot[slot] = sent;
      eventBySlot[slot] = pattern.event ?? 0;
      return sent;
    }

    return {
      /** Each is of an event that comes after the last one's. */
      repeat({ messages, from, to }, index) {
        const { due, patterns, slots, iterations } = messages;
        if (generations.size > 0) return false;
        blocks += 1;
        for (let place = from; place < to; place += 1) {
          const known = bySlot[slots[place]!];
          const last = known === undefined || known.isOver ? lastOf(patterns[place]!) : known;
          if (last.next || last.due >= due || last.block === blocks) return false;
          last.block = blocks;
        }
        for (let place = from; place < to; place += 1) {
          const slot = slots[place]!;
          const last = bySlot[slot]!;
          last.due = due;
          last.event = eventBySlot[slot]!;
          last.iteration = iterations[place]!;
          last.count = 1;
          last.index = index + place - from;
        }
        return true;
      },
      observe({ entry, index }: Moment) {
        if (entry.kind === 'armed') armed(entry);
        else queued(entry, index);
      },
    };
  },
};

const sentOf = (parts: Omit<Sent, 'count' | 'isOver' | 'block'>): Sent => ({
  generation: parts.generation,
  isOver: false,
  due: parts.due,
  event: parts.event,
  iteration: parts.iteration,
  count: 1,
  index: parts.index,
  next: parts.next,
  length: parts.length,
  block: 0,
});

/** What stands for the last send where there was none. */
const nothingYet = {
  generation: 0,
  due: Number.NEGATIVE_INFINITY,
  event: 0,
  iteration: 0,
  index: 0,
  next: undefined,
  length: 1,
};

function sentBefore(chain: Sent | undefined, event: number, iteration: number): Sent | undefined {
  for (let one = chain; one; one = one.next)
    if (one.event === event && one.iteration === iteration) return one;
  return undefined;
}

const isFromSchedule = ({ cause, survey }: Entry): boolean =>
  (cause === 'alert' || cause === 'broadcast') && survey === undefined;

const subjectOf = ({ alert, broadcast, case: record }: Entry): string =>
  `${alert === undefined ? 'b' : 'a'} ${alert ?? broadcast ?? ''} ${record ?? ''}`;

/**
 * How many messages one event may rightly make for one contact: one for each text of a custom content, and
 * one for each recipient of the alert that can mean this contact. Surveys have as many as they have prompts.
 */
function allowancesOf(plan: Plan): { for(entry: Entry): number } {
  const edits = plan.timeline.flatMap(({ act }): (Alert | Broadcast)[] =>
    act.verb === 'alert' ? [act.alert] : act.verb === 'broadcast' ? [act.broadcast] : [],
  );
  const versions = [...plan.alerts, ...plan.broadcasts, ...edits];
  return {
    for(entry) {
      const known = versions.filter(
        ({ kind, key }) => key === (kind === 'alert' ? entry.alert : entry.broadcast),
      );
      return Math.max(1, ...known.map((version) => allowanceOf(version, entry)));
    },
  };
}

function allowanceOf({ schedule, to }: Alert | Broadcast, entry: Entry): number {
  const content = schedule.events[entry.event ?? 0]?.content;
  const recipients = to.filter((ref) => canMean(ref, entry)).length;
  return Math.max(1, recipients) * messagesOf(content);
}

function messagesOf(content: Content | undefined): number {
  if (content?.kind === 'survey') return Number.POSITIVE_INFINITY;
  return content?.kind === 'custom' ? content.texts.length : 1;
}

function canMean(ref: RecipientRef, { to, case: record }: Entry): boolean {
  switch (ref.kind) {
    case 'case':
      return to === record;
    case 'case_key':
    case 'user':
    case 'web_user':
      return to === ref.key;
    default:
      return true;
  }
}
