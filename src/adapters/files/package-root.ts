/** Where the installed package stands. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LEVELS_MAX = 6;

/** The folder of package.json, from the sources as from dist. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let level = 0; level < LEVELS_MAX && !existsSync(join(folder, 'package.json')); level += 1) {
    folder = dirname(folder);
  }
  return folder;
}
