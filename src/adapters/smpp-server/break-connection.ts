/** Connections that break in the middle of a response, in the words that HTTP's faults have. */
import type { Socket } from 'node:net';
import { resetNow } from '../faults/break-connection.ts';
import type { BrokenConnection } from '../faults/effects.ts';
import type { StartTimer } from '../timer.ts';
import { HEADER_BYTES } from './pdu.ts';

/** The connection of a client that waits longer than this for a hanging response is closed. */
const HANG_MS_MAX = 600_000;
/** How long a client has to read what was sent before the reset. */
const READ_MS = 20;

/** Who is answered; `silence` ends all other answers on the connection. */
export interface ResponseTarget {
  readonly socket: Socket;
  readonly startTimer: StartTimer;
  silence(): void;
  /** Sends the bytes and closes; the socket is destroyed when the client does not close. */
  endWith(bytes: Buffer): void;
  /** The responses behind this one wait until it is out. */
  hold(): void;
  release(): void;
}

/** Responds as the fault demands. `phase`: nothing, half of the PDU's header, or half of its body is sent before. */
export function breakConnection(
  target: ResponseTarget,
  response: Buffer,
  connection: BrokenConnection,
): void {
  const { socket, startTimer } = target;
  switch (connection.mode) {
    case 'drip':
      return drip(target, response, connection);
    case 'refuse':
      return resetNow(socket);
    case 'reset':
      target.silence();
      socket.write(partBefore(response, connection));
      if (connection.phase === 'before') resetNow(socket);
      else startTimer(READ_MS, () => resetNow(socket));
      return;
    case 'close':
      return target.endWith(partBefore(response, connection));
    case 'hang':
      target.silence();
      socket.write(partBefore(response, connection));
      return void socket.once(
        'close',
        startTimer(HANG_MS_MAX, () => socket.destroy()),
      );
    case 'truncate':
      return target.endWith(response.subarray(0, cutAt(response, connection)));
    case 'short_body':
      return target.endWith(withLength(response, response.length + 1));
    case 'garbage':
      return target.endWith(Buffer.from('\x00\x01 this is no SMPP\r\n\r\n'));
    case 'bad_chunk':
      return target.endWith(withLength(response, HEADER_BYTES - 1));
  }
}

function partBefore(response: Buffer, connection: BrokenConnection): Buffer {
  switch (connection.phase) {
    case 'before':
      return Buffer.alloc(0);
    case 'headers':
      return response.subarray(0, HEADER_BYTES >> 1);
    case 'body':
      return response.subarray(0, cutAt(response, connection));
  }
}

/** `bytes` counts those of the body. */
const cutAt = (response: Buffer, { bytes }: BrokenConnection): number =>
  HEADER_BYTES + Math.min(bytes ?? response.length, (response.length - HEADER_BYTES) >> 1);

function withLength(response: Buffer, length: number): Buffer {
  const changed = Buffer.from(response);
  changed.writeUInt32BE(length, 0);
  return changed;
}

/** A few bytes at a time; the connection goes on behind it. */
function drip(target: ResponseTarget, response: Buffer, { bytes, everyMs }: BrokenConnection): void {
  const size = Math.max(bytes ?? 1, 1);
  target.hold();
  const next = (from: number): void => {
    if (target.socket.destroyed) return;
    target.socket.write(response.subarray(from, from + size));
    if (from + size >= response.length) return target.release();
    target.startTimer(everyMs, () => next(from + size));
  };
  next(0);
}
