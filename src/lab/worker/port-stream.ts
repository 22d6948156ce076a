import { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';

const MORE = 'more';
const END = 'end';

/** Bytes of a chunk: what the other thread reads in one turn. */
const CHUNK_MAX = 65_536;

/** A byte stream between two threads, over a message port of its own: one chunk is under way at a time. */
export class PortStream extends Duplex {
  private readonly port: MessagePort;
  private writeDone: (() => void) | undefined;
  private isFull = false;

  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('message', (message: unknown) => this.receive(message));
    port.on('close', () => this.destroy());
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const bytes = Uint8Array.from(chunk.subarray(0, CHUNK_MAX));
    const rest = chunk.subarray(CHUNK_MAX);
    this.writeDone = rest.length === 0 ? done : () => this._write(rest, '', done);
    this.port.postMessage(bytes, [bytes.buffer]);
  }

  override _final(done: () => void): void {
    this.port.postMessage(END);
    done();
  }

  override _read(): void {
    if (!this.isFull) return;
    this.isFull = false;
    this.port.postMessage(MORE);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.port.close();
    done(error);
  }

  private receive(message: unknown): void {
    if (message === END) this.push(null);
    else if (message === MORE) {
      const { writeDone } = this;
      this.writeDone = undefined;
      writeDone?.();
    } else if (message instanceof Uint8Array) {
      if (this.push(Buffer.from(message.buffer))) this.port.postMessage(MORE);
      else this.isFull = true;
    }
  }
}
