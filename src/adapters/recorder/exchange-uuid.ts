/** An exchange's id as a UUID, which WireMock's clients want: the same exchange has always the same one. */
import { createHash } from 'node:crypto';
import type { Recorded } from './recorded.ts';

const UUID = /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-([\da-f]{12})$/i;

/** Version 8 of RFC 9562: a digest of the id, and the exchange's number. */
export function uuidOf({ id, seq }: Pick<Recorded, 'id' | 'seq'>): string {
  const digest = createHash('sha256').update(id).digest('hex');
  const [first, second, third, fourth] = [0, 8, 12, 15].map((from, at) =>
    digest.slice(from, from + (at === 0 ? 8 : at === 1 ? 4 : 3)),
  );
  return `${first}-${second}-8${third}-8${fourth}-${seq.toString(16).padStart(12, '0')}`;
}

/** A test for the exchange that has this id or UUID. */
export function hasId(wanted: string): (recorded: Pick<Recorded, 'id' | 'seq'>) => boolean {
  const [, hex] = UUID.exec(wanted) ?? [];
  if (hex === undefined) return ({ id }) => id === wanted;
  const seq = Number.parseInt(hex, 16);
  const uuid = wanted.toLowerCase();
  return (recorded) => recorded.seq === seq && uuidOf(recorded) === uuid;
}
