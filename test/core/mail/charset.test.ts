import { describe, expect, test } from 'vitest';
import { byteCharsOf, decodedBy, isUtf8Name, textOfBytes } from '../../../src/core/mail/charset.ts';

const bytes = (...codes: readonly number[]): Uint8Array => Uint8Array.from(codes);

describe('a name that mailers use is one that the standard knows', () => {
  /** Two bytes that tell the encodings apart. */
  const some = bytes(0xb0, 0xa1, 0xe4, 0xa4, 0x41);
  test.each([
    ['windows-1250', 'windows-1250'],
    ['cp1250', 'windows-1250'],
    ['cp-1251', 'windows-1251'],
    ['win_1253', 'windows-1253'],
    ['win1254', 'windows-1254'],
    ['x-cp1255', 'windows-1255'],
    ['ibm1256', 'windows-1256'],
    ['cp874', 'windows-874'],
    ['iso8859-5', 'iso-8859-5'],
    ['iso_8859_7', 'iso-8859-7'],
    ['iso-8859_15', 'iso-8859-15'],
    ['big5-tw', 'big5'],
    ['big5_tw', 'big5'],
    ['cp950', 'big5'],
    ['ms-950', 'big5'],
    ['cp949', 'euc-kr'],
    ['ms_949', 'euc-kr'],
    ['windows-949', 'euc-kr'],
    ['eucgb2312-cn', 'gbk'],
    ['eucgb2312_cn', 'gbk'],
    ['eucjp', 'euc-jp'],
    ['euc_kr', 'euc-kr'],
    ['cp932', 'shift_jis'],
    ['ms-932', 'shift_jis'],
    ['cp936', 'gbk'],
    ['ms_936', 'gbk'],
    [' KOI8-R ', 'koi8-r'],
  ])('%j is %s', (name, standard) => {
    expect(decodedBy(name, some)).toBe(new TextDecoder(standard).decode(some));
  });

  test.each([
    'xcp1250',
    'cp1250x',
    'xlatin1',
    'latin1x',
    'xcp950',
    'cp950x',
    'cp9490',
    'xeucjp',
    'eucjpx',
    'klingon',
  ])('%j is none: the bytes are UTF-8, or else Latin-1', (name) => {
    expect(decodedBy(name, bytes(0xe2, 0x9c, 0x93))).toBe('✓');
    expect(decodedBy(name, some)).toBe('°¡ä¤A');
  });
});

test('Latin-1 is Windows’ own, whatever it is called', () => {
  for (const name of ['latin1', 'latin-1', 'latin_1', 'iso-8859-1', 'windows-1252', 'cp1252', 'us-ascii'])
    expect(decodedBy(name, bytes(0x80, 0x99, 0xa0, 0xe9, 0x9f, 0x81))).toBe('€™\u00a0éŸ\u0081');
});

test('UTF-16 begins with its mark, and without one the larger byte comes first', () => {
  expect(decodedBy('UTF-16', bytes(0xff, 0xfe, 0x41, 0x00))).toBe('A');
  expect(decodedBy('utf-16', bytes(0xfe, 0xff, 0x00, 0x41))).toBe('A');
  expect(decodedBy('utf-16', bytes(0x00, 0x41))).toBe('A');
  expect(decodedBy('utf-16', bytes(0xff, 0x41))).toBe('\uff41');
  expect(decodedBy('utf-16', bytes(0x41, 0xfe))).toBe('\u41fe');
  expect(decodedBy('utf-16le', bytes(0x41, 0x00))).toBe('A');
});

test.each([
  '',
  'ascii',
  'US-ASCII',
  'ansi_x3.4-1968',
  'unknown-8bit',
  'x-unknown',
  'unknown',
  'default',
  'binary',
  'utf-8',
  ' UTF8 ',
])('under the name %j UTF-8 says what it means', (name) => {
  expect(isUtf8Name(name)).toBe(true);
  expect(decodedBy(name, bytes(0xe2, 0x9c, 0x93))).toBe('✓');
});

test.each(['utf-16', 'utf-8x', 'xutf-8', 'iso-8859-1', 'latin1', 'utf-7'])(
  'under the name %j it does not',
  (name) => {
    expect(isUtf8Name(name)).toBe(false);
  },
);

test('what is no UTF-8 under its name has marks in its place', () => {
  expect(decodedBy('utf-8', bytes(0xe9, 0x41))).toBe('\ufffdA');
});

test('a text of bytes is UTF-8 where it can be', () => {
  expect(textOfBytes('plain')).toBe('plain');
  expect(textOfBytes('\u00e2\u009c\u0093')).toBe('✓');
  expect(textOfBytes('caf\u00e9')).toBe('café');
  expect(textOfBytes('\u0080')).toBe('€');
  expect(textOfBytes('\u00ff')).toBe('ÿ');
  expect([...byteCharsOf('a\u00ff')]).toEqual([0x61, 0xff]);
});
