/** The empty page of the HTML report, which the build puts beside the program. */
import { join } from 'node:path';
import { packageRoot } from '../adapters/files/package-root.ts';
import { readRegular } from '../adapters/files/read-file.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';

const PAGE_BYTES_MAX = 4_000_000;

export function htmlPage(): string {
  const path = join(packageRoot(), 'dist', 'report.html');
  const read = readRegular(path, PAGE_BYTES_MAX);
  if ('bytes' in read) return read.bytes.toString('utf8');
  throw new Stop(
    exitCodes.couldNotRun,
    `the page of the HTML report cannot be read: ${read.problem}`,
    'Install drysend again, or run npm run build in its repository.',
  );
}
