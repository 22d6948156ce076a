import type { Carrier } from '../in-process.ts';

/** Open sockets that carry requests to the fakes. */
export interface Sockets {
  readonly carry: Carrier;
  close(): Promise<void>;
}
