import type { Instant } from '../model/instant.ts';
import type { Survey } from '../model/two-way.ts';
import { InstantQueue } from './instant-queue.ts';
import type { Origin } from './message.ts';
import type { CaseRecord, Party } from './records.ts';

/** One survey under way with one contact. */
export interface SurveySession {
  readonly slot: number;
  readonly survey: Survey;
  readonly party: Party;
  /** The case that triggered it; answers are saved to it. */
  readonly record: CaseRecord | undefined;
  readonly origin: Origin;
  /** Digits the survey runs on. */
  readonly number: string;
  readonly gatewayName: string | undefined;
  readonly startedAt: Instant;
  readonly expiresAt: Instant;
  readonly submitPartial: boolean;
  /** Reminders still to come, earliest first. */
  readonly reminders: Instant[];
  /** Question id → stored value. */
  readonly answers: Map<string, string>;
  /** Index of the question that waits for an answer. */
  asked: number;
  isOpen: boolean;
}

/** All open survey sessions, and when each has its next reminder or its end. */
export class SurveySessions {
  readonly timers = new InstantQueue();
  private readonly bySlot: (SurveySession | undefined)[] = [];
  private readonly free: number[] = [];
  private readonly byContact = new Map<string, SurveySession[]>();
  private opened = 0;
  /** The last contact that a survey ran with on a gateway and number. */
  private readonly lastOn = new Map<string, string>();

  openOf(contact: string): readonly SurveySession[] {
    return this.byContact.get(contact) ?? none;
  }

  get size(): number {
    return this.byContact.size;
  }

  open(parts: Omit<SurveySession, 'slot' | 'isOpen'>): SurveySession {
    const slot = this.free.pop() ?? this.bySlot.length;
    const session: SurveySession = { ...parts, slot, isOpen: true };
    this.bySlot[slot] = session;
    const { key } = session.party;
    this.byContact.set(key, [...this.openOf(key), session]);
    this.lastOn.set(`${session.gatewayName ?? ''} ${session.number}`, key);
    this.opened += 1;
    this.plan(session);
    return session;
  }

  close(session: SurveySession): void {
    if (!session.isOpen) return;
    session.isOpen = false;
    const left = this.openOf(session.party.key).filter((each) => each !== session);
    if (left.length > 0) this.byContact.set(session.party.key, left);
    else this.byContact.delete(session.party.key);
    this.timers.remove(session.slot);
    this.bySlot[session.slot] = undefined;
    this.free.push(session.slot);
  }

  /** Puts the session's next reminder, or its end, into the timers. */
  plan(session: SurveySession): void {
    this.timers.set(session.slot, session.reminders[0] ?? session.expiresAt, this.opened);
  }

  take(limit: Instant): SurveySession | undefined {
    const slot = this.timers.take(limit);
    return slot < 0 ? undefined : this.bySlot[slot];
  }

  lastContactOn(gatewayName: string, number: string): string | undefined {
    return this.lastOn.get(`${gatewayName} ${number}`);
  }
}

const none: readonly SurveySession[] = [];
