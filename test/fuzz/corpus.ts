/** Inputs that are kept as files: those that found something, and small ones to begin with. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/adapters/files/package-root.ts';
import type { Target } from './target.ts';

export interface KeptInput {
  readonly file: string;
  readonly input: string;
}

const folderOf = ({ name }: Target): string => join(packageRoot(), 'test/fuzz/corpus', name);
const encodingOf = ({ isBytes }: Target): 'latin1' | 'utf8' => (isBytes ? 'latin1' : 'utf8');

export function corpusOf(target: Target): KeptInput[] {
  const folder = folderOf(target);
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch {
    return [];
  }
  return names.map((file) => ({ file, input: readFileSync(join(folder, file), encodingOf(target)) }));
}

/** Writes an input where the tests replay it; its path. */
export function keepInput(target: Target, kind: string, input: string): string {
  const folder = folderOf(target);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${kind}-${createHash('sha1').update(input).digest('hex').slice(0, 8)}.txt`);
  writeFileSync(path, input, encodingOf(target));
  return path;
}
