/** What a run of stories may do to the machine, held by Node's own permissions: what it does besides is an error. */
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestsOfRun, keptDigests, program, root, type Surroundings } from './same-bytes/built-program.ts';
import { otherNodes } from './same-bytes/other-nodes.ts';

let cwd = '';
beforeAll(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'drysend-')));
  cpSync(join(root, 'scenarios'), join(cwd, 'scenarios'), { recursive: true });
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const own = { major: Number(process.versions.node.split('.')[0]), path: process.execPath };
const nodes = [own, ...otherNodes()].sort((one, other) => one.major - other.major);

/** drysend itself may be read, and the folder of the stories; nothing may be written or started. */
function fenced({ major, path }: (typeof nodes)[number]): Surroundings {
  const readable = ['dist', 'package.json', 'node_modules'].map((name) => realpathSync(join(root, name)));
  return {
    node: path,
    cwd,
    nodeOptions: [
      major < 24 ? '--experimental-permission' : '--permission',
      '--disable-warning=ExperimentalWarning',
      ...[...readable, cwd].map((folder) => `--allow-fs-read=${folder}`),
    ],
  };
}

describe.each(nodes)(
  'Node itself keeps a run within its folder: Node $major',
  { timeout: 180_000 },
  (node) => {
    test('all stories play to their digests', async () => {
      expect(await digestsOfRun([], fenced(node))).toBe(keptDigests);
    });

    test.each([
      'check scenarios/content --fail-on never',
      'plan scenarios/content',
      'roster scenarios/content',
      'why scenarios/appointments/reminder-and-no-show.yaml --to joy',
      'mutate scenarios/appointments',
    ])('drysend %s does what it does', async (command) => {
      const { code, err } = await program(command.split(' '), fenced(node));
      expect({ code, err }).toEqual({ code: 0, err: '' });
    });

    test('and what does more is an error: a file elsewhere, a file that is written, a thread', async () => {
      for (const more of [
        [join(root, 'scenarios/content')],
        ['scenarios/content', '--journal', 'j.ndjson'],
        ['scenarios/content', '--parallel', '2'],
      ]) {
        const { code, err } = await program(['run', ...more], fenced(node));
        expect([more, code === 0, /restricted|permission|cannot/i.test(err)]).toEqual([more, false, true]);
      }
    });
  },
);

/** Older ones have no permission for the network. */
const withNetwork = nodes.filter(({ major }) => major >= 26);

test.skipIf(withNetwork.length === 0)('no connection is opened, and --wire is one', async () => {
  const surroundings = fenced(withNetwork[0]!);
  expect(await digestsOfRun([], surroundings)).toBe(keptDigests);
  const { code, err } = await program(['run', 'scenarios/gateways', '--wire'], surroundings);
  expect(code).not.toBe(0);
  expect(err).toContain('--allow-net');
});
