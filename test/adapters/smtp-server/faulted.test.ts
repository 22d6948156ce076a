import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import nodemailer from 'nodemailer';
import { afterEach, describe, expect, test } from 'vitest';
import type { Fault, Gateway } from '../../../src/core/model/gateway.ts';
import { aFault, type FaultyServers, openFaultyServers, troubled } from '../faults/faulty-servers.ts';
import { greeted, RawSmtp, sending } from './raw-smtp.ts';
import { trustedTls } from './trusted-tls.ts';

let servers: FaultyServers;
afterEach(() => servers.close());

const { certificate: ca, tls } = trustedTls();

const open = async (faults: readonly Fault[], different: Partial<Gateway> = {}): Promise<void> => {
  servers = await openFaultyServers(troubled('smtp', faults, different), { tls });
};

const mail = { from: 'clinic@example.org', to: 'asha@example.org', subject: 'Hi', text: 'Visit' };
const send = (options = {}, different = {}) =>
  nodemailer
    .createTransport({ host: '127.0.0.1', port: servers.smtpPort, ignoreTLS: true, ...options })
    .sendMail({ ...mail, ...different });

/** What nodemailer makes of it: its reply, or its code and the server's. */
async function seen(sending: ReturnType<typeof send>): Promise<string> {
  try {
    return String((await sending).response);
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    return [code, responseCode].filter(Boolean).join(' ');
  }
}

const verdicts = (): string[] => servers.all().map(({ verdict, fault }) => `${verdict} ${fault ?? '-'}`);
const login = { auth: { user: 'hq', pass: 'x' } };
const withLogin = {
  options: new Map([
    ['username', 'hq'],
    ['password', 'x'],
  ] as const),
};

describe('a reply of the rule’s own', () => {
  test.each([
    ['connect', '421 4.3.2 Full', 'EPROTOCOL 421', {}],
    ['ehlo', '554 5.7.1 Go away', 'EPROTOCOL 554', {}],
    ['starttls', '454 4.7.0 No TLS now', 'ETLS 454', { ignoreTLS: false, requireTLS: true }],
    ['auth', '454 4.7.0 Try later', 'EAUTH 454', login],
    ['mail', '451 4.3.0 Not now', 'EENVELOPE 451', {}],
    ['rcpt', '550 5.1.1 No such user', 'EENVELOPE 550', {}],
    ['data', '451 4.3.0 Not now', 'EENVELOPE 451', {}],
    ['dot', '552 5.2.2 Mailbox full', 'EMESSAGE 552', {}],
  ])('at %s: %s is heard as %s', async (at, reply, heard, options) => {
    await open([aFault('smtp', { at, reply })], at === 'auth' ? withLogin : {});
    expect(await seen(send(options))).toBe(heard);
    expect(verdicts().every((each) => each === 'failing smtp/smtp')).toBe(true);
    expect(verdicts()).toHaveLength(['rcpt', 'data', 'dot'].includes(at) ? 1 : 0);
  });

  test('at quit comes too late to harm', async () => {
    await open([aFault('smtp', { at: 'quit', reply: '421 4.3.2 Bye bye' })]);
    expect(await seen(send())).toMatch(/^250 /);
    const client = await greeted(servers.smtpPort);
    expect(await client.ask('QUIT')).toBe('421 4.3.2 Bye bye');
    expect(verdicts()).toEqual(['taken -']);
  });

  test('whose recipient is not known yet comes as soon as it is', async () => {
    await open([aFault('smtp', { at: 'connect', reply: '421 4.3.2 Not for you' }, { to: 'asha@*' })]);
    expect(await seen(send())).toBe('ECONNECTION 421');
    expect(await seen(send({}, { to: 'ines@example.org' }))).toMatch(/^250 /);
  });

  test('that depends on the text comes after it', async () => {
    await open([aFault('smtp', { at: 'rcpt', reply: '550 5.7.1 Spam' }, { body: '*lottery*' })]);
    expect(await seen(send({}, { text: 'the lottery' }))).toBe('EMESSAGE 550');
    expect(await seen(send())).toMatch(/^250 /);
    expect(verdicts()).toEqual(['failing smtp/smtp', 'taken -']);
  });

  test('that depends on a text that is packed for its way', async () => {
    await open([aFault('smtp', { at: 'dot', reply: '550 5.7.1 Spam' }, { body: 'मंगलवार*' })]);
    expect(await seen(send({}, { text: 'मंगलवार को' }))).toBe('EMESSAGE 550');
  });

  test('is for the one recipient of two that it names', async () => {
    await open([aFault('smtp', { at: 'rcpt', reply: '550 5.1.1 No such user' }, { to: 'asha@*' })]);
    const { accepted, rejected } = await send({}, { to: 'asha@example.org, ines@example.org' });
    expect([accepted, rejected]).toEqual([['ines@example.org'], ['asha@example.org']]);
    expect(verdicts()).toEqual(['failing smtp/smtp', 'taken -']);
  });
});

describe('a session that breaks', () => {
  test.each(['connect', 'ehlo', 'mail', 'rcpt', 'data', 'dot'])('a reset at %s', async (at) => {
    await open([aFault('smtp', { at, mode: 'reset' })]);
    expect(await seen(send())).toMatch(/^(ECONNECTION|ESOCKET)$/);
    expect(servers.all().filter(({ verdict }) => verdict === 'taken')).toEqual([]);
  });

  test.each(['mail', 'rcpt', 'data', 'dot'])('a hang at %s holds until the client leaves', async (at) => {
    await open([aFault('smtp', { at, mode: 'hang' })]);
    expect(await seen(send({ socketTimeout: 150 }))).toBe('ETIMEDOUT');
    expect(servers.all().filter(({ verdict }) => verdict === 'taken')).toEqual([]);
  });

  test.each(['ehlo', 'mail', 'rcpt', 'data', 'dot', 'quit'])(
    'a hang with an end at %s goes on',
    async (at) => {
      await open([aFault('smtp', { at, hang: '20s' })]);
      expect(await seen(send())).toMatch(/^250 /);
      if (at !== 'quit') expect(servers.hands.waits).toContain(20_000);
      expect(servers.all().map(({ verdict }) => verdict)).toEqual(['taken']);
    },
  );

  test.each([
    [{ mode: 'reset' }, 'ECONNECTION', 'failing'],
    [{ mode: 'reset', phase: 'headers' }, 'ECONNECTION', 'failing'],
    [{ mode: 'reset', phase: 'body' }, 'ECONNECTION', 'failing'],
    [{ mode: 'close', phase: 'body', bytes: '5' }, 'ECONNECTION', 'failing'],
    [{ mode: 'reset', committed: 'yes' }, 'ECONNECTION', 'taken'],
    [{ mode: 'close', committed: 'yes' }, 'ECONNECTION', 'taken'],
    [{ mode: 'truncate' }, 'ECONNECTION', 'taken'],
    [{ mode: 'garbage', committed: 'yes' }, 'EMESSAGE', 'taken'],
    [{ mode: 'drip', every: '2s' }, '250 2.0.0 Ok', 'taken'],
  ])('%j is heard as %s, and the mail is %s', async (fields, heard, verdict) => {
    await open([aFault('connection', fields, {}, 'lost')]);
    expect((await seen(send())).replace('ESOCKET', 'ECONNECTION')).toContain(heard);
    expect(verdicts()).toEqual([`${verdict} lost/connection`]);
  });

  test('a mail that is broken off stands in the record as far as it came', async () => {
    await open([aFault('connection', { mode: 'reset', phase: 'body', bytes: '20' })]);
    const client = await sending(servers.smtpPort);
    client.say('Subject: Hi\r\n\r\nThe first half of it');
    await client.end();
    expect(servers.all()).toEqual([
      expect.objectContaining({ verdict: 'failing', text: expect.stringMatching(/^The first half/) }),
    ]);
  });
});

describe('slowness', () => {
  test('a greeting and replies come out a byte at a time', async () => {
    await open([aFault('smtp', { at: 'connect', drip: '2s' })]);
    const client = new RawSmtp(servers.smtpPort);
    expect(await client.reply()).toBe('220 localhost ESMTP drysend');
    expect(servers.hands.waits).toEqual(Array.from({ length: client.heard.length - 1 }, () => 2000));
    expect(await client.ask('EHLO client')).toMatch(/^250-/);
    client.socket.destroy();
  });

  test('a reply that drips holds back those after it', async () => {
    await open([aFault('smtp', { at: 'rcpt', drip: '2s' })]);
    const client = await greeted(servers.smtpPort);
    await client.ask('EHLO client');
    client.say('MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nNOOP\r\nRSET\r\n');
    expect(await client.replies(4)).toEqual(['250 Accepted', '250 Accepted', '250 OK', '250 Flushed']);
    client.socket.destroy();
  });

  test('latency and delays are before the reply to a mail', async () => {
    await open([aFault('delay', '3s')], { latencyMs: 500 });
    expect(await seen(send())).toMatch(/^250 /);
    expect(servers.hands.waits).toContain(3500);
  });
});

describe('EHLO', () => {
  test.each(['STARTTLS', 'AUTH', 'SIZE', 'PIPELINING', '8BITMIME'])(
    'hides %s and nothing else',
    async (name) => {
      await open([aFault('smtp', { hide: name })], withLogin);
      const client = await greeted(servers.smtpPort);
      const names = (await client.ask('EHLO client'))
        .split('\r\n')
        .map((line) => line.slice(4).split(' ')[0]);
      expect(names).not.toContain(name);
      expect(names).toEqual(expect.arrayContaining(['SMTPUTF8', name === 'SIZE' ? 'AUTH' : 'SIZE']));
      client.socket.destroy();
    },
  );

  test('hides TLS, and still starts it when asked', async () => {
    await open([aFault('smtp', { at: 'starttls', mode: 'hide' })]);
    const trusting = { ignoreTLS: false, tls: { ca } };
    expect(await seen(send({ ...trusting, requireTLS: true }))).toMatch(/^250 /);
    expect(await seen(send(trusting))).toMatch(/^250 /);
  });

  test('hides inside of TLS too', async () => {
    await open([aFault('smtp', { hide: 'SIZE' })]);
    const client = await greeted(servers.smtpPort);
    await client.ask('EHLO client');
    await client.ask('STARTTLS');
    client.socket.removeAllListeners('data');
    const secure = connectTls({ socket: client.socket, ca, servername: 'localhost' });
    await once(secure, 'secureConnect');
    secure.write('EHLO client\r\n');
    const [capabilities] = (await once(secure, 'data')) as [Buffer];
    expect(capabilities.toString()).toContain('8BITMIME');
    expect(capabilities.toString()).not.toContain('SIZE');
    secure.destroy();
  });
});

describe('other rules', () => {
  test('a grey list wants each sender and recipient to wait', async () => {
    await open([aFault('smtp', { at: 'rcpt', greylist: { for: '60s' } })]);
    expect(await seen(send())).toBe('EENVELOPE 450');
    servers.hands.at += 59_000;
    expect(await seen(send())).toBe('EENVELOPE 450');
    servers.hands.at += 1000;
    expect(await seen(send())).toMatch(/^250 /);
    expect(await seen(send({}, { from: 'other@example.org' }))).toBe('EENVELOPE 450');
  });

  test('a grey list may look at the sender alone', async () => {
    await open([aFault('smtp', { at: 'rcpt', greylist: { for: '60s', key: 'ip+from' } })]);
    expect(await seen(send())).toBe('EENVELOPE 450');
    servers.hands.at += 60_000;
    expect(await seen(send({}, { to: 'ines@example.org' }))).toMatch(/^250 /);
  });

  test('a bounce comes back after the mail was taken', async () => {
    await open([aFault('smtp', { bounce: { after: '90s', code: '5.2.2' } })]);
    expect(await seen(send())).toMatch(/^250 /);
    await expect.poll(() => servers.all().length).toBe(2);
    expect(servers.hands.waits).toContain(90_000);
    const [taken, bounce] = servers.all();
    expect(taken).toMatchObject({ verdict: 'taken', fault: 'smtp/smtp' });
    expect(bounce).toMatchObject({ verdict: 'other', to: 'clinic@example.org', fault: 'smtp/smtp' });
    expect(bounce?.request.body).toContain('Final-Recipient: rfc822; asha@example.org');
    expect(bounce?.request.body).toContain('Status: 5.2.2');
  });

  test.each([
    ['reject', 'invalid_destination', 'EENVELOPE 550', 'refused'],
    ['reject', 'blocked', 'EMESSAGE 554', 'refused'],
    ['status', { code: '452', body: '4.3.1 Full' }, 'EENVELOPE 452', 'failing'],
  ] as const)('%s %j is heard as %s', async (action, value, heard, verdict) => {
    await open([aFault(action, value)]);
    expect(await seen(send())).toBe(heard);
    expect(verdicts()).toEqual([`${verdict} ${action}/${action}`]);
  });

  test('a rate is kept in the gateway’s words', async () => {
    await open([aFault('throttle', { rate: '1/min', burst: '1' })]);
    expect(await seen(send())).toMatch(/^250 /);
    expect(await seen(send())).toBe('EENVELOPE 451');
    servers.hands.at += 60_000;
    expect(await seen(send())).toMatch(/^250 /);
  });

  test('attempts count the tries for one recipient until a mail was taken', async () => {
    await open([aFault('smtp', { at: 'rcpt', reply: '451 4.3.0 Not now' }, { attempt: '1-2' })]);
    expect([await seen(send()), await seen(send()), await seen(send())]).toEqual([
      'EENVELOPE 451',
      'EENVELOPE 451',
      expect.stringMatching(/^250 /),
    ]);
    expect(await seen(send())).toBe('EENVELOPE 451');
  });
});

test('a machine’s clock that is set an hour back neither throttles nor greylists for an hour', async () => {
  await open([
    aFault('smtp', { at: 'rcpt', greylist: { for: '1m' } }),
    aFault('throttle', { rate: '1/s', burst: '1' }),
  ]);
  expect(await seen(send())).toBe('EENVELOPE 450');
  servers.hands.setOffMs = -3_600_000;
  servers.hands.at += 61_000;
  expect(await seen(send())).toMatch(/^250 /);
  servers.hands.at += 1000;
  expect(await seen(send())).toMatch(/^250 /);
});
