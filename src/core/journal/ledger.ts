import { hash32 } from '../chance.ts';

/** What a gateway took: how many messages, and a sum over their ids that does not depend on the order. */
export interface Tally {
  readonly count: number;
  /** Of `hash32(id)`, modulo 2^32. */
  readonly sum: number;
}

/** Gateway name → what it took. */
export type Ledger = ReadonlyMap<string, Tally>;

/** Takes down one message. */
export function tally(ledger: Map<string, Tally>, gateway: string, id: string): void {
  const { count, sum } = ledger.get(gateway) ?? { count: 0, sum: 0 };
  ledger.set(gateway, { count: count + 1, sum: (sum + hash32(id)) >>> 0 });
}
