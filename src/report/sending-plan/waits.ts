/** What makes messages wait, for how long, by reason and by the gateway or limit that it is. */
import type { Entry } from '../../core/model/entry.ts';
import type { Instant } from '../../core/model/instant.ts';
import { type LengthSummary, Lengths } from './lengths.ts';

/** How long messages waited for one reason, all its waits of one message together. */
export interface Wait {
  /** A reason to hold a message, or `attempt`: a hand-over failed and was tried again. */
  readonly reason: string;
  /** Gateway whose rate it is, or which failed; '' for other reasons. */
  readonly gateway: string;
  readonly lengths: LengthSummary;
}

/** A message that has waited, and the wait under way. */
interface Waiting {
  readonly waitedMs: Map<string, number>;
  reason: string | undefined;
  since: Instant;
}

const ofGateways: ReadonlySet<string> = new Set(['rate', 'attempt']);

export class WaitTally {
  private readonly waiting = new Map<string, Waiting>();
  private readonly lengths = new Map<string, { reason: string; gateway: string; lengths: Lengths }>();

  /** `queued` is the entry that made the message; waits are reported when it has left or ended, as those of `count` messages. */
  record(entry: Entry, queued: Entry, count: number): void {
    const { id = '', kind, at } = entry;
    const reason = kind === 'held' ? entry.reason : kind === 'attempt' ? 'attempt' : undefined;
    const isEnd = kind === 'sent' || kind === 'error';
    const known = this.waiting.get(id);
    if (known && (reason !== undefined || isEnd)) endWait(known, at);
    if (reason !== undefined) {
      const message = known ?? { waitedMs: new Map<string, number>(), reason, since: at };
      message.reason = reason;
      message.since = at;
      this.waiting.set(id, message);
    }
    if (!isEnd || !known) return;
    this.waiting.delete(id);
    if (count === 0) return;
    for (const [name, ms] of known.waitedMs)
      this.lengthsOf(name, entry.via ?? queued.via ?? '').add(ms, count);
  }

  /** That of the most messages first. */
  all(): Wait[] {
    return [...this.lengths.values()]
      .map(({ reason, gateway, lengths }) => ({ reason, gateway, lengths: lengths.summary() }))
      .sort(
        (a, b) =>
          b.lengths.count - a.lengths.count ||
          (`${a.reason} ${a.gateway}` < `${b.reason} ${b.gateway}` ? -1 : 1),
      );
  }

  private lengthsOf(reason: string, via: string): Lengths {
    const gateway = ofGateways.has(reason) ? via : '';
    const key = `${reason} ${gateway}`;
    const known = this.lengths.get(key) ?? { reason, gateway, lengths: new Lengths() };
    this.lengths.set(key, known);
    return known.lengths;
  }
}

function endWait(message: Waiting, at: Instant): void {
  const { reason, waitedMs, since } = message;
  if (reason !== undefined) waitedMs.set(reason, (waitedMs.get(reason) ?? 0) + (at - since));
  message.reason = undefined;
}
