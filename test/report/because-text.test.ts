import { expect, test } from 'vitest';
import type { Because } from '../../src/core/model/because.ts';
import { becauseText } from '../../src/report/because-text.ts';

const stories: readonly (readonly [string, Because, Readonly<Record<string, string>>])[] = [
  ['nothing known says nothing', {}, {}],
  [
    'a zone says whose it is',
    { zone: { name: 'Asia/Kolkata', from: 'case' } },
    { zone: "Asia/Kolkata: the contact's time_zone" },
  ],
  [
    'a time zone that was passed over is named',
    { zone: { name: 'UTC', from: 'project', ignored: { from: 'user', value: 'EAT' } } },
    { zone: 'UTC: the project\'s (the user\'s time_zone "EAT" is no zone)' },
  ],
  [
    'a language says which others have no text',
    { language: { code: 'en', from: 'project', missing: ['es', 'hin'] } },
    { language: "en: the project's default language; no words in es, hin" },
  ],
  [
    'a gateway says which others it was chosen over',
    {
      gateway: {
        name: 'A',
        rule: 'prefix',
        scope: 'global',
        prefix: '91',
        losers: [
          { name: 'B', rule: 'catch_all', scope: 'global' },
          { name: 'C', rule: 'contact_backend_id', scope: 'shared' },
        ],
      },
    },
    { gateway: 'global prefix 91, over B (global catch-all *), C (shared with the project)' },
  ],
  [
    'a gateway that the contact names says whose it is',
    { gateway: { name: 'A', rule: 'contact_backend_id', scope: 'project' }, number: { from: 'two_way' } },
    { gateway: "contact_backend_id names it: the project's own", number: 'two-way entry' },
  ],
];

test.each(stories)('%s', (_promise, because, words) => {
  expect(becauseText(because)).toEqual(words);
});
