import type { LoadOptions } from './load-options.ts';

/** What was asked of `drysend run`. */
export interface RunOptions extends LoadOptions {
  readonly grep?: string;
  readonly tag: readonly string[];
  readonly seed?: number;
  readonly reporter: readonly string[];
  readonly json?: true;
  readonly journal?: string;
  readonly journalLevel: 'all' | 'sent';
  readonly exchanges?: string;
  readonly list?: true;
  readonly lastFailed?: true;
  readonly bail?: true;
  readonly update?: true;
  readonly checkDeterminism?: true;
  readonly wire?: true;
}
