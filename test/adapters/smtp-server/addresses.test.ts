import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FaultyServers, openFaultyServers, troubled } from '../faults/faulty-servers.ts';
import { greeted } from './raw-smtp.ts';

let servers: FaultyServers;
beforeEach(async () => {
  servers = await openFaultyServers(troubled('smtp', []));
});
afterEach(() => servers.close());

/** The replies to MAIL, RCPT and the mail; text as bytes of UTF-8. */
async function send(mail: string, rcpt: string): Promise<string[]> {
  const client = await greeted(servers.smtpPort);
  await client.ask('EHLO client');
  const replies: string[] = [];
  for (const line of [mail, rcpt, 'DATA', 'Subject: Hi\r\n\r\nVisit\r\n.'])
    replies.push((await client.ask(Buffer.from(line).toString('latin1'))).slice(0, 3));
  client.socket.destroy();
  return replies;
}

test.each([
  ['<>', '<ana@example.org>'],
  ['<clinic@example.org>', '<Postmaster>'],
  ['<"front desk"@example.org>', '<"a@b \\"c\\" <d>"@example.org>'],
  ['<bounce+ana=example.org@example.org>', "<{ana}|!#$%&'*@example.org>"],
  ['<clinic@[127.0.0.1]>', '<ana@[IPv6:::1]>'],
  ['<clínica@exámple.org> SMTPUTF8 BODY=8BITMIME', '<अना@उदाहरण.भारत>'],
  ['<clinic@xn--exmple-qta.org>', '<ana@XN--EXMPLE-QTA.ORG>'],
  ['<clinic@localhost>', '<ana@mail>'],
])('from %s to %s is taken as it is written', async (from, to) => {
  expect(await send(`MAIL FROM:${from}`, `RCPT TO:${to}`)).toEqual(['250', '250', '354', '250']);
  const [recorded] = servers.all();
  const bare = (path: string): string => path.slice(1, path.lastIndexOf('>'));
  expect(recorded).toMatchObject({ verdict: 'taken', from: bare(from), to: bare(to) });
});

test('a source route is left out, as the protocol says', async () => {
  await send('MAIL FROM:<@a.example,@b.example:clinic@example.org>', 'RCPT TO:<@a.example:ana@example.org>');
  expect(servers.all()[0]).toMatchObject({ from: 'clinic@example.org', to: 'ana@example.org' });
});

test.each([
  '<>',
  '<ana>',
  'ana@example.org',
  '<ana@example.org',
  '<an a@example.org>',
  '<"ana@example.org>',
  '<.ana@example.org>',
  '<ana..b@example.org>',
  '<ana@-example.org>',
  '<ana@example..org>',
  '<ana@[300.1]>',
  '<ana\u200b@example.org>',
  `<ana@${'a'.repeat(64)}.org>`,
])('a recipient %s is none', async (to) => {
  const [mail, rcpt] = await send('MAIL FROM:<clinic@example.org>', `RCPT TO:${to}`);
  expect([mail, rcpt]).toEqual(['250', '501']);
  expect(servers.all()).toEqual([]);
});

test('what is not offered is not understood: BDAT, and TLS without a certificate', async () => {
  const client = await greeted(servers.smtpPort);
  const offered = await client.ask('EHLO client');
  expect(offered).not.toMatch(/CHUNKING|BINARYMIME|STARTTLS/);
  expect(await client.ask('STARTTLS')).toMatch(/^50[02] /);
  expect(await client.ask('BDAT 5 LAST')).toMatch(/^50[02] /);
  client.socket.destroy();
});
