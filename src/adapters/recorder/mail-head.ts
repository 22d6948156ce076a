/** A mail's own header: how its names are written, where it ends, and what of a mail is beyond the limits. */
import { MAIL_LIMITS, type MailRead, readMail } from '../../core/mail/reader.ts';
import type { Recorded } from './recorded.ts';

/** `message-id` → `Message-ID`. */
export const titled = (name: string): string =>
  name
    .replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/-Id$/, '-ID')
    .replace(/^Mime-/, 'MIME-');

/** The body's bytes as they came. */
export function bodyBytes({ raw, request }: Recorded): Buffer {
  if (raw === undefined) return Buffer.from(request.body);
  const bytes = Buffer.from(raw, 'base64');
  return request.method === 'MAIL' ? bytes.subarray(endOfHead(bytes.toString('latin1')).to) : bytes;
}

/** Why some of an exchange's mail was not taken apart; it is all kept. */
export function notParsedIn(
  recorded: Recorded,
  mail: () => MailRead = () => readMail(recorded.request),
): string | undefined {
  if (recorded.request.method !== 'MAIL') return undefined;
  return headProblem(recorded) ?? mail().notParsed;
}

/** Headers of addresses. */
const ADDRESSED = ['from', 'to', 'cc', 'reply-to'] as const;

function headProblem({ request, raw }: Recorded): string | undefined {
  const { field, head, lines } = MAIL_LIMITS;
  const long = ADDRESSED.find((name) => (request.headers[name]?.length ?? 0) > field);
  if (long !== undefined) return `a ${titled(long)} of more than ${field} characters`;
  if (raw === undefined) return undefined;
  const begin = Buffer.from(raw.slice(0, Math.ceil((head + 4) / 3) * 4), 'base64').toString('latin1');
  const end = endOfHead(begin);
  if (end.from > head) return `a header of more than ${head} characters`;
  const count = begin.slice(0, end.from).match(/\n(?![ \t])/g)?.length ?? 0;
  return count >= lines ? `more than ${lines} header lines` : undefined;
}

/** The blank line between headers and body. */
export function endOfHead(text: string): { readonly from: number; readonly to: number } {
  const found = /\r?\n\r?\n/.exec(text);
  if (found === null) return { from: text.length, to: text.length };
  return { from: found.index, to: found.index + found[0].length };
}
