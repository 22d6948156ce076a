import type { LiveSession } from '../session/live-session.ts';
import type { Offered } from './offered.ts';
import type { ReportRefusal } from './refused-requests.ts';
import type { SessionStore } from './session-store.ts';

/** What the lab's API works on. */
export interface AppParts {
  readonly store: SessionStore;
  readonly offered: readonly Offered[];
  readonly host: string;
  readonly token?: string | undefined;
  /** Where other devices of the network reach the lab now. */
  networkUrls(): readonly string[];
  /** Folder of the built pages. */
  readonly pages: string;
  /** Hears of requests that were refused whatever they asked for. */
  readonly reportRefusal?: ReportRefusal | undefined;
}

/** What the API of one session works on, in the session's own thread. */
export interface SessionParts {
  readonly session: LiveSession;
  /** Resolves when all that was done so far is on the disk. @throws Refusal when it cannot be. */
  kept(): Promise<void>;
}
