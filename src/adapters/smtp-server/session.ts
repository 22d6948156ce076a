/**
 * One SMTP session: its protocol, with three additions. A rule may act before any command; a reply may come
 * out slowly; and a client that never sends a mail is disconnected.
 */
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { SMTPServer } from 'smtp-server';
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import { resetNow } from '../faults/break-connection.ts';
import type { SmtpPlace } from '../faults/effects.ts';
import type { StartTimer } from '../timer.ts';
import { type Connection, isFinal, perform } from './action.ts';
import { batchReplies } from './batched-replies.ts';
import { type MailTransfer, SmtpProtocol } from './protocol.ts';
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

export class SmtpSession extends SmtpProtocol implements Connection {
  /** The client's own connection, below TLS too. */
  readonly raw: Socket;
  readonly startTimer: StartTimer;
  smtpFault: SmtpFault | undefined;
  /** Called when the mail at hand ends before its text. */
  onLost: () => void = () => {};
  /** Called at DATA. */
  onTransfer: () => MailTransfer = () => NO_TRANSFER;
  /** The fake is waiting on purpose, so the client is not slow. */
  isWaiting = false;
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

  protected override beginTransfer(): MailTransfer {
    return this.onTransfer();
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

function linesOf(code: number, data: string | string[] | null | undefined): string {
  const lines = [data ?? ''].flat();
  return lines.map((line, index) => `${code}${index < lines.length - 1 ? '-' : ' '}${line}\r\n`).join('');
}

const NO_TRANSFER: MailTransfer = {
  arrived: () => {},
  ended: (_data, reply) => reply(421, '4.3.2 Service not available'),
};
