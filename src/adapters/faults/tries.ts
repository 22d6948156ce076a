/** Which message a hand-over is about, told by what stands on the wire, and how often it was tried. */
import { nameOf } from '../../core/chance.ts';
import { Lately } from './lately.ts';

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

/** One try of a message. */
export interface Try {
  readonly key: string;
  /** From 1, all tries of that key. */
  readonly count: number;
}

/** How often each message was tried. */
export class Tries {
  private readonly counts = new Lately<number>();
  /** The count at which a client last heard that it was taken. */
  private readonly takenAt = new Lately<number>();

  next(key: string): Try {
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return { key, count };
  }

  /** From 1: tries since the message was last taken. */
  attemptOf({ key, count }: Try): number {
    return count - (this.takenAt.get(key) ?? 0);
  }

  /** The client has heard that it was taken: what comes next is another message. */
  taken({ key, count }: Try): void {
    this.takenAt.set(key, count);
  }
}
