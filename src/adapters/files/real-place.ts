import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** Longest path, in characters: what Linux takes. */
const PATH_CHARACTERS_MAX = 4096;

/**
 * Where a path leads when every symbolic link is followed; of a file that is not there yet, its folder's real
 * path and the rest as written. Undefined for a link that leads nowhere.
 * Throws the system's own error for a path that leads round in a circle, is too long or is no path.
 */
export function realPlace(path: string): string | undefined {
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
export function isBelow(place: string, folder: string): boolean {
  const way = relative(folder, place);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
