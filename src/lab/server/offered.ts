import { readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { type AllowedFolders, FileAccess, storyReader } from '../../adapters/files/file-access.ts';
import { SCENARIO_BYTES_MAX, textOf } from '../../adapters/files/read-file.ts';
import type { ReadFile } from '../../scenario/load.ts';
import { planOf } from '../session/scenario-text.ts';

const OFFERED_MAX = 500;

/** The path of a scenario that was sent as a text. */
export const SENT_TEXT = 'scenario';

export interface Offered {
  readonly path: string;
  readonly title: string;
  readonly about: string | undefined;
  readonly tags: readonly string[];
  readonly file: string;
}

/** The scenarios of a folder that read well. */
export function offeredIn(folder: string): readonly Offered[] {
  const files = namesIn(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .slice(0, OFFERED_MAX);
  return files.flatMap((name) =>
    offeredFile(join(folder, name), relative(folder, join(folder, name)), new FileAccess(folder)),
  );
}

/** The scenario of the command line, as its session has read it. */
export const offeredAs = (
  file: string,
  { title, about, tags }: Pick<Offered, 'title' | 'about' | 'tags'>,
): Offered => ({ path: file.split(sep).join('/'), title, about, tags, file });

/** One file, unless it does not read, or may not be read. */
function offeredFile(file: string, path: string, access: FileAccess): readonly Offered[] {
  const read = access.read(file, SCENARIO_BYTES_MAX);
  const found = 'bytes' in read ? textOf(read.bytes) : undefined;
  if (found === undefined || 'refusal' in found) return [];
  try {
    const { title, about, tags } = planOf(file, found.text, storyReader(access));
    return [{ path: path.split(sep).join('/'), title, about, tags, file }];
  } catch {
    return [];
  }
}

/** Which files a scenario of the lab may read. */
export interface ReadRules {
  /** The scenario of the command line: what lies below its folder, and in others that are allowed. */
  readonly own: string | undefined;
  readonly folders?: AllowedFolders | undefined;
  /** The folder of the shipped scenarios, for those. */
  readonly folder: string;
}

/** Reads what a scenario of this path may read. */
export function readFor({ own, folders, folder }: ReadRules, path: string): ReadFile {
  if (path === SENT_TEXT) return () => ({ problem: 'a text sent here names no files' });
  return path === own ? storyReader(new FileAccess(dirname(path), folders)) : readBeside(folder);
}

/** Reads files of one folder and below, nothing else. */
export const readBeside = (folder: string): ReadFile => storyReader(new FileAccess(folder));

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}
