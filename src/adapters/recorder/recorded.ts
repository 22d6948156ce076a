import type { WireRequest, WireResponse } from '../../core/model/wire.ts';

/** One request to a server, and its response. */
export interface Recorded {
  /** From 1, never given twice. */
  readonly seq: number;
  readonly id: string;
  /** Real time, ms since the epoch. */
  readonly receivedAt: number;
  /** undefined: the request addressed no gateway. */
  readonly gateway: string | undefined;
  readonly kind: string | undefined;
  readonly channel: 'sms' | 'email' | undefined;
  readonly verdict: 'taken' | 'refused' | 'failing' | 'other' | 'unmatched';
  /** Without its secrets. */
  readonly request: WireRequest;
  readonly response: WireResponse;
  /** The id that the gateway gave to this person's message, where the response is one to several. */
  readonly gatewayId?: string | undefined;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /**
   * The bytes as they came, base64, where they are not UTF-8: of a body, or of a whole mail.
   */
  readonly raw?: string | undefined;
  /**
   * The header as it came, where `raw` does not have it. Of a mail its text, with the blank line behind it; of an
   * HTTP request a line for each header, its name as it was written; of one that is repeated `Name: value`.
   */
  readonly head?: string | undefined;
  /** Of a mail to several people: the id of the exchange for the first of them. */
  readonly sameMailAs?: string | undefined;
  /** The fault rules that matched, or why a server refused it. */
  readonly fault?: string | undefined;
}

/** The bytes of a request that its parsed form has not. */
export type RawRequest = Pick<Recorded, 'raw' | 'head' | 'sameMailAs'>;

export type Incoming = Omit<Recorded, 'seq' | 'request'> & { readonly request: WireRequest };
