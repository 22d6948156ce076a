/** What a mail server's fault does at one command. */
import type { Socket } from 'node:net';
import { type BrokenConnection, type FaultEffects, type SmtpPlace, smtpPlaces } from '../faults/effects.ts';
import type { StartTimer } from '../timer.ts';

export type Action =
  | { readonly kind: 'reply'; readonly code: number; readonly words: string }
  /** Waits, then goes on. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** Waits until the client leaves, or is disconnected for taking too long. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'close' }
  /** Goes on, with a reply that comes out slowly. */
  | { readonly kind: 'drip'; readonly everyMs: number };

/** Whether the mail at hand does not go on after it. */
export const isFinal = ({ kind }: Action): boolean => kind !== 'wait' && kind !== 'drip';

/** A session that something can be done to. */
export interface Connection {
  readonly raw: Socket;
  readonly startTimer: StartTimer;
  isWaiting: boolean;
  drip(everyMs: number): void;
  reset(): void;
  close(): void;
}

export function perform(
  action: Action | undefined,
  session: Connection,
  proceed: () => void,
  refuse: (code: number, words: string) => void,
): void {
  switch (action?.kind) {
    case undefined:
      return proceed();
    case 'reply':
      return refuse(action.code, action.words);
    case 'wait':
      return wait(action.ms, session, proceed);
    case 'drip':
      session.drip(action.everyMs);
      return proceed();
    case 'reset':
      return session.reset();
    case 'close':
      return session.close();
    case 'hang':
      return;
  }
}

/** Goes on after so long; at once when it is 0. */
export function wait(ms: number, session: Connection, proceed: () => void): void {
  if (ms === 0) return proceed();
  const { raw } = session;
  session.isWaiting = true;
  const callOff = session.startTimer(ms, () => {
    raw.off('close', callOff);
    session.isWaiting = false;
    proceed();
  });
  raw.once('close', callOff);
}

const PLACE_OF = new Map(smtpPlaces.map((place, index) => [place, index]));
const laterOf = (one: SmtpPlace, other: SmtpPlace): SmtpPlace =>
  (PLACE_OF.get(one) ?? 0) < (PLACE_OF.get(other) ?? 0) ? other : one;

/** How long a short reply is that cannot come out slowly, as the connection changes right after it. */
const SHORT_REPLY = 28;

/** What the effects do at each command; at `earliest` what should have happened before they were known. */
export function actionsOf(effects: FaultEffects, earliest: SmtpPlace): ReadonlyMap<SmtpPlace, Action> {
  const actions = new Map<SmtpPlace, Action>();
  const { pause, connection, raw } = effects;
  if (pause) actions.set(laterOf(pause.at, earliest), { kind: 'wait', ms: pause.ms });
  if (connection?.at && !breaksDuringData(connection)) {
    const place = laterOf(connection.at, earliest);
    actions.set(place, breaking(connection, place));
  }
  if (raw?.at) {
    actions.set(laterOf(raw.at, earliest), { kind: 'reply', code: raw.status, words: raw.body });
  }
  return actions;
}

/** A mail that is broken off while it is read. */
export function breaksDuringData(connection: BrokenConnection): boolean {
  const { at, mode, phase, committed } = connection;
  if (at) return at === 'data' && mode === 'reset';
  return placeOfBreak(connection) === 'dot' && !committed && phase === 'body' && isBare(mode);
}

/** Whether the client receives nothing at all. */
export const isBare = (mode: BrokenConnection['mode']): boolean =>
  mode === 'reset' || mode === 'close' || mode === 'hang' || mode === 'refuse';

function breaking({ mode, holdMs, everyMs }: BrokenConnection, place: SmtpPlace): Action {
  if (mode === 'reset') return { kind: 'reset' };
  if (mode === 'hang') return holdMs === undefined ? { kind: 'hang' } : { kind: 'wait', ms: holdMs };
  return place === 'starttls' || place === 'quit'
    ? { kind: 'wait', ms: everyMs * SHORT_REPLY }
    : { kind: 'drip', everyMs };
}

/**
 * Where a broken connection of no place of its own acts. Before the mail is accepted it is by `phase`: at RCPT,
 * at DATA, or with the mail half read (`dot`).
 */
export function placeOfBreak({ committed, mode, phase }: BrokenConnection): SmtpPlace {
  if (committed || !isBare(mode)) return 'dot';
  if (phase === 'before') return 'rcpt';
  return phase === 'headers' ? 'data' : 'dot';
}

/** The same as an action, where it is one. */
export const bareBreak = ({ mode }: BrokenConnection): Action =>
  mode === 'hang' ? { kind: 'hang' } : { kind: mode === 'close' ? 'close' : 'reset' };
