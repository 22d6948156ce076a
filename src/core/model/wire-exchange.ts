/**
 * One request as a gateway sees it. SMTP uses the same fields: method `MAIL`, path = the envelope's
 * recipient, headers = the mail's own plus `envelope-from`, body = what follows the headers.
 */
export interface WireRequest {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of a mail that is no UTF-8: each character of the body is a byte. */
  readonly isBytes?: true;
}

/** One response. SMTP: status = the reply code, body = the rest of the reply line. */
export interface WireResponse {
  readonly status: number;
  /** Names in lower case. SMTP: `stage` is the command that is answered: auth, mail, rcpt or data. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly failure?: undefined;
}

/** No response came. */
export interface WireFailure {
  readonly failure: 'refused' | 'reset' | 'timeout' | 'garbage';
}
