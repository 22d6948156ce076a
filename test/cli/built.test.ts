import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { scenario } from './a-terminal.ts';

/** The command line as it is shipped: bundled, in a process of its own. */
const cli = join(import.meta.dirname, '../../dist/cli.js');

let folder = '';
beforeAll(() => {
  expect(existsSync(cli), 'needs a build: npm run build').toBe(true);
  folder = mkdtempSync(join(tmpdir(), 'drysend-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Process {
  readonly done: Promise<{ code: number | null; out: string; err: string }>;
  interrupt(): void;
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Process {
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder, env: { ...process.env, ...env } });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  return {
    done: new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err }))),
    interrupt: () => child.kill('SIGINT'),
  };
}

test('says its version', async () => {
  expect(await start(['--version']).done).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' });
});

test('rehearses a file, without colour in a pipe and with it when forced', async () => {
  writeFileSync(join(folder, 'a.yaml'), scenario());
  const plain = await start(['run', 'a.yaml'], { NO_COLOR: '', FORCE_COLOR: undefined }).done;
  expect(plain).toMatchObject({ code: 0, err: '' });
  expect(plain.out).toContain('✓ A reminder');
  const coloured = await start(['run', 'a.yaml'], { NO_COLOR: '', FORCE_COLOR: '1' }).done;
  expect(coloured.out).toContain('\u001b[32m✓');
});

/** Runs the command line in a shell, which alone can give it a full disk or a closed pipe. */
function inShell(command: string): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd: folder,
    env: { ...process.env, NODE: process.execPath, CLI: cli },
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

test.skipIf(process.platform !== 'linux')(
  'a full disk behind stdout is said in one line and ends in 3',
  () => {
    writeFileSync(join(folder, 'a.yaml'), scenario());
    expect(inShell('"$NODE" "$CLI" run a.yaml --json > /dev/full')).toEqual({
      code: 3,
      out: '',
      err: 'drysend: cannot write to stdout: the disk is full\n',
    });
  },
);

test.skipIf(process.platform !== 'linux')(
  'a disk that is full halfway through a report leaves the report before, and no other file',
  () => {
    const stories = Array.from({ length: 40 }, (_, index) => scenario(`Story ${index}`));
    writeFileSync(join(folder, 'forty.yaml'), stories.join('---\n'));
    const { code, err } = inShell(
      `mkdir out && echo '{"before":1}' > out/r.json && ulimit -f 8 && trap '' XFSZ &&
      exec "$NODE" "$CLI" run forty.yaml --reporter json=out/r.json`,
    );
    const shown = inShell('cat out/r.json; ls -A out').out;
    expect({ code, shown }).toEqual({ code: 3, shown: '{"before":1}\nr.json\n' });
    expect(err).toMatch(/^drysend: cannot write out\/r\.json: /);
  },
);

test.skipIf(process.platform !== 'linux')(
  'a journal into a pipe that nobody reads any more ends quietly',
  () => {
    writeFileSync(join(folder, 'many.yaml'), longScenario().replaceAll('2126-', '2027-'));
    const { out, err } = inShell(
      '"$NODE" "$CLI" run many.yaml --reporter json=r.json --journal /dev/stdout | head -1',
    );
    expect(out).toMatch(/^\{"kind":"run".*\}\n$/);
    expect(err).toBe('');
  },
);

test.skipIf(process.platform === 'win32')(
  'Ctrl-C ends a long run with 130 and leaves a journal of whole lines',
  async () => {
    writeFileSync(join(folder, 'long.yaml'), longScenario());
    const journal = join(folder, 'long.ndjson');
    const run = start(['run', 'long.yaml', '--journal', journal]);
    await untilWritten(journal);
    run.interrupt();
    const { code, err } = await run.done;
    expect({ code, err }).toEqual({
      code: 130,
      err: `drysend: interrupted
${journal} has what happened until then; the same command with --resume goes on from there.
`,
    });
    const lines = readFileSync(journal, 'utf8').split('\n');
    expect(lines.pop()).toBe('');
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('kind');
  },
);

/** Some 300 contacts, every day for a century: far longer than anybody waits. */
function longScenario(): string {
  const keys = Array.from({ length: 300 }, (_, index) => `c${index}`);
  return `scenario: A century
project: {time_zone: UTC, languages: [en]}
gateways: {TEST: {type: test}}
routing: {global: {"*": TEST}}
cases:
${keys.map((key, index) => `  ${key}: {type: t, name: ${key}, contact_phone_number: "${99900000000 + index}"}`).join('\n')}
alerts:
  daily: {case_type: t, to: case, send: {daily: {at: "09:00"}}, sms: {en: Hello}}
starts: 2026-01-01 00:00
ends: 2126-01-01 00:00
timeline:
  - {at: 2026-01-01 08:00, register: [${keys.join(', ')}]}
`;
}

async function untilWritten(path: string): Promise<void> {
  while (!existsSync(path) || readFileSync(path).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
