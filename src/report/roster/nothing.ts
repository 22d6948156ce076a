/** Who got nothing in a whole run, and the reason nearest to a message that the journal has. */
import type { Entry } from '../../core/model/entry.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { UnsentReason } from './cures.ts';

/** People who got nothing for one reason. */
export interface NothingGroup {
  /** Error code, or a reason. */
  readonly reason: string;
  /** `edd: a value`, what a rule wanted; '' elsewhere. */
  readonly detail: string;
  /** Keys, in the order in which the journal first named them. */
  readonly people: readonly string[];
}

interface Person {
  isServed: boolean;
  /** Some alert or broadcast spoke of them. */
  isKnown: boolean;
  /** How near to a message the reason is. */
  rank: number;
  reason: string;
  detail: string;
}

/** What says that somebody is to get something, got it, or did not. */
const decisions: ReadonlySet<Entry['kind']> = new Set([
  ...(['armed', 'rearmed', 'disarmed', 'skipped', 'queued', 'sent', 'held', 'error'] as const),
]);

/** Remembers people, not messages. A person is a registered case, or whoever a message was made for. */
export class NothingTally {
  private readonly people = new Map<string, Person>();
  private readonly details = new Map<string, string>();
  private readonly plan: Plan | undefined;

  constructor(plan: Plan | undefined) {
    this.plan = plan;
  }

  get size(): number {
    return this.people.size;
  }

  /** `whom` is what the journal has of the message from when it was made; held lines do not repeat it. */
  record(entry: Entry, whom: Entry = entry): void {
    if (entry.kind === 'registered' && entry.case !== undefined) this.person(entry.case);
    if (!decisions.has(entry.kind)) return;
    for (const key of this.peopleIn(whom)) this.tell(this.person(key), entry);
  }

  /** The groups, the largest first. `takes` says which people are asked for. */
  groups(takes: (key: string) => boolean): NothingGroup[] {
    const groups = new Map<string, { reason: string; detail: string; people: string[] }>();
    for (const [key, person] of this.people) {
      if (person.isServed || !takes(key)) continue;
      const reason = person.reason || this.silenceOf(key, person);
      const name = `${reason} ${person.detail}`;
      const group = groups.get(name) ?? { reason, detail: person.detail, people: [] };
      group.people.push(key);
      groups.set(name, group);
    }
    return [...groups.values()].sort(
      (a, b) => b.people.length - a.people.length || (a.reason < b.reason ? -1 : 1),
    );
  }

  private person(key: string): Person {
    const known = this.people.get(key);
    if (known) return known;
    const person = { isServed: false, isKnown: false, rank: 0, reason: '', detail: '' };
    this.people.set(key, person);
    return person;
  }

  /** The case and the contact; a group or a location is nobody, its members are. */
  private peopleIn({ case: record, to, recipient, number, address }: Entry): Set<string> {
    const keys = new Set<string>();
    if (record !== undefined) keys.add(record);
    if (to !== undefined) keys.add(to);
    else if (recipient !== undefined && this.isIndividual(recipient)) keys.add(recipient);
    else if (record === undefined && (number ?? address) !== undefined)
      keys.add(number === undefined ? address! : `+${number}`);
    return keys;
  }

  private isIndividual(key: string): boolean {
    return this.people.has(key) || this.plan?.cases.has(key) === true || this.plan?.users.has(key) === true;
  }

  private tell(person: Person, entry: Entry): void {
    const { kind, reason, code } = entry;
    if (kind === 'sent') person.isServed = true;
    if (entry.alert !== undefined || entry.broadcast !== undefined) person.isKnown = true;
    const rank = rankOf(entry);
    const cause = kind === 'error' ? code : reason;
    if (rank === 0 || rank < person.rank || cause === undefined) return;
    person.rank = rank;
    person.reason = cause;
    person.detail = this.once(detailOf(entry));
  }

  /** One text for all who have the same. */
  private once(detail: string): string {
    const known = this.details.get(detail);
    if (known !== undefined) return known;
    this.details.set(detail, detail);
    return detail;
  }

  private silenceOf(key: string, { isKnown }: Person): UnsentReason {
    if (isKnown) return 'not_due';
    return this.plan?.cases.get(key)?.closed === true ? 'was_closed' : 'no_alert';
  }
}

/** An error was nearer to a message than an event that was passed over, and that nearer than a rule. */
function rankOf({ kind, reason }: Entry): number {
  if (kind === 'error') return 4;
  if (kind === 'held') return 3;
  if (kind === 'skipped') return reason === 'rule_not_true' || reason === 'bad_date' ? 1 : 2;
  return kind === 'disarmed' && reason !== 'schedule_finished' ? 1 : 0;
}

/** What a rule wanted: the same for all cases that fail it; '' elsewhere. */
export function detailOf({ detail }: Entry): string {
  if (typeof detail !== 'object') return '';
  const { criterion, property, wanted } = detail;
  const name = criterion ?? property;
  if (wanted === undefined) return name === undefined ? '' : String(name);
  return `${name === undefined ? '' : `${String(name)}: `}${String(wanted)}`;
}
