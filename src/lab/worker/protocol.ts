/** What the lab and the thread of one of its sessions say to each other. */
import type { MessagePort } from 'node:worker_threads';
import type { Problem } from '../../scenario/problem.ts';
import type { GatewayPlaces } from '../server/gateway-servers.ts';
import type { ReadRules } from '../server/offered.ts';
import type { KeptSession } from './kept-session.ts';

/** A session to go on with in another one. */
export type SessionCopy = Omit<KeptSession, 'line' | 'openedAt'>;

/** What a thread is begun with. */
export type ThreadStart = {
  readonly id: string;
  readonly rules: ReadRules;
  /** Where the session is kept; undefined: only in memory. */
  readonly file: string | undefined;
} & (
  | { readonly kind: 'open'; readonly path: string; readonly text: string; readonly origin: string }
  | { readonly kind: 'resume' }
  | { readonly kind: 'copy'; readonly session: SessionCopy }
);

/** What the lab knows of a session without asking its thread. */
export interface SessionCard {
  readonly title: string;
  readonly about: string | undefined;
  readonly tags: readonly string[];
  readonly project: string;
  /** How many there are. */
  readonly contacts: number;
  readonly origin: string;
  /** Real time. */
  readonly openedAt: number;
  /** Something about the kept file that people should know. */
  readonly notice: string | undefined;
}

interface PlainRefusal {
  readonly status: number;
  readonly found: string;
  readonly wanted: string;
  readonly hint: string | undefined;
  readonly problems: readonly Problem[];
}

/** An error of the system, as far as it survives the way between threads. */
export interface PlainError {
  readonly message: string;
  readonly code: string | undefined;
  readonly port: number | undefined;
}

/** To the thread. */
export type Order =
  | { readonly kind: 'connect'; readonly port: MessagePort }
  | { readonly kind: 'gateways'; readonly places: GatewayPlaces }
  | { readonly kind: 'copy' }
  | { readonly kind: 'ping' }
  | { readonly kind: 'close' };

/** From the thread. */
export type Report =
  | { readonly kind: 'open'; readonly card: SessionCard }
  | { readonly kind: 'refused'; readonly refusal: PlainRefusal }
  | { readonly kind: 'damaged'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: PlainError }
  | { readonly kind: 'gateways'; readonly urls: ReadonlyMap<string, string> }
  /** Its title or its contacts have changed. */
  | { readonly kind: 'card'; readonly card: SessionCard }
  | { readonly kind: 'copy'; readonly session: SessionCopy }
  | { readonly kind: 'pong' }
  | { readonly kind: 'closed'; readonly error: PlainError | undefined };
