import { expect, test } from 'vitest';
import { decodedWords } from '../../../src/core/mail/words.ts';

test.each([
  ['plain words', 'Visit', 'Visit'],
  ['Q', '=?utf-8?Q?Visit_=E2=9C=93?=', 'Visit ✓'],
  ['B, of another charset', 'Re: =?KOI8-R?b?98na?= 1', 'Re: Виз 1'],
  ['a language', '=?utf-8*en?q?Visit?=', 'Visit'],
  ['blanks between two words are none', '=?utf-8?q?a?=  =?iso-8859-1?q?=E9?=', 'aé'],
  ['a character over two words', '=?utf-8?B?4py=?= =?utf-8?B?kw==?=', '✓'],
  ['blanks beside other words stay', 'a =?utf-8?q?b?= c', 'a b c'],
  ['blanks before the first word stay', '  =?utf-8?q?b?=', '  b'],
  ['words between two encoded words stay', '=?utf-8?q?a?= x =?utf-8?q?b?=', 'a x b'],
  ['no base64', '=?utf-8?B?!?= =?utf-8?q?a?=', '=?utf-8?B?!?= a'],
  ['Windows’ signs under the name of Latin-1', '=?iso-8859-1?Q?=80?=', '€'],
  ['an unknown charset', '=?klingon?Q?caf=E9?=', 'café'],
])('%s', (_about, written, meant) => {
  expect(decodedWords(written)).toBe(meant);
});
