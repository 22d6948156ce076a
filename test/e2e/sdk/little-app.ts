/** The application under test, as small as it can be: it keeps what calls it, and answers as it is told. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitFor } from '../../../src/testing/index.ts';

export interface AppCall {
  readonly method: string;
  /** The whole address, as the caller wrote it. */
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Fields of the form or the query. */
  readonly fields: Readonly<Record<string, string>>;
}

interface AppAnswer {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
  readonly location?: string;
}

export interface LittleApp {
  readonly url: string;
  readonly port: number;
  /** Calls at a path so far. */
  calls(path: string): AppCall[];
  /** Waits for that many calls at a path. */
  called(path: string, count?: number): Promise<AppCall[]>;
  /** What it answers from now on. */
  answer: (call: AppCall) => AppAnswer | Promise<AppAnswer>;
  forget(): void;
  close(): Promise<void>;
}

export async function startApp(): Promise<LittleApp> {
  const seen: AppCall[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const body = Buffer.concat(chunks).toString('utf8');
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    const call: AppCall = {
      method: request.method ?? '',
      url: url.href,
      path: url.pathname,
      headers: request.headers as Readonly<Record<string, string>>,
      body,
      fields: Object.fromEntries(isForm ? new URLSearchParams(body) : url.searchParams),
    };
    seen.push(call);
    const { status = 200, type, body: text = '', location } = await app.answer(call);
    response.writeHead(status, { ...(type && { 'content-type': type }), ...(location && { location }) });
    response.end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const app: LittleApp = {
    url: `http://127.0.0.1:${port}`,
    port,
    calls: (path) => seen.filter((call) => call.path === path),
    called: (path, count = 1) =>
      waitFor(() => (app.calls(path).length >= count ? app.calls(path) : undefined)),
    answer: () => ({}),
    forget() {
      seen.length = 0;
      app.answer = () => ({});
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return app;
}
