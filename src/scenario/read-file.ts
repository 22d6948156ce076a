import { quoted } from './problem.ts';

/** What a scenario wants with a file. */
export type FilePurpose = 'use' | 'import' | 'form' | 'transcript';

/** The content of a file beside the scenario, or why it cannot be had. */
export type ReadFile = (
  path: string,
  purpose?: FilePurpose,
) => { readonly text: string; readonly bytes?: Uint8Array } | UnreadFile;

export interface UnreadFile {
  readonly problem: string;
  /** It is not only missing: what would be allowed, and how. */
  readonly refusal?: { readonly wanted: string; readonly hint?: string };
}

/** Why a file cannot be had, and what is wanted instead. */
export function unreadWords(
  path: string,
  { problem, refusal }: UnreadFile,
): [found: string, wanted: string, hint?: string] {
  const wanted = refusal?.wanted ?? 'a file that can be read';
  const found = `${quoted(path)}: ${problem}`;
  return refusal?.hint === undefined ? [found, wanted] : [found, wanted, refusal.hint];
}
