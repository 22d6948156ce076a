/** Writes that are on the disk when they return. */
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Stories have the secrets of their gateways: nobody but the owner reads what a session is kept in. */
export const OWNER_ONLY = 0o600;

/** Written beside and renamed: whole or not at all. */
export function replaceSynced(file: string, text: string): void {
  writeSynced(`${file}.new`, text);
  renameSync(`${file}.new`, file);
  syncFolder(dirname(file));
}

/** All of a text at the end of an open file; on the disk only after a sync. Gives its bytes. */
export function appendText(file: number, text: string): number {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  return bytes.length;
}

function writeSynced(path: string, text: string): void {
  const file = openSync(path, 'w', OWNER_ONLY);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a rename last. Windows has no such call for folders, and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
