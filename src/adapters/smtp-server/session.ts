/**
 * One SMTP session: smtp-server's own, with four additions. A rule may act before any command; a reply may come
 * out slowly; a client that never sends a mail is disconnected, and so is one whose commands contain a bare CR or LF.
 */
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { SMTPServer } from 'smtp-server';
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import type { SMTPStream } from 'smtp-server/lib/smtp-stream.js';
import { resetNow } from '../faults/break-connection.ts';
import type { SmtpPlace } from '../faults/effects.ts';
import type { StartTimer } from '../timer.ts';
import { type Connection, isFinal, perform } from './action.ts';
import { addressCommand } from './address.ts';
import { batchReplies } from './batched-replies.ts';
import { invalidCharacterInCommands } from './invalid-characters.ts';
import type { SmtpFault } from './smtp-fault.ts';

/** Commands since the last mail; a mail to 100 people takes 102. */
const COMMANDS_MAX = 1000;

/** Commands before which smtp-server has no callback. MAIL and RCPT have theirs once they are parsed. */
const PLACES: ReadonlyMap<string, SmtpPlace> = new Map([
  ['EHLO', 'ehlo'],
  ['HELO', 'ehlo'],
  ['STARTTLS', 'starttls'],
  ['AUTH', 'auth'],
  ['DATA', 'data'],
  ['QUIT', 'quit'],
]);

/** Replies after which the session goes on as it is: no TLS begins behind them, and nothing closes. */
const CONTINUING_CODES = new Set([250, 354]);

export class SmtpSession extends SMTPConnection implements Connection {
  /** The client's own connection, below TLS too. */
  readonly raw: Socket;
  readonly startTimer: StartTimer;
  smtpFault: SmtpFault | undefined;
  /** Called when the mail at hand ends before its text. */
  onLost: () => void = () => {};
  /** Called with a command that ends the session, and what was wrong with it. */
  onInvalid: (verb: string, wrong: string) => void = () => {};
  /** The fake is waiting on purpose, so the client is not slow. */
  isWaiting = false;
  /** Data came before it was asked for. */
  isEarly = false;
  /** What TLS begins with; made anew before it ends. */
  tls: (() => SecureContext) | undefined;
  private commands = 0;
  private dripMs: number | undefined;
  private isDripping = false;
  private readonly queue: (() => void)[] = [];

  constructor(
    server: SMTPServer,
    socket: Socket,
    startTimer: StartTimer,
    options?: SMTPConnectionOptions | null,
  ) {
    super(server, socket, options);
    this.raw = socket;
    this.startTimer = startTimer;
  }

  /** smtp-server takes a lone LF for the end of a command. */
  override _createParser(): SMTPStream {
    const parser = super._createParser();
    const write = parser._write.bind(parser);
    parser._write = (chunk, encoding, next) => {
      const isAwaited = this._ready && !this._upgrading && !parser._dataMode && !parser.isClosed;
      const piece = isAwaited ? chunk.toString('latin1') : '';
      const wrong = invalidCharacterInCommands(parser._remainder, piece);
      if (wrong === undefined) return write(chunk, encoding, next);
      this.onInvalid(verbOf(parser._remainder + piece), wrong);
      this.send(521, `5.5.2 ${wrong}`, false);
      this.close();
      next();
    };
    return parser;
  }

  override _onCommand(command: Buffer, callback?: () => void): void {
    if (this._closing || this._closed) return;
    if (this._upgrading || !this._ready || this._nextHandler) return super._onCommand(command, callback);
    this.commands += 1;
    if (this.commands > COMMANDS_MAX) return this.send(421, '4.7.0 Too many commands without a mail');
    if (this.smtpFault === undefined) return super._onCommand(command, callback);
    const proceed = (): void => {
      if (!this._closing && !this._closed) super._onCommand(command, callback);
    };
    const place = PLACES.get(command.toString('latin1').split(' ', 1)[0]?.trim().toUpperCase() ?? '');
    const action = place && this.smtpFault.at(place);
    if (action === undefined) return proceed();
    if (place === 'data' && isFinal(action)) this.onLost();
    perform(action, this, proceed, (code, words) => {
      this.send(code, words, false);
      if (callback) setImmediate(callback);
    });
  }

  /** What follows DATA in one piece with it has not waited for the go-ahead. */
  override handler_DATA(command: Buffer, callback: () => void): void {
    this.isEarly = false;
    super.handler_DATA(command, callback);
    process.nextTick(() => {
      const parser = this._parser;
      this.isEarly = parser !== false && (parser.dataBytes > 0 || parser._lastBytes !== false);
    });
  }

  /** smtp-server knows no quoted local parts, and writes domains anew. */
  override _parseAddressCommand(name: string, command: Buffer | string) {
    const read = addressCommand(command);
    const parsed = read && super._parseAddressCommand(name, read.plain);
    return parsed ? { ...parsed, address: read.address } : false;
  }

  override upgrade(callback: () => void, secureCallback?: () => void): void {
    if (this.tls) this._server.secureContext.set('*', this.tls());
    super.upgrade(callback, secureCallback);
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    const shownLines = Array.isArray(data) ? this.withoutHidden(data) : data;
    if (this.isDripping) {
      this.queue.push(() => this.send(code, shownLines, context));
      return;
    }
    const everyMs = this.dripMs;
    if (everyMs === undefined || this._upgrading) {
      if (CONTINUING_CODES.has(code)) batchReplies(this._socket);
      return super.send(code, shownLines, context);
    }
    this.dripMs = undefined;
    this.isDripping = true;
    this.dripOut(linesOf(code, shownLines), everyMs);
  }

  /** A mail has come to its end. */
  mailEnded(): void {
    this.commands = 0;
  }

  /** The next reply comes out a byte at a time. */
  drip(everyMs: number): void {
    this.dripMs = everyMs;
  }

  reset(): void {
    resetNow(this.raw);
  }

  /** Says something that is no reply, and closes. */
  endWith(words: string): void {
    if (!this._socket.destroyed) this._socket.write(words);
    this.close();
  }

  private withoutHidden(lines: readonly string[]): string[] {
    const hidden = this.smtpFault?.hidden ?? [];
    return lines.filter((line, index) => index === 0 || !hidden.includes(line.split(' ', 1)[0] ?? ''));
  }

  private dripOut(left: string, everyMs: number): void {
    const socket = this._socket;
    if (!socket.writable) return;
    socket.write(left.slice(0, 1));
    if (left.length > 1) {
      this.startTimer(everyMs, () => this.dripOut(left.slice(1), everyMs));
      return;
    }
    this.isDripping = false;
    while (!this.isDripping) {
      const next = this.queue.shift();
      if (next === undefined) return;
      next();
    }
  }
}

/** The first word of the line that is unsound; never what follows it, which may be a password. */
function verbOf(piece: string): string {
  const [sound = ''] = piece.split(/(?<!\r)\n|\r(?!\n)|\0/, 1);
  return /^[a-z]{1,20}/i.exec(sound.slice(sound.lastIndexOf('\n') + 1))?.[0].toUpperCase() ?? '';
}

function linesOf(code: number, data: string | string[] | null | undefined): string {
  const lines = [data ?? ''].flat();
  return lines.map((line, index) => `${code}${index < lines.length - 1 ? '-' : ' '}${line}\r\n`).join('');
}
