import type { WireResponse } from '../../core/model/wire.ts';
import type { BrokenConnection } from '../faults/fate.ts';
import { cut } from '../faults/speak.ts';
import { act, bareBreak } from './action.ts';
import type { Session } from './session.ts';

export type Refuse = (code: number, words: string) => void;

/** The reply to a command, over a connection that may break. */
export function speak(
  response: WireResponse,
  broken: BrokenConnection | undefined,
  stand: Session | undefined,
  accept: () => void,
  refuse: Refuse,
): void {
  if (broken && stand) sayBroken(broken, response, stand);
  if (broken && broken.mode !== 'drip') return;
  if (response.status >= 400) refuse(response.status, response.body);
  else accept();
}

/** Nothing, a part of the reply, or what is no SMTP; a drip only makes it slow. */
function sayBroken(connection: BrokenConnection, { status, body }: WireResponse, stand: Session): void {
  switch (connection.mode) {
    case 'truncate':
    case 'short_body':
      return stand.endWith(cut(`${status} ${body}`, connection));
    case 'garbage':
    case 'bad_chunk':
      return stand.endWith('\x01 this is no SMTP\r\n');
    case 'drip':
      return stand.drip(connection.everyMs);
    default:
      return act(bareBreak(connection), stand, nothing, nothing);
  }
}

function nothing(): void {}
