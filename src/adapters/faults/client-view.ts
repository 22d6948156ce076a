/** What a client receives of a response that comes late, in pieces, or over a connection that breaks. */
import type { WireClient, WireFailure, WireResponse } from '../../core/model/wire.ts';
import type { BrokenConnection, ConnectionMode } from './effects.ts';

/** What reaches the client, and when. */
export interface ClientView {
  readonly outcome: WireResponse | WireFailure;
  /** Since the request: when the client has received all, or gives up. Meaningless for a client without a time-out. */
  readonly afterMs: number;
  /** How the connection must behave for a client with a shorter time-out than the real one: it hangs where that one gives up. */
  readonly connection: BrokenConnection | undefined;
}

/**
 * The clock of a client starts anew with every piece that it reads (docs/hq/gateways.md#s1-3), so there are two places
 * for a pause that is too long: before the first piece, and between two of them.
 * @param waitMs until the response begins
 */
export function clientView(
  response: WireResponse,
  connection: BrokenConnection | undefined,
  waitMs: number,
  { patienceMs, readsLines }: WireClient,
): ClientView {
  const patience = patienceMs ?? Number.POSITIVE_INFINITY;
  if (waitMs > patience) return gaveUp(silent(connection, 'before'), patience);
  if (connection === undefined) return { outcome: response, afterMs: waitMs, connection };
  if (connection.mode === 'hang') {
    const begunMs = connection.phase === 'before' ? 0 : waitMs;
    return gaveUp(connection, patienceMs === undefined ? waitMs : begunMs + patience);
  }
  if (connection.mode === 'drip') return hearsDrip(response, connection, waitMs, patience);
  const failure = isHalfLine(connection, readsLines) ? undefined : FAILURES[connection.mode];
  const outcome =
    failure === undefined ? { ...response, body: truncated(response.body, connection) } : { failure };
  return { outcome, afterMs: waitMs, connection };
}

function hearsDrip(
  response: WireResponse,
  connection: BrokenConnection,
  waitMs: number,
  patience: number,
): ClientView {
  const lengthMs = dripMs(response, connection);
  if (lengthMs > 0 && connection.everyMs > patience)
    return gaveUp(silent(connection, 'body'), waitMs + patience);
  return { outcome: response, afterMs: waitMs + lengthMs, connection };
}

/** How long a response in pieces takes, from the first to the last of them. */
export function dripMs({ body }: WireResponse, { bytes, everyMs }: BrokenConnection): number {
  const pieces = Math.ceil(Buffer.byteLength(body) / Math.max(bytes ?? 1, 1));
  return everyMs * Math.max(pieces - 1, 0);
}

const gaveUp = (connection: BrokenConnection, afterMs: number): ClientView => ({
  outcome: TIMEOUT,
  afterMs,
  connection,
});

const TIMEOUT: WireFailure = { failure: 'timeout' };

/** From this phase on, nothing more is sent. */
const silent = (
  connection: BrokenConnection | undefined,
  phase: BrokenConnection['phase'],
): BrokenConnection => ({
  mode: 'hang',
  phase,
  committed: connection?.committed ?? true,
  bytes: connection?.bytes,
  everyMs: 0,
});

/** Modes after which a client has no answer. */
const FAILURES: Readonly<
  Record<Exclude<ConnectionMode, 'hang' | 'drip'>, WireFailure['failure'] | undefined>
> = {
  refuse: 'refused',
  reset: 'reset',
  close: 'reset',
  truncate: undefined,
  short_body: 'reset',
  garbage: 'garbage',
  bad_chunk: 'garbage',
};

const isHalfLine = ({ mode }: BrokenConnection, readsLines = false): boolean =>
  readsLines && mode === 'short_body';

/** The part of a body before the cut, half of it when the rule does not say; never half a character. */
export function truncated(body: string, { bytes }: Pick<BrokenConnection, 'bytes'>): string {
  const whole = Buffer.from(body);
  return new TextDecoder().decode(whole.subarray(0, bytes ?? whole.length >> 1), { stream: true });
}
