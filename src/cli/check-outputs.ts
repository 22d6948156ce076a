import { realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { journalPaths } from '../adapters/journal-file.ts';
import { transcriptFiles } from '../adapters/transcript-files.ts';
import type { Plan } from '../core/model/plan.ts';
import { exitCodes } from './exit-codes.ts';
import { reportPaths } from './report-outputs.ts';
import type { RunOptions } from './run-options.ts';
import { opened, Stop } from './stop.ts';

/** A file that is to be written, and the option that says so. */
export interface Target {
  readonly option: string;
  readonly path: string;
}

/**
 * Nothing is written over what was read, and no two outputs into one file: looked at before anything is
 * opened. Devices and pipes may be named as often as one likes.
 */
export function checkOutputs(options: RunOptions, plans: readonly Plan[], inputs: readonly string[]): void {
  const transcripts = [...new Set(plans.flatMap(transcriptFiles))];
  const targets = targetsOf(options, plans);
  checkTargets(targets, [...inputs, ...transcripts]);
  const read = identitiesOf(inputs);
  const own = options.update ? transcripts.find((path) => read.has(identityOf(path) ?? '')) : undefined;
  if (own !== undefined) throw overwritten({ option: '--update', path: own }, 'a file that the run reads');
}

/** The same for outputs of any command. */
export function checkTargets(targets: readonly Target[], inputs: readonly string[]): void {
  const read = identitiesOf(inputs);
  const written = new Map<string, Target>();
  for (const target of targets) {
    const identity = identityOf(target.path);
    if (identity === undefined) continue;
    if (read.has(identity)) throw overwritten(target, 'a file that the run reads');
    const other = written.get(identity);
    if (other) throw shared(target, other);
    written.set(identity, target);
  }
}

function targetsOf(options: RunOptions, plans: readonly Plan[]): Target[] {
  const { journal, exchanges, reporter } = options;
  const stories = plans.map(({ source }) => source.file);
  const journals = journal === undefined ? [] : opened(journal, () => journalPaths(journal, stories));
  return [
    ...reportPaths(reporter).map((path) => ({ option: '--reporter', path })),
    ...journals.map((path) => ({ option: '--journal', path })),
    ...(exchanges === undefined ? [] : [{ option: '--exchanges', path: exchanges }]),
  ];
}

const identitiesOf = (paths: readonly string[]): ReadonlySet<string> =>
  new Set(paths.flatMap((path) => identityOf(path) ?? []));

function overwritten({ option, path }: Target, what: string): Stop {
  return new Stop(
    exitCodes.usage,
    `${option} would overwrite ${path}, ${what}`,
    'Give the output a file of its own.',
  );
}

function shared({ option, path }: Target, other: Target): Stop {
  const options = option === other.option ? `two ${option}` : `${other.option} and ${option}`;
  return new Stop(
    exitCodes.usage,
    `${options} would write to the same file, ${path}`,
    'Give each output a file of its own.',
  );
}

/** Disks of these systems take `x` and `X` for one name. */
const ignoresLetterCase = process.platform === 'win32' || process.platform === 'darwin';

/** The same for every name of one file, whatever links lead to it; undefined for what is no file. */
function identityOf(path: string): string | undefined {
  const stats = statsOf(path);
  if (!stats) return placeOf(resolve(path));
  return stats.isFile() ? `${stats.dev}:${stats.ino}` : undefined;
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Where a file would be made: the real path of the nearest folder that is there, and the rest as written. */
function placeOf(path: string): string {
  const folder = dirname(path);
  if (folder === path) return path;
  const name = ignoresLetterCase ? basename(path).toLowerCase() : basename(path);
  try {
    return join(realpathSync(folder), name);
  } catch {
    return join(placeOf(folder), name);
  }
}
