import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason } from '../adapters/files/system-reason.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';

/** A file to be read as a scenario. */
export interface ScenarioFile {
  /** As the person would type it: relative to where the command was given, with forward slashes. */
  readonly path: string;
  /** Named on the command line, not found by walking a folder. */
  readonly isNamed: boolean;
  /** The folder that was named and walked, in which it was found. */
  readonly folder?: string;
}

/** Where scenarios are when nobody says. */
const FOLDER_DEFAULT = 'scenarios';
const DEPTH_MAX = 32;
const FILES_MAX = 100_000;

const scenarioName = /\.(ya?ml|json)$/i;
const skippedFolder = /^(\.|node_modules$)/;

/** Every scenario file of the paths, each once: named ones as they are, folders walked in order of name. */
export function scenarioFiles(paths: readonly string[]): ScenarioFile[] {
  const files = new Map<string, ScenarioFile>();
  for (const path of paths.length > 0 ? paths : [FOLDER_DEFAULT]) {
    for (const file of filesAt(tidy(path), paths.length > 0)) {
      files.set(file.path, { ...file, ...files.get(file.path) });
    }
  }
  return [...files.values()];
}

/** The folders of the paths, those within them too: where a file may come that is a scenario. */
export function scenarioFolders(paths: readonly string[]): string[] {
  return (paths.length > 0 ? paths : [FOLDER_DEFAULT]).flatMap((path) => {
    const stats = statsOf(path);
    return stats?.isDirectory() ? foldersBelow(tidy(path), 0) : [];
  });
}

function foldersBelow(folder: string, depth: number): string[] {
  if (depth > DEPTH_MAX) return [];
  const below = entriesOf(folder).filter((entry) => entry.isDirectory() && !skippedFolder.test(entry.name));
  return [folder, ...below.flatMap(({ name }) => foldersBelow(join(folder, name), depth + 1))];
}

function filesAt(path: string, isNamed: boolean): ScenarioFile[] {
  const stats = statsOf(path);
  if (!stats) throw missing(path, isNamed);
  if (!stats.isDirectory()) return [{ path, isNamed: true }];
  const found: string[] = [];
  walk(path, 0, found);
  if (found.length === 0) {
    throw new Stop(
      exitCodes.usage,
      `nothing to run: no .yaml, .yml or .json file in ${path}`,
      'Name a scenario file, or a folder that has some.',
    );
  }
  return found.map((file) => ({ path: file, isNamed: false, folder: path }));
}

function statsOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new Stop(exitCodes.unreadable, `cannot read ${path}: ${systemReason(error)}`);
  }
}

function missing(path: string, isNamed: boolean): Stop {
  return isNamed
    ? new Stop(
        exitCodes.usage,
        `no such file or folder: ${path}`,
        'Check the path; it is read from where you stand.',
      )
    : new Stop(
        exitCodes.usage,
        `there is no ${path} folder here`,
        'Name the scenario files or folders: drysend run stories/visits.yaml',
      );
}

function walk(folder: string, depth: number, found: string[]): void {
  if (depth > DEPTH_MAX) throw new Stop(exitCodes.usage, `${folder} is more than ${DEPTH_MAX} folders deep`);
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name).replaceAll('\\', '/');
    if (entry.isDirectory()) {
      if (!skippedFolder.test(entry.name)) walk(path, depth + 1, found);
    } else if (scenarioName.test(entry.name)) {
      found.push(path);
    }
  }
  if (found.length > FILES_MAX) throw new Stop(exitCodes.usage, `more than ${FILES_MAX} files in ${folder}`);
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new Stop(exitCodes.unreadable, `cannot read the folder ${folder}: ${systemReason(error)}`);
  }
}

/** `./scenarios/` → `scenarios`: what reports and replay lines show. */
function tidy(path: string): string {
  const joined = join(path).replaceAll('\\', '/');
  return joined.length > 1 ? joined.replace(/\/$/, '') : joined;
}
