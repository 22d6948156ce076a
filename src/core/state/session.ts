import type { FormRun } from '../model/form-run.ts';
import type { Instant } from '../model/instant.ts';
import type { Survey } from '../model/survey.ts';
import type { Origin } from './message.ts';
import type { CaseRecord, Party } from './records.ts';

/** What Messaging History shows of a survey. */
export type SessionStatus = 'in_progress' | 'completed' | 'partial' | 'not_finished';

/** One survey under way with one contact. */
export interface Session {
  readonly slot: number;
  /** Order of opening, from 1. */
  readonly rank: number;
  readonly survey: Survey;
  readonly party: Party;
  /** The case that the form is about; answers are saved to it. */
  readonly record: CaseRecord | undefined;
  readonly origin: Origin;
  /** The form with its answers so far. */
  readonly run: FormRun;
  /** Digits of the number that answered last; at first the one it was sent to. */
  number: string;
  /** The gateway and number that it needs for itself; undefined: it shares. */
  readonly channel: string | undefined;
  readonly startedAt: Instant;
  readonly expiresAt: Instant;
  readonly submitPartial: boolean;
  readonly partialCaseUpdates: boolean;
  /** Reminders still to come, earliest first. */
  readonly reminders: Instant[];
  status: SessionStatus;
  isOpen: boolean;
  /** The first prompt, while it waits for the channel, and when it is tried again. */
  prompt: { readonly text: string; tryAt: Instant } | undefined;
}

/** A session before it has begun. */
export type SessionParts = Omit<Session, 'slot' | 'rank' | 'isOpen' | 'status' | 'prompt'>;
