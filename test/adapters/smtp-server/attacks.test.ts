import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FaultyServers, openFaultyServers, troubled } from '../faults/faulty-servers.ts';
import { greeted, RawSmtp, sending } from './raw-smtp.ts';
import { trustedTls } from './trusted-tls.ts';

const { certificate: ca, tls } = trustedTls();
let servers: FaultyServers;
beforeEach(async () => {
  servers = await openFaultyServers(troubled('smtp', []), { commandTimeoutMs: 200, tls });
});
afterEach(async () => {
  await expectServing();
  await servers.close();
});

const mail = { from: 'clinic@example.org', to: 'asha@example.org', subject: 'Hi', text: 'after all' };

/** Whatever a client did, the next one is served. */
async function expectServing(): Promise<void> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: servers.smtpPort,
    ignoreTLS: true,
  });
  expect((await transport.sendMail(mail)).response).toContain('250');
  expect(servers.all().filter(({ text }) => text.trim() === 'after all')).toHaveLength(1);
}

const taken = () => servers.all().filter(({ verdict }) => verdict === 'taken');
/** Sent away with a reply of smtp-server's own. */
const refused = (fault: string) => ({ verdict: 'other', gateway: 'GW', fault, response: { status: 421 } });
const smuggled =
  'MAIL FROM:<evil@example.org>\r\nRCPT TO:<victim@example.org>\r\nDATA\r\nSubject: evil\r\n\r\nevil\r\n.\r\n';

describe('a mail within a mail', () => {
  test.each([
    ['\\n.\\n', '\n.\n', '<LF>'],
    ['\\n.\\r\\n', '\n.\r\n', '<LF>'],
    ['\\r.\\r', '\r.\r', '<CR>'],
    ['\\r\\n.\\r', '\r\n.\r', '<CR>'],
    ['\\r.\\r\\n', '\r.\r\n', '<CR>'],
    ['\\r\\n.\\n', '\r\n.\n', '<LF>'],
  ])('does not come in by %s', async (_, end, what) => {
    const client = await sending(servers.smtpPort);
    client.say(`Subject: first\r\n\r\nfirst${end}${smuggled}`);
    expect(await client.end()).toBe(`521 5.5.2 bare ${what} received\r\n`);
    expect(taken()).toEqual([]);
    expect(servers.all()).toEqual([
      expect.objectContaining({
        verdict: 'refused',
        fault: `bare ${what} received`,
        to: 'asha@example.org',
        response: { status: 521, headers: {}, body: `5.5.2 bare ${what} received` },
      }),
    ]);
  });

  test('a dot that is alone in its own right is content when it comes doubled', async () => {
    const client = await sending(servers.smtpPort);
    client.say('Subject: dots\r\n\r\n..\r\n...\r\n.\r\n');
    expect(await client.reply()).toMatch(/^250 /);
    expect(taken().map(({ request }) => request.body)).toEqual(['.\r\n..\r\n']);
    client.socket.destroy();
  });

  test('NUL in a mail is refused', async () => {
    const client = await sending(servers.smtpPort);
    client.say('Subject: x\r\n\r\na\0b\r\n.\r\n');
    expect(await client.end()).toBe('521 5.5.2 NUL received\r\n');
    expect(taken()).toEqual([]);
  });
});

describe('half a line end, or NUL, among commands', () => {
  const wrongs = [
    ['a bare LF after a command', 'RCPT TO:<b@example.org>\n', 'bare <LF> received'],
    ['a bare LF between commands', 'RCPT TO:<b@example.org>\nDATA\r\n', 'bare <LF> received'],
    ['a bare CR between commands', 'RCPT TO:<b@example.org>\rDATA\r\n', 'bare <CR> received'],
    ['NUL in a command', 'RCPT TO:<b\0@example.org>\r\n', 'NUL received'],
  ] as const;

  test.each(wrongs)('%s: the client is sent away, and it is kept', async (_, said, wrong) => {
    const client = await greeted(servers.smtpPort);
    await client.ask('EHLO client');
    await client.ask('MAIL FROM:<a@example.org>');
    client.say(`${said}${smuggled}`);
    expect(await client.end()).toBe(`521 5.5.2 ${wrong}\r\n`);
    expect(servers.all()).toMatchObject([
      {
        verdict: 'other',
        gateway: 'GW',
        from: 'a@example.org',
        fault: wrong,
        request: { method: 'SMTP', path: 'RCPT' },
        response: { status: 521, body: `5.5.2 ${wrong}` },
      },
    ]);
  });

  test.each(wrongs)('%s, a byte at a time: the same', async (_, said, wrong) => {
    const client = await greeted(servers.smtpPort);
    client.socket.setNoDelay();
    await client.ask('EHLO client');
    await client.ask('MAIL FROM:<a@example.org>');
    for (const byte of said) {
      client.say(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await client.end()).toBe(`521 5.5.2 ${wrong}\r\n`);
  });

  test('behind a mail: the mail is taken, and nothing after it', async () => {
    const client = await sending(servers.smtpPort);
    client.say(`Subject: one\r\n\r\none\r\n.\r\nRSET\n${smuggled}`);
    expect(await client.end()).toMatch(/^250 .*\r\n521 5\.5\.2 bare <LF> received\r\n$/);
    expect(servers.all().map(({ verdict }) => verdict)).toEqual(['taken', 'other']);
  });

  test('a password in the line is not kept', async () => {
    const client = await greeted(servers.smtpPort);
    await client.ask('EHLO client');
    client.say('AUTH PLAIN hush\n');
    expect(await client.end()).toMatch(/^521 /);
    expect(servers.all()).toMatchObject([{ request: { path: 'AUTH' } }]);
    expect(JSON.stringify(servers.all())).not.toContain('hush');
  });

  test.each([
    ['alone', ['AUTH LOGIN\r\n', 'aHVzaA\n']],
    ['behind its command', ['AUTH LOGIN\r\naHVzaA\n']],
    ['with NUL', ['AUTH LOGIN\r\n', 'aHVz\0aA==\r\n']],
    ['behind the name', ['AUTH LOGIN\r\n', 'bWU=\r\naHVzaA\r']],
  ])('nor one on a line of its own, %s', async (_, pieces) => {
    const client = await greeted(servers.smtpPort);
    await client.ask('EHLO client');
    for (const [index, piece] of pieces.entries()) {
      client.say(piece);
      if (index === 0 && pieces.length > 1) expect(await client.reply()).toMatch(/^334 /);
    }
    client.say('NOOP\r\n');
    expect(await client.end()).toMatch(/521 5\.5\.2 /);
    expect(servers.all()).toMatchObject([{ verdict: 'other', response: { status: 521 } }]);
    expect(JSON.stringify(servers.all()).toLowerCase()).not.toContain('ahvz');
  });
});

describe('pipelining', () => {
  test('of one envelope and two mails in a row is served', async () => {
    const client = await greeted(servers.smtpPort);
    client.say('EHLO client\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n');
    const replies = await client.replies(4);
    expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['250', '250', '250', '354']);
    client.say('one\r\n.\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<c@example.org>\r\nDATA\r\n');
    expect((await client.replies(4)).map((reply) => reply.slice(0, 3))).toEqual(['250', '250', '250', '354']);
    client.say('two\r\n.\r\nQUIT\r\n');
    expect((await client.replies(2)).map((reply) => reply.slice(0, 3))).toEqual(['250', '221']);
    expect(taken().map(({ to }) => to)).toEqual(['b@example.org', 'c@example.org']);
  });

  test('of a mail’s text, before it was asked for, is refused', async () => {
    const client = await greeted(servers.smtpPort);
    await client.ask('EHLO client');
    client.say(
      `MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nSubject: x\r\n\r\nx\r\n.\r\n`,
    );
    expect(await client.end()).toMatch(/521 5\.5\.2 data sent before it was asked for\r\n$/);
    expect(taken()).toEqual([]);
  });

  test('before the greeting is refused', async () => {
    const client = new RawSmtp(servers.smtpPort);
    client.say(`EHLO client\r\n${smuggled}`);
    expect(await client.end()).toMatch(/^421 .*too soon/);
    expect(servers.all()).toMatchObject([refused('You talk too soon')]);
  });

  test('into TLS is refused: what came in the clear is not obeyed inside', async () => {
    const client = await greeted(servers.smtpPort);
    await client.ask('EHLO client');
    client.say(`STARTTLS\r\nEHLO evil\r\n${smuggled}`);
    expect(await client.end()).toBe('521 5.5.2 commands sent behind STARTTLS\r\n');
    expect(servers.all()).toMatchObject([
      { verdict: 'other', request: { path: 'STARTTLS' }, response: { status: 521 } },
    ]);
  });

  test('of commands in TLS is served', async () => {
    const client = await greeted(servers.smtpPort);
    await client.ask('EHLO client');
    client.say('STARTTLS\r\n');
    expect(await client.reply()).toMatch(/^220 /);
    client.socket.removeAllListeners('data');
    const secure = connectTls({ socket: client.socket, ca, servername: 'localhost' });
    await once(secure, 'secureConnect');
    secure.write('EHLO client\r\nMAIL FROM:<a@example.org>\r\n');
    let heard = '';
    while (!/^250 OK|^250 Accepted/m.test(heard)) heard += String((await once(secure, 'data'))[0]);
    secure.destroy();
    expect(servers.all()).toEqual([]);
  });
});

describe('more than anybody needs', () => {
  test('10,000 commands in one piece: sent away after a thousand', async () => {
    const client = await greeted(servers.smtpPort);
    client.say('NOOP\r\n'.repeat(10_000));
    const said = await client.end();
    expect(said.match(/^250 /gm)).toHaveLength(1000);
    expect(said).toMatch(/421 4\.7\.0 Too many commands without a mail\r\n$/);
    expect(servers.all()).toMatchObject([refused('Too many commands without a mail')]);
  });

  test('10,000 commands that are none: sent away after ten', async () => {
    const client = await greeted(servers.smtpPort);
    client.say('FOO\r\n'.repeat(10_000));
    expect((await client.end()).match(/^\d{3} /gm)?.length).toBeLessThanOrEqual(10);
    expect(servers.all()).toMatchObject([refused('too many unrecognized commands')]);
  });

  test('10,000 recipients: a hundred are taken', async () => {
    const client = await greeted(servers.smtpPort);
    await client.ask('EHLO client');
    await client.ask('MAIL FROM:<a@example.org>');
    client.say(Array.from({ length: 10_000 }, (_, index) => `RCPT TO:<b${index}@example.org>\r\n`).join(''));
    const said = await client.end();
    expect(said.match(/^250 /gm)).toHaveLength(100);
    expect(said).toMatch(/452 4\.5\.3 Too many recipients/);
    expect(said).toMatch(/421 .*\r\n$/);
  });

  test('a line of a megabyte: sent away', async () => {
    const client = await greeted(servers.smtpPort);
    client.say(`EHLO ${'x'.repeat(1_000_000)}\r\n`);
    expect(await client.end()).toMatch(/^421 .*too long/);
    await expect.poll(() => servers.all()).toMatchObject([refused('Command line too long')]);
  });

  test('a page that posts to it: sent away', async () => {
    const client = await greeted(servers.smtpPort);
    client.say(`POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n${smuggled}`);
    expect(await client.end()).toMatch(/^421 HTTP requests not allowed/);
    expect(servers.all()).toMatchObject([refused('HTTP requests not allowed')]);
  });

  test('a mail above the limit: refused and kept without its text', async () => {
    const client = await sending(servers.smtpPort);
    client.say(`${'x'.repeat(998)}\r\n`.repeat(10_500));
    client.say('.\r\n');
    expect(await client.reply()).toMatch(/^552 /);
    expect(servers.all()).toMatchObject([
      { verdict: 'refused', to: 'asha@example.org', text: '', response: { status: 552 } },
    ]);
    client.socket.destroy();
  });

  test('control bytes in commands: refused one by one', async () => {
    const client = await greeted(servers.smtpPort);
    expect(await client.ask('EHLO client')).toMatch(/^250/);
    expect(await client.ask('\x01\xff')).toMatch(/^500 /);
    client.socket.destroy();
  });

  test('a line that never ends, a byte at a time: sent away', async () => {
    const client = await greeted(servers.smtpPort);
    const drip = setInterval(() => client.say('x'), 5);
    expect(await client.end()).toBe('421 4.4.2 You take too long\r\n');
    clearInterval(drip);
    expect(servers.all()).toMatchObject([refused('You take too long')]);
  });

  test('a mail that never ends, a byte at a time: sent away, and not taken', async () => {
    const client = await sending(servers.smtpPort);
    const drip = setInterval(() => client.say('x'), 5);
    expect(await client.end()).toMatch(/^421 /);
    clearInterval(drip);
    expect(servers.all()).toMatchObject([refused('You take too long')]);
  });

  test('a client that says nothing between commands is not slow', async () => {
    const client = await greeted(servers.smtpPort);
    await client.ask('EHLO client');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await client.ask('NOOP')).toBe('250 OK');
    client.socket.destroy();
  });
});
