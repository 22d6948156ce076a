import type { LaterReceipt } from '../../core/model/answer.ts';
import type { RefusalWord } from '../../core/model/wire.ts';

export type ConnectionMode =
  | 'refuse'
  | 'reset'
  | 'close'
  | 'hang'
  | 'truncate'
  | 'short_body'
  | 'garbage'
  | 'bad_chunk'
  | 'drip';

/** How the connection of one hand-over fails. */
export interface BrokenConnection {
  readonly mode: ConnectionMode;
  readonly phase: 'before' | 'headers' | 'body';
  /** The fake accepts the message all the same. */
  readonly committed: boolean;
  /** After how many bytes of the body; undefined: half of it. */
  readonly bytes: number | undefined;
  /** Between drips. */
  readonly everyMs: number;
}

/** A raw answer instead of the fake's own. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfterSeconds?: number;
  /** The SMTP command that is answered. */
  readonly smtpStage?: string;
}

/** What the faults of a gateway hold ready for one hand-over. */
export interface Fate {
  readonly connection?: BrokenConnection;
  /** Too fast: the kind's own temporary failure. */
  readonly throttled?: { readonly retryAfterSeconds: number | undefined };
  readonly raw?: RawAnswer;
  readonly reject?: RefusalWord;
  readonly receipts?: readonly LaterReceipt[];
  readonly delayMs: number;
}

/** Nothing goes wrong. */
export const FAIR: Fate = { delayMs: 0 };
