/** What a lab answers while it still reads the sessions that are kept: its port is held, so that nobody takes it. */
import type { IncomingMessage, ServerResponse } from 'node:http';

const AGAIN_S = 1;

const STARTING = {
  found: 'the lab is starting: it reads the sessions that are kept',
  wanted: 'a lab that is ready',
  hint: 'try again in a moment',
};

/** A browser loads the page again by itself, a program reads when to try again. */
export function answerNotReady({ headers }: IncomingMessage, response: ServerResponse): void {
  const isPage = headers.accept?.includes('text/html') === true;
  response.writeHead(503, {
    'content-type': isPage ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'retry-after': String(AGAIN_S),
    connection: 'close',
    ...(isPage && { refresh: String(AGAIN_S) }),
  });
  response.end(isPage ? `${STARTING.found}\n` : JSON.stringify(STARTING));
}
