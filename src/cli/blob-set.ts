/** The blobs of one run: found, and held to belong together. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason } from '../adapters/files/system-reason.ts';
import { type BlobHeader, readBlobHeader } from './blob-file.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';

export interface Blob {
  readonly path: string;
  readonly header: BlobHeader;
}

/** Each shard of one run once, in order. Paths are blobs, or folders in which some are. */
export function blobsAt(paths: readonly string[]): readonly [Blob, ...Blob[]] {
  const blobs = paths.flatMap((path) =>
    found(path, () => (isFolder(path) ? blobsIn(path) : [namedBlob(path)])),
  );
  const [first, ...rest] = blobs.sort((a, b) => a.header.shard.index - b.header.shard.index);
  if (!first) {
    const cure = 'drysend run --shard 1/3 --blob blobs/1.blob writes one.';
    throw new Stop(exitCodes.usage, `no blob in ${paths.join(', ')}`, cure);
  }
  const stranger = rest.find(({ header }) => header.run !== first.header.run);
  if (stranger) {
    const cure =
      'Merge the shards of one run: the same drysend, files, --grep, --tag and --seed, and the same number of shards.';
    throw new Stop(exitCodes.usage, `${first.path} and ${stranger.path} are of different runs`, cure);
  }
  checkComplete([first, ...rest]);
  return [first, ...rest];
}

const MISSING_SHOWN = 10;

function checkComplete(blobs: readonly Blob[]): void {
  const twice = blobs.find(({ header }, at) => header.shard.index === blobs[at - 1]?.header.shard.index);
  const { count } = blobs[0]!.header.shard;
  if (twice) {
    const { index } = twice.header.shard;
    throw new Stop(
      exitCodes.usage,
      `shard ${index}/${count} is there twice: ${twice.path}`,
      'Name each shard once.',
    );
  }
  const have = new Set(blobs.map(({ header }) => header.shard.index));
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !have.has(index));
  if (missing.length === 0) return;
  const left = missing.length - MISSING_SHOWN;
  const named = missing.slice(0, MISSING_SHOWN).map((index) => `${index}/${count}`);
  const names = `${named.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
  throw new Stop(exitCodes.usage, `shard ${names} is missing`, 'Every shard of the run is merged, or none.');
}

const isFolder = (path: string): boolean => statSync(path).isDirectory();

/** Other files of the folder are passed over. */
const blobsIn = (folder: string): Blob[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(folder, name))
    .flatMap((path) => {
      const header = readBlobHeader(path);
      return header ? [{ path, header }] : [];
    });

function namedBlob(path: string): Blob {
  const header = readBlobHeader(path);
  if (header) return { path, header };
  throw new Stop(exitCodes.unreadable, `${path} is no blob of a run`, 'drysend run --blob FILE writes one.');
}

function found<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(exitCodes.unreadable, `${path} cannot be read: ${systemReason(error)}`);
  }
}
