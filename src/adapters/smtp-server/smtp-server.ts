/** The SMTP server of a standalone mail gateway: the package smtp-server does the protocol, the fake responds. */
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
import { CONNECTIONS_MAX } from '../connections-max.ts';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import { type StartTimer, startRealTimer } from '../timer.ts';
import { perform } from './action.ts';
import { evaluateRecipient } from './at-rcpt.ts';
import { NO_MAIL } from './mail.ts';
import { MailReceiver } from './mail-receiver.ts';
import { SmtpSession } from './session.ts';
import { watchSlowClients } from './slow-clients.ts';
import { SmtpFault } from './smtp-fault.ts';

export interface SmtpServerOptions {
  readonly fakes: FakeGateways;
  readonly gateway: Gateway;
  readonly log?: DurableLog;
  /** Bytes of one mail. */
  readonly sizeLimit?: number;
  /** How long a client may take over one command or one mail. */
  readonly commandTimeoutMs?: number;
  /** Waits for latency, faults and bounces; default: in real time. */
  readonly startTimer?: StartTimer;
  /** For STARTTLS, which is offered only then: what a client can trust. */
  readonly tls?: (() => SecureContext) | undefined;
}

const SIZE_LIMIT = 10_000_000;
const RECIPIENTS_MAX = 100;
const COMMAND_TIMEOUT_MS = 300_000;

/** Opens no port yet: call `listen`. */
export function createSmtpServer(options: SmtpServerOptions): SMTPServer {
  const { fakes, gateway, startTimer = startRealTimer, sizeLimit = SIZE_LIMIT, tls } = options;
  const mailReceiver = new MailReceiver({ ...options, startTimer });
  const begin = (connection: SmtpSession): void => {
    connection.onInvalid = (verb, wrong, code) => {
      // Before the greeting there is no envelope yet.
      const from = connection._ready ? senderOf(connection.session) : '';
      mailReceiver.record.refuseCommand(verb, from, wrong, code);
    };
  };
  const server: SessionServer = new SessionServer(startTimer, begin, {
    name: 'localhost',
    banner: 'drysend',
    size: sizeLimit,
    maxClients: CONNECTIONS_MAX,
    disableReverseLookup: true,
    authOptional: gateway.options.get('username') === undefined,
    // A local fake takes a password without TLS too: clients under test are often set up so.
    allowInsecureAuth: true,
    logger: false,
    // Mailers with default settings start TLS where it is offered, and do not trust a self-signed certificate.
    ...(tls === undefined && { disabledCommands: ['STARTTLS'] }),
    onConnect(session, done) {
      if (gateway.down) return done(failed(421, '4.3.2 Service not available'));
      const connection = server.sessionOf(session);
      if (!connection) return done(null);
      connection.tls = tls;
      connection.onTransfer = () =>
        mailReceiver.transfer({
          from: senderOf(session),
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          session: connection,
        });
      const state = fakes.stateOf(gateway);
      if (!state.needsEvaluation) return done(null);
      connection.smtpFault = new SmtpFault(state, () => fakes.ruleTime);
      const { smtpFault } = connection;
      connection.onLost = () =>
        mailReceiver.record.recordLost(smtpFault.match.keys(), senderOf(session), NO_MAIL, smtpFault);
      smtpFault.begin();
      perform(smtpFault.at('connect'), connection, () => done(null), refusing(done));
    },
    onAuth(auth, _session, done) {
      if (isKnown(auth, gateway)) done(null, { user: auth.username ?? '' });
      else done(failed(535, '5.7.8 Authentication credentials invalid'));
    },
    onMailFrom({ address }, session, done) {
      const connection = server.sessionOf(session);
      if (!connection?.smtpFault) return done(null);
      connection.smtpFault.from(address);
      perform(connection.smtpFault.at('mail'), connection, () => done(null), refusing(done));
    },
    onRcptTo({ address }, session, done) {
      if (session.envelope.rcptTo.length >= RECIPIENTS_MAX)
        return done(failed(452, '4.5.3 Too many recipients'));
      const mailGateway = { fakes, gateway, record: mailReceiver.record };
      const connection = server.sessionOf(session);
      evaluateRecipient(
        mailGateway,
        address,
        senderOf(session),
        connection,
        () => done(null),
        refusing(done),
      );
    },
    onClose: ({ id }) => server.forget(id),
  });
  // Connections that clients break are ignored. Errors of the port are emitted by `server.server`.
  server.on('error', () => {});
  const endWatch = watchSlowClients(() => server.sessions(), options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS);
  server.server.on('close', () => {
    endWatch();
    mailReceiver.close();
  });
  return server;
}

/** smtp-server with sessions of our own. */
class SessionServer extends SMTPServer {
  private readonly startTimer: StartTimer;
  private readonly begin: (session: SmtpSession) => void;
  private readonly byId = new Map<string, SmtpSession>();

  /** @param begin called with each session before its first byte */
  constructor(startTimer: StartTimer, begin: (session: SmtpSession) => void, options: SMTPServerOptions) {
    super(options);
    this.begin = begin;
    this.startTimer = startTimer;
  }

  override connect(socket: Socket, options?: SMTPConnectionOptions | null): void {
    const session = new SmtpSession(this, socket, this.startTimer, options);
    this.byId.set(session.id, session);
    this.begin(session);
    this.connections.add(session);
    session.on('error', (error) => this._onError(error));
    session.on('connect', (data) => this._onClientConnect(data));
    session.init();
  }

  sessionOf({ id }: SMTPServerSession): SmtpSession | undefined {
    return this.byId.get(id);
  }

  sessions(): Iterable<SmtpSession> {
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
