/**
 * The protocol of one session: smtp-server's, with shorter ways for what every mail passes: a greeting without its
 * pause of 100 ms, commands that arrive as one whole line, plain addresses, and the text behind DATA.
 */
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js';
import type { SMTPStream } from 'smtp-server/lib/smtp-stream.js';
import { addressCommand } from './address.ts';
import { DataReader } from './data-reader.ts';
import { invalidCharacterInCommands } from './invalid-characters.ts';

/** A client that talks before it is greeted has done so by then. */
const GREETING_PAUSE_MS = 2;
const LINE_MAX = 1000;
const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;

/** Replies, of smtp-server's and our own, to clients that are sent away for what they did. */
const BREACH =
  /(You talk too soon|HTTP requests not allowed|Command line too long|too many un\w+ commands|Too many commands without a mail|You take too long|Too many connected clients)/i;

const INJECTED = 'commands sent behind STARTTLS';

/** The first four bytes of the commands of a mail. */
const VERBS = {
  MAIL: Buffer.from('MAIL').readUInt32BE(),
  RCPT: Buffer.from('RCPT').readUInt32BE(),
  DATA: Buffer.from('DATA').readUInt32BE(),
};

/** A mail whose text is on its way. */
export interface MailTransfer {
  /** Some of the text came. */
  arrived(data: DataReader): void;
  /** The text came to its end. */
  ended(data: DataReader, reply: (code: number, words: string) => void): void;
}

export abstract class SmtpProtocol extends SMTPConnection {
  /** Called when a client breaks the protocol and is sent away: with its command, and what was wrong with it. */
  onInvalid: (verb: string, wrong: string, code: number) => void = () => {};
  /** Data came before it was asked for. */
  isEarly = false;
  private data: DataReader | undefined;
  private transfer: MailTransfer | undefined;
  private isAskingForData = false;

  /** A mail begins, whose envelope the session has. */
  protected abstract beginTransfer(): MailTransfer;

  override init(): void {
    this._setListeners(() => {
      const { connections, options } = this._server;
      if (options.maxClients && connections.size > options.maxClients)
        return this.send(421, `${this.name} Too many connected clients, try again in a moment`, false);
      // What has come by the end of the pause is read before the next immediate.
      setTimeout(() => setImmediate(() => this.connectionReady()), GREETING_PAUSE_MS).unref();
    });
  }

  override _createParser(): SMTPStream {
    const parser = super._createParser();
    const write = parser._write.bind(parser);
    parser._write = (piece, encoding, next) => {
      if (parser.isClosed) return next();
      if (this.data && parser._dataMode) return this.readData(this.data, parser, piece, next);
      const isCommand = this._ready && !this._upgrading && !parser._dataMode;
      if (!isCommand) return write(piece, encoding, next);
      const line = parser._remainder === '' ? wholeLine(piece) : undefined;
      if (line) return this._onCommand(line, once(next));
      const text = piece.toString('latin1');
      const isInjected = this.isInjectedIn(parser._remainder + text);
      const wrong = isInjected ? INJECTED : invalidCharacterInCommands(parser._remainder, text);
      if (wrong === undefined) return write(piece, encoding, next);
      const verb = this._nextHandler ? 'AUTH' : verbOf(parser._remainder + text);
      this.onInvalid(isInjected ? 'STARTTLS' : verb, wrong, 521);
      this.send(521, `5.5.2 ${wrong}`, false);
      this.close();
      next();
    };
    return parser;
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    super.send(code, data, context);
    const [, wrong] = code === 421 && typeof data === 'string' ? (BREACH.exec(data) ?? []) : [];
    if (wrong !== undefined) this.onInvalid('', wrong, code);
  }

  /** Commands that came in the clear, to be obeyed inside TLS. */
  private isInjectedIn(text: string): boolean {
    return !this.secure && this._isSupported('STARTTLS') && /^STARTTLS\r\n[\s\S]/im.test(text);
  }

  /** Commands without their checks for other kinds of servers: those of a mail, once the client has greeted. */
  override _onCommand(command: Buffer, callback?: () => void): void {
    const handler = this.handlerOf(command);
    if (!handler || !callback) return super._onCommand(command, callback);
    let isDone = false;
    const done = (): void => {
      isDone = true;
      this._handlerPending = false;
      this._whenWritable(callback);
    };
    this._handlerPending = true;
    try {
      handler.call(this, command, done);
    } catch {
      if (isDone) return;
      this.send(451, 'Error: internal server error');
      done();
    }
  }

  override handler_DATA(command: Buffer, callback: () => void): void {
    const parser = this._parser;
    this.isEarly = false;
    if (!parser || this.session.envelope.rcptTo.length === 0) return super.handler_DATA(command, callback);
    this.data = new DataReader(this._server.options.size ?? Number.POSITIVE_INFINITY);
    this.transfer = this.beginTransfer();
    parser._dataMode = true;
    this.send(354, 'End data with <CR><LF>.<CR><LF>');
    // What comes in one piece with DATA has not waited for the go-ahead.
    this.isAskingForData = true;
    process.nextTick(() => {
      this.isAskingForData = false;
    });
    callback();
  }

  /** smtp-server knows no quoted local parts, and writes domains anew. */
  override _parseAddressCommand(name: string, command: Buffer | string) {
    const read = addressCommand(command);
    if (read?.isPlain && read.verb.toLowerCase() === name)
      return { address: read.address, args: false as const };
    const parsed = read && super._parseAddressCommand(name, read.plain);
    return parsed ? { ...parsed, address: read.address } : false;
  }

  /** undefined: the command has to pass smtp-server's checks. */
  private handlerOf(command: Buffer) {
    const { options, _closeTimeout } = this._server;
    const isOpen = this._ready && !this._upgrading && !this._nextHandler && !_closeTimeout;
    if (!isOpen || !options.authOptional || !this.hostNameAppearsAs || command.length < 4) return undefined;
    if (command.length > 4 && command[4] !== SPACE) return undefined;
    switch (command.readUInt32BE()) {
      case VERBS.MAIL:
        return this.handler_MAIL;
      case VERBS.RCPT:
        return this.handler_RCPT;
      case VERBS.DATA:
        return this.handler_DATA;
      default:
        return undefined;
    }
  }

  private readData(data: DataReader, parser: SMTPStream, piece: Buffer, next: () => void): void {
    if (piece.length === 0) return next();
    this.isEarly ||= this.isAskingForData;
    const rest = data.feed(piece);
    this.transfer?.arrived(data);
    if (rest === undefined) return next();
    parser._dataMode = false;
    this.data = undefined;
    // The client waits for the reply, and is not idle meanwhile.
    this._handlerPending = true;
    this.transfer?.ended(data, (code, words) => {
      this._handlerPending = false;
      this.send(code, words, code === 250 ? 'DATA_OK' : undefined);
      this._transactionCounter += 1;
      this._unrecognizedCommands = 0;
      this._resetSession();
      if (rest.length > 0) parser._write(rest, 'buffer', next);
      else next();
    });
  }
}

/** A piece that is one command and no more, without its line end. */
function wholeLine(piece: Buffer): Buffer | undefined {
  const end = piece.length - 2;
  if (end < 0 || end > LINE_MAX || piece[end] !== CR || piece[end + 1] !== LF) return undefined;
  for (let at = 0; at < end; at += 1) {
    const byte = piece[at];
    if (byte === CR || byte === LF || byte === 0) return undefined;
  }
  return piece.subarray(0, end);
}

/** smtp-server may call back twice. */
function once(next: () => void): () => void {
  let isCalled = false;
  return () => {
    if (isCalled) return;
    isCalled = true;
    next();
  };
}

/** The command whose line is unsound; never what follows it, nor a line that is none, which may be a password. */
function verbOf(piece: string): string {
  const [sound = ''] = piece.split(/(?<!\r)\n|\r(?!\n)|\0/, 1);
  const line = sound.slice(sound.lastIndexOf('\n') + 1);
  return (
    /^(?:AUTH|DATA|EHLO|HELO|MAIL|NOOP|QUIT|RCPT|RSET|STARTTLS|VRFY)\b/i.exec(line)?.[0].toUpperCase() ?? ''
  );
}
