/** A store in a bucket of Amazon S3, or of a server that speaks the same. */

import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { type LocalFile, LocalFileWriter, streamOf } from '../adapters/files/local-file.ts';
import { fileNamed, fileNameOf, type StoredFile } from './file-names.ts';
import { FleetProblem } from './problem.ts';
import type { LocalCopy, ResultStore } from './result-store.ts';
import { damagedFile, missingFile, unusableBucket } from './store-problems.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

/** Of one request; a larger shard is to be cut into more. */
const PUT_BYTES_MAX = 5e9;
/** Files of one run: parts, shards, and what they came to. */
const LISTED_MAX = 10_000;

/** Credentials and region are those of the AWS SDK: its environment variables, files and roles. Throws FleetProblem. */
export async function openS3Store(url: string, endpoint: string | undefined): Promise<ResultStore> {
  const [, bucket, prefix = ''] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/?$/.exec(url) ?? [];
  if (bucket === undefined)
    throw new FleetProblem(`--store ${url} is not a place in a bucket`, 'Write it so: s3://bucket/prefix');
  if (endpoint !== undefined && !/^https?:\/\/[^/@]+\/?$/.test(endpoint))
    throw new FleetProblem(
      '--s3-endpoint is not the address of a server',
      'Write it so: https://s3.example.org',
    );
  const sdk = await loadedSdk();
  const client = new sdk.S3Client({
    // Servers that are not Amazon's know neither buckets as hosts nor checksums behind a body.
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(process.env.AWS_REGION === undefined && endpoint !== undefined && { region: 'us-east-1' }),
  });
  return new S3Store(sdk, client, bucket, prefix);
}

async function loadedSdk(): Promise<Sdk> {
  try {
    return await import('@aws-sdk/client-s3');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
    throw new FleetProblem(
      '--store s3://… needs the client of S3, which drysend does not bring along',
      'npm install @aws-sdk/client-s3, or --out with a folder that all machines share.',
    );
  }
}

class S3Store implements ResultStore {
  readonly place: string;
  readonly scratch = mkdtempSync(join(tmpdir(), 'drysend-fleet-'));
  readonly #sdk: Sdk;
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  constructor(sdk: Sdk, client: S3Client, bucket: string, prefix: string) {
    this.#sdk = sdk;
    this.#client = client;
    this.#bucket = bucket;
    this.#prefix = prefix === '' ? '' : `${prefix}/`;
    this.place = `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`;
  }

  put(run: string, name: string, { path, sha256, bytes }: LocalFile): Promise<StoredFile> {
    return this.#reached(async () => {
      if (bytes > PUT_BYTES_MAX)
        throw new FleetProblem(
          `${name} of run ${run} has more than 5 GB`,
          'Cut the story into more --shards.',
        );
      const file = { run, name, sha256, bytes };
      await this.#client.send(
        new this.#sdk.PutObjectCommand({ ...this.#at(file), Body: streamOf(path), ContentLength: bytes }),
      );
      await rm(path, { force: true });
      return file;
    });
  }

  get(file: StoredFile): Promise<LocalCopy> {
    return this.#reached(async () => {
      const path = join(this.scratch, `${file.run}.${file.name}.${randomBytes(8).toString('hex')}`);
      const writer = new LocalFileWriter(path);
      try {
        const { Body } = await this.#client.send(new this.#sdk.GetObjectCommand(this.#at(file)));
        for await (const piece of Body as AsyncIterable<Uint8Array>) writer.write(piece);
        const { sha256 } = writer.end();
        if (sha256 !== file.sha256) {
          await this.remove(file);
          throw damagedFile(this.place, file);
        }
      } catch (error) {
        writer.discard();
        throw error instanceof this.#sdk.NoSuchKey ? missingFile(this.place, file) : error;
      }
      return { path, release: () => rm(path, { force: true }) };
    });
  }

  list(run: string): Promise<StoredFile[]> {
    return this.#reached(async () => {
      const prefix = `${this.#prefix}${run}/`;
      const files: StoredFile[] = [];
      for (let token: string | undefined, seen = 0; seen < LISTED_MAX; ) {
        const { Contents = [], NextContinuationToken } = await this.#client.send(
          new this.#sdk.ListObjectsV2Command({
            ...{ Bucket: this.#bucket, Prefix: prefix },
            ...(token !== undefined && { ContinuationToken: token }),
          }),
        );
        for (const { Key = '', Size = 0 } of Contents) {
          const file = fileNamed(run, Key.slice(prefix.length), Size);
          if (file) files.push(file);
        }
        seen += Contents.length;
        token = NextContinuationToken;
        if (token === undefined) break;
      }
      return files;
    });
  }

  remove(file: StoredFile): Promise<void> {
    return this.#reached(async () => {
      await this.#client.send(new this.#sdk.DeleteObjectCommand(this.#at(file)));
    });
  }

  /** Each process has a folder of its own. */
  sweep(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.#client.destroy();
    await rm(this.scratch, { recursive: true, force: true });
  }

  #at(file: StoredFile): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: `${this.#prefix}${file.run}/${fileNameOf(file)}` };
  }

  async #reached<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw error instanceof FleetProblem ? error : unusableBucket(this.place, error);
    }
  }
}
