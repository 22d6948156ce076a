/** One HTTP call to an address that was checked. Redirects are not followed, nothing is kept open. */
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { WebCall } from '../../core/model/web-call.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import type { Address, Target } from './target.ts';

/** No answer came. */
export interface Unanswered {
  readonly failure: 'no connection' | 'no answer';
  /** In the system's words. */
  readonly why: string;
}

export interface PostLimits {
  readonly timeoutMs: number;
  /** Bytes of the answer that are read. */
  readonly answerMax: number;
  readonly signal: AbortSignal;
}

/** Resolves within the time, whatever the application does. */
export function post(
  { method, headers, body }: WebCall,
  { url, addresses }: Target,
  { timeoutMs, answerMax, signal }: PostLimits,
): Promise<WireResponse | Unanswered> {
  return new Promise((resolve) => {
    const isSecure = url.protocol === 'https:';
    const outgoing = (isSecure ? https : http).request({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      lookup: known(addresses),
      port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
      method,
      path: url.pathname + url.search,
      headers: {
        host: url.host,
        'user-agent': 'drysend',
        accept: '*/*',
        ...headers,
        ...(method === 'POST' && { 'content-length': Buffer.byteLength(body) }),
      },
      agent: false,
      signal,
    });
    let isConnected = false;
    const timer = setTimeout(
      () => unanswered(new Error(`no answer within ${timeoutMs / 1000} s`)),
      timeoutMs,
    );
    const end = (outcome: WireResponse | Unanswered): void => {
      clearTimeout(timer);
      resolve(outcome);
      outgoing.destroy();
    };
    const unanswered = (error: Error): void =>
      end({ failure: isConnected ? 'no answer' : 'no connection', why: reasonOf(error) });
    outgoing.on('socket', (socket) => {
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        isConnected = true;
      });
    });
    outgoing.on('error', unanswered);
    // An application that wants to speak something else than HTTP has answered, too.
    outgoing.on('upgrade', (incoming, socket) => {
      socket.destroy();
      end({ status: incoming.statusCode ?? 0, headers: headersOf(incoming), body: '' });
    });
    outgoing.on('response', (incoming) => {
      read(incoming, answerMax, end, (error) => end({ failure: 'no answer', why: reasonOf(error) }));
    });
    outgoing.end(method === 'POST' ? body : undefined);
  });
}

/** Reads up to the limit; what comes after is not waited for. */
function read(
  incoming: IncomingMessage,
  limit: number,
  done: (response: WireResponse) => void,
  failed: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const finish = (): void => {
    const bytes = Buffer.concat(chunks).subarray(0, limit);
    done({ status: incoming.statusCode ?? 0, headers: headersOf(incoming), body: bytes.toString('utf8') });
  };
  incoming.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= limit) finish();
  });
  incoming.on('end', finish);
  incoming.on('error', failed);
  incoming.on('aborted', () => failed(new Error('the connection was cut')));
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** Gives what was looked up and checked before. */
function known(addresses: readonly Address[]): LookupFunction {
  return (_host, { all }, done) => {
    const [first] = addresses;
    if (first === undefined) done(new Error('there is no address'), '');
    else if (all) done(null, [...addresses]);
    else done(null, first.address, first.family);
  };
}

/** One line, in the system's words. */
function reasonOf(error: Error): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return message;
  if (code === 'EPROTO') return 'EPROTO no TLS was agreed on: does it speak http: only?';
  return message.includes(code) ? message : `${code} ${message}`;
}
