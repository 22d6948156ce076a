/** The Node versions that drysend promises to run on, besides the one of the tests, as `npm run nodes` fetches them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './built-program.ts';

const MAJORS = [20, 22, 24, 26];

export interface OtherNode {
  readonly major: number;
  readonly path: string;
}

/**
 * Those that are here. Where CI is set all must be: one that is missing fails its tests. Elsewhere the log says how to
 * get it.
 */
export function otherNodes(): readonly OtherNode[] {
  const folder = process.env.DRYSEND_NODES ?? join(root, '.drysend/nodes');
  const own = Number(process.versions.node.split('.')[0]);
  const wanted = MAJORS.filter((major) => major !== own).map((major) => ({
    major,
    path: join(folder, 'node_modules', `node${major}`, 'bin/node'),
  }));
  const missing = wanted.filter(({ path }) => !existsSync(path));
  if (missing.length === 0 || process.env.CI) return wanted;
  const majors = missing.map(({ major }) => major).join(', ');
  console.warn(`left out, as Node ${majors} is not in ${folder}: npm run nodes`);
  return wanted.filter((node) => !missing.includes(node));
}
