import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';
import { putExport, putProgramme } from './programmes.ts';
import { withoutTimes } from './stories-of-all-kinds.ts';

inEmptyFolder();

const journal = (name: string): string => readFileSync(name, 'utf8');
const onDisk = (partCases: number) => ({ spillSizes: { fileBytes: 0, partCases } });

const promises = `expect:
  - {count: {channel: sms, alert: birth, is: 120}}
  - sms to m1 at 2026-01-02 21:30 containing "Hello"
  - nothing to m9
others: allowed
`;
const broken = 'expect:\n  - sms to m1 at 2026-01-02 21:30 containing "Hello"\n  - nothing to m1\n';

test.each([
  ['that promises nothing', putProgramme],
  ['with the faults that exports have', putExport],
  ['with promises', () => putProgramme(promises)],
  ['that breaks promises, and sends what none names', () => putProgramme(broken)],
])(
  'a story %s has part by part the journal, report and exit code of one run',
  async (_what, putStory) => {
    putStory();
    const reports = (name: string): string[] =>
      ['json', 'junit', 'pretty'].flatMap((reporter) => ['--reporter', `${reporter}=${name}.${reporter}`]);
    const args = (name: string): string[] => [
      'run',
      'year.yaml',
      '--journal',
      `${name}.ndjson`,
      ...reports(name),
    ];
    const report = (name: string, reporter: string): string =>
      withoutTimes(readFileSync(`${name}.${reporter}`, 'utf8').replaceAll(`${name}.ndjson`, 'JOURNAL'));
    const one = await drysend([...args('one'), '--workers', '1']);
    for (const cases of [7, 50]) {
      const parts = await drysend(args('parts'), onDisk(cases));
      expect(parts.err).not.toContain('read into memory');
      expect(parts.err).toMatch(/run in \d+ parts/);
      expect(journal('parts.ndjson')).toBe(journal('one.ndjson'));
      for (const reporter of ['json', 'junit', 'pretty'])
        expect(report('parts', reporter)).toBe(report('one', reporter));
      expect(parts.code).toBe(one.code);
    }
  },
  240_000,
);

test('--journal-level sent and --no-cohorts hold in the parts', async () => {
  putProgramme();
  const args = ['run', 'year.yaml', '--journal-level', 'sent', '--no-cohorts', '--journal'];
  await drysend([...args, 'one.ndjson']);
  await drysend([...args, 'parts.ndjson'], onDisk(50));
  expect(journal('parts.ndjson')).toBe(journal('one.ndjson'));
  expect(journal('parts.ndjson')).not.toContain('"kind":"queued"');
});

test('a journal that was broken off goes on, to the bytes of one run', async () => {
  putProgramme();
  await drysend(['run', 'year.yaml', '--journal', 'one.ndjson']);
  put('parts.ndjson', journal('one.ndjson').slice(0, 100_001));
  const { code, err } = await drysend(
    ['run', 'year.yaml', '--journal', 'parts.ndjson', '--resume'],
    onDisk(50),
  );
  expect(err).toMatch(/[\d,]+ lines that are there were made again, the same; going on behind them/);
  expect(code).toBe(0);
  expect(journal('parts.ndjson')).toBe(journal('one.ndjson'));
});

test.each([
  [
    'what all cases share',
    'number: "100", rate_per_minute: "60"',
    'gateway B: rate_per_minute is shared by all',
  ],
  ['a daily limit that all parts together meet', 'number: "100"', 'the daily limit of demo is met'],
])('%s is named, and they are read into memory', async (_what, gateway, why) => {
  putProgramme();
  const story = readFileSync('year.yaml', 'utf8').replace('number: "100"', gateway);
  put('year.yaml', why.includes('limit') ? story.replace('daily_limit: none', 'daily_limit: "100"') : story);
  await drysend(['run', 'year.yaml', '--journal', 'one.ndjson', '--seed', '7']);
  const { err } = await drysend(['run', 'year.yaml', '--journal', 'parts.ndjson', '--seed', '7'], onDisk(50));
  expect(err).toContain(why);
  expect(err).toContain('all its cases are read into memory');
  expect(journal('parts.ndjson')).toBe(journal('one.ndjson'));
});

test('an option that needs all cases in memory is named', async () => {
  putProgramme();
  const { code, err } = await drysend(['run', 'year.yaml', '--check-determinism'], onDisk(50));
  expect(code).toBe(0);
  expect(err).toContain(
    'drysend: all cases of women.csv are read into memory: --check-determinism compares two runs',
  );
});

test('parts that have no room on the disk are not run on, and the journal says of what it is', async () => {
  putProgramme();
  const spillSizes = { fileBytes: 0, partCases: 50, freeBytes: 1000 };
  const { code, out } = await drysend(['run', 'year.yaml', '--journal', 'parts.ndjson'], { spillSizes });
  expect(code).toBe(3);
  expect(out).toMatch(/its 4 parts take some \d+ MB in .*, where 1 MB are free/);
  expect(out).toContain('--spill FOLDER names a folder with more room');
  expect(journal('parts.ndjson')).toMatch(/^{"kind":"run",.*}\n$/);
});

test('a limit on messages holds over all parts together', async () => {
  putProgramme();
  const { code, out } = await drysend(['run', 'year.yaml', '--max-messages', '900'], onDisk(50));
  expect(code).toBe(3);
  expect(out).toContain('more than 900 messages');
  expect((await drysend(['run', 'year.yaml', '--max-messages', '2000'], onDisk(50))).code).toBe(0);
});

test('nothing of what the parts made is left in the folder', async () => {
  putProgramme();
  mkdirSync('spill');
  await drysend(['run', 'year.yaml', '--spill', 'spill'], onDisk(50));
  expect(readdirSync('spill')).toEqual([]);
});

/** A disk of its own with so little room; undefined: the system does not let it be mounted. */
function smallDisk(size: string): (() => void) | undefined {
  mkdirSync('small');
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', 'small']);
  return status === 0 ? () => void spawnSync('umount', ['small']) : undefined;
}

test.each([
  ['the cases', '4k', 3, 'have no room in'],
  ['what the parts make', '60k', 3, 'MB are free|no space left'],
])(
  'a full disk is told with its folder and a cure, and leaves what there was: %s',
  async (_what, size, wanted, words) => {
    putProgramme();
    const unmount = smallDisk(size);
    if (unmount === undefined) return console.warn('not tried: this system mounts no tmpfs for a test');
    try {
      put('parts.ndjson', 'before');
      const { code, out, err } = await drysend(['run', 'year.yaml', '--spill', 'small'], onDisk(7));
      expect(`${out}${err}`).toMatch(new RegExp(words));
      expect(`${out}${err}`).toMatch(/small/);
      expect(`${out}${err}`).toContain('--spill FOLDER names a folder with more room');
      expect(code).toBe(wanted);
      expect(readdirSync('small')).toEqual([]);
      expect(journal('parts.ndjson')).toBe('before');
    } finally {
      unmount();
    }
  },
);
