/** The SMTP door of a standalone mail gateway: smtp-server speaks the protocol, the book decides. */
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import {
  SMTPServer,
  type SMTPServerAuthentication,
  type SMTPServerOptions,
  type SMTPServerSession,
} from 'smtp-server';
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import type { Gateway } from '../../core/model/gateway.ts';
import { type Later, realLater } from '../faults/later.ts';
import { isTroubled } from '../faults/meet.ts';
import type { Counter } from '../http-door/counter.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import { act } from './action.ts';
import { meetRecipient } from './at-rcpt.ts';
import { Intake } from './intake.ts';
import { NO_MAIL } from './mail.ts';
import { Session } from './session.ts';
import { watchSlowClients } from './slow-clients.ts';
import { Trouble } from './trouble.ts';

export interface SmtpDoorOptions {
  readonly counter: Counter;
  readonly gateway: Gateway;
  readonly log?: DurableLog;
  /** Bytes of one mail. */
  readonly sizeLimit?: number;
  /** How long a client may take over one command or one mail. */
  readonly commandTimeoutMs?: number;
  /** Waits for latency, faults and bounces; default: in real time. */
  readonly later?: Later;
  /** For STARTTLS, which is offered only then: what a client can trust. */
  readonly tls?: (() => SecureContext) | undefined;
}

const SIZE_LIMIT = 10_000_000;
const CLIENTS_MAX = 500;
const RECIPIENTS_MAX = 100;
const COMMAND_TIMEOUT_MS = 300_000;

/** Opens no port yet: call `listen`. */
export function createSmtpDoor(options: SmtpDoorOptions): SMTPServer {
  const { counter, gateway, later = realLater, sizeLimit = SIZE_LIMIT, tls } = options;
  const intake = new Intake({ ...options, later, sizeLimit });
  const door: SmtpDoor = new SmtpDoor(later, {
    name: 'localhost',
    banner: 'drysend',
    size: sizeLimit,
    maxClients: CLIENTS_MAX,
    disableReverseLookup: true,
    authOptional: gateway.options.get('username') === undefined,
    // A local fake takes a password without TLS too: clients under test are often set up so.
    allowInsecureAuth: true,
    logger: false,
    // Mailers with default settings start TLS where it is offered, and do not trust what nobody vouches for.
    ...(tls === undefined && { disabledCommands: ['STARTTLS'] }),
    onConnect(session, done) {
      if (gateway.down) return done(failed(421, '4.3.2 Service not available'));
      const stand = door.sessionOf(session);
      if (!stand) return done(null);
      stand.tls = tls;
      stand.onUnsound = (verb, wrong) => intake.record.refuseCommand(verb, senderOf(session), wrong);
      if (!isTroubled(gateway)) return done(null);
      stand.trouble = new Trouble(gateway, counter.faultsOf(gateway), () => counter.ruleTime);
      const { trouble } = stand;
      stand.onLost = () => intake.record.lose(trouble.met.keys(), senderOf(session), NO_MAIL, trouble);
      trouble.begin();
      act(trouble.at('connect'), stand, () => done(null), refusing(done));
    },
    onAuth(auth, _session, done) {
      if (isKnown(auth, gateway)) done(null, { user: auth.username ?? '' });
      else done(failed(535, '5.7.8 Authentication credentials invalid'));
    },
    onMailFrom({ address }, session, done) {
      const stand = door.sessionOf(session);
      if (!stand?.trouble) return done(null);
      stand.trouble.from(address);
      act(stand.trouble.at('mail'), stand, () => done(null), refusing(done));
    },
    onRcptTo({ address }, session, done) {
      if (session.envelope.rcptTo.length >= RECIPIENTS_MAX)
        return done(failed(452, '4.5.3 Too many recipients'));
      const desk = { counter, gateway, record: intake.record };
      const stand = door.sessionOf(session);
      meetRecipient(desk, address, senderOf(session), stand, () => done(null), refusing(done));
    },
    onData(stream, session, done) {
      const stand = door.sessionOf(session);
      if (!stand) return done(failed(421, '4.3.2 Service not available'));
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      const envelope = { from: senderOf(session), recipients, stand };
      intake.mail(stream, envelope, (words) => done(null, words), refusing(done));
    },
    onClose: ({ id }) => door.forget(id),
  });
  // A client that breaks off is its own affair. Trouble with the port is told by `server` itself.
  door.on('error', () => {});
  const endWatch = watchSlowClients(() => door.sessions(), options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS);
  door.server.on('close', () => {
    endWatch();
    intake.close();
  });
  return door;
}

/** smtp-server with sessions of our own. */
class SmtpDoor extends SMTPServer {
  private readonly later: Later;
  private readonly byId = new Map<string, Session>();

  constructor(later: Later, options: SMTPServerOptions) {
    super(options);
    this.later = later;
  }

  override connect(socket: Socket, options?: SMTPConnectionOptions | null): void {
    const session = new Session(this, socket, this.later, options);
    this.byId.set(session.id, session);
    this.connections.add(session);
    session.on('error', (error) => this._onError(error));
    session.on('connect', (data) => this._onClientConnect(data));
    session.init();
  }

  sessionOf({ id }: SMTPServerSession): Session | undefined {
    return this.byId.get(id);
  }

  sessions(): Iterable<Session> {
    return this.byId.values();
  }

  forget(id: string): void {
    this.byId.delete(id);
  }
}

const senderOf = ({ envelope: { mailFrom } }: SMTPServerSession): string =>
  mailFrom === false ? '' : mailFrom.address;

function isKnown({ username, password }: SMTPServerAuthentication, { options }: Gateway): boolean {
  const known = options.get('username');
  return known === undefined || (username === known && password === (options.get('password') ?? ''));
}

const refusing =
  (done: (error: Error) => void) =>
  (code: number, words: string): void =>
    done(failed(code, words));

function failed(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}
