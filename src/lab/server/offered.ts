import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
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
  return files.flatMap((name) => offeredFile(join(folder, name), relative(folder, join(folder, name))));
}

/** The scenario of the command line, as its session has read it. */
export const offeredAs = (
  file: string,
  { title, about, tags }: Pick<Offered, 'title' | 'about' | 'tags'>,
): Offered => ({ path: file.split(sep).join('/'), title, about, tags, file });

/** One file, unless it does not read. */
function offeredFile(file: string, path: string): readonly Offered[] {
  try {
    const { title, about, tags } = planOf(
      file,
      readFileSync(file, 'utf8'),
      readBeside(resolve(file, '../..')),
    );
    return [{ path: path.split(sep).join('/'), title, about, tags, file }];
  } catch {
    return [];
  }
}

/** Which files a scenario of the lab may read. */
export interface ReadRules {
  /** The scenario of the command line: what lies beside its folder. */
  readonly own: string | undefined;
  /** The folder of the shipped scenarios, for those. */
  readonly folder: string;
}

/** Reads what a scenario of this path may read. */
export function readFor({ own, folder }: ReadRules, path: string): ReadFile {
  if (path === SENT_TEXT) return () => ({ problem: 'a text sent here names no files' });
  return readBeside(path === own ? dirname(dirname(path)) : folder);
}

/** Reads files of one folder and below, nothing else. */
export function readBeside(folder: string): ReadFile {
  return (path) => {
    const whole = resolve(path);
    if (!whole.startsWith(resolve(folder) + sep)) return { problem: 'it lies outside the scenarios' };
    try {
      const bytes = readFileSync(whole);
      return { text: bytes.toString('utf8'), bytes };
    } catch {
      return { problem: 'no such file' };
    }
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}
