/** The scenario files that a test names: files, folders, or globs such as `scenarios/**`. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { matchesGlob } from '../core/model/glob.ts';
import { scenarioText } from '../load-file.ts';
import { hasScenarioKey } from '../scenario/scenario-key.ts';

const scenarioName = /\.(?:ya?ml|json)$/i;
const skippedFolder = /^(?:\.|node_modules$)/;
const DEPTH_MAX = 32;

/**
 * In order of name, relative to the working folder. Of folders and globs only files with a `scenario:` key.
 * @throws Error when there are none.
 */
export function findScenarios(pattern: string): string[] {
  const segments = pattern.replaceAll('\\', '/').split('/');
  const firstGlob = segments.findIndex((segment) => /[*?]/.test(segment));
  const base = tidy((firstGlob < 0 ? segments : segments.slice(0, firstGlob)).join('/'), pattern);
  const stats = statSync(base, { throwIfNoEntry: false });
  if (stats?.isFile()) return [base];
  const wanted = firstGlob < 0 ? ['**'] : segments.slice(firstGlob);
  const found = stats ? filesBelow(base, [], wanted) : [];
  if (found.length === 0) throw new Error(`no scenario is at ${pattern}, seen from ${process.cwd()}`);
  return found;
}

/** `./scenarios/` → `scenarios`; what is left of a glob at the top is that folder. */
function tidy(path: string, pattern: string): string {
  const top = pattern.startsWith('/') ? '/' : '.';
  const joined = join(path || top).replaceAll('\\', '/');
  return joined.length > 1 ? joined.replace(/\/$/, '') : joined;
}

function filesBelow(base: string, path: readonly string[], wanted: readonly string[]): string[] {
  if (path.length > DEPTH_MAX) throw new Error(`${base} is more than ${DEPTH_MAX} folders deep`);
  const entries = readdirSync(join(base, ...path), { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = [...path, entry.name];
      if (entry.isDirectory()) return skippedFolder.test(entry.name) ? [] : filesBelow(base, below, wanted);
      if (!scenarioName.test(entry.name) || !fitsSegments(below, wanted)) return [];
      const file = join(base, ...below).replaceAll('\\', '/');
      return hasScenarioKey(scenarioText(file)) ? [file] : [];
    });
}

/** `**` stands for any number of segments. */
function fitsSegments(path: readonly string[], wanted: readonly string[]): boolean {
  const [first, ...others] = wanted;
  if (first === undefined) return path.length === 0;
  if (first === '**') {
    if (others.length === 0) return path.length > 0;
    return path.some((_, skipped) => fitsSegments(path.slice(skipped), others));
  }
  const [name, ...below] = path;
  return name !== undefined && matchesGlob(name, first) && fitsSegments(below, others);
}
