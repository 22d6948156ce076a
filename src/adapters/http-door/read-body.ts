import type { IncomingMessage } from 'node:http';
import { gunzip } from 'node:zlib';

export interface Body {
  /** UTF-8, or Latin-1 where the bytes are not UTF-8. */
  readonly text: string;
  /** The bytes, base64, where they are not UTF-8. */
  readonly raw?: string;
}

const strict = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body up to a limit and calls back once: with `undefined` when it is too large, and never when the
 * client went away before its end.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  done: (body: Body | undefined) => void,
): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    done(undefined);
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    if (size > limit) return;
    size += chunk.length;
    if (size > limit) done(undefined);
    else chunks.push(chunk);
  });
  request.on('end', () => {
    if (size > limit) return;
    const [first] = chunks;
    const bytes = first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
    if (request.headers['content-encoding'] === 'gzip') unzipped(bytes, limit, done);
    else done(bodyOf(bytes));
  });
}

/** The limit holds for what comes out, too; what is no gzip stays as it came. */
function unzipped(bytes: Buffer, limit: number, end: (body: Body | undefined) => void): void {
  gunzip(bytes, { maxOutputLength: limit }, (error, plain) => {
    if (!error) end(bodyOf(plain));
    else end('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? undefined : bodyOf(bytes));
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

function isAscii(bytes: Buffer): boolean {
  for (let index = 0; index < bytes.length; index += 1) if (bytes[index]! > 0x7f) return false;
  return true;
}
