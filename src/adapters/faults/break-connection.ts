/** Connections that break in the middle of an HTTP answer, on the bare socket. */
import type { Socket } from 'node:net';
import type { WireResponse } from '../../core/model/wire.ts';
import type { StartTimer } from '../timer.ts';
import { truncated } from './client-view.ts';
import type { BrokenConnection } from './effects.ts';

/** The connection of a client that waits longer than this for a hanging response is closed. */
export const HANG_MS_MAX = 600_000;
/** How long a client has to read what was sent before the reset. */
const READ_MS = 20;

/**
 * Answers on the bare socket as the fault has it, and breaks the connection. Without `later` nothing takes
 * time: a drip comes whole, and a hang is the client's to end.
 */
export function breakConnection(
  socket: Socket,
  response: WireResponse,
  connection: BrokenConnection,
  startTimer?: StartTimer,
): void {
  switch (connection.mode) {
    case 'refuse':
      resetNow(socket);
      return;
    case 'reset':
      return leave(socket, partBefore(response, connection), () => reset(socket, connection, startTimer));
    case 'close':
      socket.end(partBefore(response, connection));
      return;
    case 'hang':
      socket.write(partBefore(response, connection));
      if (startTimer)
        socket.once(
          'close',
          startTimer(HANG_MS_MAX, () => socket.destroy()),
        );
      return;
    case 'garbage':
      socket.end('\x00\x01 this is no HTTP\r\n\r\n');
      return;
    case 'bad_chunk':
      socket.end(`${headOf(response, 'transfer-encoding: chunked')}zz\r\n${response.body}\r\n`);
      return;
    case 'short_body':
      socket.end(headOfLonger(response) + truncated(response.body, connection));
      return;
    case 'truncate':
      socket.end(whole(response, truncated(response.body, connection)));
      return;
    case 'drip':
      if (startTimer) drip(socket, response, connection, startTimer);
      else socket.end(whole(response, response.body));
  }
}

/** What is sent before the connection breaks. */
function partBefore(response: WireResponse, connection: BrokenConnection): string {
  switch (connection.phase) {
    case 'before':
      return '';
    case 'headers':
      return truncated(headOfLonger(response), { bytes: undefined });
    case 'body':
      return headOfLonger(response) + truncated(response.body, connection);
  }
}

function leave(socket: Socket, response: string, end: () => void): void {
  if (response === '') end();
  else socket.write(response, end);
}

function reset(socket: Socket, { phase }: BrokenConnection, startTimer: StartTimer | undefined): void {
  if (phase === 'before') resetNow(socket);
  else if (startTimer) startTimer(READ_MS, () => resetNow(socket));
  else setImmediate(() => resetNow(socket));
}

/** RST on a plain TCP socket; a TLS socket can only be destroyed. */
export function resetNow(socket: Socket): void {
  try {
    socket.resetAndDestroy();
  } catch {
    socket.destroy();
  }
}

/** The head at once, the body a few bytes at a time. */
function drip(
  socket: Socket,
  response: WireResponse,
  connection: BrokenConnection,
  startTimer: StartTimer,
): void {
  const body = Buffer.from(response.body);
  const size = Math.max(connection.bytes ?? 1, 1);
  socket.write(headOf(response, `${LAST}content-length: ${body.length}`));
  const next = (from: number): void => {
    if (socket.destroyed) return;
    if (from >= body.length) return void socket.end();
    socket.write(body.subarray(from, from + size));
    startTimer(from + size < body.length ? connection.everyMs : 0, () => next(from + size));
  };
  next(0);
}

/** A complete response announces the end of the connection; one that breaks off does not. */
const LAST = 'connection: close\r\n';

const whole = (response: WireResponse, body: string): string =>
  `${headOf(response, `${LAST}content-length: ${Buffer.byteLength(body)}`)}${body}`;

/** Announces one byte more than there is. */
const headOfLonger = (response: WireResponse): string =>
  headOf(response, `content-length: ${Buffer.byteLength(response.body) + 1}`);

function headOf({ status, headers }: WireResponse, last: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Said\r\n${lines.join('')}${last}\r\n\r\n`;
}
