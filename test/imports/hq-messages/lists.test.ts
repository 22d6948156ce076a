import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { zoneNamed } from '../../../src/core/time/zone.ts';
import { isMessageLog, readMessageLog } from '../../../src/imports/hq-messages/message-log.ts';
import { isMessagingEvents, readMessagingEvents } from '../../../src/imports/hq-messages/messaging-events.ts';

const fixture = (name: string): string => readFileSync(`test/fixtures/${name}`, 'utf8');
const india = zoneNamed('Asia/Kolkata')!;
const asha = '6f1b9c1e-0001-4000-8000-000000000001';

test('Messaging Events are read as the API gives them', () => {
  const page: unknown = JSON.parse(fixture('messaging-event-api.json'));
  expect(isMessagingEvents(page)).toBe(true);
  expect(readMessagingEvents([page])).toEqual({
    kind: 'messaging events',
    problems: [],
    notes: [],
    messages: [
      {
        row: 1,
        at: Date.UTC(2026, 2, 9, 3, 30, 1),
        outcome: 'sent',
        recipientId: asha,
        recipientName: 'Asha',
        caseId: asha,
        channel: 'sms',
        number: '919812345001',
        gateway: 'TWILIO_IN',
        text: 'Asha, आपकी जाँच 2026-03-12 को है।',
        cause: 'alert visit',
      },
      {
        row: 2,
        at: Date.UTC(2026, 2, 9, 3, 30, 0, 500),
        outcome: 'error',
        recipientId: '6f1b9c1e-0001-4000-8000-000000000003',
        recipientName: 'Farida',
        caseId: '6f1b9c1e-0001-4000-8000-000000000003',
        code: 'NO_PHONE_NUMBER',
        cause: 'alert visit',
      },
    ],
  });
});

const message = (more: object = {}) => ({
  date: '2026-03-09T03:30:01',
  type: 'sms',
  direction: 'outgoing',
  content: 'Hello',
  status: 'sent',
  backend: 'GW',
  phone_number: '+254 712 000001',
  ...more,
});
const event = (more: object = {}, messages: object[] = [message()]) => ({
  content_type: 'sms',
  date: '2026-03-09T03:30:00.123456',
  status: 'completed',
  error: null,
  case_id: null,
  source: { type: 'immediate-broadcast', name: 'Flood' },
  recipient: { recipient_id: 'u1', type: 'mobile-worker', name: 'Neema' },
  messages,
  ...more,
});
const first = (one: object) => readMessagingEvents([one]).messages[0];

test.each([
  ['a broadcast', event(), { cause: 'broadcast Flood', number: '254712000001' }],
  ['a keyword', event({ source: { type: 'keyword', name: 'HELP' } }), { cause: 'keyword HELP' }],
  ['a default reply', event({ source: { type: 'unrecognized', name: null } }), { cause: 'default reply' }],
  ['what HQ calls other', event({ source: { type: 'other', name: null } }), { cause: '' }],
  [
    'a message that failed',
    event({}, [message({ status: 'error', error_message: 'Gateway error.' })]),
    { outcome: 'error', code: 'TOO_MANY_UNSUCCESSFUL_ATTEMPTS' },
  ],
  [
    "a gateway's own words",
    event({}, [message({ status: 'error', error_message: 'Gateway error: 30007' })]),
    { code: 'Gateway error: 30007' },
  ],
  [
    'an opted-out number: the code of the message, not of the event',
    event({}, [message({ status: 'error', error_message: 'Phone number has opted out of receiving SMS.' })]),
    { code: 'PHONE_NUMBER_OPTED_OUT' },
  ],
  ['a queued message', event({}, [message({ status: 'queued' })]), { outcome: 'waiting' }],
  [
    'an email',
    event({ content_type: 'email' }, [
      message({ type: 'email', email_address: 'a@b.org', phone_number: undefined }),
    ]),
    { channel: 'email', address: 'a@b.org', number: undefined },
  ],
  ['an event under way', event({ status: 'in-progress' }, []), { outcome: 'waiting' }],
])('%s is told in our words', (_story, written, words) => {
  expect(first(written)).toMatchObject(words);
});

test('what came in, and events that completed without a message, are left out', () => {
  const list = [event({}, [message({ direction: 'incoming', status: 'received' })]), event({}, [])];
  expect(readMessagingEvents([list])).toMatchObject({ messages: [], problems: [] });
});

test('pages in one list, and events one by one, are the same; a last page with more says so', () => {
  const page = { objects: [event()], meta: { next: null } };
  const count = (...values: unknown[]): number => readMessagingEvents(values).messages.length;
  expect([
    count([page, page]),
    count(page, page),
    count([event(), event()]),
    count(event(), event()),
  ]).toEqual([2, 2, 2, 2]);
  const cut = readMessagingEvents([{ objects: [event()], meta: { next: '?cursor=x' } }]);
  expect(cut.notes).toEqual(['its last page says that more follow: fetch those too']);
});

test.each([
  ['no event', 5, 'event 1 is 5'],
  ['no messages', { content_type: 'sms' }, 'event 1 is {"content_type":"sms"}'],
  ['no date', event({ date: '9 March' }), 'event 1 has the date "9 March"'],
  ['an impossible time', event({ date: '2026-03-09T25:00:00' }), 'event 1 has the date'],
])('%s is a problem with its place', (_story, written, found) => {
  expect(readMessagingEvents([[written]]).problems).toEqual([
    expect.objectContaining({ row: 1, found: expect.stringContaining(found) }),
  ]);
});

test('a scenario and a case export are no lists of messages', () => {
  expect(isMessagingEvents({ scenario: 'A', cases: {} })).toBe(false);
  expect(isMessagingEvents(JSON.parse(fixture('case-api-v1.json')))).toBe(false);
  expect(isMessageLog(fixture('case-export.csv'))).toBe(false);
});

test("a Message Log is read on the project's clock", () => {
  const text = fixture('message-log-export.csv');
  expect(isMessageLog(text)).toBe(true);
  expect(readMessageLog(text, india)).toEqual({
    kind: 'message log',
    problems: [],
    notes: ['it has no column Status: each line counts as sent'],
    messages: [
      {
        row: 2,
        at: Date.UTC(2026, 2, 9, 3, 30, 1),
        outcome: 'sent',
        recipientId: asha,
        recipientName: 'Asha',
        number: '919812345001',
        channel: 'sms',
        text: 'Asha, आपकी जाँच 2026-03-12 को है।',
        cause: 'alert',
      },
    ],
  });
});

const log = (...rows: string[]): string =>
  [
    'Contact Type,Contact Id,Timestamp,User Name,Phone Number,Direction,Message,Status,Event,Type',
    ...rows,
  ].join('\r\n');

test.each([
  ['Sent', 'sent', undefined],
  ['Delivered', 'sent', undefined],
  ['Queued', 'waiting', undefined],
  ['Error - The recipient has been deactivated.', 'error', 'CONTACT_IS_INACTIVE'],
  ['Error', 'error', 'Error'],
])('the status %s is read', (status, outcome, code) => {
  const row = `Case,w1,2026-03-09 09:00:01,Asha,+91981,Outgoing,Hello,${status},,reminder`;
  expect(readMessageLog(log(row), india).messages[0]).toMatchObject({ outcome, code });
});

test.each([
  ['reminder, survey', 'alert'],
  ['Broadcast', 'broadcast'],
  ['keyword', 'keyword'],
  ['default', 'default reply'],
  ['other', ''],
])('the type %s is %s', (type, cause) => {
  const row = `Case,w1,2026-03-09 09:00,Asha,+91981,Outgoing,Hello,Sent,,"${type}"`;
  expect(readMessageLog(log(row), india).messages[0]).toMatchObject({ cause });
});

test('what came in and blank rows are left out; a time in another form is a problem with its row', () => {
  const rows = [
    'Case,w1,2026-03-09 09:00,Asha,+91981,Incoming,Hello,,,other',
    ',,,,,,,,,',
    'Case,w1,9/3/2026 9:00,Asha,+91981,Outgoing,Hello,,,other',
  ];
  expect(readMessageLog(log(...rows), india)).toMatchObject({
    messages: [],
    problems: [{ row: 4, column: 'Timestamp', found: '"9/3/2026 9:00"' }],
  });
});
