import type { EntryPattern, RepeatedBlock } from '../core/journal/repeated-block.ts';
import { OpenMessages } from '../core/journal/totals.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Zone } from '../core/time/zone.ts';
import { membership } from './membership.ts';
import type { People } from './people.ts';
import { causeOfAlert } from './roster/row.ts';
import { sentenceOf } from './why/format-entry.ts';

/** A case, an alert, or one for the other, that sent nothing, and why. */
export interface Unsent {
  /** `asha, alert visit` */
  readonly who: string;
  readonly why: string;
}

/** Enough to see why; `drysend why` has the rest. */
const UNSENT_MAX = 12;

/** Reasons kept at a time. Those of a message that leaves after all make room for others. */
const REASONS_MAX = 10_000;

/** Who got nothing in a run, with the last reason that its journal has; and how many more there are. */
export class UnsentCollector {
  private readonly plan: Plan;
  private readonly zone: Zone;
  private readonly people: People;
  /** By alert or broadcast, then by whom, in order of first mention. */
  private readonly pairs = new Map<string, Map<string, Pair>>();
  private readonly cases = new Set<string>();
  /** Cases that an alert took up, and contacts that anything was meant for. */
  private readonly addressed = new Set<string>();
  /** Messages on their way, by id: a `held` line says no more than that. */
  private readonly open = new OpenMessages<Pair>(({ messages }, index) =>
    this.pairOfPattern(messages.patterns[index]!),
  );
  /** By slot of a pattern. */
  private readonly bySlot: Pair[] = [];
  /** Slots of patterns that something was sent of. */
  private readonly sentSlots: boolean[] = [];
  private mentioned = 0;
  private reasons = 0;

  constructor(plan: Plan, { zone, people }: { readonly zone: Zone; readonly people: People }) {
    this.plan = plan;
    this.zone = zone;
    this.people = people;
  }

  record(entry: Entry): void {
    if (entry.kind === 'registered' && entry.case !== undefined) this.cases.add(entry.case);
    if (entry.to !== undefined) this.addressed.add(entry.to);
    const pair = this.pairOf(entry) ?? (entry.id === undefined ? undefined : this.open.get(entry.id));
    if (!pair) return;
    if (entry.kind === 'sent') this.sent(pair);
    if (isReason(entry)) this.because(pair, entry);
    if (entry.id === undefined) return;
    if (entry.kind === 'sent' || entry.kind === 'error') this.open.delete(entry.id);
    else this.open.set(entry.id, pair);
  }

  /** The same for entries that are as entries before; they are of alerts and broadcasts. */
  repeat(block: RepeatedBlock): void {
    const { kind, messages, from, to } = block;
    for (let index = from; index < to; index += 1) {
      if (this.sentSlots[messages.slots[index]!] === true) continue;
      const pair = this.pairOfPattern(messages.patterns[index]!);
      if (kind !== 'sent') continue;
      if (!pair.hasSent) this.sent(pair);
      this.sentSlots[messages.slots[index]!] = true;
    }
    if (kind === 'queued') this.open.begin(block, 0);
    else this.open.end(block);
  }

  private pairOfPattern({ slot, queued }: EntryPattern): Pair {
    const known = this.bySlot[slot];
    if (known !== undefined) return known;
    if (queued.to !== undefined) this.addressed.add(queued.to);
    const pair = this.pairOf(queued)!;
    this.bySlot[slot] = pair;
    return pair;
  }

  end(): { readonly unsent: readonly Unsent[]; readonly leftOut: number } {
    const silent = this.silentPairs();
    const first = silent.slice(0, UNSENT_MAX).map(
      ({ whom, subject, why }): Unsent => ({
        who: whom === undefined ? subject : `${this.people.label(whom)}, ${subject}`,
        why: this.whyText(why),
      }),
    );
    const others = [...this.unheldSubjects(), ...this.untaken()];
    const room = UNSENT_MAX - first.length;
    return {
      unsent: [...first, ...others.slice(0, room)],
      leftOut: Math.max(0, silent.length + others.length - UNSENT_MAX),
    };
  }

  private pairOf({ case: record, alert, broadcast, to, recipient }: Entry): Pair | undefined {
    const subject =
      alert !== undefined
        ? causeOfAlert(alert)
        : broadcast !== undefined
          ? `broadcast ${broadcast}`
          : undefined;
    if (subject === undefined) return undefined;
    if (record !== undefined) this.addressed.add(record);
    const whom = record ?? to ?? recipient;
    const ofSubject = this.pairsOf(subject);
    const known = ofSubject.get(whom ?? '');
    if (known) return known;
    this.mentioned += 1;
    const pair: Pair = { subject, whom, order: this.mentioned, hasSent: false, why: undefined };
    ofSubject.set(whom ?? '', pair);
    return pair;
  }

  private pairsOf(subject: string): Map<string, Pair> {
    const known = this.pairs.get(subject);
    if (known) return known;
    const pairs = new Map<string, Pair>();
    this.pairs.set(subject, pairs);
    return pairs;
  }

  private sent(pair: Pair): void {
    pair.hasSent = true;
    if (typeof pair.why === 'object') this.reasons -= 1;
    pair.why = undefined;
  }

  private because(pair: Pair, entry: Entry): void {
    if (pair.hasSent) return;
    if (typeof pair.why === 'object') pair.why = entry;
    else if (this.reasons < REASONS_MAX) {
      this.reasons += 1;
      pair.why = entry;
    } else pair.why = 'not kept';
  }

  /** A group or a location is silent only when it had no member to send to: its members are listed themselves. */
  private silentPairs(): Pair[] {
    const membersOf = membership(this.plan);
    const silent: Pair[] = [];
    for (const pairs of this.pairs.values()) {
      const hasMember = (group: string): boolean => [...membersOf(group)].some((key) => pairs.has(key));
      for (const pair of pairs.values()) {
        if (!pair.hasSent && (pair.whom === undefined || !hasMember(pair.whom))) silent.push(pair);
      }
    }
    return silent.sort((a, b) => a.order - b.order);
  }

  private whyText(why: Pair['why']): string {
    if (why === undefined) return 'nothing was due before the end';
    return why === 'not kept' ? 'drysend why has the reason' : sentenceOf(why, this.zone);
  }

  private unheldSubjects(): Unsent[] {
    const { alerts, broadcasts } = this.plan;
    const subjects = [
      ...alerts.map(({ key }) => `alert ${key}`),
      ...broadcasts.map(({ key }) => `broadcast ${key}`),
    ];
    const unheld = subjects.filter((subject) => !this.pairs.has(subject));
    return unheld.map((who) => ({ who, why: 'its rule never held for anybody' }));
  }

  private untaken(): Unsent[] {
    const untaken = [...this.cases].filter((key) => !this.addressed.has(key));
    return untaken.map((key) => ({ who: this.people.label(key), why: 'no alert took it up' }));
  }
}

interface Pair {
  readonly subject: string;
  /** Key of the case, else of the contact or recipient. */
  readonly whom: string | undefined;
  /** Of first mention. */
  readonly order: number;
  hasSent: boolean;
  /** The last line that says why not; undefined: there is none. */
  why: Entry | 'not kept' | undefined;
}

/** A course that simply came to its end leaves the reason that was given before. */
function isReason({ kind, reason }: Entry): boolean {
  return (
    kind === 'skipped' ||
    kind === 'held' ||
    kind === 'error' ||
    (kind === 'disarmed' && reason !== 'schedule_finished')
  );
}
