import { afterEach, expect, test } from 'vitest';
import { aFault, type FaultyServers, openFaultyServers, troubled } from '../faults/faulty-servers.ts';

let servers: FaultyServers;
afterEach(() => servers.close());

const [ASHA, BEN] = ['+254711000001', '+254711000002'];

const post = (path: string, value: unknown, headers: Readonly<Record<string, string>> = {}) =>
  fetch(servers.base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  });

const messages = () => servers.all().map(({ to, from, text, verdict }) => [to, from, text, verdict]);

test('Africa’s Talking takes bulk messages as JSON, with an entry, a message and faults for each person', async () => {
  const faults = [aFault('reject', 'opted_out', { to: `*${BEN?.slice(1)}` })];
  servers = await openFaultyServers(troubled('africastalking', faults));
  const sent = {
    username: 'sandbox',
    message: 'Visit & rest',
    senderId: 'CLINIC',
    phoneNumbers: [ASHA, BEN],
  };
  const answer = await post('/version1/messaging/bulk', sent, { apikey: 'demo' });
  expect(await answer.json()).toMatchObject({
    SMSMessageData: {
      Message: 'Sent to 1/2 Total Cost: KES 0.8000',
      Recipients: [
        { number: ASHA, status: 'Success', statusCode: 101 },
        { number: BEN, status: 'UserInBlacklist', statusCode: 406 },
      ],
    },
  });
  expect(messages()).toEqual([
    [ASHA, 'CLINIC', 'Visit & rest', 'taken'],
    [BEN, 'CLINIC', 'Visit & rest', 'refused'],
  ]);
  expect(servers.all().map(({ request }) => [request.path, JSON.parse(request.body)])).toEqual([
    ['/version1/messaging/bulk', sent],
    ['/version1/messaging/bulk', sent],
  ]);
});

test.each([
  [{ apikey: 'other' }, { username: 'sandbox', message: 'Hello', phoneNumbers: [ASHA] }, 401],
  [{ apikey: 'demo' }, { username: 'other', message: 'Hello', phoneNumbers: [ASHA] }, 401],
  [{ apikey: 'demo' }, { username: 'sandbox', message: 'Hello', phoneNumbers: [] }, 400],
  [{ apikey: 'demo' }, { username: 'sandbox', phoneNumbers: [ASHA] }, 400],
  [
    { apikey: 'demo' },
    { username: 'sandbox', message: 'Hello', maskedNumber: 'ab12', telco: 'Safaricom', phoneNumbers: [] },
    501,
  ],
])('Africa’s Talking’s bulk messages: %j %j is answered %i', async (headers, value, status) => {
  servers = await openFaultyServers(troubled('africastalking', []));
  expect((await post('/version1/messaging/bulk', value, headers)).status).toBe(status);
  expect(servers.all().map(({ verdict }) => verdict)).toEqual(['refused']);
});

const NUMBERS = ['919812345678', '919812345679'];

test('Karix takes the access key that it gives out, several numbers, and messages without HQ’s own fields', async () => {
  const options = new Map([['access_key', 'Zx9=']]);
  servers = await openFaultyServers(troubled('karix', [], { options }));
  const to = (key: string) => ({
    ver: '1.0',
    key,
    messages: [{ dest: NUMBERS, text: 'Visit', send: 'CLINIC' }],
  });
  const answers = [
    await post('/httpapi/JsonReceiver', to('Zx9=')),
    await post('/httpapi/JsonReceiver', to('other')),
  ];
  expect(await Promise.all(answers.map((answer) => answer.json()))).toMatchObject([
    { status: { code: '200' } },
    { status: { code: '-10' } },
  ]);
  expect(messages()).toEqual([
    ...NUMBERS.map((number) => [number, 'CLINIC', 'Visit', 'taken']),
    ...NUMBERS.map((number) => [number, 'CLINIC', 'Visit', 'refused']),
  ]);
  expect(JSON.stringify(servers.all())).not.toContain('Zx9=');
});

test('Karix’s scheduled messages are not there, and said so', async () => {
  servers = await openFaultyServers(troubled('karix', []));
  const key = Buffer.from('demo:demo').toString('base64');
  const message = { dest: NUMBERS.slice(1), text: 'Visit', send: 'CLINIC' };
  const value = { ver: '1.0', key, sch_at: '2026-12-01 09:00:00', messages: [message] };
  const answer = await post('/httpapi/JsonReceiver', value);
  expect(answer.status).toBe(501);
  expect(await answer.text()).toContain('scheduled messages (sch_at)');
});

const TEXT = { messaging_product: 'whatsapp', to: '254711000001', type: 'text', text: { body: 'Hello' } };

test.each(['/v25.0/2/messages', '/v13.0/2/messages', '/v99.0/2/messages', '/2/messages'])(
  'WhatsApp is served at %s, as Graph serves every version',
  async (path) => {
    servers = await openFaultyServers(
      troubled('whatsapp_cloud', [], { options: new Map([['phone_number_id', '2']]) }),
    );
    const answers = [
      await post(path, TEXT, { authorization: 'Bearer demo' }),
      await post(`${path}?access_token=demo`, TEXT),
      await post(path, TEXT, { authorization: 'Bearer other' }),
      await post(path.replace('/2/', '/3/'), TEXT, { authorization: 'Bearer demo' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 401, 404]);
    expect(servers.all().map(({ verdict, request }) => [verdict, request.path.split('?')[0]])).toEqual([
      ['taken', path],
      ['taken', path],
      ['refused', path],
      ['refused', path.replace('/2/', '/3/')],
    ]);
    expect(JSON.stringify(servers.all())).not.toContain('access_token=demo');
  },
);
