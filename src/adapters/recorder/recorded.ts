import type { WireRequest, WireResponse } from '../../core/model/wire.ts';

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
  /**
   * The bytes as they came, base64, where the request does not tell all of them: a body that is not UTF-8; a whole
   * mail with bytes that are not UTF-8, or with headers that are repeated or beyond the limits.
   */
  readonly raw?: string | undefined;
  /** The fault that met it, in a few words. */
  readonly fault?: string | undefined;
}

export type Incoming = Omit<Recorded, 'seq' | 'request'> & { readonly request: WireRequest };
