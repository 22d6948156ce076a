/** The SMTP door of a standalone mail gateway: smtp-server speaks the protocol, the book decides. */
import type { Readable } from 'node:stream';
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerAuthentication,
  type SMTPServerSession,
} from 'smtp-server';
import type { Gateway } from '../../core/model/gateway.ts';
import type { WireRequest, WireResponse } from '../../core/model/wire.ts';
import type { Counter } from '../http-door/counter.ts';
import type { DurableLog } from '../recorder/durable-log.ts';

export interface SmtpDoorOptions {
  readonly counter: Counter;
  readonly gateway: Gateway;
  readonly log?: DurableLog;
  /** Bytes of one mail. */
  readonly sizeLimit?: number;
}

const SIZE_LIMIT = 10_000_000;
const CLIENTS_MAX = 500;
const RECIPIENTS_MAX = 100;

/** Opens no port yet: call `listen`. The certificate for STARTTLS is smtp-server's own, for localhost. */
export function createSmtpDoor({
  counter,
  gateway,
  log,
  sizeLimit = SIZE_LIMIT,
}: SmtpDoorOptions): SMTPServer {
  const username = gateway.options.get('username');
  const door = new SMTPServer({
    name: 'localhost',
    banner: 'drysend',
    size: sizeLimit,
    maxClients: CLIENTS_MAX,
    disableReverseLookup: true,
    authOptional: username === undefined,
    // A local fake takes a password without TLS too: clients under test are often set up so.
    allowInsecureAuth: true,
    logger: false,
    onConnect: (_session, done) => done(gateway.down ? failed(421, '4.3.2 Service not available') : null),
    onAuth: (auth, _session, done) => {
      if (isKnown(auth, gateway)) done(null, { user: auth.username ?? '' });
      else done(failed(535, '5.7.8 Authentication credentials invalid'));
    },
    onRcptTo: (address, session, done) => {
      if (session.envelope.rcptTo.length >= RECIPIENTS_MAX)
        return done(failed(452, '4.5.3 Too many recipients'));
      done(refusalAt('rcpt', counter, gateway, mail(session, address, '')));
    },
    onData: (stream, session, done) => {
      collect(stream, sizeLimit, (text) => {
        if (text === undefined) return done(failed(552, '5.3.4 Message too big'));
        take(counter, gateway, log, session, text, done);
      });
    },
  });
  // A client that breaks off is its own affair. Trouble with the port is told by `server` itself.
  door.on('error', () => {});
  return door;
}

type Done = (error?: Error | null, message?: string) => void;

/** One exchange for each recipient; the last refusal is the answer, as the protocol has only one. */
function take(
  counter: Counter,
  gateway: Gateway,
  log: DurableLog | undefined,
  session: SMTPServerSession,
  text: string,
  done: Done,
): void {
  let answer: WireResponse | undefined;
  let open = session.envelope.rcptTo.length;
  const ended = (error?: Error): void => {
    open -= 1;
    if (error) answer = { status: 451, headers: {}, body: `4.3.0 ${error.message}` };
    if (open > 0 || !answer) return;
    if (answer.status >= 400) done(failed(answer.status, answer.body));
    else done(null, answer.body);
  };
  for (const address of session.envelope.rcptTo) {
    const { response, recorded } = counter.say(gateway, mail(session, address, text));
    if (!answer || response.status >= 400) answer = response;
    if (log) log.append(recorded, ended);
    else ended();
  }
}

/** What the book would say at that stage already, before there is any text. */
function refusalAt(stage: string, counter: Counter, gateway: Gateway, request: WireRequest): Error | null {
  const { response } = counter.bookOf(gateway).says(request, { gateway, messageId: '', attempt: 1, at: 0 });
  return response.status >= 400 && response.headers.stage === stage
    ? failed(response.status, response.body)
    : null;
}

function mail(session: SMTPServerSession, recipient: SMTPServerAddress, text: string): WireRequest {
  const { mailFrom } = session.envelope;
  const end = text.search(/\r?\n\r?\n/);
  const head = end < 0 ? text : text.slice(0, end);
  const body = end < 0 ? '' : text.slice(end).replace(/^\r?\n\r?\n/, '');
  return {
    method: 'MAIL',
    path: recipient.address,
    headers: { ...headersOf(head), 'envelope-from': mailFrom === false ? '' : mailFrom.address },
    body,
  };
}

const HEADERS_MAX = 200;

/** Header lines, folded ones joined; the first of a name counts. */
function headersOf(head: string): Record<string, string> {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const line of head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .slice(0, HEADERS_MAX)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    headers[name] ??= line.slice(colon + 1).trim();
  }
  return { ...headers };
}

function collect(
  stream: Readable & { readonly sizeExceeded?: boolean },
  limit: number,
  done: (text: string | undefined) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  });
  stream.on('end', () =>
    done(stream.sizeExceeded || size > limit ? undefined : Buffer.concat(chunks).toString('utf8')),
  );
}

function isKnown({ username, password }: SMTPServerAuthentication, { options }: Gateway): boolean {
  const known = options.get('username');
  return known === undefined || (username === known && password === (options.get('password') ?? ''));
}

function failed(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}
