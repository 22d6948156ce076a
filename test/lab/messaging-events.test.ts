import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import { callerOf, clinic, sessionOf } from './lab-client.ts';

let lab: Lab;
let at: string;
const call = callerOf(() => lab);
const events = '/a/clinic/api/messaging-event/v1/';

/** Asha gets letters and greetings; Rina has no address; a keyword, a broadcast, a chat, and a gateway that fails. */
const survey = `
scenario: Asked
project: {name: asked, time_zone: UTC, languages: [en]}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
surveys:
  pain: {expires_after: 2h, questions: [{id: score, type: int, ask: {en: "How bad is it, 1 to 10?"}}]}
cases:
  asha: {type: patient, name: Asha, contact_phone_number: "254700000001", contact_phone_number_is_verified: "1"}
alerts:
  check: {case_type: patient, to: case, send: {daily: {at: "10:00", stop_after: "1"}}, survey: pain}
starts: 2026-06-01 09:00
ends: 2026-06-03 09:00
timeline:
  - {at: 2026-06-01 09:00, register: asha}
`;

beforeAll(async () => {
  lab = await serveLab({ port: 0 });
  at = await sessionOf(call, clinic);
  const act = (body: object) => call('POST', `${at}/act`, body);
  const jump = (to: string) => call('POST', `${at}/clock`, { do: 'jump', to });
  await act({ verb: 'register', register: 'rina' });
  await jump('2026-06-01 12:00');
  await act({ verb: 'inbound', inbound: { from: 'asha', text: 'HELP' } });
  await jump('2026-06-02 12:00');
  await act({ verb: 'broadcast', broadcast: 'news' });
  await jump('2026-06-02 13:00');
  await act({ verb: 'send', send: { to: 'asha', text: 'By hand' } });
  await act({ verb: 'receipt', receipt: { for: { to: 'asha', says: 'By hand' }, status: 'delivered' } });
  await act({ verb: 'receipt', receipt: { for: { to: 'asha', contains: 'Dear' }, status: 'delivered' } });
  await jump('2026-06-02 14:00');
  await act({ verb: 'gateway', gateway: { GATE: { down: 'yes' } } });
  await jump('2026-06-02 20:00');
});
afterAll(() => lab.close());

type Event = {
  id: number;
  status: string;
  content_type: string;
  date: string;
  date_last_activity: string;
  source: { type: string };
  recipient: { recipient_id: string };
  error: { code: string } | null;
  messages: { status: string; content: string }[];
};
const listed = async (query = ''): Promise<Event[]> => {
  const answer = await call('GET', `${events}?limit=100&${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.objects;
};

test('an event has HQ’s shape', async () => {
  const [event] = await listed('error_code=NO_EMAIL_ADDRESS');
  expect(event).toEqual({
    id: expect.any(Number),
    domain: 'clinic',
    content_type: 'email',
    date: '2026-06-02T07:00:00.000000',
    date_last_activity: '2026-06-02T07:00:00.000000',
    case_id: 'rina',
    status: 'error',
    error: { code: 'NO_EMAIL_ADDRESS', message: expect.any(String), message_detail: null },
    form: null,
    source: { source_id: 'letter', type: 'conditional-alert', name: 'letter' },
    recipient: { recipient_id: 'rina', type: 'case', name: 'Rina' },
    messages: [],
  });
});

test.each([
  ['', 10],
  ['case_id=rina', 3],
  ['contact_id=nurse', 1],
  ['phone_number=8801712345678', 5],
  ['phone_number=%2B88017123456', 7],
  ['email_address=asha@example.org', 1],
  ['content_type=email', 2],
  ['content_type=sms', 8],
  ['content_type=chat-sms', 1],
  ['content_type=chat-sms,email', 3],
  ['source=keyword', 2],
  ['source=broadcast', 1],
  ['source=immediate-broadcast', 1],
  ['source=scheduled-broadcast', 0],
  ['source=reminder', 6],
  ['source=conditional-alert', 6],
  ['source=other', 1],
  ['type=email', 1],
  ['status=email-delivered', 1],
  ['error_code=NO_EMAIL_ADDRESS', 1],
  ['date.lt=2026-06-02', 4],
  ['date.gte=2026-06-02', 6],
  ['date.gt=2026-06-01T18:00:00', 6],
  ['date.lte=2026-06-01T18:00:00', 4],
  ['date_last_activity.gte=2026-06-02T18:00:00', 2],
])('the filter %s finds %i', async (query, count) => {
  expect(await listed(query)).toHaveLength(count);
});

test('an SMS completes its event when it is queued; one that fails at last makes it an error', async () => {
  const last = (await listed('source=conditional-alert&content_type=sms&case_id=asha')).at(-1);
  expect(last).toMatchObject({ status: 'error', error: null, date: '2026-06-02T18:00:00.000000' });
  expect(Date.parse(`${last?.date_last_activity}Z`)).toBeGreaterThan(Date.UTC(2026, 5, 2, 18, 5));
  expect(last?.messages[0]).toMatchObject({ status: 'error', error_message: expect.any(String) });
  expect(await listed('status=error')).toHaveLength(3);
  const [chat] = await listed('content_type=chat-sms');
  expect(chat).toMatchObject({
    status: 'completed',
    messages: [{ status: 'delivered', content: 'By hand' }],
  });
});

test.each(['date', '-date', 'date_last_activity', '-date_last_activity'])(
  'the pages of order_by=%s are the whole list',
  async (order) => {
    const whole = await listed(`order_by=${order}`);
    const field = order.replace('-', '') as 'date';
    const times = whole.map((event) => event[field]);
    const sorted = [...times].sort();
    expect(times).toEqual(order.startsWith('-') ? sorted.reverse() : sorted);
    const paged: Event[] = [];
    let next: string | null = `${events}?limit=3&order_by=${order}`;
    for (let page = 0; next !== null && page < 10; page += 1) {
      const { body } = await call('GET', next);
      expect(body.meta.limit).toBe(3);
      paged.push(...body.objects);
      next = body.meta.next;
    }
    expect(paged).toEqual(whole);
  },
);

test('the older address answers the same', async () => {
  const old = await call('GET', '/a/clinic/api/v0.5/messaging-event/?limit=100');
  expect(old.body.objects).toEqual(await listed());
});

test.each([
  'status=fine',
  'phone_number=abc',
  'order_by=name',
  'limit=5001',
  'date.gte=soon',
  'colour=red',
  'cursor=x',
])('%s is refused in HQ’s shape', async (query) => {
  const answer = await call('GET', `${events}?${query}`);
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({ error: expect.any(String) });
});

test('a text that comes in is an event of its own, with what took it as its source', async () => {
  const [text, reply] = await listed('source=keyword');
  expect(text).toEqual({
    id: expect.any(Number),
    domain: 'clinic',
    content_type: 'sms',
    date: '2026-06-01T12:00:00.000000',
    date_last_activity: '2026-06-01T12:00:00.000000',
    case_id: null,
    status: 'completed',
    error: null,
    form: null,
    source: { source_id: 'HELP', type: 'keyword', name: 'HELP' },
    recipient: { recipient_id: 'asha', type: 'case', name: 'Asha' },
    messages: [
      {
        message_id: text?.id,
        date: '2026-06-01T12:00:00.000000',
        date_modified: null,
        type: 'sms',
        direction: 'incoming',
        content: 'HELP',
        status: 'received',
        backend: 'GATE',
        phone_number: '+8801712345678',
      },
    ],
  });
  expect(reply?.messages[0]).toMatchObject({ direction: 'outgoing' });
});

test('an answer to a survey has the survey and its alert; what no handler knows is unrecognized, and STOP has no event', async () => {
  const asked = await sessionOf(call, survey);
  const act = (from: string, text: string) =>
    call('POST', `${asked}/act`, { verb: 'inbound', inbound: { from, text } });
  await call('POST', `${asked}/clock`, { do: 'jump', to: '2026-06-01 10:30' });
  await act('asha', '7');
  await act('asha', 'what is this');
  await act('asha', 'STOP');
  await act('+254700000009', 'Hello');
  const { body } = await call('GET', '/a/asked/api/messaging-event/v1/?limit=100');
  const incoming = body.objects.filter(
    ({ messages }: { messages: { direction: string }[] }) => messages[0]?.direction === 'incoming',
  );
  expect(incoming).toMatchObject([
    {
      content_type: 'sms-survey',
      case_id: 'asha',
      form: { form_name: 'pain' },
      source: { type: 'conditional-alert', name: 'check' },
      messages: [{ content: '7' }],
    },
    {
      content_type: 'sms',
      source: { type: 'unrecognized', name: null },
      messages: [{ content: 'what is this' }],
    },
  ]);
});

test('a page of no events has no next page, which a script would follow for ever', async () => {
  const { body } = await call('GET', `${events}?limit=0`);
  expect(body).toEqual({ objects: [], meta: { limit: 0, next: null } });
});

test.each([
  ['content_type=smss', "'smss' is an invalid value for the 'content_type' filter: did you mean \"sms\"?"],
  ['content_type=sms,letter', "'letter' is an invalid value for the 'content_type' filter"],
  ['source=alert', "'alert' is an invalid value for the 'source' filter"],
  ['error_code=NO_PHONE_NUMBRE', '\'NO_PHONE_NUMBRE\' is no error code: did you mean "NO_PHONE_NUMBER"?'],
])('a word that no filter knows is refused by name: %s', async (query, error) => {
  const answer = await call('GET', `${events}?${query}`);
  expect([answer.status, answer.body.error]).toEqual([400, expect.stringContaining(error)]);
});
