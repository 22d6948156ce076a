/** One connection of an SMPP client: its units in order, how it is bound, and what it is asked. */
import type { Socket } from 'node:net';
import type { StartTimer } from '../timer.ts';
import { Frames } from './frames.ts';
import { commandOf, type Pdu, type PduWritten, readPdu, statusCode, WRONG_LENGTH, writePdu } from './pdu.ts';

export type Bound = 'transmitter' | 'receiver' | 'transceiver';

/** What a client may take over its bind, and over one unit that it has begun. */
const BIND_MS = 10_000;
const UNIT_MS = 30_000;
/** Answers that a client does not read. */
const UNREAD_BYTES_MAX = 1_000_000;

/** What a client may take to close a connection that has ended. */
const LEAVE_MS = 5_000;
/** Answers that wait behind one that comes out slowly. */
const HELD_MAX = 10_000;

const SEQUENCE_MAX = 0x7fff_ffff;

export interface SessionEvents {
  /** A unit that asks for something. */
  handle(pdu: Pdu, unit: Buffer, session: SmppSession): void;
  /** A unit whose lengths are wrong, by its command or ''; the client is disconnected. */
  unreadable(command: string): void;
}

export class SmppSession {
  readonly socket: Socket;
  readonly startTimer: StartTimer;
  bound: Bound | undefined;
  systemId = '';
  /** Submits that wait for their answer. */
  outstanding = 0;
  private readonly events: SessionEvents;
  private readonly frames = new Frames();
  private sequence = 0;
  private readonly asked = new Map<number, (response: Pdu) => void>();
  private isSilent = false;
  private isHeld = false;
  private held: Buffer[] = [];
  private endUnitWatch: (() => void) | undefined;
  private readonly waits = new Set<() => void>();

  constructor(socket: Socket, startTimer: StartTimer, events: SessionEvents) {
    this.socket = socket;
    this.startTimer = startTimer;
    this.events = events;
    const endBindWatch = startTimer(BIND_MS, () => {
      if (this.bound === undefined) socket.destroy();
    });
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    // Connections that clients break are ignored.
    socket.on('error', () => {});
    socket.on('close', () => {
      endBindWatch();
      this.endUnitWatch?.();
      for (const cancel of this.waits) cancel();
    });
  }

  /** Acts later, unless the client has left by then. */
  after(ms: number, act: () => void): void {
    if (this.socket.destroyed) return;
    const cancel = this.startTimer(ms, () => {
      this.waits.delete(cancel);
      act();
    });
    this.waits.add(cancel);
  }

  get canReceive(): boolean {
    return (this.bound === 'receiver' || this.bound === 'transceiver') && !this.isSilent;
  }

  get canSubmit(): boolean {
    return this.bound === 'transmitter' || this.bound === 'transceiver';
  }

  /** Answers a unit, and counts what is outstanding no more. */
  respond(pdu: Pdu, name: string, fields: PduWritten = {}): void {
    this.write(this.responseTo(pdu, name, fields));
  }

  responseTo({ command, sequence }: Pdu, name: string, fields: PduWritten = {}): Buffer {
    const isKnown = command !== 'unknown' && command !== 'generic_nack';
    return writePdu(isKnown ? `${command}_resp` : 'generic_nack', {
      ...fields,
      status: statusCode(name),
      sequence,
    });
  }

  /** Asks the client something; calls back with its response. Gives what forgets the question. */
  ask(command: string, fields: PduWritten, received: (response: Pdu) => void): () => void {
    this.sequence = this.sequence >= SEQUENCE_MAX ? 1 : this.sequence + 1;
    const { sequence } = this;
    this.asked.set(sequence, received);
    this.write(writePdu(command, { ...fields, sequence }));
    return () => this.asked.delete(sequence);
  }

  /** From here on nothing is sent to the client, and nothing that it sends is read. */
  silence(): void {
    this.isSilent = true;
    this.held = [];
  }

  hold(): void {
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
    for (const bytes of this.held.splice(0)) this.write(bytes);
  }

  /** Says a last thing and closes. */
  endWith(bytes: Buffer): void {
    this.write(bytes);
    this.silence();
    this.socket.end();
    this.socket.once(
      'close',
      this.startTimer(LEAVE_MS, () => this.socket.destroy()),
    );
  }

  write(bytes: Buffer): void {
    const { socket } = this;
    if (this.isSilent || !socket.writable) return;
    if (this.held.length > HELD_MAX) return void socket.destroy();
    if (this.isHeld) this.held.push(bytes);
    else socket.write(bytes);
    if (socket.writableLength <= UNREAD_BYTES_MAX || socket.isPaused()) return;
    socket.pause();
    socket.once('drain', () => socket.resume());
  }

  private read(chunk: Buffer): void {
    for (const unit of this.frames.take(chunk)) {
      if (this.isSilent) return;
      if (unit === 'wrong length') return this.disconnect('', 0);
      this.endUnitWatch?.();
      this.endUnitWatch = undefined;
      this.readUnit(unit);
    }
    if (this.frames.isWithin) this.endUnitWatch ??= this.startTimer(UNIT_MS, () => this.socket.destroy());
  }

  private readUnit(unit: Buffer): void {
    const pdu = readPdu(unit);
    if (pdu === undefined) return this.disconnect(commandOf(unit), unit.readUInt32BE(12));
    if (!pdu.isResponse && pdu.command !== 'generic_nack') return this.events.handle(pdu, unit, this);
    const received = this.asked.get(pdu.sequence);
    this.asked.delete(pdu.sequence);
    received?.(pdu);
  }

  /** Behind a unit that cannot be read, nothing can. */
  private disconnect(command: string, sequence: number): void {
    this.events.unreadable(command);
    this.endWith(writePdu('generic_nack', { status: statusCode(WRONG_LENGTH), sequence }));
  }
}
