/** Identifies a message by its fields on the wire, and counts the attempts to send it. */
import { nameOf } from '../../core/chance.ts';
import { LruMap } from '../lru-map.ts';

/** `whatsapp:+27831` and `+27831` are 27831; an address stays as it is. */
export function bareNumber(number: string): string {
  const plusAt = number.indexOf('+');
  return plusAt === -1 || number.includes('@') ? number : number.slice(plusAt + 1);
}

/** The digits that every kind's wire carries: some leave the country's own away. */
const DIGITS_KEPT = 9;

interface Said {
  readonly channel: 'sms' | 'email' | undefined;
  readonly to: string;
  readonly text: string;
}

/**
 * The same in process and on sockets. The sender is no part of it, as many kinds do not carry one; a mail's
 * text is none either, as a mail server decides before it has seen it.
 */
export function messageKey({ channel, to, text }: Said): string {
  if (channel === 'email') return nameOf(to.toLowerCase());
  return nameOf(`${bareNumber(to).slice(-DIGITS_KEPT)}\n${text.replaceAll('\r\n', '\n').trim()}`);
}

/** One attempt to send a message. */
export interface MessageAttempt {
  readonly key: string;
  /** From 1: all attempts with that key. */
  readonly count: number;
}

/** Counts the attempts for each message. */
export class Attempts {
  private readonly counts = new LruMap<number>();
  /** The count at which a client last learned that it was taken. */
  private readonly acceptedCounts = new LruMap<number>();

  next(key: string): MessageAttempt {
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return { key, count };
  }

  /** From 1: attempts since the message was last taken. */
  attemptOf({ key, count }: MessageAttempt): number {
    return count - (this.acceptedCounts.get(key) ?? 0);
  }

  /** The client has learned that it was taken: what it sends next is a new message. */
  accepted({ key, count }: MessageAttempt): void {
    this.acceptedCounts.set(key, count);
  }
}
