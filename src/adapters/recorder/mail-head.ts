/** What a recorded mail's reader works on, and what of it is beyond the limits. */
import { MAIL_LIMITS, type MailRead, type MailSource, readMail } from '../../core/mail/reader.ts';
import { endOfHead, titled } from './header-lines.ts';
import type { Recorded } from './recorded.ts';

/** The body's bytes as they came. */
export function bodyBytes({ raw, request }: Recorded): Buffer {
  if (raw === undefined) return Buffer.from(request.body);
  const bytes = Buffer.from(raw, 'base64');
  return request.method === 'MAIL' ? bytes.subarray(endOfHead(bytes.toString('latin1')).to) : bytes;
}

/** A mail for its reader: its bytes where they are no UTF-8. */
export function mailSource(recorded: Recorded): MailSource {
  const { request, raw } = recorded;
  if (raw === undefined) return request;
  return { headers: request.headers, body: bodyBytes(recorded).toString('latin1'), isBytes: true };
}

/** Why some of an exchange's mail was not taken apart; it is all kept. */
export function notParsedIn(
  recorded: Recorded,
  mail: () => MailRead = () => readMail(mailSource(recorded)),
): string | undefined {
  if (recorded.request.method !== 'MAIL') return undefined;
  return headProblem(recorded) ?? mail().notParsed;
}

/** Headers of addresses. */
const ADDRESSED = ['from', 'to', 'cc', 'reply-to'] as const;

function headProblem({ request, raw, head: rawHead }: Recorded): string | undefined {
  const { field, head, lines } = MAIL_LIMITS;
  const long = ADDRESSED.find((name) => (request.headers[name]?.length ?? 0) > field);
  if (long !== undefined) return `a ${titled(long)} of more than ${field} characters`;
  const begin = rawHead ?? beginningOf(raw, head);
  const end = endOfHead(begin);
  if (end.from > head) return `a header of more than ${head} characters`;
  const count = begin.slice(0, end.from).match(/\n(?![ \t])/g)?.length ?? 0;
  return count >= lines ? `more than ${lines} header lines` : undefined;
}

/** So many bytes of a mail, and a few more. */
const beginningOf = (raw = '', bytes = 0): string =>
  Buffer.from(raw.slice(0, Math.ceil((bytes + 4) / 3) * 4), 'base64').toString('latin1');
