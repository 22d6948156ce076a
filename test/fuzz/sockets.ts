/** Bytes to a server and what comes back, whatever either does. */
import { get } from 'node:http';
import { connect } from 'node:net';

/** A server that neither answers nor closes by then is left. */
const PATIENCE_MS = 400;
/** For what must be answered. */
export const LONG_PATIENCE_MS = 60_000;

/** What is no whole request is not answered until the client has ended. */
const UNANSWERED_MS = 15;

interface Talk {
  readonly patienceMs?: number;
  /** Speaks after the server: it has a greeting. */
  readonly afterGreeting?: boolean;
  /** Goes on behind such a piece when it was answered, as a client must behind DATA. */
  readonly waitsBehind?: RegExp;
  /** Ends its side when an answer begins, not at once: some servers answer nobody who has. */
  readonly endsLate?: boolean;
}

/** All that the server says until it closes, or has nothing more to say. */
export function talk(
  port: number,
  bytes: string,
  { afterGreeting = false, endsLate = false, waitsBehind, patienceMs = PATIENCE_MS }: Talk = {},
): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const chunks: Buffer[] = [];
    const leave = (): void => void socket.destroy();
    const end = (): void => void socket.end();
    const timers = [setTimeout(leave, patienceMs)];
    const answered = (act: () => void): void => {
      const goOn = once(() => {
        socket.off('data', soon);
        act();
      });
      const soon = (): void => void setImmediate(goOn);
      timers.push(setTimeout(goOn, UNANSWERED_MS));
      socket.once('data', soon);
    };
    const pieces = waitsBehind === undefined ? [bytes] : bytes.split(waitsBehind);
    const speak = (): void => {
      socket.write(pieces.shift() ?? '', 'latin1');
      if (pieces.length > 0) answered(speak);
      else if (endsLate) answered(end);
      else end();
    };
    socket.on('error', leave);
    socket.once(afterGreeting ? 'data' : 'connect', speak);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('close', () => {
      for (const timer of timers) clearTimeout(timer);
      resolve(Buffer.concat(chunks));
    });
  });
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}

/** What an ordinary client is answered. */
export function statusOf(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, agent: false }, (response) => {
      response.resume().on('close', () => resolve(response.statusCode ?? 0));
    }).on('error', reject);
  });
}
