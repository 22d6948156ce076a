import type { AddressInfo, Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import type { WireFailure, WireRequest, WireResponse } from '../../core/model/wire.ts';
import { truncated } from '../faults/client-view.ts';
import type { ConnectionMode } from '../faults/effects.ts';
import type { ResponseOnWire } from '../in-process.ts';
import type { Sockets } from './wire.ts';

const PATIENCE_MS = 300;

/** The exchange that is under way. */
interface Turn {
  readonly outcome: ResponseOnWire;
  readonly mail: string;
}

/** A refusal as smtp-server wants it. */
class Refusal extends Error {
  readonly responseCode: number;

  constructor({ status, body }: WireResponse) {
    super(body);
    this.responseCode = status;
  }
}

const BARE_BREAKS: ReadonlySet<ConnectionMode> = new Set(['refuse', 'reset', 'close']);
const GARBAGE: ReadonlySet<ConnectionMode> = new Set(['garbage', 'bad_chunk']);

/** The mail fakes behind a real SMTP server, asked by a pooled client. */
export async function openSmtpWire(): Promise<Sockets> {
  let turn: Turn | undefined;
  let socket: Socket | undefined;
  /** The fake responds to the whole mail; its reply is given at the command that it answers. */
  const replyAt = (stages: readonly string[]): Error | undefined => {
    const { response, connection } = turn!.outcome;
    if (connection && stages.includes('mail')) {
      if (BARE_BREAKS.has(connection.mode)) socket?.destroy();
      return undefined;
    }
    return response.status >= 400 && stages.includes(response.headers.stage ?? 'rcpt')
      ? new Refusal(response)
      : undefined;
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    hideENHANCEDSTATUSCODES: true,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onMailFrom: (_address, _session, done) => {
      if (turn?.outcome.connection?.mode !== 'hang') done(replyAt(['auth', 'mail']));
    },
    onRcptTo: (_address, _session, done) => done(replyAt(['rcpt'])),
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const isWhole = withoutEnd(Buffer.concat(chunks).toString('utf8')) === withoutEnd(turn!.mail);
        const lost = new Refusal({ status: 554, headers: {}, body: '5.6.0 The mail changed on its way' });
        const refusal = isWhole ? replyAt(['data']) : lost;
        if (refusal) return done(refusal);
        const { response, connection } = turn!.outcome;
        if (connection && GARBAGE.has(connection.mode)) return socket?.end('\x01 this is no SMTP\r\n');
        const isHalf = connection?.mode === 'truncate' || connection?.mode === 'short_body';
        done(null, isHalf ? truncated(response.body, connection) : response.body);
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (each: Socket) => {
    socket = each;
    each.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  const open = () =>
    createTransport({
      host: '127.0.0.1',
      port,
      pool: true,
      maxConnections: 1,
      maxMessages: 1000,
      ignoreTLS: true,
      name: 'localhost',
    });
  let transport = open();
  return {
    async transport(request, _, respond) {
      const outcome = respond(request);
      const mail = mailText(request);
      turn = { outcome, mail };
      const isHang = outcome.connection?.mode === 'hang';
      const received = await sent(transport, request, mail, isHang ? PATIENCE_MS : undefined);
      if (outcome.connection) {
        transport.close();
        transport = open();
      }
      return received;
    },
    async close() {
      transport.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function sent(
  transport: ReturnType<typeof createTransport>,
  { headers, path }: WireRequest,
  mail: string,
  patienceMs: number | undefined,
): Promise<WireResponse | WireFailure> {
  const sending = transport
    .sendMail({ envelope: { from: headers['envelope-from'] ?? '', to: [path] }, raw: mail })
    .then(({ response }) => replied(String(response), 'data'), failureFrom);
  if (patienceMs === undefined) return await sending;
  const timeout = new Promise<WireFailure>((resolve) => {
    setTimeout(() => resolve({ failure: 'timeout' }), patienceMs);
  });
  return await Promise.race([sending, timeout]);
}

interface MailError {
  readonly response?: string;
  readonly command?: string;
}

function failureFrom(error: MailError): WireResponse | WireFailure {
  if (error.response === undefined) return { failure: 'reset' };
  if (!/^\d{3}/.test(error.response)) return { failure: 'garbage' };
  return replied(error.response, STAGES.get(error.command ?? '') ?? 'data');
}

const STAGES: ReadonlyMap<string, string> = new Map([
  ['MAIL FROM', 'mail'],
  ['RCPT TO', 'rcpt'],
]);

function replied(line: string, stage: string): WireResponse {
  return { status: Number(line.slice(0, 3)), headers: { stage }, body: line.slice(4) };
}

function mailText({ headers, body }: WireRequest): string {
  const lines = Object.entries(headers)
    .filter(([name]) => name !== 'envelope-from')
    .map(([name, value]) => `${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n${body.replace(/\r?\n/g, '\r\n')}`;
}

/** SMTP ends a mail with a line end, whether it had one or not. */
const withoutEnd = (mail: string): string => mail.replace(/\r?\n/g, '\r\n').replace(/(\r\n)+$/, '');
