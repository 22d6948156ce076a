/** Files that an assistant may name: those below the folder in which the server was started. */
import { realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { systemReason } from '../../adapters/files/system-reason.ts';
import { exitCodes } from '../exit-codes.ts';
import { Stop } from '../stop.ts';

/** The path from the folder, links followed. @throws Stop for a file outside, or one that is not there. */
export function insideOf(folder: string, path: string): string {
  const home = realpathSync(folder);
  const real = realPath(resolve(home, path), path);
  const inside = relative(home, real);
  if (inside === '') return '.';
  if (!inside.startsWith('..') && resolve(home, inside) === real) return inside;
  throw new Stop(
    exitCodes.usage,
    `${path} is outside of the folder that drysend mcp was started in`,
    `Name a file below ${home}.`,
  );
}

function realPath(path: string, given: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw new Stop(exitCodes.usage, `${given} cannot be read: ${systemReason(error)}`);
  }
}
