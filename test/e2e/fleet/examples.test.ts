/** The examples of docs/fleet.md: what they are for reads them, and their command lines are run as they stand there. */
import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
// @ts-expect-error It brings no types.
import S3rver from '@20minutes/s3rver';
import { Deployment } from 'kubernetes-models/apps/v1';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { dailyStory, digestIn, digestOfOne, Fleet, hasRedis } from '../../helpers/fleet-processes.ts';
import { hasBrowser, startBrowser } from '../lab/browser.ts';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/fleet.md'), 'utf8');

/** The code under a heading. */
function exampleUnder(heading: string, language: string): string {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  const code = section?.match(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm'))?.[1];
  if (code === undefined) throw new Error(`docs/fleet.md has no ${language} under ${heading}`);
  return code;
}

const compose = exampleUnder('Docker Compose', 'yaml');
const kubernetes = exampleUnder('Kubernetes', 'yaml');
const board = exampleUnder('Bull Board', 'js');

interface Service {
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly deploy: { readonly replicas: number };
}
const services = (parse(compose) as { services: Record<'redis' | 'worker' | 'board', Service> }).services;
const container = (
  parse(kubernetes) as {
    spec: {
      template: { spec: { containers: { args: string[]; env: { name: string; value?: string }[] }[] } };
    };
  }
).spec.template.spec.containers[0]!;

let fleet: Fleet;
afterEach(() => fleet?.close());

const hasCompose = process.env.CI !== undefined || !spawnSync('docker-compose', ['version']).error;

describe.skipIf(!hasCompose)('docker-compose', () => {
  const read = (text: string) => {
    fleet = new Fleet();
    return spawnSync('docker-compose', ['-f', fleet.write('compose.yaml', text), 'config'], {
      env: { ...process.env, FLEET_PASSWORD: 'secret' },
      encoding: 'utf8',
    });
  };

  test('reads the example without a word, and knows all of its keys', () => {
    const { status, stdout, stderr } = read(compose);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const known = parse(stdout) as { services: Record<string, Service> };
    expect(Object.keys(known.services).sort()).toEqual(['board', 'redis', 'worker']);
    expect(known.services.worker!.environment).toEqual({ DRYSEND_REDIS: 'redis://:secret@redis:6379' });
    expect(read(compose.replace('stop_grace_period', 'stop_grace_time')).stderr).toContain('stop_grace_time');
  });
});

test('the Kubernetes example holds to the schemas of its API, which have all of its keys', () => {
  const unknownIn = (text: string): string[] => {
    const unread = new Set<string>();
    const deployment = new Deployment(parse(text) as ConstructorParameters<typeof Deployment>[0]);
    Object.assign(deployment, { spec: watched(deployment.spec!, unread, '/spec') });
    deployment.validate();
    return [...unread];
  };
  expect(unknownIn(kubernetes)).toEqual([]);
  expect(unknownIn(kubernetes.replace('terminationGracePeriodSeconds', 'terminationGraceSeconds'))).toEqual([
    '/spec/template/spec/terminationGraceSeconds',
  ]);
  expect(() => unknownIn(kubernetes.replace('replicas: 8', 'replicas: many'))).toThrow(
    'replicas must be integer',
  );
});

/** A value that takes down which of its keys nobody asks for: whoever checks it does not know these. */
function watched<Value extends object>(value: Value, unread: Set<string>, at: string): Value {
  if (!Array.isArray(value)) for (const key of Object.keys(value)) unread.add(`${at}/${key}`);
  const inner = new Map<string, object>();
  return new Proxy(value, {
    get(target, key, receiver) {
      const name = `${at}/${String(key)}`;
      unread.delete(name);
      const found: unknown = Reflect.get(target, key, receiver);
      if (typeof found !== 'object' || found === null) return found;
      const known = inner.get(name) ?? watched(found, unread, name);
      inner.set(name, known);
      return known;
    },
  });
}

const PASSWORD = 'a-password';

/** What a service's container has, on this machine. */
const environmentOf = ({ environment }: Service): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Compose that fills it in.
      value.replace('${FLEET_PASSWORD}', PASSWORD).replace('@redis:6379', `@127.0.0.1:${fleet.port}`),
    ]),
  );

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Jobs that the board shows of one state, by name. */
async function jobsOn(address: string, state: string): Promise<string[]> {
  const { queues } = (await (await fetch(`${address}/api/queues`)).json()) as { queues: { name: string }[] };
  if (queues.length === 0) return [];
  const name = encodeURIComponent(queues[0]!.name);
  const asked = await fetch(
    `${address}/api/queues?activeQueue=${name}&status=${state}&page=1&jobsPerPage=20`,
  );
  const answer = (await asked.json()) as { queues: { jobs: { name: string }[] }[] };
  return answer.queues.flatMap(({ jobs }) => jobs.map((job) => job.name)).sort();
}

async function until<Value>(find: () => Promise<Value>, isEnough: (value: Value) => boolean): Promise<Value> {
  for (let tries = 0; tries < 600; tries += 1) {
    const value = await find().catch(() => undefined);
    if (value !== undefined && isEnough(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return find();
}

describe.skipIf(!hasRedis)('the examples at work', () => {
  const shards = ['Daily texts: shard 1 of 3', 'Daily texts: shard 2 of 3', 'Daily texts: shard 3 of 3'];
  const merge = 'Daily texts: put together';

  test('the commands of the Compose example are a fleet, and its Bull Board shows each job by name and state', async () => {
    const [server, ...config] = services.redis.command.split(' ');
    expect(server).toBe('valkey-server');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Compose that fills it in.
    fleet = new Fleet(config.map((word) => word.replace('${FLEET_PASSWORD}', PASSWORD)));
    await fleet.startRedis();
    const boardFile = fleet.write('board.mjs', board);
    symlinkSync(join(root, 'node_modules'), join(fleet.folder, 'node_modules'));
    expect(services.board.command).toBe('node board.mjs');
    const port = await freePort();
    const here = { ...environmentOf(services.board), HOST: '127.0.0.1', PORT: String(port) };
    const shown = fleet.drysend([], here, boardFile);
    const address = `http://127.0.0.1:${port}`;
    const story = fleet.write('daily.yaml', dailyStory(30, 5));
    const env = environmentOf(services.worker);
    const run = fleet.drysend(['fleet', 'run', story, '--out', fleet.store, '--shards', '3'], env);
    await run.says('no worker of drysend');
    // The board was there before the first run.
    const waiting = await until(
      () => jobsOn(address, 'waiting'),
      (jobs) => jobs.length === 3,
    );
    expect(waiting, shown.stderr).toEqual(shards);
    expect(await jobsOn(address, 'waiting-children')).toEqual([merge]);

    const [npx, program, ...args] = services.worker.command.split(' ');
    expect([npx, program]).toEqual(['npx', 'drysend']);
    for (let index = 0; index < services.worker.deploy.replicas; index += 1)
      await fleet
        .drysend(
          args.map((word) => (word === '/fleet' ? fleet.store : word)),
          env,
        )
        .says('waiting for work');
    const { code, stdout } = await run.ended;
    expect(code).toBe(0);
    expect(digestIn(stdout)).toBe(await digestOfOne(story));
    expect(await jobsOn(address, 'completed')).toEqual([merge, ...shards]);
    expect(await jobsOn(address, 'failed')).toEqual([]);

    if (!hasBrowser) return;
    const browser = await startBrowser();
    try {
      const tab = await browser.newPage();
      const { queues } = (await (await fetch(`${address}/api/queues`)).json()) as {
        queues: { name: string }[];
      };
      await tab.goto(`${address}/queue/${encodeURIComponent(queues[0]!.name)}?status=completed`);
      for (const name of [merge, ...shards]) await tab.getByText(name).first().waitFor();
    } finally {
      await browser.close();
    }
  }, 300_000);

  test('the arguments and the environment of the Kubernetes example are a worker that works', async () => {
    fleet = new Fleet();
    await fleet.startRedis();
    const bucket = new S3rver({
      ...{ port: 0, address: '127.0.0.1', silent: true, directory: join(fleet.folder, 's3') },
      ...{ allowMismatchedSignatures: true, configureBuckets: [{ name: 'rehearsals' }] },
    });
    const { port } = await bucket.run();
    try {
      expect(container.env.map(({ name }) => name)).toEqual(['DRYSEND_REDIS', 'AWS_REGION']);
      const env = {
        AWS_REGION: container.env[1]!.value,
        ...{ AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' },
      };
      const here = ['--s3-endpoint', `http://127.0.0.1:${port}`];
      await fleet.drysend([...container.args, ...here], env).says('waiting for work');
      const story = fleet.write('daily.yaml', dailyStory(20, 5));
      const store = container.args.slice(container.args.indexOf('--store')).slice(0, 2);
      const { code, stdout } = await fleet.drysend(['fleet', 'run', story, ...store, ...here], env).ended;
      expect(code).toBe(0);
      expect(digestIn(stdout)).toBe(await digestOfOne(story));
    } finally {
      await bucket.close();
    }
  }, 120_000);
});
