/** Journals that were broken off: by Ctrl-C, by a full disk, by a bound on memory; and how a run goes on with them. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const cli = join(import.meta.dirname, '../../dist/cli.js');

test('a run goes on with the journal, says how far it was, and leaves what a whole run leaves', async () => {
  put('a.yaml', scenario('A reminder', ''));
  await drysend(['run', 'a.yaml', '--journal', 'whole.ndjson']);
  const whole = readFileSync('whole.ndjson', 'utf8');
  writeFileSync('a.ndjson', whole.split('\n').slice(0, 3).join('\n'));
  const { code, err } = await drysend(['run', 'a.yaml', '--journal', 'a.ndjson', '--resume']);
  expect(code).toBe(0);
  expect(err).toContain(
    'drysend: a.ndjson: 3 lines that are there were made again, the same; going on behind them',
  );
  expect(readFileSync('a.ndjson', 'utf8')).toBe(whole);
});

test.each([
  ['another seed', ['--seed', '2'], scenario('A reminder', '')],
  ['another story', [], scenario('Another', '')],
  ['a changed text', [], scenario('A reminder', '').replace('Hello', 'Good day')],
  ['another level', ['--journal-level', 'sent'], scenario('A reminder', '')],
])('a journal of %s is refused by its first line that differs, and stays', async (_what, options, text) => {
  put('a.yaml', scenario('A reminder', ''));
  await drysend(['run', 'a.yaml', '--journal', 'a.ndjson']);
  const before = readFileSync('a.ndjson');
  put('a.yaml', text);
  const { code, err } = await drysend(['run', 'a.yaml', '--journal', 'a.ndjson', '--resume', ...options]);
  expect(code).toBe(1);
  expect(err).toMatch(/cannot go on with a\.ndjson: line \d is not what this run writes/);
  expect(err).toContain('Without --resume it is written anew.');
  expect(readFileSync('a.ndjson').equals(before)).toBe(true);
});

test.each([[[]], [['--journal', '-']], [['--journal', 'out/']]])(
  '--resume with %j is a usage error',
  async (options) => {
    put('a.yaml', scenario('A reminder', ''));
    const { code, err } = await drysend(['run', 'a.yaml', '--resume', ...options]);
    expect(code).toBe(1);
    expect(err).toContain('--resume goes on with one journal file');
  },
);

/** So many mothers get a text on each of thirty days. */
const daily = `scenario: A month
project: {time_zone: Asia/Kolkata, languages: [en], daily_limit: 10000000}
gateways: {TWILIO: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": TWILIO}}
import: [{file: mothers.csv, type: mother, register_at: 2026-03-02 09:00}]
alerts:
  month:
    case_type: mother
    to: case
    send: {daily: {at: "10:00", stop_after: "30"}}
    sms: {en: "Hello {case.name}"}
ends: 2026-04-20 00:00
`;

function putDaily(mothers: number): void {
  const rows = Array.from(
    { length: mothers },
    (_, index) => `c${index},Asha ${index},9198${10_000_000 + index}\n`,
  );
  put('mothers.csv', `caseid,name,contact_phone_number\n${rows.join('')}`);
  put('a.yaml', daily);
}

describe.each(['a.ndjson', 'a.ndjson.gz', 'a.parquet'])('%s', (name) => {
  test('after Ctrl-C can be read, and the run goes on with it to the same bytes', async () => {
    putDaily(2000);
    const args = [cli, 'run', 'a.yaml', '--journal', name];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.on('data', (data) => {
      err += data;
    });
    const ended = new Promise<number | null>((done) => child.on('close', done));
    for (;;) {
      await new Promise((done) => setTimeout(done, 20));
      if ((statSync(name, { throwIfNoEntry: false })?.size ?? 0) > 50_000) break;
      if (child.exitCode !== null) break;
    }
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(err).toContain(
      `${name} has what happened until then; the same command with --resume goes on from there.`,
    );
    expect((await drysend(['roster', name])).code).toBe(0);
    const broken = statSync(name).size;
    const resumed = spawnSync(process.execPath, [...args, '--resume'], { encoding: 'utf8' });
    expect(resumed.status).toBe(0);
    expect(resumed.stderr).toMatch(
      /[\d,]+ lines that are there were made again, the same; going on behind them/,
    );
    expect(statSync(name).size).toBeGreaterThan(broken);
    spawnSync(process.execPath, [cli, 'run', 'a.yaml', '--journal', `whole-${name}`]);
    expect(readFileSync(name).equals(readFileSync(`whole-${name}`))).toBe(true);
  }, 120_000);
});

const mounted: string[] = [];
afterEach(() => {
  for (const place of mounted.splice(0)) execFileSync('umount', [place]);
});

/** A disk of so many kilobytes; undefined: this user may not make one. */
function smallDisk(kilobytes: number): string | undefined {
  mkdirSync('disk');
  const place = resolve('disk');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', place], { stdio: 'ignore' });
  } catch {
    console.log('a small disk cannot be mounted here: a full one is not tried');
    return undefined;
  }
  mounted.push(place);
  return place;
}

test.each([
  ['a.ndjson', 900],
  ['a.ndjson.gz', 200],
  ['a.parquet', 400],
])(
  '%s on a full disk is a clear error, and has what happened until then',
  async (name, kilobytes) => {
    const disk = smallDisk(kilobytes);
    if (disk === undefined) return;
    putDaily(1000);
    const { code, err } = await drysend(['run', 'a.yaml', '--journal', join('disk', name)]);
    expect(code).toBe(3);
    expect(err).toContain(`cannot write disk/${name}: the disk is full\nIt has what happened until then.`);
    const read = await drysend(['roster', join('disk', name)]);
    expect(read.err).toBe('');
    expect(read.code).toBe(0);
  },
  60_000,
);

describe('memory', () => {
  const run = (options: readonly string[], node: readonly string[] = []) =>
    spawnSync(process.execPath, [...node, cli, ...options], { encoding: 'utf8' });

  test('a bound holds while cases are read, and the message says where', () => {
    putDaily(60_000);
    const { status, stderr } = run(['roster', 'a.yaml', '--max-memory', '75MB']);
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /out of memory while (?:reading|making cases of) mothers\.csv.*: \d+ MB are in use, and --max-memory allows 75 MB/,
    );
  }, 60_000);

  test('a file that has no room is refused before any of its cases is kept, with how many rows have', () => {
    putDaily(0);
    const notes = 'x'.repeat(140);
    put(
      'mothers.csv',
      `caseid,name,notes\n${Array.from({ length: 500_000 }, (_, index) => `c${index},Asha,${notes}\n`).join('')}`,
    );
    const { status, stdout, stderr } = run(['plan', 'a.yaml', '--csv', 'rows.csv', '--memory', '240MB']);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain(
      'mothers.csv has 500,000 rows, which take 250 MB at least: --max-memory allows 240 MB\n' +
        'So much has room for 480,000 rows at most: split the file, and rehearse the parts.',
    );
    expect(existsSync('rows.csv')).toBe(false);
  }, 120_000);

  test.each([40, 60])(
    'without one, a heap of %d MB ends with a message, too',
    (megabytes) => {
      putDaily(60_000);
      const { status, stderr } = run(['plan', 'a.yaml'], [`--max-old-space-size=${megabytes}`]);
      expect(stderr).toMatch(
        /out of memory while (?:reading|making cases of) mothers\.csv.*: \d+ MB of the \d+ MB that Node gives/,
      );
      expect(stderr).toContain('NODE_OPTIONS=--max-old-space-size=');
      expect(status).toBe(3);
    },
    60_000,
  );
});
