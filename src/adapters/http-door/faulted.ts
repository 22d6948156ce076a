import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Gateway } from '../../core/model/gateway.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import { breakOff } from '../faults/break-off.ts';
import type { Later } from '../faults/later.ts';
import type { Met } from '../faults/meet.ts';

/** Who is answered, and with what. */
interface Giving {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly wire: WireResponse;
  readonly send: (response: ServerResponse, wire: WireResponse) => void;
}

/** Gives an answer after its time, over a connection that may break. A client that has left gets none. */
export function giveUnder(
  { fate: { connection, delayMs }, tried }: Met,
  { latencyMs }: Gateway,
  { request, response, wire, send }: Giving,
  later: Later,
): void {
  const speak = (): void => {
    if (request.socket.destroyed) return;
    if (connection) breakOff(request.socket, wire, connection, later);
    else send(response, wire);
  };
  const waitMs = tried === undefined ? 0 : latencyMs + delayMs;
  if (waitMs === 0) return speak();
  response.on('close', later(waitMs, speak));
}
