import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { MessageChannel, Worker } from 'node:worker_threads';
import { RequestProblem } from '../session/request-problem.ts';
import { PortStream } from '../worker/port-stream.ts';
import type { Order, PlainError, Report, SessionCard, SessionCopy, ThreadStart } from '../worker/protocol.ts';
import { LOOKS_HEADER } from './callers.ts';
import type { GatewayPlaces } from './gateway-servers.ts';

/** Bounds of one session's thread. */
export interface ThreadLimits {
  /** Real time, ms, that a story may take until it is open, and later until the thread says a word. */
  readonly openMs: number;
  readonly silentMs: number;
  /** Memory of the thread. */
  readonly megabytes: number;
}

export const threadLimits: ThreadLimits = { openMs: 120_000, silentMs: 120_000, megabytes: 2048 };

/** How long a thread has to write down its last words when the lab ends. */
const CLOSE_MS_MAX = 2000;
const PING_MS = 1000;
const MORE_TIME = 'or start the lab with a larger --max-seconds';
const MORE_MEMORY = 'or start the lab with a larger --max-memory';

/** The file of a session is none that a lab has written. */
export class DamagedSession extends Error {}

/** A session in a thread of its own: whatever it does, the others and the lab go on. */
export class HostedSession {
  readonly id: string;
  private known: SessionCard | undefined;
  /** Gateway name → where it stands on a socket; undefined: its gateways have none. */
  gateways: ReadonlyMap<string, string> | undefined;
  /** Real time of the last use. */
  usedAt = Date.now();
  private readonly worker: Worker;
  private readonly limits: ThreadLimits;
  /** Why it cannot answer any more. */
  private ended: RequestProblem | undefined;
  private heard: ((report: Report) => void) | undefined;
  private failed: ((error: Error) => void) | undefined;
  /** Pings since its last word: those of a machine that slept are never sent. */
  private unanswered = 0;
  private readonly watch: NodeJS.Timeout;

  private constructor(program: URL, start: ThreadStart, limits: ThreadLimits) {
    this.id = start.id;
    this.limits = limits;
    this.worker = new Worker(program, {
      workerData: start,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    });
    this.worker.on('message', (report: Report) => {
      this.unanswered = 0;
      if (report.kind === 'card') this.known = report.card;
      else this.heard?.(report);
    });
    this.worker.on('error', (error) => this.fail(this.outgrown(error)));
    this.worker.on('exit', () =>
      this.fail(new RequestProblem(410, 'the session has ended', 'another session')),
    );
    this.watch = setInterval(() => this.ping(), PING_MS).unref();
  }

  /**
   * Opens a session, or goes on with one that is kept.
   * @throws Refusal when the story does not read or is over a bound; DamagedSession; or `gone` was aborted.
   */
  static async open(
    program: URL,
    start: ThreadStart,
    gone: AbortSignal,
    limits = threadLimits,
  ): Promise<HostedSession> {
    const session = new HostedSession(program, start, limits);
    const seconds = limits.openMs / 1000;
    const found = `a story that takes over ${seconds} s to open`;
    const late = new RequestProblem(422, found, 'a smaller story', MORE_TIME);
    const left = new RequestProblem(499, 'nobody waits for it', 'none');
    const timer = setTimeout(() => void session.end(late), limits.openMs);
    const leave = (): void => void session.end(left);
    gone.addEventListener('abort', leave);
    try {
      const report = await session.report();
      if (report.kind === 'open') session.known = report.card;
      else throw errorOf(report);
      return session;
    } catch (error) {
      void session.end(late);
      throw error;
    } finally {
      clearTimeout(timer);
      gone.removeEventListener('abort', leave);
    }
  }

  get card(): SessionCard {
    return this.known!;
  }

  /** Whether it still answers. */
  get isAlive(): boolean {
    return this.ended === undefined;
  }

  /** Opens the gateways on sockets. @throws the system's error, with `port`. */
  async openGatewayServers(places: GatewayPlaces): Promise<ReadonlyMap<string, string>> {
    const answer = this.report();
    this.order({ kind: 'gateways', places });
    const report = await answer;
    if (report.kind !== 'gateways') throw errorOf(report);
    this.gateways = report.urls;
    return report.urls;
  }

  /** What another session can go on with. */
  async copy(): Promise<SessionCopy> {
    if (this.ended) throw this.ended;
    const answer = this.report();
    this.order({ kind: 'copy' });
    const report = await answer;
    if (report.kind !== 'copy') throw errorOf(report);
    return report.session;
  }

  /** Lets the session's thread answer a request; `looks`: of somebody who may only look. */
  pass(
    request: IncomingMessage & { readonly originalUrl: string },
    response: ServerResponse,
    looks = false,
  ): Promise<void> {
    if (this.ended) throw this.ended;
    this.usedAt = Date.now();
    const { port1, port2 } = new MessageChannel();
    this.order({ kind: 'connect', port: port2 });
    const { method = 'GET', originalUrl: path } = request;
    const hasBody = ['POST', 'PUT', 'PATCH'].includes(method);
    const inner = ask({
      createConnection: () => new PortStream(port1),
      method,
      path,
      headers: {
        ...onlyOwn(request.headers, hasBody ? hopByHop : [...hopByHop, 'content-length']),
        ...(looks && { [LOOKS_HEADER]: 'yes' }),
      },
    });
    response.on('close', () => inner.destroy());
    if (hasBody) request.pipe(inner);
    else inner.end();
    return new Promise((resolve, reject) => {
      inner.on('response', (answer) => {
        response.writeHead(answer.statusCode!, onlyOwn(answer.headers, hopByHop));
        answer.pipe(response);
        answer.on('close', () => {
          if (!answer.complete) response.destroy();
          resolve();
        });
      });
      inner.on('error', () => {
        reject(this.ended ?? new RequestProblem(503, 'the session has not answered', 'the same once more'));
      });
    });
  }

  /** Ends it, with its last words on disk. Resolves with what went wrong. */
  async close(): Promise<PlainError | undefined> {
    if (this.ended) return undefined;
    const timer = setTimeout(() => void this.end(closing), CLOSE_MS_MAX);
    const answer = this.report();
    this.order({ kind: 'close' });
    try {
      const report = await answer;
      return report.kind === 'closed' ? report.error : undefined;
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
      await this.end(closing);
    }
  }

  /** Ends it at once, whatever it is doing. */
  async end(reason = closing): Promise<void> {
    this.fail(reason);
    await this.worker.terminate();
  }

  private order(order: Order): void {
    this.worker.postMessage(order, order.kind === 'connect' ? [order.port] : []);
  }

  /** The next word of the thread that is no sign of life. */
  private report(): Promise<Report> {
    return new Promise((resolve, reject) => {
      this.failed = reject;
      this.heard = (report) => {
        if (report.kind !== 'pong') resolve(report);
      };
    });
  }

  private fail(reason: RequestProblem): void {
    clearInterval(this.watch);
    this.ended ??= reason;
    this.failed?.(this.ended);
  }

  /** What the thread has died of. */
  private outgrown(error: Error): RequestProblem {
    if (!('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')) {
      return new RequestProblem(500, 'an internal error has ended the session', 'none', 'open it again');
    }
    const found = `a story that takes over ${this.limits.megabytes} MB`;
    return new RequestProblem(this.known === undefined ? 422 : 410, found, 'a smaller story', MORE_MEMORY);
  }

  private ping(): void {
    if (this.known === undefined) return;
    this.unanswered += 1;
    if (this.unanswered * PING_MS <= this.limits.silentMs) return this.order({ kind: 'ping' });
    const found = `the session has ended: one request took over ${this.limits.silentMs / 1000} s`;
    void this.end(new RequestProblem(410, found, 'another session', MORE_TIME));
  }
}

const closing = new RequestProblem(410, 'the session has ended', 'another session');

/** Headers that concern one connection only. */
const hopByHop = [
  ...['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'expect', 'date'],
  ...['proxy-authorization', 'proxy-connection', 'authorization', 'cookie', LOOKS_HEADER],
];

const onlyOwn = (headers: NodeJS.Dict<string | string[]>, left: readonly string[]) =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || left.includes(name) ? [] : [[name, value]],
    ),
  );

function errorOf(report: Report): Error {
  switch (report.kind) {
    case 'refused': {
      const { status, found, wanted, hint, problems } = report.refusal;
      return new RequestProblem(status, found, wanted, hint, problems);
    }
    case 'damaged':
      return new DamagedSession(report.reason);
    case 'failed': {
      const { message, code, port } = report.error;
      return Object.assign(new Error(message), { code, port });
    }
    default:
      return new Error(`the thread of a session said ${report.kind}`);
  }
}
