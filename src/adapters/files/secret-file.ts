/** A secret of the program's own in a file that only its user may read. */
import { readFileSync, writeFileSync } from 'node:fs';

/** undefined: there is none of that length. @throws the system's error when the file cannot be read. */
export function readSecret(file: string, bytes: number): Buffer | undefined {
  try {
    const kept = readFileSync(file);
    return kept.length === bytes ? kept : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @throws the system's error. */
export const writeSecret = (file: string, secret: Buffer): void =>
  writeFileSync(file, secret, { mode: 0o600 });
