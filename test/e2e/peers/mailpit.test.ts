/** Mailpit's client for Node, and the commands for Cypress, against the recorder. */
import { createRequire } from 'node:module';
import { MailpitClient } from 'mailpit-api';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Api, openApiUnderTest } from '../../adapters/recorder/an-api.ts';

let api: Api;
beforeAll(async () => {
  api = await openApiUnderTest();
});
afterAll(() => api.close());
beforeEach(async () => {
  api.gateways.reset();
  await api.mail({ subject: 'First', text: 'Visit Monday', html: '<b>Visit Monday</b>' });
  await api.mail({
    subject: 'Second',
    text: 'Visit Tuesday',
    to: 'Ana <ana@example.org>, ben@example.org',
    cc: 'cleo@example.org',
    bcc: 'dora@example.org',
    attachments: [{ filename: 'plan.txt', content: 'the plan' }],
  });
});

describe('mailpit-api', () => {
  const client = (): MailpitClient => new MailpitClient(api.base);

  test('a mail to several people is one message', async () => {
    const { total, messages_count, messages } = await client().listMessages();
    expect([total, messages_count]).toEqual([2, 2]);
    const addresses = (boxes: readonly { Address: string }[] | null) => boxes?.map(({ Address }) => Address);
    const [{ To, Cc, Bcc } = { To: [], Cc: [], Bcc: [] }] = messages;
    expect([addresses(To), addresses(Cc), addresses(Bcc)]).toEqual([
      ['ana@example.org', 'ben@example.org'],
      ['cleo@example.org'],
      ['dora@example.org'],
    ]);
    for (const query of ['to:ana@', 'to:ben@', 'to:dora@ subject:Second', 'addressed:cleo'])
      expect((await client().searchMessages({ query })).messages_count).toBe(query === 'to:ana@' ? 2 : 1);
    await client().deleteMessagesBySearch({ query: 'to:dora@' });
    expect((await client().listMessages()).total).toBe(1);
    expect(api.gateways.messages()).toHaveLength(1);
  });

  test('one message, its source, headers, pages and attachments', async () => {
    const message = await client().getMessageSummary();
    expect(message).toMatchObject({ Subject: 'Second', Attachments: [{ FileName: 'plan.txt' }] });
    expect(await client().getMessageSource(message.ID)).toContain('Subject: Second\r\n');
    expect(await client().getMessageHeaders()).toMatchObject({ Subject: ['Second'] });
    expect(await client().renderMessageText()).toContain('Visit Tuesday');
    const part = await client().getMessageAttachment(message.ID, message.Attachments[0]?.PartID ?? '');
    expect(await part.text()).toBe('the plan');
    const first = await client().waitForMessage({ query: 'subject:First' });
    expect(await client().renderMessageHTML(first.ID)).toBe('<b>Visit Monday</b>');
    await expect(client().renderMessageHTML()).rejects.toThrow(/404.*no HTML/);
  });

  test('marks and tags', async () => {
    const { messages } = await client().listMessages();
    const ids = messages.map(({ ID }) => ID);
    await client().setReadStatus({ Read: true, IDs: ids });
    expect((await client().listMessages()).unread).toBe(0);
    await client().setTags({ Tags: ['late'], IDs: ids });
    await client().renameTag('late', 'early one');
    expect(await client().getTags()).toEqual(['early one']);
    expect(await client().getInfo()).toMatchObject({ Messages: 2, Unread: 0, Tags: { 'early one': 2 } });
    await client().deleteTag('early one');
    expect(await client().getTags()).toEqual([]);
    await client().deleteMessages({ IDs: ids.slice(0, 1) });
    expect((await client().listMessages()).total).toBe(1);
    expect(await client().getConfiguration()).toMatchObject({ ChaosEnabled: false });
  });

  test('what is not there is told in a sentence, and noted', async () => {
    const { ID } = await client().getMessageSummary();
    const mail = { From: { Email: 'a@example.org' }, To: [{ Email: 'b@example.org' }], Subject: 'x' };
    await expect(client().sendMessage(mail)).rejects.toThrow(
      /501.*sending a mail by HTTP is not there.*SMTP/,
    );
    await expect(client().releaseMessage(ID, { To: ['b@example.org'] })).rejects.toThrow(/501/);
    await expect(client().getChaosTriggers()).rejects.toThrow(/501.*faults in the scenario/);
    await expect(client().spamAssassinCheck()).rejects.toThrow(/501/);
    await expect(client().htmlCheck()).rejects.toThrow(/501/);
    const { requests } = (await api.ask('GET', '/__admin/requests?limit=1')).json;
    expect(requests).toMatchObject([{ verdict: 'other', fault: 'a check of HTML is not there' }]);
  });
});

test.each([
  ['/api/v1/message/latest?query=subject:First', 200, 'First'],
  ['/api/v1/message/latest?query=subject:none', 404, 'no message fits this search'],
  ['/view/latest.txt?query=subject:First', 200, 'Visit Monday'],
  ['/api/v1/message/m1?query=subject:First', 422, 'query is for the ID latest'],
  ['/api/v1/messages?limits=1', 422, 'unknown parameter \\"limits\\": there are start, limit'],
  ['/api/v1/search?query=x&sort=asc', 422, 'unknown parameter \\"sort\\"'],
  ['/view/latest', 404, 'a page is ID.html or ID.txt'],
])('%s: %i', async (path, status, words) => {
  const response = await fetch(api.base + path);
  expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(words)]);
});

/** What Cypress gives to commands, as far as these use it: requests, waits and values in order. */
function cypressOver(base: string) {
  const later = (value: unknown) => Promise.resolve(value);
  return {
    Cypress: {
      env: (name: string) => (name === 'MAILPIT_URL' ? base : undefined),
      config: () => 2000,
    },
    cy: {
      wrap: later,
      wait: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
      async request({ method, url, qs, body }: { method: string; url: string; qs?: object; body?: unknown }) {
        const asked = new URL(url);
        for (const [name, value] of Object.entries(qs ?? {})) asked.searchParams.set(name, String(value));
        const init = body === undefined ? {} : { body: JSON.stringify(body) };
        const response = await fetch(asked, {
          method,
          headers: { 'content-type': 'application/json' },
          ...init,
        });
        const text = await response.text();
        if (!response.ok) throw new Error(`${response.status}: ${text}`);
        return { body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text };
      },
    },
  };
}

/** A command of the package, on requests that are promises; it has types for Cypress's own chains only. */
type Command = (name: string, ...given: readonly unknown[]) => Promise<unknown>;

function commandsOver(base: string): Command {
  Object.assign(globalThis, cypressOver(base));
  const { MailpitCommands } = createRequire(import.meta.url)('cypress-mailpit/src/MailpitCommands.js');
  const commands = new MailpitCommands();
  return async (name, ...given) => commands[name](...given);
}

test('cypress-mailpit', async () => {
  const run = commandsOver(api.base);
  expect(await run('mailpitGetAllMails')).toMatchObject({ messages_count: 2 });
  const mail = await run('mailpitGetMail');
  expect(await run('mailpitGetSubject', mail)).toBe('Second');
  expect(await run('mailpitGetRecipientAddress', mail)).toEqual(['ana@example.org', 'ben@example.org']);
  expect(await run('mailpitGetFromAddress', mail)).toBe('clinic@example.org');
  expect(await run('mailpitGetAttachments', mail)).toEqual(['plan.txt']);
  expect(await run('mailpitGetMailTextBody', mail)).toContain('Visit Tuesday');
  await run('mailpitHasEmailsBySubject', 'First');
  await run('mailpitNotHasEmailsByTo', 'nobody@example.org');
  const found = (await run('mailpitGetEmailsBySubject', 'First')) as { readonly messages: readonly object[] };
  const [first] = found.messages;
  expect(await run('mailpitGetMailHTMlBody', first)).toBe('<b>Visit Monday</b>');
  await run('mailpitSetAllEmailStatusAsRead');
  await run('mailpitSetStatusAsUnRead', first);
  expect(await run('mailpitGetAllMails')).toMatchObject({ unread: 1 });
  await expect(run('mailpitSendMail')).rejects.toThrow(/501: .*hand it to a mail gateway/);
  await expect(run('mailpitGetMailSpamAssassinSummary', mail)).rejects.toThrow(/501/);
  await run('mailpitDeleteEmailsBySearch', 'subject:First');
  await run('mailpitDeleteAllEmails');
  expect(await run('mailpitGetAllMails')).toMatchObject({ total: 0 });
});
