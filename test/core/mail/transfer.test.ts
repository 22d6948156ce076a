import { expect, test } from 'vitest';
import { base64Bytes, quotedPrintableBytes } from '../../../src/core/mail/transfer.ts';

const latin = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const textIn = (bytes: Uint8Array | undefined): string | undefined => bytes && String.fromCharCode(...bytes);

test.each([
  ['', ''],
  ['YQ==', 'a'],
  ['YQ', 'a'],
  ['YWI=', 'ab'],
  ['YWJj', 'abc'],
  [' Y\tW\r\nJ\fj ', 'abc'],
  ['+/+/', '\u00fb\u00ff\u00bf'],
  ['Y', undefined],
  ['YWJjY', undefined],
  ['YQ===', undefined],
  ['YQ==YQ==', undefined],
  ['YQ=a', undefined],
  ['YW-j', undefined],
  ['YWé', undefined],
])('base64 %j is %j', (encoded, bytes) => {
  expect(textIn(base64Bytes(encoded))).toBe(bytes);
});

test.each([
  ['a=20b', 'a b'],
  ['=C3=a9', '\u00c3\u00a9'],
  ['a=\nb', 'ab'],
  ['a=\r\nb', 'ab'],
  ['a= \t \r\nb', 'ab'],
  ['a=\t\nb', 'ab'],
  ['a= b', 'a= b'],
  ['a=XYb', 'a=XYb'],
  ['a=4', 'a=4'],
  ['a=', 'a='],
  ['=g0=0g', '=g0=0g'],
])('quoted-printable %j is %j', (encoded, bytes) => {
  expect(textIn(quotedPrintableBytes(latin(encoded)))).toBe(bytes);
});
