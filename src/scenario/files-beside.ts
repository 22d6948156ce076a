/** The files beside a scenario: where they are, and what reading them gives. */
import type { ImportFile } from '../imports/importer.ts';
import { quoted } from './problem.ts';

/** The folder of a file, with forward slashes; empty for a bare name. */
export function folderOf(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  return slashed.slice(0, Math.max(0, slashed.lastIndexOf('/') + 1));
}

/** A path given from a folder, without `.` and with each `..` worked out where it can be. */
export function joinPath(folder: string, path: string): string {
  const slashed = path.replaceAll('\\', '/');
  const isAbsolute = slashed.startsWith('/') || /^[A-Za-z]:\//.test(slashed);
  const whole = isAbsolute ? slashed : folder + slashed;
  const steps: string[] = [];
  for (const step of whole.split('/')) {
    if (step === '' && steps.length > 0) continue;
    if (step === '.') continue;
    const last = steps.at(-1);
    if (step === '..' && last !== undefined && last !== '..' && last !== '') steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}

/** What a scenario wants with a file. */
export type FilePurpose = 'use' | 'import' | 'form' | 'transcript';

/** The content of a file beside the scenario, or why it cannot be had. */
export type ReadFile = (path: string, purpose?: FilePurpose) => FileContent | UnreadFile;

/** An import is not text: `bytes` begin it, and `pieces` or `parts` have the rest where it is large. */
interface FileContent extends Partial<Omit<ImportFile, 'path'>> {
  readonly text: string;
}

interface UnreadFile {
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
