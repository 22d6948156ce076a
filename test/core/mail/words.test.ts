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
  ['another charset in between', '=?utf-8?q?a?= =?koi8-r?q?=F7?= =?utf-8?q?b?=', 'aВb'],
  ['a charset in other letters', '=?UTF-8?B?4py=?= =?utf-8?B?kw==?=', '✓'],
  ['what follows the last word', '=?utf-8?q?a?= and more', 'a and more'],
  ['what follows no base64', 'x =?utf-8?B?!?= y', 'x =?utf-8?B?!?= y'],
  ['a mark alone', 'a =? b', 'a =? b'],
  ['no such encoding', '=?utf-8?x?a?=', '=?utf-8?x?a?='],
  ['nothing encoded', '=?utf-8?q??=', ''],
  ['no charset', '=??q?a?=', '=??q?a?='],
  ['a charset of 50 signs', `=?${'x'.repeat(50)}?q?a?=`, 'a'],
  ['a charset of 51 signs', `=?${'x'.repeat(51)}?q?a?=`, `=?${'x'.repeat(51)}?q?a?=`],
  ['an underline and an equals sign', '=?utf-8?Q?a_b=3Dc=5F?=', 'a b=c_'],
  ['words that touch other words', 'x=?utf-8?q?a?=y', 'xay'],
])('%s', (_about, written, meant) => {
  expect(decodedWords(written)).toBe(meant);
});
