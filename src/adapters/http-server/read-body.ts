import { isAscii } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { decompress } from './decompress.ts';

export interface Body {
  /** UTF-8, or Latin-1 where the bytes are not UTF-8. */
  readonly text: string;
  /** The bytes, base64, where they are not UTF-8. */
  readonly raw?: string;
}

const strict = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body up to a limit and unpacks it, and calls back once: never when the client went away before its end.
 * The limit holds for what comes out of a packed body, too.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  done: (body: Body | 'too large' | 'unreadable') => void,
): void {
  const { 'content-length': length, 'content-encoding': encoding } = request.headers;
  if (Number(length ?? 0) > limit) {
    done('too large');
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    if (size > limit) return;
    size += chunk.length;
    if (size > limit) done('too large');
    else chunks.push(chunk);
  });
  request.on('end', () => {
    if (size > limit) return;
    const [first] = chunks;
    const bytes = first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
    if (encoding === undefined) return done(bodyOf(bytes));
    decompress(bytes, encoding, limit, (plain) => done(Buffer.isBuffer(plain) ? bodyOf(plain) : plain));
  });
}

/** The text of a body's bytes. */
export function bodyOf(bytes: Buffer): Body {
  if (isAscii(bytes)) return { text: bytes.toString('latin1') };
  try {
    return { text: strict.decode(bytes) };
  } catch {
    return { text: bytes.toString('latin1'), raw: bytes.toString('base64') };
  }
}
