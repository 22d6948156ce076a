import type { Socket } from 'node:net';

/**
 * Looks at the first byte that comes, and puts it back: the socket stays paused until it is read again.
 * @param head what came already
 * @param timeoutMs how long a silent client is waited for, before its socket is destroyed
 */
export function onFirstByte(
  socket: Socket,
  head: Buffer,
  timeoutMs: number,
  then: (byte: number) => void,
): void {
  const [first] = head;
  if (first !== undefined) {
    socket.unshift(head);
    then(first);
    return;
  }
  const timer = setTimeout(() => socket.destroy(), timeoutMs).unref();
  socket.once('close', () => clearTimeout(timer));
  socket.once('data', (chunk: Buffer) => {
    clearTimeout(timer);
    socket.pause();
    onFirstByte(socket, chunk, timeoutMs, then);
  });
}
