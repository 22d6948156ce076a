import type { WireResponse } from '../../core/model/wire.ts';
import { truncated } from '../faults/client-view.ts';
import type { BrokenConnection } from '../faults/effects.ts';
import { bareBreak, perform } from './action.ts';
import type { SmtpSession } from './session.ts';

export type Refuse = (code: number, words: string) => void;

/** The reply to a command, over a connection that may break. */
export function reply(
  response: WireResponse,
  broken: BrokenConnection | undefined,
  session: SmtpSession | undefined,
  accept: () => void,
  refuse: Refuse,
): void {
  if (broken && session) replyBroken(broken, response, session);
  if (broken && broken.mode !== 'drip') return;
  if (response.status >= 400) refuse(response.status, response.body);
  else accept();
}

/** Nothing, a part of the reply, or what is no SMTP; a drip only makes it slow. */
function replyBroken(
  connection: BrokenConnection,
  { status, body }: WireResponse,
  session: SmtpSession,
): void {
  switch (connection.mode) {
    case 'truncate':
    case 'short_body':
      return session.endWith(truncated(`${status} ${body}`, connection));
    case 'garbage':
    case 'bad_chunk':
      return session.endWith('\x01 this is no SMTP\r\n');
    case 'drip':
      return session.drip(connection.everyMs);
    default:
      return perform(bareBreak(connection), session, ignore, ignore);
  }
}

function ignore(): void {}
