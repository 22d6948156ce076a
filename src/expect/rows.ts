/** The rows that an expectation may name: messages sent, what ended in an error, texts that came in, warnings. */
import type { Entry, EntryKind } from '../core/model/entry.ts';
import type { Channel } from '../core/model/expectation.ts';

export interface Row {
  /** Index of the entry in the journal. */
  readonly index: number;
  readonly kind: Channel;
  readonly entry: Entry;
  /** Who it is to, or from. */
  readonly to: string | undefined;
  /** What became of a sent message: `accepted` until a receipt says otherwise. */
  status: string | undefined;
}

interface CollectorOptions {
  /** False: receipts are passed over, and ids take no memory. */
  readonly keepsIds?: boolean;
  /** Whether a row is kept, or only goes by. */
  readonly keeps?: (row: Row) => boolean;
  /** An entry as it may be kept, when it can be read only while it goes by. */
  readonly whole?: ((entry: Entry) => Entry) | undefined;
}

/** Gathers the rows of a journal as it is written; they stay in order of time. */
export class RowCollector {
  readonly rows: Row[] = [];
  private readonly sentById = new Map<string, Row>();
  private readonly early = new Map<string, string>();
  private readonly keepsIds: boolean;
  private readonly keeps: (row: Row) => boolean;

  private readonly whole: CollectorOptions['whole'];

  constructor({ keepsIds = true, keeps = () => true, whole }: CollectorOptions = {}) {
    this.keepsIds = keepsIds;
    this.keeps = keeps;
    this.whole = whole;
  }

  take(entry: Entry, index: number): void {
    if (entry.kind === 'receipt') return this.receipt(entry);
    const kind = channelOf(entry);
    if (kind === undefined) return;
    const status = entry.kind === 'sent' ? this.statusWhenSent(entry.id) : undefined;
    const to = kind === 'inbound' ? entry.contact : entry.to;
    const row: Row = { index, kind, entry, to, status };
    if (!this.keeps(row)) return;
    const kept = this.whole ? { ...row, entry: this.whole(entry) } : row;
    this.rows.push(kept);
    if (status && this.keepsIds && entry.id !== undefined) this.sentById.set(entry.id, kept);
  }

  private receipt({ id, status }: Entry): void {
    if (id === undefined || status === undefined || !this.keepsIds) return;
    const row = this.sentById.get(id);
    if (row) row.status = laterStatus(row.status, status);
    else this.early.set(id, laterStatus(this.early.get(id), status));
  }

  /** The status of a receipt that overtook the gateway's own answer. */
  private statusWhenSent(id: string | undefined): string {
    const earlyStatus = id === undefined ? undefined : this.early.get(id);
    if (id === undefined || earlyStatus === undefined) return 'accepted';
    this.early.delete(id);
    return laterStatus('accepted', earlyStatus);
  }
}

/** Indexes of journal entries, a bit for each entry up to the last of them. */
export class IndexSet {
  private words = new Uint32Array(64);

  has(index: number): boolean {
    return ((this.words[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
  }

  addAll(indexes: Iterable<number>): void {
    for (const index of indexes) {
      const word = index >>> 5;
      if (word >= this.words.length) this.growTo(word);
      this.words[word]! |= 1 << (index & 31);
    }
  }

  private growTo(word: number): void {
    const larger = new Uint32Array(2 * word);
    larger.set(this.words);
    this.words = larger;
  }
}

/** Whether the strict rule wants the row claimed. */
export const mustBeClaimed = ({ kind }: Row): boolean => kind !== 'inbound' && kind !== 'warning';

/** Of nothing else is there a row, or word of one. */
export const isOfRows = (kind: EntryKind): boolean =>
  kind === 'sent' || kind === 'error' || kind === 'inbound' || kind === 'warning' || kind === 'receipt';

function channelOf({ kind, channel }: Entry): Channel | undefined {
  if (kind === 'sent') return channel ?? 'sms';
  return kind === 'error' || kind === 'inbound' || kind === 'warning' ? kind : undefined;
}

/**
 * What a message's status is after one more receipt. Receipts come twice, late and in any order, so the
 * result does not depend on it: the further word wins, and `delivered` may follow a failure, never the reverse.
 */
export function laterStatus(known: string | undefined, reported: string): string {
  if (known === undefined) return reported;
  const [before, now] = [rankOf(known), rankOf(reported)];
  if (before !== now) return now > before ? reported : known;
  return reported < known ? reported : known;
}

/** A word that is not listed counts as final: kinds have words of their own. */
const rankOf = (status: string): number => RANKS.get(status) ?? FAILED;

const FAILED = 3;

const RANKS: ReadonlyMap<string, number> = new Map([
  ['accepted', 0],
  ['scheduled', 0],
  ['queued', 1],
  ['sending', 1],
  ['processing', 1],
  ['sent', 2],
  ['ignored', FAILED],
  ['failed', FAILED],
  ['failed_queued', FAILED],
  ['cancelled', FAILED],
  ['canceled', FAILED],
  ['not_delivered', FAILED],
  ['undelivered', FAILED],
  ['expired', FAILED],
  ['rejected', FAILED],
  ['partially_delivered', 4],
  ['delivered', 5],
  ['read', 6],
]);
