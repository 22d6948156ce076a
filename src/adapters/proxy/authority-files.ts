/** Where a machine's own certificate authority is kept: never in the package, and readable by its owner only. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import type { Identity } from './certificates.ts';

const KEY_FILE = 'ca-key.pem';
const CERTIFICATE_FILE = 'ca.pem';
const OWNER_ONLY = 0o600;
const FOR_ALL = 0o644;
const FOLDER_MODE = 0o700;
const OTHERS = 0o077;

/** The file with the certificate, for clients to trust. */
export const certificatePathIn = (folder: string): string => join(folder, CERTIFICATE_FILE);

/**
 * What was kept; undefined when nothing was.
 * @throws Error when others can read the key, or the file holds something else.
 */
export function readIdentity(folder: string): Identity | undefined {
  const path = join(folder, KEY_FILE);
  if (!existsSync(path)) return undefined;
  const { mode } = statSync(path);
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    throw unusable(path, `can be read by others (mode ${(mode & 0o777).toString(8)})`);
  }
  const text = readFileSync(path, 'utf8');
  const key = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n?/.exec(text)?.[0];
  const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/.exec(text)?.[0];
  if (key === undefined || certificate === undefined) {
    throw unusable(path, 'does not hold a key and its certificate');
  }
  return { key, certificate };
}

/** That the kept authority cannot be used, and the cure. */
export const unusable = (path: string, why: string): Error =>
  new Error(`${path} ${why}: delete it, and a new one is made that clients must then trust`);

/** The file that holds the key. */
export const keyPathIn = (folder: string): string => join(folder, KEY_FILE);

/** Keeps a first authority; false: another process was faster, and its authority is the one. */
export function writeFirst(folder: string, identity: Identity): boolean {
  const path = keyPathIn(folder);
  const draft = drafted(folder, bundled(identity), OWNER_ONLY);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return true;
}

/** Puts another authority in the place of the one that was kept. */
export function writeAgain(folder: string, identity: Identity): void {
  renameSync(drafted(folder, bundled(identity), OWNER_ONLY), keyPathIn(folder));
}

/** The certificate alone, for clients. */
export function publish(folder: string, { certificate }: Identity): void {
  const path = certificatePathIn(folder);
  if (existsSync(path) && readFileSync(path, 'utf8') === certificate) return;
  renameSync(drafted(folder, certificate, FOR_ALL), path);
}

/** A folder that only its owner can read. */
export function prepareFolder(folder: string): void {
  makeFolder(folder, FOLDER_MODE);
  chmodSync(folder, FOLDER_MODE);
}

const bundled = ({ key, certificate }: Identity): string => `${key}${certificate}`;

/** Written under another name and then renamed, so that no reader sees half a file. */
function drafted(folder: string, text: string, mode: number): string {
  const path = join(folder, `.${randomBytes(8).toString('hex')}.draft`);
  writeFileSync(path, text, { mode, flag: 'wx' });
  return path;
}
