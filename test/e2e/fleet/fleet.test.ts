import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
// @ts-expect-error It brings no types.
import S3rver from '@20minutes/s3rver';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { dailyStory, digestIn, digestOfOne, Fleet, hasRedis } from '../../helpers/fleet-processes.ts';

const root = join(import.meta.dirname, '../../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

let fleet: Fleet;
afterEach(() => fleet.close());

/** A server, a story of so many people, and so many workers. */
async function opened(people: number, workers: number): Promise<string> {
  fleet = new Fleet();
  await fleet.startRedis();
  for (let index = 0; index < workers; index += 1) await fleet.worker();
  return fleet.write('daily.yaml', dailyStory(people, 10));
}

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
};

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** `run 0123456789abcdef: …` */
const runIdIn = (stderr: string): string => /run ([0-9a-f]{16})/.exec(stderr)![1]!;

describe.skipIf(!hasRedis)('a fleet', () => {
  test('reports as one process does, with its journal and exit code, and again without any work', async () => {
    const story = await opened(60, 2);
    const promised = `${readFileSync(story, 'utf8')}expect:\n  - sms: {to: w1, says: Something else}\n`;
    writeFileSync(story, promised);
    const journal = join(fleet.folder, 'fleet.ndjson');
    const first = await fleet.run(story, ['--shards', '5', '--journal', journal]).ended;
    const one = join(fleet.folder, 'one.ndjson');
    const alone = await fleet.drysend(['run', story, '--journal', one]).ended;
    expect(alone.code).toBe(4);
    expect(first.code).toBe(4);
    expect(digestIn(first.stdout)).toBe(digestIn(alone.stdout));
    expect(readFileSync(journal).equals(readFileSync(one))).toBe(true);
    const plain = (text: string): string =>
      text.replace(/[\d.,]+ ms|[\d.,]+ s\b/g, 'TIME').replace(/ +/g, ' ');
    expect(plain(first.stdout)).toBe(plain(alone.stdout));

    const run = runIdIn(first.stderr);
    expect(filesIn(join(fleet.store, run)).map((name) => name.replace(/\.[0-9a-f]{64}/, ''))).toEqual([
      'journal.ndjson',
      'result.json',
    ]);
    const { stdout } = await fleet.drysend(['fleet', 'status']).ended;
    expect(stdout).toContain(`run ${run} done, 5 of 5 shards done: Daily texts`);
    expect(stdout).toContain('1 run and 2 workers');
    const again = await fleet.run(story, ['--shards', '5']).ended;
    expect(plain(again.stdout)).toBe(plain(first.stdout));
  });

  test('runs a story that cannot be cut as one shard, and says why', async () => {
    const story = await opened(5, 1);
    writeFileSync(
      story,
      readFileSync(story, 'utf8').replace('+12065550100"', '+12065550100", rate_per_minute: "60"'),
    );
    const { code, stdout, stderr } = await fleet.run(story).ended;
    expect(code).toBe(0);
    expect(stderr).toContain('one shard: gateway MAIN: rate_per_minute is shared by all it sends to');
    expect(digestIn(stdout)).toBe(await digestOfOne(story));
  });

  test('a worker of another version leaves a run alone and names it; the run says so, and waits for one of its own', async () => {
    const story = await opened(20, 0);
    const other = copyOf('9.9.9', true);
    const stranger = fleet.drysend(['fleet', 'worker', '--out', fleet.store], {}, other);
    await stranger.says('waiting for work');
    const run = fleet.run(story);
    await run.says('is there, and 1 of another edition that leave this run alone (drysend 9.9.9');
    await run.says(`npx drysend@${version} fleet worker`);
    await stranger.says(`needs drysend ${version}`);
    expect(stranger.stderr).toContain('it is left to others');
    const { stdout } = await fleet.drysend(['fleet', 'status']).ended;
    expect(stdout).toContain('waits: no worker of drysend');
    const client = new Redis(fleet.url);
    const shard = await client.hgetall(
      (await client.keys('drysend:*-shard-1')).find((key) => !key.endsWith(':logs'))!,
    );
    client.disconnect();
    expect(shard.ats ?? '0').toBe('0');
    await fleet.worker();
    const { code, stdout: report } = await run.ended;
    expect(code).toBe(0);
    expect(digestIn(report)).toBe(await digestOfOne(story));
  });

  test('a worker of other zone data leaves a run alone, and both say what it is', async () => {
    const story = await opened(20, 0);
    const stranger = fleet.drysend(['fleet', 'worker', '--out', fleet.store], {}, withOtherZones());
    await stranger.says('waiting for work');
    const run = fleet.run(story);
    await run.says('is there, and 1 of another edition that leave this run alone');
    await run.says('Both are to be built with the same zone data: install the same package again.');
    await stranger.says('it is left to others');
    expect(stranger.stderr).toContain(`${version} with zones 2099z`);
    await fleet.worker();
    const { code, stdout } = await run.ended;
    expect(code).toBe(0);
    expect(digestIn(stdout)).toBe(await digestOfOne(story));
  }, 60_000);

  test('goes on after Ctrl-C, and the same command attaches to it', async () => {
    const story = await opened(20, 0);
    const first = fleet.run(story);
    await first.says('no worker of drysend');
    first.kill('SIGINT');
    const { code, stderr } = await first.ended;
    expect(code).toBe(130);
    const run = runIdIn(stderr);
    expect(stderr).toContain(`run ${run} goes on without this command`);
    expect(stderr).toContain(`drysend fleet cancel ${run}`);
    await fleet.worker();
    const second = await fleet.run(story).ended;
    expect(second.code).toBe(0);
    expect(runIdIn(second.stderr)).toBe(run);
    expect(digestIn(second.stdout)).toBe(await digestOfOne(story));
  });

  test('cancelled, leaves nothing waiting and nothing in the store, and its workers stop', async () => {
    const story = await opened(4000, 1);
    const run = fleet.run(story, ['--shards', '4', '--no-cohorts']);
    await run.says('run ');
    await until(() => filesIn(fleet.store).some((name) => name.includes('shard-')));
    const id = runIdIn(run.stderr);
    const cancelled = await fleet.drysend(['fleet', 'cancel', id, '--out', fleet.store]).ended;
    expect(cancelled).toMatchObject({ code: 0, stderr: expect.stringContaining(`run ${id} is cancelled`) });
    const { code, stderr } = await run.ended;
    expect(code).toBe(3);
    expect(stderr).toContain(`run ${id} was cancelled`);
    const { stdout } = await fleet.drysend(['fleet', 'status', '--json']).ended;
    expect((JSON.parse(stdout) as { runs: unknown[] }).runs).toEqual([]);
    expect(filesIn(join(fleet.store, id))).toEqual([]);
    expect(filesIn(join(fleet.store, 'unfinished'))).toEqual([]);
    const again = await fleet.drysend(['fleet', 'cancel', id, '--out', fleet.store]).ended;
    expect(again.stderr).toContain(`there is no run ${id}`);
  });

  test('a run that Redis has lost is given to it again', async () => {
    const story = await opened(20, 0);
    const run = fleet.run(story);
    await run.says('no worker of drysend');
    const client = new Redis(fleet.url);
    await client.flushall();
    client.disconnect();
    await run.says('is not in Redis any longer: it is given to the fleet again');
    await fleet.worker();
    const { code, stdout } = await run.ended;
    expect(code).toBe(0);
    expect(digestIn(stdout)).toBe(await digestOfOne(story));
  });

  test('a result that is damaged in the store is made again, whether before it is put together or after', async () => {
    const story = await opened(2000, 0);
    const run = fleet.run(story, ['--shards', '6', '--no-cohorts']);
    await run.says('no worker of drysend');
    await fleet.worker();
    let shard: string | undefined;
    await until(() => {
      shard = filesIn(fleet.store).find((name) => /^[0-9a-f]+.shard-0/.test(name));
      return shard !== undefined;
    });
    writeFileSync(join(fleet.store, shard!), 'something else');
    const { code, stdout, stderr } = await run.ended;
    expect(stderr).toContain('is damaged: its content is not what its name says');
    expect(code).toBe(0);
    const alone = await digestOfOne(story);
    expect(digestIn(stdout)).toBe(alone);

    const result = filesIn(fleet.store).find((name) => name.includes('result.'))!;
    writeFileSync(join(fleet.store, result), '{}');
    const again = await fleet.run(story, ['--shards', '6', '--no-cohorts']).ended;
    expect(again.stderr).toContain('is damaged');
    expect(again.code).toBe(0);
    expect(digestIn(again.stdout)).toBe(alone);
  });

  test('a bucket of a server that speaks S3 serves as the store of all', async () => {
    const story = await opened(20, 0);
    const server = new S3rver({
      ...{ port: 0, address: '127.0.0.1', silent: true, directory: join(fleet.folder, 's3') },
      ...{ allowMismatchedSignatures: true, configureBuckets: [{ name: 'rehearsals' }] },
    });
    const { port } = await server.run();
    try {
      const env = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };
      const store = ['--store', 's3://rehearsals/fleet', '--s3-endpoint', `http://127.0.0.1:${port}`];
      await fleet.worker(store, env);
      await fleet.worker(store, env);
      const { code, stdout, stderr } = await fleet.drysend(['fleet', 'run', story, ...store], env).ended;
      expect(code).toBe(0);
      expect(stderr).toContain('its journal: s3://rehearsals/fleet/');
      expect(digestIn(stdout)).toBe(await digestOfOne(story));
    } finally {
      await server.close();
    }
  });

  test('a worker ends when it is asked to, with its work done', async () => {
    await opened(5, 0);
    const worker = await fleet.worker();
    worker.kill('SIGTERM');
    const { code, stderr } = await worker.ended;
    expect(code).toBe(0);
    expect(stderr).toContain('stopping when the work under way is done');
  });

  test('a full store fails the run by name, keeps what it has, and the same command goes on when there is room', async ({
    skip,
  }) => {
    const story = await opened(400, 0);
    mkdirSync(fleet.store);
    const mount = (...options: string[]): void =>
      void execFileSync('mount', ['-t', 'tmpfs', ...options, 'tmpfs', fleet.store], { stdio: 'ignore' });
    try {
      mount('-o', 'size=700k');
    } catch {
      return skip('a small disk can be mounted by root only');
    }
    try {
      await fleet.worker();
      const { code, stderr } = await fleet.run(story, ['--shards', '3']).ended;
      expect(stderr).toContain(`the store ${fleet.store} is full: the disk is full`);
      expect(code).toBe(3);
      mount('-o', 'remount,size=64m');
      const again = await fleet.run(story, ['--shards', '3']).ended;
      expect(again.code).toBe(0);
      expect(digestIn(again.stdout)).toBe(await digestOfOne(story));
    } finally {
      execFileSync('umount', ['-l', fleet.store]);
    }
  });
});

describe.skipIf(!hasRedis)('a server that cannot be used', () => {
  test('a wrong password is refused, and neither is ever printed', async () => {
    fleet = new Fleet(['--requirepass', 'the-right-one']);
    await fleet.startRedis();
    const at = (password: string): string => `redis://:${password}@127.0.0.1:${fleet.port}`;
    const wrong = await fleet.drysend(['fleet', 'status', '--redis', at('the-wrong-one')]).ended;
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).toContain(`redis://127.0.0.1:${fleet.port} refuses the user or password`);
    const none = await fleet.drysend(['fleet', 'worker', '--out', fleet.store]).ended;
    expect(none.stderr).toContain('refuses the user or password');
    const right = await fleet.drysend(['fleet', 'status'], { DRYSEND_REDIS: at('the-right-one') }).ended;
    expect(right).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('0 runs and 0 workers in redis://127'),
    });
    for (const { stdout, stderr } of [wrong, none, right])
      expect(stdout + stderr).not.toMatch(/the-(?:right|wrong)-one/);
  });

  test('the user of an ACL has all that docs/fleet.md gives it', async () => {
    const acl = /^user fleet on >secret .*$/m.exec(readFileSync(join(root, 'docs/fleet.md'), 'utf8'))![0];
    fleet = new Fleet();
    writeFileSync(join(fleet.folder, 'users.acl'), `user default off\n${acl}\n`);
    const own = new Fleet(['--aclfile', join(fleet.folder, 'users.acl')]);
    try {
      await own.startRedis();
      const env = { DRYSEND_REDIS: `redis://fleet:secret@127.0.0.1:${own.port}` };
      const story = own.write('daily.yaml', dailyStory(10, 3));
      await own.worker(['--out', own.store], env);
      const { code, stdout, stderr } = await own.drysend(['fleet', 'run', story, '--out', own.store], env)
        .ended;
      expect([code, stderr]).toEqual([0, stderr]);
      expect(digestIn(stdout)).toBe(await digestOfOne(story));
      expect((await own.drysend(['fleet', 'status'], env).ended).stdout).toContain('1 run and 1 worker');
    } finally {
      own.close();
    }
  });

  test('TLS with a certificate of its own authority needs that authority, and works with it', async () => {
    fleet = new Fleet();
    const at = (name: string): string => join(fleet.folder, name);
    const openssl = (...args: string[]): void =>
      void execFileSync('openssl', args, { cwd: fleet.folder, stdio: 'ignore' });
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '2',
      '-subj',
      '/CN=Test authority',
    );
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'redis.key',
      '-out',
      'redis.csr',
      '-subj',
      '/CN=localhost',
    );
    writeFileSync(at('names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
    openssl(
      'x509',
      '-req',
      '-in',
      'redis.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-out',
      'redis.pem',
      '-days',
      '2',
      '-extfile',
      'names',
    );
    const own = new Fleet([
      ...['--tls-cert-file', at('redis.pem'), '--tls-key-file', at('redis.key')],
      ...['--tls-ca-cert-file', at('ca.pem'), '--tls-auth-clients', 'no'],
    ]);
    try {
      await own.startRedis(true);
      const redis = ['--redis', `rediss://localhost:${own.port}`];
      const without = await own.drysend(['fleet', 'status', ...redis]).ended;
      expect(without.code).toBe(3);
      expect(without.stderr).toContain('has a certificate that is not trusted');
      expect(without.stderr).toContain('--redis-ca ca.pem');
      const trusted = [...redis, '--redis-ca', at('ca.pem')];
      const story = own.write('daily.yaml', dailyStory(10, 3));
      await own.worker(['--out', own.store, ...trusted]);
      const { code, stdout } = await own.run(story, trusted).ended;
      expect(code).toBe(0);
      expect(digestIn(stdout)).toBe(await digestOfOne(story));
    } finally {
      own.close();
    }
  });
});

test('a server that is not there, none that is named, and BullMQ that is missing are said by name, with the cure', async () => {
  fleet = new Fleet();
  const nowhere = await fleet.drysend(['fleet', 'worker', '--redis', 'redis://127.0.0.1:1']).ended;
  expect(nowhere.code).toBe(3);
  expect(nowhere.stderr).toContain('Redis at redis://127.0.0.1:1 cannot be reached (ECONNREFUSED)');
  const unnamed = await fleet.drysend(['fleet', 'status'], { DRYSEND_REDIS: '' }).ended;
  expect(unnamed.code).toBe(1);
  expect(unnamed.stderr).toContain('Name it: --redis redis://127.0.0.1:6379');
  const bare = await fleet.drysend(
    ['fleet', 'status', '--redis', 'redis://127.0.0.1:1'],
    {},
    copyOf(version, false),
  ).ended;
  expect(bare.code).toBe(3);
  expect(bare.stderr).toContain('fleet needs BullMQ, which drysend does not bring along');
  expect(bare.stderr).toContain('npm install bullmq ioredis');
});

/** drysend as another version, with or without the packages that stand beside it. */
function copyOf(otherVersion: string, hasPackages: boolean): string {
  const folder = join(fleet.folder, `drysend-${otherVersion}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  if (hasPackages) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const program = join(folder, 'dist/cli.js');
  writeFileSync(program, readFileSync(program, 'utf8').replaceAll(`"${version}"`, `"${otherVersion}"`));
  return program;
}

/** drysend with zone data of another release. */
function withOtherZones(): string {
  const program = copyOf(version, true);
  const chunks = join(dirname(program), 'chunks');
  for (const name of readdirSync(chunks)) {
    const text = readFileSync(join(chunks, name), 'utf8');
    const changed = text.replace(/\bTZ_RELEASE="\w+"/, 'TZ_RELEASE="2099z"');
    if (changed !== text) writeFileSync(join(chunks, name), changed);
  }
  return program;
}
