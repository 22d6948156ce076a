import type { Socket } from 'node:net';

/** At most one for each open connection. */
let held: Socket[] = [];

/**
 * What is written to the socket from now on leaves when this turn of the event loop is over, with what the other
 * sessions send: a sleeping client is woken once for all of them, and replies to pipelined commands leave in one packet.
 */
export function batchReplies(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  if (held.push(socket) === 1) setImmediate(flush);
}

function flush(): void {
  const now = held;
  held = [];
  for (const socket of now) socket.uncork();
}
