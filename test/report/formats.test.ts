import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Verdict } from '../../src/core/model/verdict.ts';
import { reporters } from '../../src/report/catalogue.ts';
import { reporterNames } from '../../src/report/names.ts';
import { summaryOf } from '../../src/report/summary.ts';
import { entryFrom } from '../helpers/loose-entry.ts';
import { aStory, report } from './a-story.ts';

const source = { file: 'a.yaml', line: 3, column: 5 };
const time = { at: Date.UTC(2026, 2, 9, 9), precision: 'minute', text: '2026-03-09 09:00' } as const;
const armed = { kind: 'armed', at: Date.UTC(2026, 2, 2), alert: 'visit', case: 'asha' } as const;
const skipped = entryFrom({ kind: 'skipped', at: time.at, case: 'asha', reason: 'rule_not_true' });

const verdict: Verdict = {
  kept: false,
  kind: 'expectation',
  title: 'sms to asha',
  expected: { kind: 'sms', source, fields: { to: 'asha', at: [time], withinMs: 5000, fromNumber: '1' } },
  missingTimes: [time],
  nearest: {
    index: 4,
    kind: 'error',
    to: 'asha',
    entry: skipped,
    differences: [
      { rule: 'time', field: 'at', wanted: [time], found: time.at + 1, offMs: 1 },
      { rule: 'bound', field: 'on', wanted: '2026-03-10', found: time.at },
      { rule: 'matches', field: 'matches', wanted: 'a', isTooMuchWork: true },
    ],
  },
  why: { contact: 'asha', index: 1, entry: entryFrom(armed) },
  found: [],
  foundCount: 9,
  state: [
    { field: 'next_due', alert: 'visit', wanted: time, found: time.at },
    { field: 'queued', wanted: 1, found: 2 },
  ],
  breaks: [{ what: 'twice', entries: [2, 3] }],
  source,
  entries: [2],
};

const broken = aStory({
  title: 'Broken',
  outcome: 'broken',
  failures: [
    {
      kind: 'expectation',
      title: 'sms to asha',
      lines: [{ label: 'nearest   ', text: '…' }],
      verdict,
      where: 'a.yaml:3:5',
    },
  ],
});

test('every name has a format; that of html is made with a page', () => {
  expect([...Object.keys(reporters), 'html'].sort()).toEqual([...reporterNames].sort());
});

test('json is one versioned document with the keys that programs read', () => {
  const document = JSON.parse(report(reporters.json, [aStory(), broken]));
  expect(Object.keys(document)).toEqual(['version', 'drysend', 'ok', 'tz', 'digest', 'summary', 'stories']);
  expect(document).toMatchObject({
    version: 2,
    drysend: '1.2.3',
    ok: false,
    summary: { stories: 2, kept: 1, broken: 1, shown: 0, stopped: 0, sms: 24, segments: 28, real_ms: 40 },
  });
  expect(document.stories[1]).toMatchObject({
    title: 'Broken',
    outcome: 'broken',
    starts: '2026-03-01T00:00:00.000Z',
    failures: [{ kind: 'expectation', title: 'sms to asha', where: 'a.yaml:3:5', lines: ['nearest   …'] }],
  });
});

test('json has the evidence as data: expectation, nearest, differences and the decision', () => {
  const [failure] = JSON.parse(report(reporters.json, [broken])).stories[0].failures;
  expect(failure).toMatchObject({
    expected: {
      kind: 'sms',
      fields: { to: 'asha', at: ['2026-03-09 09:00'], within_ms: 5000, from_number: '1' },
    },
    missing_times: ['2026-03-09 09:00'],
    nearest: {
      kind: 'error',
      to: 'asha',
      entry: { seq: 5, kind: 'skipped', case: 'asha', reason: 'rule_not_true' },
      differences: [
        {
          rule: 'time',
          field: 'at',
          wanted: ['2026-03-09 09:00'],
          found: '2026-03-09T09:00:00.001Z',
          off_ms: 1,
        },
        { rule: 'bound', field: 'on', wanted: '2026-03-10', found: '2026-03-09T09:00:00.000Z' },
        { rule: 'matches', field: 'matches', wanted: 'a', too_much_work: true },
      ],
    },
    why: {
      contact: 'asha',
      entry: { seq: 2, kind: 'armed', at: '2026-03-02T00:00:00.000Z', alert: 'visit' },
    },
    found: [],
    found_count: 9,
    state: [
      { field: 'next_due', wanted: '2026-03-09 09:00', found: '2026-03-09T09:00:00.000Z' },
      { field: 'queued', wanted: 1, found: 2 },
    ],
    breaks: [{ what: 'twice', seqs: [3, 4] }],
    seqs: [3],
  });
});

test('dots are one sign a story, then the failures and the summary', () => {
  const text = report(reporters.dots, [aStory(), aStory({ outcome: 'shown' }), broken]);
  expect(text.startsWith('.-F\n')).toBe(true);
  expect(text).toContain('✗ sms to asha');
  expect(text).toContain('1 of 3 stories broke a promise');
});

test('the summary adds up, names the most frequent codes first and says what was not run', () => {
  const story = aStory({
    totals: { ...aStory().totals, errors: 3, errors_by_code: { NO_MESSAGE: 1, NO_PHONE_NUMBER: 2 } },
    seed: 7,
  });
  const summary = summaryOf([story, aStory()], 5, 40);
  expect(summary).toMatchObject({ stories: 2, notRun: 3, sms: 24, errors: 3, seeds: [7, 1], ok: true });
  expect(summary.errorsByCode).toEqual([
    ['NO_PHONE_NUMBER', 2],
    ['NO_MESSAGE', 1],
  ]);
});

test('the digest of one story is its own, of several a digest of all', () => {
  expect(summaryOf([aStory()], 1, 0).digest).toBe(aStory().digest);
  expect(summaryOf([aStory(), aStory()], 2, 0).digest).not.toBe(aStory().digest);
});

test('every reporter has a row in the table of the command line', () => {
  const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
  for (const name of reporterNames) expect(page).toContain(`| \`${name}\` |`);
});
