/** Two accounts of the same messages compared: what one side knows of a message, and what became of it on the other. */
import type { Instant } from './instant.ts';

/** A message, or an event that ended in an error, as one side has it. What it does not say is not compared. */
export interface ComparedMessage {
  readonly at: Instant;
  readonly outcome: 'sent' | 'error' | 'waiting';
  /** Key of the contact, else the number with a plus, or the address; '' for nobody. */
  readonly person: string;
  /** `alert visit`; '' where the side does not say. */
  readonly cause: string;
  /** Key of the case it is about. */
  readonly case?: string | undefined;
  readonly channel?: 'sms' | 'email' | undefined;
  /** Digits without plus. */
  readonly number?: string | undefined;
  readonly address?: string | undefined;
  readonly gateway?: string | undefined;
  readonly language?: string | undefined;
  /** Error code, or why it waits. */
  readonly reason?: string | undefined;
  readonly segments?: number | undefined;
  readonly text?: string | undefined;
  /** Line of the journal, or number of the row in a file. */
  readonly line?: number | undefined;
}

/** One way in which a message is another than before; `byMs` is above 0 when it comes later. */
export type MessageDifference =
  | { readonly field: 'time'; readonly byMs: number }
  | { readonly field: 'outcome'; readonly from: string; readonly to: string }
  | {
      readonly field: 'gateway' | 'language' | 'channel' | 'number' | 'address' | 'cause' | 'text';
      readonly from: string;
      readonly to: string;
    };

/** A message that only one side has, or that is not the same on both. */
export type MessageChange =
  | { readonly kind: 'added'; readonly after: ComparedMessage }
  | { readonly kind: 'removed'; readonly before: ComparedMessage }
  | {
      readonly kind: 'changed';
      readonly before: ComparedMessage;
      readonly after: ComparedMessage;
      readonly differences: readonly MessageDifference[];
    };
