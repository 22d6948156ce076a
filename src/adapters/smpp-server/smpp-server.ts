/** The SMPP server of a standalone gateway: sessions bind, submit messages, and receive texts and receipts. */
import { createServer, type Server, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { Gateway } from '../../core/model/gateway.ts';
import { CONNECTIONS_MAX } from '../connections-max.ts';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import { onFirstByte } from '../proxy/first-byte.ts';
import { shakeHands } from '../proxy/handshake.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import { type StartTimer, startRealTimer } from '../timer.ts';
import type { SessionTransport } from '../webhooks/dispatcher.ts';
import { numberIn, type Pdu, textIn, WRONG_LENGTH } from './pdu.ts';
import { Receivers } from './receivers.ts';
import { type Bound, SmppSession } from './session.ts';
import { Submits } from './submits.ts';

export interface SmppServerOptions {
  readonly fakes: FakeGateways;
  readonly gateway: Gateway;
  readonly log?: DurableLog;
  /** Waits for latency and faults; default: in real time. */
  readonly startTimer?: StartTimer;
  /** Clients may begin TLS on the same port then: what they can trust. */
  readonly tls?: (() => SecureContext) | undefined;
}

export interface SmppServer {
  /** Listens nowhere yet. */
  readonly server: Server;
  /** Brings texts and receipts to who is bound. */
  readonly transport: SessionTransport;
}

const FIRST_BYTE_MS = 10_000;
/** Of a TLS handshake; a unit of SMPP begins with a length, whose first byte is 0. */
const TLS_HANDSHAKE = 0x16;
/** interface_version of clients of SMPP 5.0; those before 3.4 know no TLVs. */
const V50 = 0x50;
const V34 = 0x34;

export function createSmppServer(options: SmppServerOptions): SmppServer {
  const { gateway, startTimer = startRealTimer, tls } = options;
  const submits = new Submits({ ...options, startTimer });
  const sessions = new Set<SmppSession>();
  const begin = (socket: Socket): void => {
    const session = new SmppSession(socket, startTimer, { handle, unreadable });
    sessions.add(session);
    socket.on('close', () => sessions.delete(session));
  };

  function handle(pdu: Pdu, unit: Buffer, session: SmppSession): void {
    switch (pdu.command) {
      case 'bind_transmitter':
      case 'bind_receiver':
      case 'bind_transceiver':
        return bind(pdu, session);
      case 'enquire_link':
        return session.respond(pdu, 'ESME_ROK');
      case 'unbind':
        return session.endWith(session.responseTo(pdu, 'ESME_ROK'));
      case 'submit_sm':
      case 'submit_multi':
      case 'data_sm':
        if (session.canSubmit) return submits.take(pdu, unit, session);
        return refuse(pdu, session, 'ESME_RINVBNDSTS', 'the session is not bound as a transmitter');
      default:
        return refuse(pdu, session, 'ESME_RINVCMDID', 'this gateway does not serve it');
    }
  }

  function unreadable(path: string): void {
    const request = { method: 'SMPP', path, headers: {}, body: '' };
    submits.record.refuse(request, WRONG_LENGTH, 'a unit whose lengths are wrong', 'other');
  }

  function bind(pdu: Pdu, session: SmppSession): void {
    if (session.bound) return refuse(pdu, session, 'ESME_RALYBND', 'the session is bound already');
    const wrong = wrongWith(pdu, gateway);
    if (wrong !== undefined) {
      refuse(pdu, session, wrong, 'these are not the credentials of the gateway');
      return session.endWith(Buffer.alloc(0));
    }
    session.bound = pdu.command.slice('bind_'.length) as Bound;
    session.systemId = textIn(pdu.fields, 'system_id');
    const version = numberIn(pdu.fields, 'interface_version');
    const tlv = version < V34 ? {} : { sc_interface_version: version >= V50 ? V50 : V34 };
    session.respond(pdu, 'ESME_ROK', { system_id: 'drysend', ...tlv });
  }

  /** Kept by its command alone: a bind holds a password. */
  function refuse(pdu: Pdu, session: SmppSession, status: string, why: string): void {
    const request = { method: 'SMPP', path: pdu.command, headers: {}, body: '' };
    submits.record.refuse(request, status, why, 'other');
    session.respond(pdu, status);
  }

  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {});
    if (gateway.down) return void socket.destroy();
    if (tls === undefined) return begin(socket);
    onFirstByte(socket, Buffer.alloc(0), FIRST_BYTE_MS, (byte) => {
      if (byte !== TLS_HANDSHAKE) {
        begin(socket);
        return void socket.resume();
      }
      const hands = { context: tls(), timeoutMs: FIRST_BYTE_MS, onSecure: begin, onBroken: () => {} };
      shakeHands(socket, hands);
    });
  });
  server.maxConnections = CONNECTIONS_MAX;
  server.on('close', () => submits.close());
  return { server, transport: new Receivers(() => sessions).transport };
}

/** Credentials that the gateway does not configure may be anything. */
function wrongWith({ fields }: Pdu, { options }: Gateway): string | undefined {
  const isOther = (option: string, field = option): boolean =>
    options.has(option) && options.get(option) !== textIn(fields, field);
  if (isOther('system_id')) return 'ESME_RINVSYSID';
  if (isOther('password')) return 'ESME_RINVPASWD';
  return isOther('system_type') ? 'ESME_RINVSYSTYP' : undefined;
}
