/** Odd mails over SMTP: what the recorder tells of each is what was put into it, and the source is what came. */
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Api, openApiUnderTest } from '../../adapters/recorder/an-api.ts';
import { greeted, type RawSmtp } from '../../adapters/smtp-server/raw-smtp.ts';
import { isPythonLeftOut, runProgram } from '../proxy/run-program.ts';

let api: Api;
beforeAll(async () => {
  api = await openApiUnderTest();
});
beforeEach(() => api.gateways.reset());
afterAll(() => api.close());

/** Hands in one mail, bytes as characters. */
async function hand(client: RawSmtp, source: string): Promise<void> {
  client.say('MAIL FROM:<clinic@example.org> BODY=8BITMIME\r\nRCPT TO:<ana@example.org>\r\n');
  await client.replies(2);
  await client.ask('DATA');
  client.say(source.replace(/^\./gm, '..'));
  expect(await client.ask('.')).toMatch(/^250 /);
}

async function session(): Promise<RawSmtp> {
  const client = await greeted(api.gateways.smtpPort);
  await client.ask('EHLO client');
  return client;
}

const sourceOf = async (id: string): Promise<string> => {
  const response = await fetch(`${api.base}/api/v1/message/${id}/raw`);
  return Buffer.from(await response.arrayBuffer()).toString('latin1');
};
const lines = (text: string): string => text.replaceAll('\r\n', '\n').trim();
const words = (text: string): string => text.replace(/\s+/g, ' ').trim();

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
const PLAIN = 'Subject: Hi\r\n';

/** What it is, the source with a character for each byte, its text, and its subject. */
const ODD: readonly (readonly [about: string, source: string, text: string, subject?: string])[] = [
  ['no header at all', '\r\nVisit\r\n', 'Visit', ''],
  ['nothing but a header', 'Subject: Hi\r\n\r\n', ''],
  ['Latin-1 without a word about it', `${PLAIN}\r\ncaf\xe9 \xa35\r\n`, 'café £5'],
  [
    'Latin-1 that looks like UTF-8',
    `${PLAIN}Content-Type: text/plain; charset=iso-8859-1\r\n\r\n\xc3\xa9\r\n`,
    'Ã©',
  ],
  ['UTF-8 without a word about it', `${PLAIN}\r\n${utf8('café ✓')}\r\n`, 'café ✓'],
  [
    'UTF-8 that is called US-ASCII',
    `${PLAIN}Content-Type: text/plain; charset=us-ascii\r\n\r\n${utf8('café')}\r\n`,
    'café',
  ],
  [
    'a charset that nobody has',
    `${PLAIN}Content-Type: text/plain; charset=klingon\r\n\r\ncaf\xe9\r\n`,
    'café',
  ],
  [
    'Cyrillic bytes',
    `${PLAIN}Content-Type: text/plain; charset=KOI8-R\r\n\r\n\xf7\xc9\xda\xc9\xd4\r\n`,
    'Визит',
  ],
  [
    'Japanese in seven bits',
    `${PLAIN}Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$B2PMKF|\x1b(B\r\n`,
    '火曜日',
  ],
  [
    'UTF-16 in base64',
    `${PLAIN}Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n/v8AVgBpAHMAaQB0\r\n`,
    'Visit',
  ],
  ['a subject in bare Latin-1', 'Subject: caf\xe9\r\n\r\nVisit\r\n', 'Visit', 'café'],
  ['a subject in bare UTF-8', `Subject: ${utf8('café ✓')}\r\n\r\nVisit\r\n`, 'Visit', 'café ✓'],
  [
    'a subject in two words of two charsets',
    'Subject: =?iso-8859-1?Q?caf=E9?=\r\n =?utf-8?B?4pyT?=\r\n\r\nVisit\r\n',
    'Visit',
    'café✓',
  ],
  [
    'HTML alone',
    `${PLAIN}Content-Type: text/html; charset=utf-8\r\n\r\n<style>b{}</style><p>Visit&nbsp;on <b>Tuesday</b> &amp; bring<br>the card</p><p>&#9989; ok</p>\r\n`,
    'Visit\u00a0on Tuesday & bring\nthe card\n\n✅ ok',
  ],
  [
    'HTML in Latin-1',
    `${PLAIN}Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>caf=E9 =3D &eacute;</p>\r\n`,
    'café = é',
  ],
  ['dots at the beginning', `${PLAIN}\r\n.\r\n..two\r\n...three\r\n`, '.\n..two\n...three'],
  [
    'parts of two charsets',
    `${PLAIN}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\ncaf\xe9\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${utf8('✓')}\r\n--b--\r\n`,
    'café\n✓',
  ],
  [
    'a boundary with blanks, and lines that only look like it',
    `${PLAIN}Content-Type: multipart/mixed; boundary="a b"\r\n\r\n--a b\r\n\r\n--a bc\r\n--a\r\n--a b--\r\n`,
    '--a bc\n--a',
  ],
  [
    'names of headers in any case, folded and repeated',
    'sUBJECT:\r\n Hi\r\nX-Odd: one\r\nx-odd: two\r\n\tand more\r\nRECEIVED: three\r\nReceived: four\r\n\r\nVisit\r\n',
    'Visit',
  ],
  [
    'a mail within a mail',
    `${PLAIN}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nVisit\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: other\r\n\r\nnot this\r\n--b--\r\n`,
    'Visit',
  ],
];

describe('twenty odd mails', () => {
  test.each(ODD)('%s', async (_about, source = '', text = '', subject = 'Hi') => {
    const client = await session();
    await hand(client, source);
    client.socket.destroy();
    const message = (await api.ask('GET', '/api/v1/message/latest')).json;
    expect(lines(message.Text)).toBe(text);
    expect([message.Subject, words(message.Snippet)]).toEqual([subject, words(text)]);
    expect(await sourceOf('latest')).toBe(source);
    const [{ request }] = (await api.ask('GET', '/__admin/requests')).json.requests;
    const body = source.startsWith('\r\n') ? source.slice(2) : source.slice(source.indexOf('\r\n\r\n') + 4);
    expect(Buffer.from(request.bodyAsBase64, 'base64').toString('latin1')).toBe(body);
    expect(api.gateways.messages().map((each) => lines(each.text))).toEqual([text]);
    if (text !== '') expect(api.gateways.messages(`"${words(text).split(' ')[0]}"`)).toHaveLength(1);
  });

  test('repeated headers stand in the list of headers, in their order', async () => {
    const client = await session();
    await hand(
      client,
      'X-Odd: one\r\nRECEIVED: three\r\nx-odd: two\r\n\tand more\r\nReceived: four\r\n\r\nVisit\r\n',
    );
    client.socket.destroy();
    const headers = { 'X-Odd': ['one', 'two and more'], RECEIVED: ['three', 'four'] };
    expect((await api.ask('GET', '/api/v1/message/latest/headers')).json).toEqual(headers);
    const [{ request }] = (await api.ask('GET', '/__admin/requests')).json.requests;
    expect(request.headers).toEqual({ ...headers, 'envelope-from': 'clinic@example.org' });
  });
});

/** Runs of the program, each with a seed of its own, and mails of each. */
const RUNS = 20;
const AT_ONCE = 50;

interface Written {
  readonly source: string;
  readonly mark: string;
  readonly text: string;
  readonly subject: string;
  readonly isHtml: boolean;
  readonly odd: readonly string[];
  readonly about: string;
}

describe.skipIf(isPythonLeftOut('email', 'python3'))('a thousand mails that Python writes', () => {
  test('text, snippet, search, headers and source are what was written', { timeout: 240_000 }, async () => {
    const program = join(import.meta.dirname, 'programs', 'odd_mails.py');
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const { out, errors } = await runProgram('python3', [program, String(AT_ONCE), String(seed)], {});
      expect(errors).toBe('');
      const mails = out
        .trim()
        .split('\n')
        .map((line): Written => JSON.parse(line));
      expect(mails).toHaveLength(AT_ONCE);
      await expectAsWritten(mails);
    }
  });
});

async function expectAsWritten(mails: readonly Written[]): Promise<void> {
  await api.ask('DELETE', '/__admin/requests');
  const client = await session();
  for (const { source } of mails) await hand(client, Buffer.from(source, 'base64').toString('latin1'));
  client.socket.destroy();
  const { messages } = (await api.ask('GET', `/api/v1/messages?limit=${AT_ONCE}`)).json;
  for (const [at, { ID, Subject, Snippet }] of [...messages].reverse().entries()) {
    const { source, mark, text, subject, isHtml, odd, about } = mails[at]!;
    const message = (await api.ask('GET', `/api/v1/message/${ID}`)).json;
    const form = isHtml ? words : lines;
    expect(form(message.Text), about).toBe(form(text));
    expect(words(Subject), about).toBe(words(subject));
    expect(words(text).startsWith(words(Snippet).slice(0, 200)), about).toBe(true);
    expect(await sourceOf(ID), about).toBe(Buffer.from(source, 'base64').toString('latin1'));
    const headers = (await api.ask('GET', `/api/v1/message/${ID}/headers`)).json;
    expect(headers['X-Odd'], about).toEqual(odd);
    expect(headers['X-Folded'], about).toEqual(['one two three']);
    const last = words(text).split(' ').at(-1);
    const query = encodeURIComponent(`${mark} "${last}"`);
    const found = (await api.ask('GET', `/api/v1/search?query=${query}`)).json.messages;
    expect(
      found.map((each: { ID: string }) => each.ID),
      about,
    ).toEqual([ID]);
  }
}
