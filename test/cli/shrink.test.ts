import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

const broken = scenario('A reminder', '- sms to asha via TWILIO containing "Goodbye"').replace(
  'cases:\n',
  'cases:\n  ben: {type: mother, name: Ben, contact_phone_number: "919812345679"}\n',
);

/** The command that is printed last. */
const commandIn = (err: string): string[] => err.trim().split('\n').at(-1)!.split(' ').slice(1);

test('the story is written, printed with the command that runs it, and fails in the same way', async () => {
  put('stories/a.yaml', broken);
  const { code, out, err } = await drysend(['run', 'stories', '--shrink']);
  expect(code).toBe(4);
  expect(out).not.toContain('shrunk');
  expect(err).toMatch(/A reminder: \d+ lines shrunk to \d+ in \d+ runs/);
  const text = readFileSync('.drysend/shrunk/a.yaml', 'utf8');
  expect(text).not.toContain('ben');
  expect(err).toContain(text);
  expect(commandIn(err)).toEqual(['run', '.drysend/shrunk/a.yaml']);
  const again = await drysend(commandIn(err));
  expect(again.code).toBe(4);
  expect(again.out).toContain('✗ sms to asha via TWILIO containing "Goodbye"');
  expect((await drysend(['run', '.', '--list'])).out).not.toContain('shrunk');
});

test('of several stories in a file the one that failed, and its seed', async () => {
  put('a.yaml', `${scenario('Sound')}---\n# The second\n${broken}---\n${scenario('Also sound')}`);
  const { err } = await drysend(['run', 'a.yaml', '--seed', '7', '--shrink-to', 'bugs/one.yaml']);
  expect(commandIn(err)).toEqual(['run', 'bugs/one.yaml', '--seed', '7']);
  const text = readFileSync('bugs/one.yaml', 'utf8');
  expect(text).toContain('# The second');
  expect(text).not.toContain('ound');
});

test('rows of an import go into a smaller file beside it', async () => {
  const rows = Array.from({ length: 40 }, (_, at) => `m${at},Ama ${at},2547123456${10 + at}`);
  put('data/cases.csv', `caseid,name,contact_phone_number\n${rows.join('\n')}\n`);
  put(
    'a.yaml',
    `${scenario('A', '- {count: {channel: sms, is: 39, claims: yes}}').replace('register: asha', 'note: none')}import:
  - {file: data/cases.csv, type: mother, register_at: 2026-03-02 09:00}
`,
  );
  const { err } = await drysend(['run', 'a.yaml', '--shrink-to', 'bug.yaml']);
  expect(err).toContain('drysend: wrote bug-cases.csv');
  expect((await drysend(commandIn(err))).code).toBe(4);
});

test('a packed file of cases is cut as well, and is plain text beside the scenario', async () => {
  const rows = Array.from({ length: 40 }, (_, at) => `m${at},Ama ${at},2547123456${10 + at}`);
  put('cases.csv.gz', gzipSync(`caseid,name,contact_phone_number\n${rows.join('\n')}\n`));
  put(
    'a.yaml',
    `${scenario('A', '- sms to ama-7 containing "Goodbye"').replace('register: asha', 'note: none')}import:
  - {file: cases.csv.gz, type: mother, register_at: 2026-03-02 09:00}
`,
  );
  const { err } = await drysend(['run', 'a.yaml', '--shrink-to', 'bug.yaml']);
  expect(readFileSync('bug-cases.csv', 'utf8')).toBe(
    'caseid,name,contact_phone_number\nm7,Ama 7,254712345617\n',
  );
  expect((await drysend(commandIn(err))).code).toBe(4);
});

test('a story that keeps its promises is not shrunk, and of many that do not it is the first', async () => {
  put('a.yaml', scenario());
  expect((await drysend(['run', 'a.yaml', '--shrink'])).err).toContain('--shrink: no story broke a promise');
  expect(existsSync('.drysend/shrunk')).toBe(false);
  put('b.yaml', `${broken}---\n${broken.replace('A reminder', 'Another')}`);
  const { err } = await drysend(['run', 'b.yaml', '--shrink']);
  expect(err).toContain('--shrink: the first of 2 stories that failed; --grep chooses another');
});

test('what the bounds left untried is said', async () => {
  put('a.yaml', broken);
  const { err } = await drysend(['run', 'a.yaml', '--shrink', '--shrink-runs', '2']);
  expect(err).toContain(
    'It may be smaller: not all was tried within --shrink-runs 2 and --shrink-seconds 120',
  );
});

test.each([
  [['--shrink-to', 'a.yaml'], '--shrink-to would overwrite a.yaml, a file that the run reads'],
  [['--shrink-to', 'a.yaml/b.yaml'], 'cannot write a.yaml/b.yaml'],
  [['--shrink-to', '.'], 'cannot write .: it is a folder'],
  [['--shrink-runs', '0'], 'It must be a whole number from 1 to 1000000'],
  [['--shrink-seconds', '99999999999'], 'It must be a whole number from 1 to 1000000'],
  [['--shrink-seconds', '1e3'], 'It must be a whole number from 1 to 1000000'],
  [['--shrink', '--watch'], '--shrink and --watch'],
])('%j is refused', async (options, message) => {
  put('a.yaml', broken);
  const { code, err } = await drysend(['run', 'a.yaml', '--shrink', ...options]);
  expect(err).toContain(message);
  expect(code).toBe(1);
  expect(readFileSync('a.yaml', 'utf8')).toBe(broken);
});
