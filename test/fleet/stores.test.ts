import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// @ts-expect-error It brings no types.
import S3rver from '@20minutes/s3rver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalFileWriter } from '../../src/adapters/files/local-file.ts';
import { DirectoryStore } from '../../src/fleet/directory-store.ts';
import { fileNameOf, type StoredFile } from '../../src/fleet/file-names.ts';
import type { ResultStore } from '../../src/fleet/result-store.ts';
import { openS3Store } from '../../src/fleet/s3-store.ts';
import { unusableBucket, unusableStore } from '../../src/fleet/store-problems.ts';

const folder = mkdtempSync(join(tmpdir(), 'fleet-stores-'));
const run = '00112233445566ff';
const text = 'a line of a journal\n'.repeat(10_000);
const sha256 = createHash('sha256').update(text).digest('hex');

const server = new S3rver({
  ...{ port: 0, address: '127.0.0.1', silent: true, directory: join(folder, 's3') },
  // It takes the slash behind a bucket's name off before it looks at the signature.
  allowMismatchedSignatures: true,
  configureBuckets: [{ name: 'rehearsals' }],
});
let endpoint = '';
beforeAll(async () => {
  const { port } = await server.run();
  endpoint = `http://127.0.0.1:${port}`;
  process.env.AWS_ACCESS_KEY_ID = 'S3RVER';
  process.env.AWS_SECRET_ACCESS_KEY = 'S3RVER';
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const s3 = (url = 's3://rehearsals/2026'): Promise<ResultStore> => openS3Store(url, endpoint);
const directory = (): Promise<ResultStore> => Promise.resolve(new DirectoryStore(join(folder, 'directory')));

function madeIn(store: ResultStore, content = text) {
  const writer = new LocalFileWriter(join(store.scratch, `${run}.${Math.round(performance.now() * 1e6)}`));
  writer.write(Buffer.from(content));
  return writer.end();
}

describe.each([
  ['a folder', directory],
  ['a bucket of a server that speaks S3', s3],
])('%s as a store', (_what, open) => {
  test('has a file under its digest, once, until it is removed', async () => {
    const store = await open();
    const file = await store.put(run, 'shard-0001', madeIn(store));
    expect(file).toEqual({ run, name: 'shard-0001', sha256, bytes: text.length });
    await store.put(run, 'shard-0001', madeIn(store));
    expect(await store.list(run)).toEqual([file]);
    const copy = await store.get(file);
    expect(readFileSync(copy.path, 'utf8')).toBe(text);
    await copy.release();
    await store.remove(file);
    await store.remove(file);
    expect(await store.list(run)).toEqual([]);
    await expect(store.get(file)).rejects.toMatchObject({ fault: 'missing' });
    expect(readdirSync(store.scratch)).toEqual([]);
    await store.close();
  });

  test('keeps runs apart', async () => {
    const store = await open();
    const other = 'ffeeddccbbaa9988';
    const file = await store.put(run, 'plan', madeIn(store));
    const others = await store.put(other, 'journal.ndjson', madeIn(store, 'x\n'));
    expect(await store.list(run)).toEqual([file]);
    expect(await store.list(other)).toEqual([others]);
    await Promise.all([store.remove(file), store.remove(others)]);
    await store.close();
  });

  test('gives out no file whose content is another than its name says, and removes it', async () => {
    const store = await open();
    const file = await store.put(run, 'shard-0002', madeIn(store));
    damage(file);
    await expect(store.get(file)).rejects.toMatchObject({
      fault: 'damaged',
      message: `${run}/${fileNameOf(file)} in the store ${store.place} is damaged: its content is not what its name says`,
    });
    expect(await store.list(run)).toEqual([]);
    await store.close();
  });
});

/** In whichever of the stores it is. */
function damage(file: StoredFile): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (name.includes(fileNameOf(file)) && !name.includes('metadata') && !name.includes('md5'))
      writeFileSync(join(folder, name), 'something else');
}

test('a folder that holds more than the files of runs lists these alone', async () => {
  const store = await directory();
  const file = await store.put(run, 'plan', madeIn(store));
  writeFileSync(join(folder, 'directory', run, 'notes.txt'), 'by hand');
  expect(await store.list(run)).toEqual([file]);
  await store.remove(file);
});

test('a full store and one that cannot be used say which it is, and what to do', () => {
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  expect(unusableStore('/mnt/fleet', full)).toMatchObject({
    fault: 'full',
    message: 'the store /mnt/fleet is full: the disk is full',
  });
  expect(
    unusableBucket('s3://b', { name: 'QuotaExceeded', $metadata: { httpStatusCode: 403 } }),
  ).toMatchObject({
    fault: 'full',
  });
});

test.each([
  [
    's3://rehearsals-that-are-not-there/x',
    'the store s3://rehearsals-that-are-not-there/x refuses: NoSuchBucket',
  ],
])('%s: %s', async (url, message) => {
  const store = await s3(url);
  await expect(store.list(run)).rejects.toThrow(message);
  await store.close();
});

test.each(['rehearsals', 's3:/x', 'https://s3.example.org/b', 's3://UPPER/x'])(
  '%s is refused as an address of a store',
  async (url) => {
    await expect(openS3Store(url, undefined)).rejects.toThrow('is not a place in a bucket');
  },
);

test('the address of a server with a user in it is refused', async () => {
  await expect(openS3Store('s3://bucket', 'http://user:secret@host')).rejects.toThrow('--s3-endpoint is not');
});
