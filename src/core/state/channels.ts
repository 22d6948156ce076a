import { type Instant, MS_PER_DAY } from '../model/instant.ts';
import type { Session } from './session.ts';

/** How long a contact stays the sender of a number that nobody is asked on any more. */
const REMEMBERED_MS = 30 * MS_PER_DAY;

/** One gateway and number: it runs one survey at a time (docs/hq/contacts-and-messages.md#s4-8). */
interface Channel {
  running: Session | undefined;
  /** The contact asked last, and until when that is remembered once nothing runs. */
  contact: string;
  rememberedUntil: Instant;
  /** Sessions that found it taken, in the order in which they came. */
  readonly waiting: Set<Session>;
}

/** What runs where, for projects with one number for many contacts. */
export class Channels {
  private readonly byKey = new Map<string, Channel>();

  /** The survey running on a channel. */
  runningOn(key: string): Session | undefined {
    return this.byKey.get(key)?.running;
  }

  /** Takes the channel for a session; false: another survey runs there, and the session waits. */
  claim(session: Session, now: Instant): boolean {
    if (session.channel === undefined) return true;
    const channel = this.channelAt(session.channel);
    if (channel.running && channel.running !== session) {
      channel.waiting.add(session);
      return false;
    }
    channel.waiting.delete(session);
    channel.running = session.isOpen ? session : undefined;
    channel.contact = session.party.key;
    channel.rememberedUntil = now + REMEMBERED_MS;
    return true;
  }

  /** The session has ended; those that wait for its channel may try again. */
  release(session: Session, now: Instant): Session[] {
    const channel = session.channel === undefined ? undefined : this.byKey.get(session.channel);
    if (channel?.running !== session) return [];
    channel.running = undefined;
    channel.rememberedUntil = now + REMEMBERED_MS;
    const waiting = [...channel.waiting];
    channel.waiting.clear();
    return waiting;
  }

  /** The contact of the survey that runs on a channel, or ran there last, for 30 days. */
  lastContactOn(key: string, now: Instant): string | undefined {
    const channel = this.byKey.get(key);
    return channel && (channel.running || now <= channel.rememberedUntil) ? channel.contact : undefined;
  }

  private channelAt(key: string): Channel {
    const known = this.byKey.get(key);
    if (known) return known;
    const channel: Channel = { running: undefined, contact: '', rememberedUntil: 0, waiting: new Set() };
    this.byKey.set(key, channel);
    return channel;
  }
}

/** How a channel is named. */
export const channelKey = (gateway: string, number: string): string => `${gateway} ${number}`;
