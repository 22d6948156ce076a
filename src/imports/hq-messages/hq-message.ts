/** A message, or an event that ended without one, as CommCare's own lists tell it. */
import type { Instant } from '../../core/model/instant.ts';
import type { ImportProblem } from '../importer.ts';

export interface HqMessage {
  /** As a spreadsheet shows it, or the number of the event from 1. */
  readonly row: number;
  readonly at: Instant;
  readonly outcome: 'sent' | 'error' | 'waiting';
  /** HQ's id of the case or user; '' where the list has none. */
  readonly recipientId: string;
  readonly recipientName: string;
  readonly caseId?: string | undefined;
  /** Digits without plus. */
  readonly number?: string | undefined;
  readonly address?: string | undefined;
  readonly channel?: 'sms' | 'email' | undefined;
  readonly gateway?: string | undefined;
  readonly text?: string | undefined;
  /** Error code; HQ's own words where they belong to none. */
  readonly code?: string | undefined;
  /** `alert visit`; `alert` alone where the list does not name it; '' for what HQ calls other. */
  readonly cause: string;
}

export interface HqMessages {
  readonly kind: 'messaging events' | 'message log';
  /** In the order of the file; what came in is left out. */
  readonly messages: readonly HqMessage[];
  readonly problems: readonly ImportProblem[];
  /** What a reader must know of the file. */
  readonly notes: readonly string[];
}

/** Messages of one list; more is a problem, never a cut. */
export const HQ_MESSAGES_MAX = 1_000_000;

/** Only what the list says. */
export function known(text: unknown): string | undefined {
  const value = typeof text === 'string' ? text.trim() : '';
  return value === '' || value === '---' ? undefined : value;
}

/** `+91 98123 45001` → digits. */
export const digitsOf = (number: unknown): string | undefined =>
  known(number)?.replaceAll(/\D/g, '') || undefined;
