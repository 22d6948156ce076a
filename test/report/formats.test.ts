import { expect, test } from 'vitest';
import { reporters } from '../../src/report/catalogue.ts';
import { reporterNames } from '../../src/report/names.ts';
import { summaryOf } from '../../src/report/summary.ts';
import { aStory, report } from './a-story.ts';

const broken = aStory({
  title: 'Broken',
  outcome: 'broken',
  failures: [{ kind: 'expectation', title: 'sms to asha', lines: ['nearest …'], where: 'a.yaml:3:5' }],
});

test('every name has a format', () => {
  expect(Object.keys(reporters)).toEqual([...reporterNames]);
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
    failures: [{ kind: 'expectation', title: 'sms to asha', where: 'a.yaml:3:5', lines: ['nearest …'] }],
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
