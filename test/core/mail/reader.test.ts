import { fc, test as law } from '@fast-check/vitest';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { fieldsIn } from '../../../src/core/mail/fields.ts';
import { bytesOf, htmlOf, kindOf, MAIL_LIMITS, readMail, textOf } from '../../../src/core/mail/reader.ts';

const textIn = (headers: Readonly<Record<string, string>>, body: string): string =>
  textOf(readMail({ headers, body }));
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
    expect(textIn({ 'content-type': type, 'content-transfer-encoding': encoding }, body)).toBe(text);
  });

  test('is that of the first part, decoded as the part says', () => {
    const body = `${part(`Content-Type: ${UTF8}\r\nContent-Transfer-Encoding: base64`, 'VmlzaXQ=')}${part('Content-Type: text/html', '<b>Visit</b>')}--b--`;
    expect(textIn({ 'content-type': 'multipart/alternative; boundary="b"' }, body)).toBe('Visit');
  });

  test('is found in parts within parts', () => {
    const inner = '--c\r\nContent-Type: text/plain\r\n\r\nVisit\r\n--c--';
    const body = `${part('Content-Type: multipart/alternative;\r\n boundary="c"', inner)}--b--`;
    expect(textIn({ 'content-type': 'multipart/mixed; boundary=b' }, body)).toBe('Visit');
  });

  test('is empty where the parts are missing', () => {
    expect(textIn({ 'content-type': 'multipart/mixed; boundary=b' }, 'no parts')).toBe('');
  });
});

const nested = (depth: number): string =>
  Array.from(
    { length: depth },
    (_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`,
  )
    .join('')
    .concat(`--b${depth}\r\n\r\ndeep`);
const mixed = (boundary: string): Readonly<Record<string, string>> => ({
  'content-type': `multipart/mixed; boundary=${boundary}`,
});

describe('what is beyond a limit is not taken apart, and told', () => {
  test('parts within parts', () => {
    expect(readMail({ headers: mixed('b0'), body: nested(MAIL_LIMITS.depth - 1) })).toMatchObject({
      parts: [{ content: 'deep' }],
      notParsed: undefined,
    });
    const { parts, notParsed } = readMail({ headers: mixed('b0'), body: nested(100_000) });
    expect(notParsed).toBe('more than 20 parts within parts');
    expect(parts).toMatchObject([{ type: 'multipart/mixed' }]);
  });

  test('mails within mails: one is a part, whatever is in it', () => {
    const body = 'Content-Type: message/rfc822\r\n\r\n'.repeat(100_000);
    const read = readMail({ headers: { 'content-type': 'message/rfc822' }, body });
    expect([read.parts.map(kindOf), read.parts[0]?.content, textOf(read)]).toEqual([
      ['attachment'],
      body,
      '',
    ]);
    const within = readMail({
      headers: mixed('b'),
      body: `${part('X: y', 'words')}${part('Content-Type: message/rfc822', body)}--b--`,
    });
    expect([within.parts.map(kindOf), textOf(within), within.notParsed]).toEqual([
      ['words', 'attachment'],
      'words',
      undefined,
    ]);
  });

  test('many parts', () => {
    const read = readMail({ headers: mixed('b'), body: part('', 'x').repeat(100_000) });
    expect([read.parts.length, read.notParsed]).toEqual([500, 'more than 500 parts']);
  });

  test('a long header of a part: lines of names without end', () => {
    const head = `Content-Type: text/plain${';name=aaaaaaaaaaaaaaaaaaaa\r\n '.repeat(60_000)}`;
    const read = readMail({ headers: mixed('b'), body: `${part(head, 'x')}${part('', 'after')}--b--` });
    expect(read.notParsed).toBe('a part with a header of more than 16384 characters');
    expect(textOf(read)).toContain('after');
  });

  test('a long content type', () => {
    const headers = { 'content-type': `multipart/mixed${';name=aaa'.repeat(100_000)}; boundary=b` };
    expect(readMail({ headers, body: part('', 'x') }).notParsed).toMatch(
      /^a part with a header of more than/,
    );
  });

  test('a long text in an encoding stays as it came', () => {
    const headers = { 'content-transfer-encoding': 'quoted-printable' };
    const body = '=41'.repeat(400_000);
    const read = readMail({ headers, body });
    expect([textOf(read) === body, read.notParsed]).toEqual([
      true,
      'a text of more than 1000000 encoded characters',
    ]);
    expect(textOf(readMail({ headers, body: '=41'.repeat(300_000) }))).toBe('A'.repeat(300_000));
  });

  test('no more parameters than a hundred', () => {
    const headers = { 'content-type': `text/plain${';a=b'.repeat(200)};charset=x` };
    expect(readMail({ headers, body: '' }).parts[0]?.charset).toBe('');
  });
});

describe('a part', () => {
  test.each([
    ['text/plain', '', 'words'],
    ['text/html; charset=x', 'inline', 'words'],
    ['text/plain', 'attachment', 'attachment'],
    ['image/png', 'inline; filename=x', 'inline'],
    ['image/png', '', 'attachment'],
  ])('of %s, %s is %s', (type, disposition, kind) => {
    const head = `Content-Type: ${type}\r\nContent-Disposition: ${disposition}`;
    expect(readMail({ headers: mixed('b'), body: `${part(head, 'x')}--b--` }).parts.map(kindOf)).toEqual([
      kind,
    ]);
  });

  test.each([
    ['filename="a \\"b\\"; c.txt"', 'a "b"; c.txt'],
    ["filename*=utf-8''%E2%9C%93.txt", '✓.txt'],
    ["filename*0*=utf-8''%E2%9C%93; filename*1=-1.txt", '✓-1.txt'],
    ['filename*0=a; filename*1=b', 'ab'],
    ['filename=%', '%'],
    ["filename*=utf-8''%E2%9C", '%E2%9C'],
  ])('with %s is called %s', (parameter, name) => {
    const body = `${part(`Content-Disposition: attachment; ${parameter}`, 'x')}--b--`;
    expect(readMail({ headers: mixed('b'), body }).parts).toMatchObject([{ fileName: name, content: 'x' }]);
  });

  test('ends at its own boundary or an outer one, not at a line that begins like it', () => {
    const inner = '--in\r\n\r\none\r\n--inner\r\n--in x\r\n--b\r\n\r\ntwo\r\n--b--  \r\nafter';
    const body = `before\r\n--b\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n${inner}`;
    const { parts } = readMail({ headers: mixed('b'), body });
    expect(parts.map(({ content }) => content)).toEqual(['one\r\n--inner\r\n--in x', 'two']);
  });
});

const word = fc.string({ unit: fc.constantFrom(...'aé✓= .-_\t😀') });
const transferOf = fc.constantFrom('base64' as const, 'quoted-printable' as const);
const attachment = fc.record({
  content: fc.uint8Array({ maxLength: 300 }),
  filename: fc.constantFrom('a.txt', 'ü ✓.bin'),
});

law.prop([word, fc.option(word, { nil: undefined }), fc.array(attachment, { maxLength: 4 }), transferOf], {
  numRuns: 150,
})(
  'what nodemailer composes is read as it was sent, and as postal-mime reads it',
  async (text, html, files, textEncoding) => {
    const attachments = files.map(({ content, filename }) => ({ content: Buffer.from(content), filename }));
    const source = await new MailComposer({ text, ...(html && { html }), attachments, textEncoding })
      .compile()
      .build();
    const [head = '', ...rest] = source.toString('utf8').split('\r\n\r\n');
    const headers = Object.fromEntries(fieldsIn(head.split('\r\n')));
    const read = readMail({ headers, body: rest.join('\r\n\r\n') });
    const known = await PostalMime.parse(source);
    const said = (words: string | undefined): string => (words ?? '').replaceAll('\r\n', '\n').trimEnd();
    expect(read.notParsed).toBeUndefined();
    if (text !== '') expect(said(textOf(read))).toBe(said(known.text));
    if (html) expect(said(htmlOf(read))).toBe(said(known.html));
    const found = read.parts.filter((each) => kindOf(each) === 'attachment');
    expect(found.map((each) => [each.fileName, ...bytesOf(each)])).toEqual(
      files.map(({ content, filename }) => [filename, ...content]),
    );
  },
);

law.prop([fc.string(), fc.string({ unit: fc.constantFrom(...'-b\r\n: ;="mixedtp/ul') }), fc.string()])(
  'any text is read, and nothing of it twice',
  (type, body, boundary) => {
    const headers = { 'content-type': `multipart/${type}; boundary="${boundary}"` };
    const read = readMail({ headers, body: `${body}\n--${boundary}\n${body}\n--${boundary}\n\n${body}` });
    const length = read.parts.reduce((sum, { content }) => sum + content.length, 0);
    expect(length).toBeLessThanOrEqual(3 * body.length + 2 * boundary.length + 10);
    expect(textOf(read)).toBeTypeOf('string');
  },
);
