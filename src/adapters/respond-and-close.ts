import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WireResponse } from '../core/model/wire.ts';

/** How long a refused client may take to read why. */
const LAST_WORDS_MS = 2000;

/** Answers on a bare socket and closes it, whether the client listens to the end or not. */
export function respondAndClose(socket: Duplex, response: WireResponse): void {
  if (!socket.writable) return void socket.destroy();
  socket.end(onTheWire(response));
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}

function onTheWire({ status, headers, body }: WireResponse): string {
  const all = { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n');
}
