import type { Socket } from 'node:net';
import type { WireResponse } from '../../core/model/wire.ts';
import type { BrokenConnection } from '../faults/fate.ts';
import { cut } from '../faults/speak.ts';

/** Answers on the bare socket as the fault has it, and breaks the connection. */
export function breakOff(socket: Socket, response: WireResponse, connection: BrokenConnection): void {
  const { mode } = connection;
  switch (mode) {
    case 'hang':
      return;
    case 'garbage':
      socket.end('\x00\x01 this is no HTTP\r\n\r\n');
      return;
    case 'bad_chunk':
      socket.end(`${headOf(response, 'transfer-encoding: chunked')}zz\r\n${response.body}\r\n`);
      return;
    case 'short_body': {
      const part = cut(response.body, connection);
      socket.end(headOf(response, `content-length: ${Buffer.byteLength(response.body) + 1}`) + part);
      return;
    }
    case 'truncate':
      return sayWhole(socket, response, cut(response.body, connection));
    case 'drip':
      return sayWhole(socket, response, response.body);
    case 'close':
      socket.end();
      return;
    default:
      leave(socket, response, connection);
  }
}

/** A reset, before the answer or in the midst of it. A refused one is a reset too: the socket is open already. */
function leave(socket: Socket, response: WireResponse, { phase }: BrokenConnection): void {
  if (phase === 'before') {
    socket.resetAndDestroy();
    return;
  }
  const head = headOf(response, `content-length: ${Buffer.byteLength(response.body) + 1}`);
  const said = phase === 'headers' ? head.slice(0, head.length >> 1) : head;
  socket.write(said, () => setImmediate(() => socket.resetAndDestroy()));
}

function sayWhole(socket: Socket, response: WireResponse, body: string): void {
  socket.end(`${headOf(response, `content-length: ${Buffer.byteLength(body)}`)}${body}`);
}

function headOf({ status, headers }: WireResponse, last: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Said\r\n${lines.join('')}connection: close\r\n${last}\r\n\r\n`;
}
