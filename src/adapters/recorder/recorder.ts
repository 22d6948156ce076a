import { decodeWords } from 'postal-mime';
import type { WireRequest, WireResponse } from '../../core/model/wire.ts';
import { segmentsOf } from '../../core/render/segments.ts';
import { redacted } from '../redact.ts';

/** One request that came to a door, and what was answered. */
export interface Recorded {
  /** From 1, never given twice. */
  readonly seq: number;
  readonly id: string;
  /** Real time, ms since the epoch. */
  readonly receivedAt: number;
  /** undefined: no gateway was meant. */
  readonly gateway: string | undefined;
  readonly kind: string | undefined;
  readonly channel: 'sms' | 'email' | undefined;
  readonly verdict: 'taken' | 'refused' | 'failing' | 'other' | 'unmatched';
  /** Without its secrets. */
  readonly request: WireRequest;
  readonly response: WireResponse;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** The bytes as they came, base64, where they are not UTF-8. */
  readonly raw?: string;
}

export type Incoming = Omit<Recorded, 'seq' | 'request'> & { readonly request: WireRequest };

/** How many exchanges are kept; the oldest go first, and are counted. */
export const KEPT_MAX = 100_000;
/** How many calls may wait for messages at once. */
const WAITING_MAX = 1000;

/** Keeps what came to the doors, in order, and tells those who wait. */
export class Recorder {
  /** A ring: the oldest stands at `first`. */
  private readonly ring: (Recorded | undefined)[] = [];
  private first = 0;
  private count = 0;
  private seq: number;
  dropped = 0;
  private readonly tally = new Map<string, number>();
  private readonly waiting = new Set<() => void>();
  private readonly keptMax: number;

  constructor(keptMax = KEPT_MAX, seq = 0) {
    this.keptMax = keptMax;
    this.seq = seq;
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
    const recorded: Recorded = { ...incoming, seq: this.seq };
    this.keep(recorded);
    if (this.waiting.size > 0) for (const wake of [...this.waiting]) wake();
    return recorded;
  }

  /** `gateway`, newline, `verdict` → how many came, those included that had to make room. */
  tallies(): ReadonlyMap<string, number> {
    return this.tally;
  }

  private keep(recorded: Recorded): void {
    const label = `${recorded.gateway ?? ''}\n${recorded.verdict}`;
    this.tally.set(label, (this.tally.get(label) ?? 0) + 1);
    if (this.count < this.keptMax) {
      this.ring[(this.first + this.count) % this.keptMax] = recorded;
      this.count += 1;
    } else {
      this.ring[this.first] = recorded;
      this.first = (this.first + 1) % this.keptMax;
      this.dropped += 1;
    }
  }

  get size(): number {
    return this.count;
  }

  /** Everything kept, oldest first, without secrets. */
  *all(): IterableIterator<Recorded> {
    for (let index = 0; index < this.count; index += 1) {
      const recorded = this.ring[(this.first + index) % this.keptMax];
      if (recorded) yield { ...recorded, request: redacted(recorded.request) };
    }
  }

  /** Takes out what a test holds for; how many. */
  remove(isWanted: (recorded: Recorded) => boolean): number {
    const kept = [...this.all()].filter((recorded) => !isWanted(recorded));
    const removed = this.count - kept.length;
    this.ring.length = 0;
    this.ring.push(...kept);
    this.first = 0;
    this.count = kept.length;
    return removed;
  }

  /** Resolves when `count` exchanges fit, or after the time is over: with how many there are. */
  wait(isWanted: (recorded: Recorded) => boolean, count: number, timeoutMs: number): Promise<number> {
    if (this.waiting.size >= WAITING_MAX)
      return Promise.reject(new Error(`more than ${WAITING_MAX} calls wait`));
    return new Promise((resolve) => {
      const found = (): number => [...this.all()].filter(isWanted).length;
      const end = (): void => {
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(found());
      };
      const look = (): void => {
        if (found() >= count) end();
      };
      const timer = setTimeout(end, timeoutMs);
      this.waiting.add(look);
      look();
    });
  }
}

/** What a message view shows of an exchange that handed in a message. */
export interface MessageView {
  readonly ID: string;
  readonly Seq: number;
  readonly Created: string;
  readonly Channel: 'sms' | 'email';
  readonly Gateway: string;
  readonly Status: Recorded['verdict'];
  readonly From: { readonly Address: string; readonly Name: string };
  readonly To: readonly { readonly Address: string; readonly Name: string }[];
  readonly Subject: string;
  readonly Snippet: string;
  readonly Size: number;
  readonly Segments?: number;
  readonly Encoding?: string;
}

const SNIPPET_LENGTH = 250;

/** An exchange as Mailpit would show a message; undefined: no message was handed in. */
export function messageOf(recorded: Recorded): MessageView | undefined {
  const { channel, gateway, verdict, to, from, text } = recorded;
  if (channel === undefined || gateway === undefined || verdict === 'other') return undefined;
  const sms = channel === 'sms' ? segmentsOf(text) : undefined;
  return {
    ID: recorded.id,
    Seq: recorded.seq,
    Created: new Date(recorded.receivedAt).toISOString(),
    Channel: channel,
    Gateway: gateway,
    Status: verdict,
    From: { Address: from, Name: '' },
    To: [{ Address: to, Name: '' }],
    Subject: decodeWords(recorded.request.headers.subject ?? ''),
    Snippet: text.slice(0, SNIPPET_LENGTH),
    Size: recorded.request.body.length,
    ...(sms && { Segments: sms.segments, Encoding: sms.encoding }),
  };
}
