import type { EntryDraft } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';

/** A number known to us, as HQ keeps it. A case has at most one; a worker one for each number. */
export interface PhoneEntry {
  /** Digits without plus. */
  readonly number: string;
  readonly owner: string;
  readonly ownerKind: 'case' | 'user';
  readonly project: string;
  /** Rises with each new entry: older entries come first where HQ orders by `created_on`. */
  readonly createdOrdinal: number;
  backendId: string | undefined;
  twoWay: boolean;
  verified: boolean;
  pending: boolean;
  contactModifiedAt: Instant;
}

type Note = (entry: EntryDraft) => void;

/** Told of each owner whose entries have changed. */
type OnChange = (owner: string) => void;

/** Every phone entry of every project, and who owns a number two-way: the first to ask, everywhere. */
export class PhoneBook {
  private readonly byNumber: Index = new Map();
  private readonly byOwner: Index = new Map();
  /** `number owner` → holder of a refusal that has been noted, so that it is noted once. */
  private readonly refusals = new Map<string, string>();
  private created = 0;
  private readonly note: Note;

  private readonly changed: OnChange;

  constructor(note: Note, changed: OnChange = () => undefined) {
    this.note = note;
    this.changed = changed;
  }

  of(owner: string): readonly PhoneEntry[] {
    return listOf(this.byOwner.get(owner));
  }

  withNumber(number: string): readonly PhoneEntry[] {
    return listOf(this.byNumber.get(number));
  }

  /** Whom a reply from this number belongs to: two-way, else pending verification. */
  reserved(number: string): PhoneEntry | undefined {
    return (
      this.twoWayOwner(number) ?? this.withNumber(number).find((entry) => entry.pending && !entry.verified)
    );
  }

  twoWayOwner(number: string): PhoneEntry | undefined {
    return this.withNumber(number).find((entry) => entry.twoWay);
  }

  /** One literal, as all that lasts as long as the run: a spread would make a hidden class for each entry. */
  add(seed: Pick<PhoneEntry, 'number' | 'owner' | 'ownerKind' | 'project'>, at: Instant): PhoneEntry {
    this.created += 1;
    const entry: PhoneEntry = {
      number: seed.number,
      owner: seed.owner,
      ownerKind: seed.ownerKind,
      project: seed.project,
      createdOrdinal: this.created,
      backendId: undefined,
      twoWay: false,
      verified: false,
      pending: false,
      contactModifiedAt: at,
    };
    append(this.byNumber, entry.number, entry);
    append(this.byOwner, entry.owner, entry);
    this.changed(entry.owner);
    return entry;
  }

  remove(entry: PhoneEntry): void {
    this.demote(entry);
    this.refusals.delete(`${entry.number} ${entry.owner}`);
    drop(this.byNumber, entry.number, entry);
    drop(this.byOwner, entry.owner, entry);
    this.changed(entry.owner);
  }

  /** Makes an entry two-way and verified, unless the number is taken: then it stays as it is. */
  claim(entry: PhoneEntry): boolean {
    if (!entry.twoWay) {
      const holder = this.holderBeside(entry);
      if (holder) {
        this.refuse(entry, holder);
        return false;
      }
      entry.twoWay = true;
      this.changed(entry.owner);
      this.refusals.delete(`${entry.number} ${entry.owner}`);
      this.note({ kind: 'ownership', number: entry.number, owner: entry.owner });
    }
    entry.verified = true;
    entry.pending = false;
    return true;
  }

  /** Takes two-way, verified and pending away in place; the number becomes free, nobody is promoted. */
  demote(entry: PhoneEntry): void {
    const wasTwoWay = entry.twoWay;
    entry.twoWay = false;
    entry.verified = false;
    entry.pending = false;
    if (wasTwoWay) this.changed(entry.owner);
    if (wasTwoWay) this.note({ kind: 'ownership', number: entry.number, owner: null });
  }

  /** Another entry, in any project, that is two-way or waits for verification. */
  holderBeside(entry: PhoneEntry): PhoneEntry | undefined {
    return this.withNumber(entry.number).find(
      (other) => other !== entry && (other.twoWay || (other.pending && !other.verified)),
    );
  }

  private refuse(entry: PhoneEntry, holder: PhoneEntry): void {
    const pair = `${entry.number} ${entry.owner}`;
    if (this.refusals.get(pair) === holder.owner) return;
    this.refusals.set(pair, holder.owner);
    this.note({ kind: 'ownership', number: entry.number, owner: holder.owner, refused: entry.owner });
  }
}

/** Nearly every number and owner has one entry, which stands alone: a list for each would take more room than they do. */
type Index = Map<string, PhoneEntry | PhoneEntry[]>;

const none: readonly PhoneEntry[] = [];

function listOf(entries: PhoneEntry | PhoneEntry[] | undefined): readonly PhoneEntry[] {
  if (entries === undefined) return none;
  return Array.isArray(entries) ? entries : [entries];
}

function append(index: Index, key: string, entry: PhoneEntry): void {
  const entries = index.get(key);
  if (Array.isArray(entries)) entries.push(entry);
  else index.set(key, entries === undefined ? entry : [entries, entry]);
}

function drop(index: Index, key: string, entry: PhoneEntry): void {
  const left = listOf(index.get(key)).filter((other) => other !== entry);
  if (left.length === 0) index.delete(key);
  else index.set(key, left.length === 1 ? left[0]! : left);
}
