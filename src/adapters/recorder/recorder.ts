import { withoutSecrets } from '../secrets/without-secrets.ts';
import { hasId } from './exchange-uuid.ts';
import { Kept } from './kept.ts';
import type { Incoming, Recorded } from './recorded.ts';

export type { Incoming, Recorded } from './recorded.ts';

/** How many exchanges are kept; the oldest go first, and are counted. */
export const KEPT_MAX = 100_000;
/** How many bytes of them: large mails make room sooner. */
export const KEPT_BYTES_MAX = 400 * 1024 * 1024;
/** How many calls may wait for messages at once. */
const WAITING_MAX = 1000;

/** A caller that waits for exchanges. */
interface Waiting {
  readonly isWanted: (recorded: Recorded) => boolean;
  left: number;
  readonly end: () => void;
}

/** Records the exchanges with all servers, in order, and notifies those who wait. */
export class Recorder {
  private kept: Kept;
  private seq: number;
  private droppedBefore = 0;
  private readonly tally = new Map<string, number>();
  private readonly waiting = new Set<Waiting>();
  private readonly keptMax: number;

  constructor(keptMax = KEPT_MAX, seq = 0) {
    this.keptMax = keptMax;
    this.seq = seq;
    this.kept = new Kept(keptMax, KEPT_BYTES_MAX);
  }

  /** Takes back what an earlier start has kept. */
  restore(recorded: Recorded): void {
    this.seq = Math.max(this.seq, recorded.seq);
    this.keep(recorded);
  }

  /** The `seq` that the next exchange will get. */
  get nextSeq(): number {
    return this.seq + 1;
  }

  record(incoming: Incoming): Recorded {
    this.seq += 1;
    const recorded = numbered(incoming, this.seq);
    this.keep(recorded);
    if (this.waiting.size > 0) this.tell(recorded);
    return recorded;
  }

  /** An exchange that could not be put on the disk, and was answered so: nothing was taken. */
  withdraw({ seq, gateway, verdict }: Recorded): void {
    if (!this.kept.judge(seq, 'failing')) return;
    this.count(gateway, verdict, -1);
    this.count(gateway, 'failing', 1);
  }

  /** `gateway`, newline, `verdict` → how many came, those included that had to make room. */
  tallies(): ReadonlyMap<string, number> {
    return this.tally;
  }

  get size(): number {
    return this.kept.count;
  }

  /** How many had to make room. */
  get dropped(): number {
    return this.droppedBefore + this.kept.dropped;
  }

  /** Everything kept, oldest first, without secrets. */
  *all(): IterableIterator<Recorded> {
    for (const recorded of this.kept.all()) yield withoutSecrets(recorded);
  }

  /** One exchange as it came, its secrets too: for the gateway itself, never for a list. */
  asItCame(id: string): Recorded | undefined {
    const isMeant = hasId(id);
    for (const recorded of this.kept.all()) if (isMeant(recorded)) return recorded;
    return undefined;
  }

  /** Takes out what a test holds for; how many. */
  remove(isWanted: (recorded: Recorded) => boolean): number {
    const before = this.kept;
    const after = new Kept(this.keptMax, KEPT_BYTES_MAX);
    for (const recorded of before.all()) if (!isWanted(recorded)) after.add(recorded);
    this.kept = after;
    this.droppedBefore += before.dropped;
    return before.count - after.count;
  }

  /** Resolves when `count` exchanges fit, or after the time is over: with how many there are. */
  wait(isWanted: (recorded: Recorded) => boolean, count: number, timeoutMs: number): Promise<number> {
    if (this.waiting.size >= WAITING_MAX)
      return Promise.reject(new Error(`more than ${WAITING_MAX} calls wait`));
    const found = (): number => {
      let count = 0;
      for (const recorded of this.all()) if (isWanted(recorded)) count += 1;
      return count;
    };
    const left = count - found();
    if (left <= 0) return Promise.resolve(found());
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.waiting.delete(waiting);
        resolve(found());
      };
      const timer = setTimeout(end, timeoutMs);
      const waiting: Waiting = { isWanted, left, end };
      this.waiting.add(waiting);
    });
  }

  private keep(recorded: Recorded): void {
    this.count(recorded.gateway, recorded.verdict, 1);
    this.kept.add(recorded);
  }

  private count(gateway: string | undefined, verdict: Recorded['verdict'], by: number): void {
    const label = `${gateway ?? ''}\n${verdict}`;
    this.tally.set(label, (this.tally.get(label) ?? 0) + by);
  }

  private tell(recorded: Recorded): void {
    const redacted = withoutSecrets(recorded);
    for (const waiting of [...this.waiting]) {
      if (!waiting.isWanted(redacted)) continue;
      waiting.left -= 1;
      if (waiting.left === 0) waiting.end();
    }
  }
}

/** Written out, because every request passes here and a spread would give each object a shape of its own. */
const numbered = (incoming: Incoming, seq: number): Recorded => ({
  seq,
  id: incoming.id,
  receivedAt: incoming.receivedAt,
  gateway: incoming.gateway,
  kind: incoming.kind,
  channel: incoming.channel,
  verdict: incoming.verdict,
  request: incoming.request,
  response: incoming.response,
  gatewayId: incoming.gatewayId,
  to: incoming.to,
  from: incoming.from,
  text: incoming.text,
  raw: incoming.raw,
  head: incoming.head,
  sameMailAs: incoming.sameMailAs,
  fault: incoming.fault,
});
