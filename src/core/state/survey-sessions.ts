/** Surveys under way, and the gateway and number that each holds for itself. */
import { type Instant, MS_PER_DAY, MS_PER_MINUTE, MS_PER_SECOND } from '../model/instant.ts';
import { InstantQueue } from './instant-queue.ts';
import type { Session, SessionParts, SessionStatus } from './session.ts';

/** HQ looks for reminders and ends this often. */
const POLL_MS = 10 * MS_PER_SECOND;
/** A first prompt whose channel is taken is tried again this often. */
const PROMPT_RETRY_MS = MS_PER_MINUTE;

/** All open survey sessions, and when each has its next reminder or its end. */
export class SurveySessions {
  readonly timers = new InstantQueue();
  readonly channels = new Channels();
  private readonly bySlot: (Session | undefined)[] = [];
  private readonly free: number[] = [];
  private readonly byContact = new Map<string, Session[]>();
  private readonly newest = new Map<string, SessionStatus>();
  /** How many there have been. */
  opened = 0;

  openOf(contact: string): readonly Session[] {
    return this.byContact.get(contact) ?? none;
  }

  /** How the contact's newest survey stands; undefined: there was none. */
  statusOf(contact: string): SessionStatus | undefined {
    return this.newest.get(contact);
  }

  /** A form that was filled in from one text: it was never open for long. */
  tell(contact: string, status: SessionStatus): void {
    this.newest.set(contact, status);
  }

  get size(): number {
    return this.byContact.size;
  }

  open(parts: SessionParts): Session {
    const slot = this.free.pop() ?? this.bySlot.length;
    this.opened += 1;
    const rank = this.opened;
    const session: Session = { ...parts, slot, rank, status: 'in_progress', isOpen: true, prompt: undefined };
    this.bySlot[slot] = session;
    const { key } = session.party;
    this.byContact.set(key, [...this.openOf(key), session]);
    this.newest.set(key, session.status);
    this.plan(session);
    return session;
  }

  /** Ends a session, and lets those go on that wait for its channel. */
  close(session: Session, status: SessionStatus, now: Instant): void {
    if (!session.isOpen) return;
    session.isOpen = false;
    session.status = status;
    const { key } = session.party;
    const left = this.openOf(key).filter((each) => each !== session);
    if (left.length > 0) this.byContact.set(key, left);
    else this.byContact.delete(key);
    this.newest.set(key, status);
    this.plan(session);
    for (const waiting of this.channels.release(session, now)) this.wake(waiting, now);
  }

  /** Takes the session's channel; false: it waits, and no timer runs until the channel is free. */
  claim(session: Session, now: Instant): boolean {
    if (this.channels.claim(session, now)) return true;
    this.timers.remove(session.slot);
    return false;
  }

  /** Puts off the first prompt of a session whose channel is taken. */
  holdPrompt(session: Session, text: string): void {
    session.prompt = { text, tryAt: session.startedAt + PROMPT_RETRY_MS };
  }

  /** Puts the session's next act into the timers; one that has ended and has nothing to say leaves. */
  plan(session: Session, notBefore = Number.NEGATIVE_INFINITY): void {
    const act = session.isOpen ? Math.max(dueOf(session), notBefore) : Number.POSITIVE_INFINITY;
    const at = Math.min(session.prompt?.tryAt ?? Number.POSITIVE_INFINITY, act);
    if (at < Number.POSITIVE_INFINITY) return this.timers.set(session.slot, at, session.rank);
    this.timers.remove(session.slot);
    if (this.bySlot[session.slot] !== session) return;
    this.bySlot[session.slot] = undefined;
    this.free.push(session.slot);
  }

  take(limit: Instant): Session | undefined {
    return this.bySlot[this.timers.take(limit)];
  }

  /** Each tries again at its own next turn. */
  private wake(session: Session, now: Instant): void {
    if (session.prompt) session.prompt.tryAt = nextTurn(session.startedAt, PROMPT_RETRY_MS, now);
    const due = dueOf(session);
    this.plan(session, due <= now ? nextTurn(due, POLL_MS, now) : due);
  }
}

/** The next reminder, or the end; the end waits for the last reminder. */
const dueOf = ({ reminders, expiresAt }: Session): Instant => reminders[0] ?? expiresAt;

/** The first turn after `now`, counted from `from`. */
function nextTurn(from: Instant, everyMs: number, now: Instant): Instant {
  return from + (Math.floor((now - from) / everyMs) + 1) * everyMs;
}

const none: readonly Session[] = [];

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
class Channels {
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
