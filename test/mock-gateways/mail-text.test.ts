import { describe, expect, test } from 'vitest';
import { textOf } from '../../mock-gateways/smtp/mail.ts';

const UTF8 = 'text/plain; charset=utf-8';
const part = (head: string, body: string): string => `--b\r\n${head}\r\n\r\n${body}\r\n`;

describe('the text of a mail', () => {
  test.each([
    ['plain', UTF8, '', 'Visit ✓', 'Visit ✓'],
    ['quoted-printable', UTF8, 'quoted-printable', 'Visit =E2=9C=93 =3D', 'Visit ✓ ='],
    ['a character over a soft line end', UTF8, 'Quoted-Printable', 'Visit =E2=\r\n=9C=93', 'Visit ✓'],
    ['base64', UTF8, 'base64', 'VmlzaXQg\r\n4pyT', 'Visit ✓'],
    ['another charset', 'text/plain; charset="iso-8859-1"', 'quoted-printable', 'caf=E9', 'café'],
    ['a charset nobody knows', 'text/plain; charset=klingon', 'quoted-printable', '=E2=9C=93', '✓'],
    ['what is no base64', UTF8, 'base64', 'Visit!', 'Visit!'],
  ])('is read: %s', (_story, type, encoding, body, text) => {
    expect(textOf({ 'content-type': type, 'content-transfer-encoding': encoding }, body)).toBe(text);
  });

  test('is that of the first part, decoded as the part says', () => {
    const body = `${part(`Content-Type: ${UTF8}\r\nContent-Transfer-Encoding: base64`, 'VmlzaXQ=')}${part('Content-Type: text/html', '<b>Visit</b>')}--b--`;
    expect(textOf({ 'content-type': 'multipart/alternative; boundary="b"' }, body)).toBe('Visit');
  });

  test('is found in parts within parts', () => {
    const inner = '--c\r\nContent-Type: text/plain\r\n\r\nVisit\r\n--c--';
    const body = `${part('Content-Type: multipart/alternative;\r\n boundary="c"', inner)}--b--`;
    expect(textOf({ 'content-type': 'multipart/mixed; boundary=b' }, body)).toBe('Visit');
  });

  test('is empty where the parts are missing', () => {
    expect(textOf({ 'content-type': 'multipart/mixed; boundary=b' }, 'no parts')).toBe('');
  });
});
