import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Api, openApiUnderTest } from './an-api.ts';

let api: Api;
beforeAll(async () => {
  api = await openApiUnderTest();
});
beforeEach(() => api.gateways.reset());
afterAll(() => api.close());

const rich = {
  to: '"Ana, M." <ana@example.org>',
  cc: 'cleo@example.org',
  replyTo: 'desk@example.org',
  subject: 'Visit ✓',
  text: 'Tuesday at nine',
  html: '<b>Tuesday</b><img src="cid:x1">',
  attachments: [
    { filename: 'plan.txt', content: 'abc' },
    { filename: 'x.png', content: Buffer.from([1, 2]), cid: 'x1' },
  ],
};
const search = async (query: string, more = '') =>
  (await api.ask('GET', `/api/v1/search?query=${encodeURIComponent(query)}${more}`)).json;

describe('the list', () => {
  test('has the wrapper of Mailpit, over SMS and email, the newest first', async () => {
    await api.sms('one');
    await api.mail({ subject: 'two', text: 'two' });
    await api.sms('three', '27991');
    await fetch(`${api.base}/NOBODY/x`);
    const { json } = await api.ask('GET', '/api/v1/messages');
    expect(json).toMatchObject({
      total: 3,
      unread: 3,
      count: 3,
      messages_count: 3,
      messages_unread: 3,
      start: 0,
      tags: [],
      messages: [
        { Channel: 'sms', Status: 'refused', To: [{ Address: '27991' }], Snippet: 'three' },
        {
          Channel: 'email',
          Gateway: 'MAIL',
          Subject: 'two',
          From: { Name: 'Clinic', Address: 'clinic@example.org' },
        },
        { Channel: 'sms', Status: 'taken', Segments: 1, Encoding: 'GSM-7' },
      ],
    });
  });

  test('turns its pages', async () => {
    for (const text of ['1', '2', '3', '4']) await api.sms(text);
    const page = async (query: string) => {
      const { json } = await api.ask('GET', `/api/v1/messages?${query}`);
      return [json.count, json.messages.map(({ Snippet }: { Snippet: string }) => Snippet).join('')];
    };
    expect(await page('limit=2')).toEqual([2, '43']);
    expect(await page('limit=2&start=1')).toEqual([2, '32']);
    expect(await page('limit=2&start=3')).toEqual([1, '1']);
    expect(await page('start=99')).toEqual([0, '']);
    expect(await page('limit=0')).toEqual([0, '']);
  });
});

test('a search counts what fits, and still tells the whole', async () => {
  await api.sms('Visit Tuesday');
  await api.sms('Visit Friday');
  await api.mail({ subject: 'Friday' });
  expect(await search('friday')).toMatchObject({ total: 3, messages_count: 2, count: 2, messages_unread: 2 });
  expect(await search('friday channel:sms -tuesday')).toMatchObject({ messages_count: 1 });
  expect(await search('friday', '&limit=1&start=1')).toMatchObject({ messages_count: 2, count: 1, start: 1 });
  expect((await api.ask('DELETE', '/api/v1/search?query=friday')).json).toBe('ok');
  expect(api.gateways.messages()).toMatchObject([{ text: 'Visit Tuesday' }]);
});

describe('one message', () => {
  test('a mail is taken apart: names, words, attachments', async () => {
    await api.mail(rich);
    const { ID } = (await search('to:ana')).messages[0];
    const { json } = await api.ask('GET', `/api/v1/message/${ID}`);
    expect(json).toMatchObject({
      From: { Name: 'Clinic', Address: 'clinic@example.org' },
      To: [{ Name: 'Ana, M.', Address: 'ana@example.org' }],
      Cc: [{ Name: '', Address: 'cleo@example.org' }],
      ReplyTo: [{ Address: 'desk@example.org' }],
      ReturnPath: 'clinic@example.org',
      Subject: 'Visit ✓',
      Text: 'Tuesday at nine',
      Attachments: [{ FileName: 'plan.txt', ContentType: 'text/plain', Size: 3 }],
      Inline: [{ FileName: 'x.png', ContentID: 'x1', Size: 2 }],
    });
    expect(json.HTML).toContain('<b>Tuesday</b>');
    expect(json.MessageID).toMatch(/@example\.org$/);
    expect(Number.isNaN(Date.parse(json.Date))).toBe(false);
    expect(json.Attachments[0].Checksums.MD5).toBe('900150983cd24fb0d6963f7d28e17f72');
  });

  test('its list entry counts the same attachments', async () => {
    await api.mail(rich);
    expect((await search('to:ana has:attachment has:inline')).messages).toMatchObject([{ Attachments: 1 }]);
  });

  test('an attachment is given as it was, and no browser runs it', async () => {
    await api.mail({ ...rich, attachments: [{ filename: 'evil.html', content: '<script>1</script>' }] });
    const response = await fetch(`${api.base}/api/v1/message/latest/part/1`);
    expect(await response.text()).toBe('<script>1</script>');
    expect(response.headers.get('content-disposition')).toContain('attachment; filename=evil.html');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect((await fetch(`${api.base}/api/v1/message/latest/part/2`)).status).toBe(404);
  });

  test('headers and source are those of the mail', async () => {
    await api.mail(rich);
    const headers = (await api.ask('GET', '/api/v1/message/latest/headers')).json;
    expect(headers).toMatchObject({ 'Reply-To': ['desk@example.org'], 'MIME-Version': ['1.0'] });
    const raw = (await api.ask('GET', '/api/v1/message/latest/raw')).json;
    expect(raw).toMatch(/^From: Clinic <clinic@example.org>\r\nTo: /);
    expect(raw).toContain('\r\n\r\n');
    expect(raw).toContain('plan.txt');
  });

  test('the source of an SMS is its request, without secrets', async () => {
    await api.sms('one');
    const raw = (await api.ask('GET', '/api/v1/message/latest/raw')).json;
    expect(raw).toMatch(/^GET \/send\?text=one&to=27831234567&password=\[redacted\] HTTP\/1\.1\r\n/);
    expect((await api.ask('GET', '/api/v1/message/latest')).json).toMatchObject({
      Text: 'one',
      HTML: '',
      Attachments: [],
    });
  });

  test('what was sent to nobody has no message', async () => {
    await fetch(`${api.base}/NOBODY/x`);
    expect((await api.ask('GET', '/api/v1/message/latest')).status).toBe(404);
    const { id } = api.gateways.exchanges()[0]!;
    expect((await api.ask('GET', `/api/v1/message/${id}`)).status).toBe(404);
  });
});

describe('marks', () => {
  test('a message is read when it is looked at, or said to be', async () => {
    await api.sms('one');
    await api.sms('two');
    await api.ask('GET', '/api/v1/message/latest');
    expect(await search('is:read')).toMatchObject({ unread: 1, messages: [{ Snippet: 'two', Read: true }] });
    await api.ask('PUT', '/api/v1/messages', { Read: true, Search: 'one' });
    expect(await search('is:unread')).toMatchObject({ messages_count: 0 });
    const [{ ID }] = (await search('two')).messages;
    await api.ask('PUT', '/api/v1/messages', { Read: false, IDs: [ID] });
    expect(await search('is:unread')).toMatchObject({ messages: [{ Snippet: 'two' }] });
    await api.ask('PUT', '/api/v1/messages', { Read: true });
    expect(await search('is:unread')).toMatchObject({ messages_count: 0 });
  });

  test('tags are set, found and taken away', async () => {
    await api.sms('one');
    const [{ ID }] = (await search('one')).messages;
    await api.ask('PUT', '/api/v1/tags', { Tags: ['Late', 'asked'], IDs: [ID, 'unknown'] });
    expect((await api.ask('GET', '/api/v1/tags')).json).toEqual(['Late', 'asked']);
    expect(await search('tag:late is:tagged')).toMatchObject({ tags: ['Late', 'asked'], messages_count: 1 });
    await api.ask('PUT', '/api/v1/tags', { Tags: [], IDs: [ID] });
    expect(await search('is:tagged')).toMatchObject({ messages_count: 0, tags: [] });
  });
});

test('messages are forgotten by their IDs, or all; what was no message stays', async () => {
  for (const text of ['one', 'two', 'three']) await api.sms(text);
  await fetch(`${api.base}/NOBODY/x`);
  const [{ ID }] = (await search('two')).messages;
  await api.ask('DELETE', '/api/v1/messages', { IDs: [ID] });
  expect(api.gateways.messages().map(({ text }) => text)).toEqual(['one', 'three']);
  await api.ask('DELETE', '/api/v1/messages');
  expect(api.gateways.messages()).toEqual([]);
  expect(api.gateways.exchanges()).toMatchObject([{ verdict: 'unmatched' }]);
});

test('the date of a search is in the zone that is told', async () => {
  await api.sms('one');
  expect(await search('after:2020-01-01', '&tz=Africa/Nairobi')).toMatchObject({ messages_count: 1 });
  expect((await api.ask('GET', '/api/v1/search?query=one&tz=Mars/Crater')).status).toBe(422);
});
