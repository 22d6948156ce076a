import type { Transport } from '../in-process.ts';

/** Open sockets that carry requests to the fakes. */
export interface Sockets {
  readonly transport: Transport;
  close(): Promise<void>;
}
