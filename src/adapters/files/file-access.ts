/** What one story may read and write: its own folder, and those that the command line allows. */

import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { RandomAccess } from '../../imports/importer.ts';
import type { FilePurpose, ReadFile } from '../../scenario/load.ts';
import { makeFolder } from './make-folder.ts';
import { partsOf } from './random-access.ts';
import { type BytesRead, readRegular, SCENARIO_BYTES_MAX } from './read-file.ts';
import { systemReason } from './system-reason.ts';
import { replaceFile } from './whole-file.ts';

/** What a story may read and write besides its own folder: `--allow-read`, `--allow-write`. */
export interface AllowedFolders {
  readonly allowRead?: readonly string[] | undefined;
  /** May be read as well: what is written is compared first. */
  readonly allowWrite?: readonly string[] | undefined;
}

/** Why a story may not have a file, what it may have, and how to allow it. */
interface Refusal {
  readonly found: string;
  readonly wanted: string;
  readonly hint?: string;
}

/** Bytes of all files that one story reads. */
const STORY_BYTES_MAX = 256_000_000;
const tooMuch = 'the files of this story have more than 256 MB together';

type Use = 'read' | 'write';

interface Folder {
  /** As it was given. */
  readonly path: string;
  readonly real: string;
  readonly uses: readonly Use[];
  /** The story's own. */
  readonly isOwn: boolean;
}

/** A folder that was named and is none. */
export class NoSuchFolder extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} is not a folder`);
    this.path = path;
  }
}

/**
 * Answers for one story whether it may read or write a file: below the story's folder, the folder that the
 * command line names, or an allowed one, wherever symbolic links lead. Every file that a story names goes
 * through here.
 */
export class FileAccess {
  readonly #folders: readonly Folder[];
  readonly #otherFolders = new Set<string>();
  #bytes = 0;

  /** @throws NoSuchFolder for an allowed folder that is none. */
  constructor(own: string, { allowRead = [], allowWrite = [] }: AllowedFolders = {}, named?: string) {
    const folder = (path: string, uses: readonly Use[], isOwn = false): Folder[] => {
      const real = realOr(path);
      return real === undefined ? [] : [{ path, real, uses, isOwn }];
    };
    this.#folders = [
      ...folder(own, ['read', 'write'], true),
      ...(named === undefined ? [] : folder(named, ['read', 'write'])),
      ...allowWrite.flatMap((path) => folder(mustBeFolder(path), ['read', 'write'])),
      ...allowRead.flatMap((path) => folder(mustBeFolder(path), ['read'])),
    ];
  }

  /** Folders, other than the story's own, in which it read a file: to do the same again they have to be allowed. */
  get otherFolders(): readonly string[] {
    return [...this.#otherFolders];
  }

  /** Why the story may not read this file; undefined: it may, if it is there. */
  readRefusal(path: string): Refusal | undefined {
    const found = this.#find(path, 'read');
    if (!('place' in found)) return found;
    if (!found.folder.isOwn) this.#otherFolders.add(found.folder.path);
    return undefined;
  }

  /** The bytes of a regular file that the story may read. */
  read(path: string, bytesMax: number): BytesRead | { readonly refusal: Refusal } {
    const found = this.#find(path, 'read');
    if (!('place' in found)) return { refusal: found };
    if (!found.folder.isOwn) this.#otherFolders.add(found.folder.path);
    const read = readRegular(found.place, bytesMax);
    if ('bytes' in read) this.#bytes += read.bytes.length;
    return this.#bytes > STORY_BYTES_MAX ? { problem: tooMuch } : read;
  }

  /** Any part of a regular file that the story may read; undefined: `read` says why not. */
  parts(path: string, bytesMax: number): RandomAccess | undefined {
    const found = this.#find(path, 'read');
    if (!('place' in found)) return undefined;
    const parts = partsOf(found.place, bytesMax);
    if (parts && !found.folder.isOwn) this.#otherFolders.add(found.folder.path);
    return parts;
  }

  /** Why the story may not have this file written; undefined: it may. */
  writeRefusal(path: string): Refusal | undefined {
    const found = this.#find(path, 'write');
    if (!('place' in found)) return found;
    const { place, folder } = found;
    if (lstatOf(path)?.isSymbolicLink())
      return { found: 'it is a symbolic link', wanted: 'a file that is written where it is named' };
    const hidden = relative(folder.real, place)
      .split(sep)
      .find((step) => step.startsWith('.'));
    if (hidden !== undefined)
      return {
        found: 'its name, or that of its folder, begins with a dot',
        wanted: 'a file that is not hidden',
      };
    const stats = lstatOf(place);
    return stats === undefined || stats.isFile()
      ? undefined
      : { found: 'it is not a regular file', wanted: 'a regular file, or a name that is free' };
  }

  /**
   * Writes a file that the story may write, whole or not at all.
   * @throws Error with the refusal; CannotWrite when the system refuses.
   */
  write(path: string, text: string): void {
    const refusal = this.writeRefusal(path);
    if (refusal) throw new Error(`${path}: ${refusal.found}`);
    const place = realPlace(path) ?? path;
    makeFolder(dirname(place));
    replaceFile(place, text);
  }

  #find(path: string, use: Use): { readonly place: string; readonly folder: Folder } | Refusal {
    try {
      const place = realPlace(path);
      const folder = place && this.#for(use).find(({ real }) => isBelow(place, real));
      return folder ? { place: place!, folder } : this.#outside(path, use);
    } catch (error) {
      return this.#isWrittenBelow(path, use)
        ? { found: systemReason(error), wanted: 'a file that can be read' }
        : this.#outside(path, use);
    }
  }

  #for(use: Use): readonly Folder[] {
    return this.#folders.filter(({ uses }) => uses.includes(use));
  }

  /** As the words of the path have it, wherever links lead. */
  #isWrittenBelow(path: string, use: Use): boolean {
    return this.#for(use).some((folder) => isBelow(resolve(path), resolve(folder.path)));
  }

  /** Says nothing of what is there: not even whether anything is. */
  #outside(path: string, use: Use): Refusal {
    const isLink = this.#isWrittenBelow(path, use);
    const folders = new Set(this.#for(use).map((folder) => displayPath(folder.path)));
    return {
      found: isLink
        ? 'a symbolic link leads outside of the story’s folder'
        : 'it is outside of the story’s folder',
      wanted: `a file below ${[...folders].join(' or ')}`,
      hint: `${optionFor(use, isLink ? undefined : dirname(path))} opens another folder`,
    };
  }
}

/** The path is the story's, and a person may copy this line into a shell. */
function optionFor(use: Use, folder: string | undefined): string {
  const isPlain = folder !== undefined && /^(?!-)[\p{L}\p{N}_./@%+=:,-]+$/u.test(folder);
  const inProgram = use === 'read' ? 'allowRead' : 'allowWrite';
  return `--allow-${use} ${isPlain ? folder : 'DIR'} (in a program ${inProgram})`;
}

const displayPath = (folder: string): string =>
  folder === '' || folder === '.' ? 'this folder' : folder.replace(/(?<=.)\/$/, '');

function mustBeFolder(path: string): string {
  if (!statOf(path)?.isDirectory()) throw new NoSuchFolder(path);
  return path;
}

function realOr(path: string): string | undefined {
  try {
    return realPlace(path);
  } catch {
    return undefined;
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function lstatOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** Longest path, in characters: what Linux takes. */
const PATH_CHARACTERS_MAX = 4096;

/**
 * Where a path leads when every symbolic link is followed; of a file that is not there yet, its folder's real
 * path and the rest as written. Undefined for a link that leads nowhere.
 * Throws the system's own error for a path that leads round in a circle, is too long or is no path.
 */
function realPlace(path: string): string | undefined {
  if (path.length > PATH_CHARACTERS_MAX) throw Object.assign(new Error('long'), { code: 'ENAMETOOLONG' });
  const rest: string[] = [];
  for (let place = resolve(path); ; place = dirname(place)) {
    const real = realOf(place);
    if (real !== undefined) return join(real, ...rest);
    if (lstatSync(place, { throwIfNoEntry: false }) !== undefined) return undefined;
    rest.unshift(basename(place));
  }
}

/** The root of the disk is always there. */
function realOf(place: string): string | undefined {
  try {
    return realpathSync.native(place);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(String((error as NodeJS.ErrnoException).code))) return undefined;
    throw error;
  }
}

/** Whether a real path is a real folder or lies below it. */
function isBelow(place: string, folder: string): boolean {
  const way = relative(folder, place);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

const PART_BYTES_MAX = 64_000_000;
/** Ten million cases with forty columns: it is read in pieces, and what is kept of it is its cases. */
const IMPORT_BYTES_MAX = 8_000_000_000;
/** Of a file that is read in pieces, to see what it is; a smaller one is read whole. */
const HEAD_BYTES = 1 << 16;
const WHOLE_BYTES_MAX = 1_000_000;

/** Bytes of one file, by what the story wants with it. */
const bytesMax: Readonly<Record<FilePurpose, number>> = {
  use: SCENARIO_BYTES_MAX,
  import: IMPORT_BYTES_MAX,
  form: PART_BYTES_MAX,
  transcript: PART_BYTES_MAX,
};

/** Reads for the loader what a story names, as far as the story may. */
export function storyReader(access: FileAccess): ReadFile {
  const read = fileReader((path, bytesMax) => access.read(path, bytesMax));
  return (path, purpose) => {
    const parts = purpose === 'import' ? access.parts(path, IMPORT_BYTES_MAX) : undefined;
    if (parts === undefined || parts.length <= WHOLE_BYTES_MAX) return read(path, purpose);
    return { text: '', bytes: parts.read(0, HEAD_BYTES), parts };
  };
}

/** Reads for the loader by any means that gives bytes. */
export function fileReader(
  bytesOf: (path: string, bytesMax: number) => ReturnType<FileAccess['read']>,
): ReadFile {
  return (path, purpose = 'use') => {
    const read = bytesOf(path, bytesMax[purpose]);
    if ('refusal' in read) return refused(read.refusal);
    // An import is read from its bytes, once: as text beside them a large one would be there twice.
    if ('bytes' in read) return { text: purpose === 'import' ? '' : textIn(read.bytes), bytes: read.bytes };
    return read.isMissing ? { problem: read.problem } : { problem: read.problem, refusal: unreadable };
  };
}

const textIn = (bytes: Buffer): string => bytes.toString('utf8').replace(/^\ufeff/, '');

const unreadable = { wanted: 'a file that can be read' };

/** A case export that the command line names. */
export function readExportFile(path: string): BytesRead & { readonly parts?: RandomAccess } {
  const parts = partsOf(path, IMPORT_BYTES_MAX);
  if (parts === undefined || parts.length <= WHOLE_BYTES_MAX) return readRegular(path, IMPORT_BYTES_MAX);
  return { bytes: Buffer.from(parts.read(0, HEAD_BYTES)), parts };
}

/** A refusal in the loader's words. */
export function refused({ found, wanted, hint }: Refusal): ReturnType<ReadFile> {
  return { problem: found, refusal: hint === undefined ? { wanted } : { wanted, hint } };
}
