/** What can be wrong with a store, and what puts it right. */
import { systemReason } from '../adapters/files/system-reason.ts';
import { fileNameOf, type StoredFile } from './file-names.ts';
import { FleetProblem } from './problem.ts';
import type { ResultStore } from './result-store.ts';

const pathOf = (file: StoredFile): string => `${file.run}/${fileNameOf(file)}`;

export const missingFile = (place: string, file: StoredFile): FleetProblem =>
  new FleetProblem(
    `the store ${place} has no ${pathOf(file)}`,
    'fleet run and all its workers are to be given the same store.',
    'missing',
  );

export const damagedFile = (place: string, file: StoredFile): FleetProblem =>
  new FleetProblem(
    `${pathOf(file)} in the store ${place} is damaged: its content is not what its name says`,
    'It was removed; fleet run with the same words has it made again.',
    'damaged',
  );

const full = new Set(['ENOSPC', 'EDQUOT']);

export function unusableStore(place: string, error: unknown): FleetProblem {
  const { code = '' } = error as NodeJS.ErrnoException;
  return full.has(code)
    ? new FleetProblem(
        `the store ${place} is full: ${systemReason(error)}`,
        'Make room there; what is in it is kept, and fleet run with the same words goes on.',
        'full',
      )
    : new FleetProblem(
        `the store ${place} cannot be used: ${systemReason(error)}`,
        'Name a folder that drysend may write to, or --store s3://bucket/prefix.',
      );
}

const fullCodes = new Set(['QuotaExceeded', 'XMinioStorageFull', 'InsufficientStorage', 'EntityTooLarge']);

/** What a server of S3 says, without the address that was asked: that holds a signature. */
export function unusableBucket(place: string, error: unknown): FleetProblem {
  const { name = '', code = '' } = error as { readonly name?: string; readonly code?: string };
  const { $metadata: { httpStatusCode = 0 } = {} } = error as {
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  if (fullCodes.has(name) || httpStatusCode === 507)
    return new FleetProblem(
      `the store ${place} is full (${name || httpStatusCode})`,
      'Make room there; what is in it is kept, and fleet run with the same words goes on.',
      'full',
    );
  if (name === 'CredentialsProviderError')
    return new FleetProblem(
      `there are no credentials for ${place}`,
      'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or what else the AWS SDK reads.',
    );
  if ('syscall' in (error as object) || 'code' in (error as object)) return unusableStore(place, error);
  return new FleetProblem(
    `the store ${place} refuses: ${[name, httpStatusCode || code].filter(Boolean).join(', ')}`,
    'Its bucket is to be there, and the credentials may list, read, write and delete below the prefix.',
  );
}

/** Files for a store are made in its scratch folder, which may be of another disk: what fails there is said as what fails in it. */
export async function inScratch<T>(
  { place, scratch }: Pick<ResultStore, 'place' | 'scratch'>,
  act: () => Promise<T> | T,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof FleetProblem || typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) throw error;
    throw unusableStore(scratch.startsWith(place) ? place : scratch, error);
  }
}
