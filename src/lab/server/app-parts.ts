import type { Offered } from './offered.ts';
import type { SessionStore } from './session-store.ts';

/** What the lab's API works on. */
export interface AppParts {
  readonly store: SessionStore;
  readonly offered: readonly Offered[];
  readonly host: string;
  readonly token?: string | undefined;
  /** Folder of the built pages. */
  readonly pages: string;
}
