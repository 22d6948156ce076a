/** Who got nothing, in a whole run or from one alert, and the reason nearest to a message that the journal has. */
import type { Entry } from '../../core/model/entry.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { UnsentReason } from './cures.ts';
import { detailOf, valueReadIn } from './detail.ts';
import type { PeopleNumbers } from './people-numbers.ts';

/** People who got nothing for one reason. */
export interface NothingGroup {
  /** Error code, or a reason. */
  readonly reason: string;
  /** `edd: a value`, what a rule wanted; `no edd`, of a start date; '' elsewhere. */
  readonly detail: string;
  /** Keys, in the order in which the journal first named them. */
  readonly people: readonly string[];
}

/** The largest first, then by name. */
export const byPeople = (a: SizedReason, b: SizedReason): number =>
  b.size - a.size || compared(a.reason, b.reason) || compared(a.detail, b.detail);

type SizedReason = Pick<NothingGroup, 'reason' | 'detail'> & { readonly size: number };

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What says that somebody is to get something, got it, or did not. */
const decisions: ReadonlySet<Entry['kind']> = new Set([
  ...(['armed', 'rearmed', 'disarmed', 'skipped', 'queued', 'sent', 'held', 'error'] as const),
]);

export const isDecision = ({ kind }: Entry): boolean => decisions.has(kind);

/** A reason with its detail. */
interface Reason {
  readonly reason: string;
  readonly detail: string;
}

/** Reasons by number: thousands of people share a few. */
export class ReasonNumbers {
  private readonly numbers = new Map<string, number>();
  private readonly reasons: Reason[] = [{ reason: '', detail: '' }];

  /** From 1; 0 is no reason. */
  numberOf(reason: string, detail: string): number {
    const name = `${reason} ${detail}`;
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const number = this.reasons.push({ reason, detail }) - 1;
    this.numbers.set(name, number);
    return number;
  }

  reason(number: number): Reason {
    return this.reasons[number]!;
  }
}

/** What all tallies of one roster share. */
export interface NothingParts {
  readonly plan: Plan | undefined;
  readonly people: PeopleNumbers;
  readonly reasons: ReasonNumbers;
  /** Whether the tally is of one alert, broadcast or keyword. */
  readonly isOfOne: boolean;
  /** Whether somebody asks what was read. */
  readonly keepsFound: boolean;
}

const MEMBER = 1;
const SERVED = 2;
/** Some alert or broadcast spoke of them. */
const KNOWN = 4;
/** Above the other bits: how near to a message the reason is. */
const RANK_SHIFT = 3;

/** Remembers people, not messages: five bytes a person, and for rows the value read of each who got nothing. */
export class NothingTally {
  private readonly parts: NothingParts;
  private states = new Uint8Array(64);
  /** Numbers of reasons. */
  private reasons = new Uint32Array(64);
  /** Of the reasons: the value that was read, where rows ask for it. */
  private readonly found = new Map<number, string>();

  constructor(parts: NothingParts) {
    this.parts = parts;
  }

  /** Somebody who ought to get something. */
  join(person: number): void {
    this.makeRoom(person);
    this.states[person]! |= MEMBER;
  }

  /** A decision about these people. */
  record(entry: Entry, people: readonly number[]): void {
    for (const person of people) this.tell(person, entry);
  }

  /** How many people it knows; `takes` says which are asked for. */
  count(takes: (key: string) => boolean): number {
    let count = 0;
    for (const person of this.members()) if (takes(this.parts.people.keyOf(person))) count += 1;
    return count;
  }

  /** The groups, the largest first. */
  groups(takes: (key: string) => boolean): NothingGroup[] {
    const groups = new Map<string, { reason: string; detail: string; people: string[] }>();
    for (const person of this.members()) {
      const key = this.parts.people.keyOf(person);
      if ((this.states[person]! & SERVED) !== 0 || !takes(key)) continue;
      const { reason, detail } = this.reasonOf(person, key);
      const name = `${reason} ${detail}`;
      const group = groups.get(name) ?? { reason, detail, people: [] };
      group.people.push(key);
      groups.set(name, group);
    }
    return [...groups.values()].sort((a, b) =>
      byPeople({ ...a, size: a.people.length }, { ...b, size: b.people.length }),
    );
  }

  /** The value that was read where the reason of this person wants another. */
  foundOf(key: string): string | undefined {
    return this.found.get(this.parts.people.numberOf(key));
  }

  private *members(): Generator<number> {
    const { size } = this.parts.people;
    for (let person = 0; person < Math.min(size, this.states.length); person += 1)
      if ((this.states[person]! & MEMBER) !== 0) yield person;
  }

  private tell(person: number, entry: Entry): void {
    const { kind, reason, code } = entry;
    this.join(person);
    if (kind === 'sent') {
      this.states[person]! |= SERVED;
      this.found.delete(person);
    }
    if (entry.alert !== undefined || entry.broadcast !== undefined) this.states[person]! |= KNOWN;
    const rank = rankOf(entry);
    const nearest = kind === 'error' ? code : reason;
    if (rank === 0 || rank < this.states[person]! >> RANK_SHIFT || nearest === undefined) return;
    const others = this.states[person]! & (MEMBER | SERVED | KNOWN);
    this.states[person] = others | (rank << RANK_SHIFT);
    this.reasons[person] = this.parts.reasons.numberOf(nearest, detailOf(entry));
    if (this.parts.keepsFound) this.keepFound(person, valueReadIn(entry));
  }

  private keepFound(person: number, value: string | undefined): void {
    if (value !== undefined && (this.states[person]! & SERVED) === 0) this.found.set(person, value);
    else this.found.delete(person);
  }

  private reasonOf(person: number, key: string): Reason {
    const known = this.reasons[person]!;
    if (known !== 0) return this.parts.reasons.reason(known);
    return { reason: this.silenceOf(key, (this.states[person]! & KNOWN) !== 0), detail: '' };
  }

  private silenceOf(key: string, isKnown: boolean): UnsentReason {
    const { plan, isOfOne } = this.parts;
    if (isKnown) return 'not_due';
    if (plan?.cases.get(key)?.closed === true) return 'was_closed';
    return isOfOne ? 'no_line' : 'no_alert';
  }

  /** Twice as much as before, so that people come one after another at little cost. */
  private makeRoom(person: number): void {
    if (person < this.states.length) return;
    const length = Math.max(person + 1, 2 * this.states.length);
    const [states, reasons] = [new Uint8Array(length), new Uint32Array(length)];
    states.set(this.states);
    reasons.set(this.reasons);
    this.states = states;
    this.reasons = reasons;
  }
}

/** An error was nearer to a message than an event that was passed over, and that nearer than a rule. */
function rankOf({ kind, reason }: Entry): number {
  if (kind === 'error') return 4;
  if (kind === 'held') return 3;
  if (kind === 'skipped') return reason === 'rule_not_true' || reason === 'bad_date' ? 1 : 2;
  return kind === 'disarmed' && reason !== 'schedule_finished' ? 1 : 0;
}
