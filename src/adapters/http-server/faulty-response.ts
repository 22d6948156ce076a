import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WireResponse } from '../../core/model/wire.ts';
import { breakConnection } from '../faults/break-connection.ts';
import type { FaultMatch } from '../faults/effects.ts';
import type { StartTimer } from '../timer.ts';

/** Who is answered, and with what. */
interface PendingResponse {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly wire: WireResponse;
  readonly send: (response: ServerResponse, wire: WireResponse) => void;
}

/** Gives an answer after its time, over a connection that may break. A client that has left gets none. */
export function sendFaulty(
  { effects: { connection }, waitMs }: FaultMatch,
  { request, response, wire, send }: PendingResponse,
  startTimer: StartTimer,
): void {
  const respond = (): void => {
    if (request.socket.destroyed) return;
    if (connection) breakConnection(request.socket, wire, connection, startTimer);
    else send(response, wire);
  };
  if (waitMs === 0) return respond();
  response.on('close', startTimer(waitMs, respond));
}
