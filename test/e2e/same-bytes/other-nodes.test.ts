/** Each Node version that drysend promises to run on makes the same bytes as the others, in all commands. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  digestsIn,
  digestsOfRun,
  type Ended,
  keptDigests,
  program,
  root,
  runNode,
  type Surroundings,
} from './built-program.ts';
import { otherNodes } from './other-nodes.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drysend-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nodes = otherNodes();

/** What is not the time that it took. */
const withoutTimes = ({ code, out, err }: Ended): Ended => ({
  code,
  out: out.replaceAll(/"real_ms": [\d.]+|time="[\d.]+"| +[\d.,]+ (?:ms|s)\b/g, ''),
  err,
});

/** Those that answer at once and end well. */
const commands = [
  'run scenarios/content',
  'run scenarios/gateways --json',
  'run scenarios/errors --reporter junit',
  'run scenarios/two-way --coverage',
  'check scenarios/imports --format json --fail-on never',
  'check scenarios/content --format sarif --fail-on never',
  'plan scenarios/vaccination --json -',
  'plan scenarios/time-zones',
  'roster scenarios/maternal-health --json',
  'why scenarios/appointments/reminder-and-no-show.yaml --to joy',
  'diff scenarios/rules/late-recipient.yaml scenarios/rules/restart-when-changed.yaml --json',
  'mutate scenarios/appointments --json',
  'schema',
  'hq',
  '--help',
];

const answers = new Map<string, Promise<Ended>>();

/** What this Node answers, asked once. */
function answerHere(command: string): Promise<Ended> {
  const answer = answers.get(command) ?? program(command.split(' '));
  answers.set(command, answer);
  return answer;
}

describe.each(nodes)('Node $major', { timeout: 180_000 }, ({ major, path: node }) => {
  test('is that version', async () => {
    expect((await runNode(['--version'], { node })).out).toMatch(new RegExp(`^v${major}\\.`));
  });

  test('plays all stories to the same digests', async () => {
    expect(await digestsOfRun([], { node })).toBe(keptDigests);
  });

  test('does so in another zone, another language, other folders and in seven threads', async () => {
    const surroundings: Surroundings = {
      node,
      env: { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      nodeOptions: ['--import', join(import.meta.dirname, 'reverse-folders.mjs')],
    };
    expect(await digestsOfRun(['--parallel', '7'], surroundings)).toBe(keptDigests);
  });

  test('does so over sockets', async () => {
    expect(await digestsOfRun(['--wire'], { node })).toBe(keptDigests);
  });

  test.each(commands)('answers drysend %s as this Node does', async (command) => {
    const here = withoutTimes(await answerHere(command));
    expect(here).toMatchObject({ code: 0, err: '' });
    expect(withoutTimes(await program(command.split(' '), { node }))).toEqual(here);
    expect(here.out.length).toBeGreaterThan(100);
  });

  test.each(['case-export.csv', 'case-export.xlsx'])('writes the same story of %s', async (name) => {
    const [here, there] = await Promise.all(
      [process.execPath, node].map(async (path) => {
        const cwd = mkdtempSync(join(folder, 'import-'));
        cpSync(join(root, 'test/fixtures', name), join(cwd, name));
        const ended = await program(['import', name, '--output', 'story.yaml'], { node: path, cwd });
        return { ended: withoutTimes(ended), text: readFileSync(join(cwd, 'story.yaml'), 'utf8') };
      }),
    );
    expect(here!.ended.code).toBe(0);
    expect(there).toEqual(here);
  });

  const packed = ['ndjson', 'parquet', 'ndjson.gz', ...(major > 20 ? ['ndjson.zst'] : [])];
  test(`writes journals as ${packed.join(', ')}, which this Node reads as its own, and reads those of this Node`, async () => {
    const here = mkdtempSync(join(folder, 'here-'));
    const there = mkdtempSync(join(folder, 'there-'));
    const stories = join(root, 'scenarios/two-way');
    const rosters = new Set<string>();
    for (const kind of packed) {
      const journal = `journal.${kind}`;
      await program(['run', stories, '--journal', journal], { node, cwd: there });
      await program(['run', stories, '--journal', journal], { cwd: here });
      const reading = [
        await program(['roster', journal, '--json'], { node, cwd: there }),
        await program(['roster', journal, '--json'], { cwd: there }),
        ...(existsSync(join(here, journal))
          ? [await program(['roster', journal, '--json'], { node, cwd: here })]
          : []),
      ];
      for (const { code, out, err } of reading) {
        expect({ kind, code, err }).toEqual({ kind, code: 0, err: '' });
        rosters.add(out.replaceAll(journal, 'journal'));
      }
    }
    expect(rosters.size).toBe(1);
    for (const name of ['journal.ndjson', 'journal.parquet'])
      expect(readFileSync(join(there, name)).equals(readFileSync(join(here, name)))).toBe(true);
  });

  test('has the library, imported and required, and gateways on sockets', async () => {
    const story = join(root, 'scenarios/sending-rules/restricted-hours.yaml');
    const imported = `
      import { rehearse } from '${join(root, 'dist/index.js')}';
      import { startGateways } from '${join(root, 'dist/testing.js')}';
      const gateways = await startGateways({ gateways: { T: { type: 'twilio', account_sid: 'AC1', auth_token: 'x' } } });
      const { status } = await fetch(gateways.url('T') + '/2010-04-01/Accounts/AC1/Messages.json', {
        method: 'POST',
        headers: { authorization: 'Basic ' + btoa('AC1:x') },
        body: new URLSearchParams({ To: '+27831234567', From: '+27870000001', Body: 'Hello' }),
      });
      await gateways.close();
      console.log(rehearse('${story}').digest, status);`;
    const required = `
      const { rehearse } = require('${join(root, 'dist/index.cjs')}');
      console.log(rehearse('${story}').digest, 201);`;
    const digest = keptDigests.split('\n').find((line) => line.includes('restricted-hours.yaml'))!;
    for (const [type, text] of [
      ['module', imported],
      ['commonjs', required],
    ] as const) {
      const { out, err } = await runNode([`--input-type=${type}`, '--eval', text], { node });
      expect([type, out.trim(), err]).toEqual([type, `${digest.slice(0, 64)} 201`, '']);
    }
  });
});

test.skipIf(nodes.length === 0)(
  'shards of different Node versions make one run',
  { timeout: 180_000 },
  async () => {
    const all = [process.execPath, ...nodes.map(({ path }) => path)];
    const blobs = all.map((_, index) => join(folder, `${index}.blob`));
    for (const [index, node] of all.entries()) {
      const shard = ['--shard', `${index + 1}/${all.length}`, '--blob', blobs[index]!];
      expect((await program(['run', 'scenarios', ...shard], { node })).code).toBe(0);
    }
    for (const node of [all[0]!, all.at(-1)!])
      expect(digestsIn(await program(['merge', ...blobs, '--json'], { node }))).toBe(keptDigests);
  },
);
