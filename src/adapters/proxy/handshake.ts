/** The host's part in a TLS handshake, played by the proxy. */
import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';

export interface Handshake {
  readonly context: SecureContext;
  readonly timeoutMs: number;
  readonly onSecure: (inside: TLSSocket) => void;
  /** The client ended it, or nothing could be agreed on. */
  readonly onBroken: (reason: string) => void;
}

/** Both sockets end together, whatever happens; a reset of what is inside resets the connection itself. */
export function shakeHands(socket: Socket, { context, timeoutMs, onSecure, onBroken }: Handshake): void {
  let isOver = false;
  const over = (): void => {
    isOver = true;
    clearTimeout(timer);
  };
  const broken = (reason: string): void => {
    if (isOver) return;
    over();
    onBroken(reason);
    inside.destroy();
  };
  const inside = new TLSSocket(socket, { isServer: true, secureContext: context });
  inside.resetAndDestroy = () => {
    socket.resetAndDestroy();
    return inside;
  };
  const timer = setTimeout(() => inside.destroy(), timeoutMs).unref();
  inside.on('error', (error: NodeJS.ErrnoException) => broken(error.code ?? error.message));
  inside.once('end', () => broken('it left in the middle of the handshake'));
  inside.once('close', () => {
    over();
    socket.destroy();
  });
  inside.once('secure', () => {
    over();
    onSecure(inside);
  });
}
