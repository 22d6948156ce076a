import { describe, expect, test } from 'vitest';
import { Marks } from '../../../src/adapters/recorder/marks.ts';
import { Message } from '../../../src/adapters/recorder/message.ts';
import { KEPT_MAX } from '../../../src/adapters/recorder/recorder.ts';
import { searchFor } from '../../../src/adapters/recorder/search.ts';
import { aMail, anExchange } from './an-exchange.ts';

const MULTIPART = [
  '--b1',
  'Content-Type: multipart/related; boundary=b2',
  '',
  '--b2',
  'Content-Type: text/html',
  '',
  '<img src="cid:x">',
  '--b2',
  'Content-Type: image/png',
  'Content-ID: <x>',
  'Content-Disposition: inline; filename=x.png',
  '',
  'AQI=',
  '--b2--',
  '--b1',
  'Content-Type: text/plain; name=a.txt',
  'Content-Disposition: attachment; filename=a.txt',
  '',
  'abc',
  '--b1--',
].join('\r\n');

const marks = new Marks();
const sms = new Message(anExchange(), marks);
const mail = new Message(aMail(), marks);
const withParts = new Message(
  aMail({ 'content-type': 'multipart/mixed; boundary="b1"' }, MULTIPART, { id: 'm3' }),
  marks,
);
const hidden = new Message(aMail({}, 'Tuesday', { to: 'dora@example.org' }), marks);
const long = new Message(anExchange({ text: 'नमस्ते '.repeat(20) }), marks);

function holds(query: string, message: Message, zone?: string): boolean {
  const search = searchFor(query, zone);
  if ('problem' in search) throw new Error(search.problem);
  return search.holds(message);
}

describe('a search', () => {
  marks.setRead('m1', true);
  marks.setTags('m1', ['Late', 'urgent one']);
  test.each([
    ['visit', sms, true],
    ['VISIT tuesday', sms, true],
    ['"visit tuesday"', sms, true],
    ['"tuesday visit"', sms, false],
    ['-friday', sms, true],
    ['!visit', sms, false],
    ['-"visit tuesday"', sms, false],
    ['27831234567', sms, true],
    ['to:2783', sms, true],
    ['-to:2783', sms, false],
    ['from:1500', sms, true],
    ['to:ana@', mail, true],
    ['to:"Ana, M."', mail, true],
    ['to:ben', mail, false],
    ['from:clinic', mail, true],
    ['from:"Clinic"', mail, true],
    ['cc:cleo', mail, true],
    ['cc:ana', mail, false],
    ['cc:ana', sms, false],
    ['bcc:dora', hidden, true],
    ['bcc:ana', mail, false],
    ['reply-to:desk', mail, true],
    ['addressed:ben', mail, true],
    ['addressed:desk', mail, true],
    ['addressed:nobody', mail, false],
    ['subject:"visit ✓"', mail, true],
    ['subject:visit', sms, false],
    ['message-id:abc@example', mail, true],
    ['message:tuesday', mail, true],
    ['tag:late', sms, true],
    ['tag:"urgent one"', sms, true],
    ['tag:late', mail, false],
    ['is:tagged', sms, true],
    ['is:read', sms, true],
    ['is:unread', mail, true],
    ['is:taken status:taken', sms, true],
    ['status:refused', sms, false],
    ['has:attachment', withParts, true],
    ['has:inline', withParts, true],
    ['has:attachment', mail, false],
    ['has:inlines', sms, false],
    ['has:unicode', long, true],
    ['has:unicode', sms, false],
    ['channel:sms', sms, true],
    ['channel:email', sms, false],
    ['gateway:tw', sms, true],
    ['segments:1', sms, true],
    ['segments:>1', long, true],
    ['segments:<=1', long, false],
    ['segments:1', mail, false],
    ['id:m1', sms, true],
    ['after:2026-03-01', sms, true],
    ['before:2026-03-01', sms, false],
    ['after:2026-03-01T09:30Z', sms, true],
    ['after:"2026-03-01 09:31"', sms, false],
    ['before:2026/03/02', sms, true],
    ['larger:10', sms, true],
    ['larger:1kb', sms, false],
    ['smaller:1.5M', sms, true],
  ])('%s', (query, message, isFound) => {
    expect(holds(query, message)).toBe(isFound);
  });

  test('reads dates in the zone that is told', () => {
    expect(holds('after:"2026-03-01 12:00"', sms, 'Africa/Nairobi')).toBe(true);
    expect(holds('after:"2026-03-01 12:00"', sms, 'utc')).toBe(false);
  });
});

describe('a search that cannot be read', () => {
  test.each([
    ['nonsense:x', 'unknown word nonsense: there are from: to:'],
    ['https://example.org', 'quote it: "https://example.org"'],
    ['constructor:x', 'unknown word constructor'],
    ['has:constructor', 'has:constructor: there are attachment'],
    ['is:nothing', 'is:nothing: there are read, unread, tagged'],
    ['channel:fax', 'there are sms, email'],
    ['segments:many', 'is not a number'],
    ['after:yesterday', 'is not a date'],
    ['before:2026-13-01', 'is not a date'],
    ['larger:big', 'is not a size'],
    ['larger:1xx', 'is not a size'],
    ['"open', 'a quote is not closed'],
    ['x'.repeat(1001), 'at most 1000 characters'],
  ])('%s', (query, problem) => {
    const search = searchFor(query);
    expect('problem' in search ? search.problem : '').toContain(problem);
  });
});

describe('a message', () => {
  test('shows whom a mail names, and whom it was for', () => {
    expect(hidden.summary()).toMatchObject({
      From: { Name: 'Clinic', Address: 'clinic@example.org' },
      To: [
        { Name: 'Ana, M.', Address: 'ana@example.org' },
        { Name: '', Address: 'ben@example.org' },
      ],
      Cc: [{ Name: 'Cleo', Address: 'cleo@example.org' }],
      Bcc: [{ Name: '', Address: 'dora@example.org' }],
      Recipient: { Name: '', Address: 'dora@example.org' },
      Subject: 'Visit ✓',
      MessageID: 'abc@example.org',
    });
  });

  test('an SMS has none of a mail’s fields, and its segments', () => {
    expect(sms.summary()).toMatchObject({
      To: [{ Name: '', Address: '+27831234567' }],
      Cc: [],
      Bcc: [],
      Subject: '',
      Segments: 1,
      Encoding: 'GSM-7',
      Attachments: 0,
    });
  });

  test('the name of its header is not looked for where there is none', () => {
    expect(new Message(aMail({ to: '', from: '' })).summary()).toMatchObject({
      From: { Address: 'bounces@example.org' },
      To: [{ Address: 'ana@example.org' }],
    });
  });
});

test('marks are kept for as many messages as there can be', () => {
  const many = new Marks();
  for (let number = 0; number <= KEPT_MAX; number += 1) {
    many.setRead(`m${number}`, true);
    many.setTags(`m${number}`, ['a']);
  }
  expect([many.isRead('m0'), many.isRead('m1'), many.tagsOf('m0'), many.tagsOf('m1')]).toEqual([
    false,
    true,
    [],
    ['a'],
  ]);
});
