import { expect, test } from 'vitest';
import { twilio } from '../../mock-gateways/twilio/index.ts';
import { segmentCount } from '../../mock-gateways/twilio/segments.ts';
import { aGateway, aHandover, contextOf, requestOf } from './a-handover.ts';

const gateway = aGateway('twilio', {
  options: new Map([
    ['account_sid', 'AC1'],
    ['auth_token', 'secret'],
  ]),
});

function codeFor(given: { from?: string; to?: string; text?: string }): number | undefined {
  const handover = aHandover(gateway, given);
  const { response } = twilio.respond(requestOf(twilio, handover), contextOf(handover));
  return JSON.parse(response.body).code;
}

test('the request is the one that Twilio documents', () => {
  expect(requestOf(twilio, aHandover(gateway, { text: 'Reminder: visit on Tuesday' }))).toEqual({
    method: 'POST',
    path: '/2010-04-01/Accounts/AC1/Messages.json',
    headers: {
      host: 'api.twilio.com',
      accept: 'application/json',
      authorization: 'Basic QUMxOnNlY3JldA==',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'To=%2B27831234567&From=%2B15005550006&Body=Reminder%3A+visit+on+Tuesday',
  });
});

test('the resource has every field, and its id is made of the message', () => {
  const handover = aHandover(gateway);
  const { response } = twilio.respond(requestOf(twilio, handover), contextOf(handover));
  expect(response.status).toBe(201);
  const resource = JSON.parse(response.body);
  expect(resource).toMatchObject({
    account_sid: 'AC1',
    body: 'Visit on Tuesday',
    date_created: 'Mon, 16 Nov 2026 10:00:00 +0000',
    from: '+15005550006',
    num_segments: '1',
    price: null,
    status: 'queued',
    to: '+27831234567',
  });
  expect(resource.sid).toMatch(/^SM[0-9a-f]{32}$/);
  const other = twilio.respond(requestOf(twilio, handover), contextOf({ ...handover, attempt: 2 }));
  expect(JSON.parse(other.response.body).sid).not.toBe(resource.sid);
});

test.each([
  ['+15005550001', 21211],
  ['+15005550002', 21612],
  ['+15005550003', 21408],
  ['+15005550004', 21610],
  ['+15005550009', 21614],
  ['+15005550005', undefined],
])('To %s answers %s', (to, code) => {
  expect(codeFor({ to })).toBe(code);
});

test.each([
  ['+15005550001', 21212],
  ['+15005550007', 21606],
  ['+15005550008', 21611],
  ['+15005550042', 21606],
  ['+15005550006', undefined],
  ['+12065550100', undefined],
])('From %s answers %s', (from, code) => {
  expect(codeFor({ from })).toBe(code);
});

test.each([
  ['not a number', { to: '27831234567' }, 21211],
  ['too short', { to: '+123' }, 21211],
  ['too long a number', { to: '+1234567890123456' }, 21211],
  ['no text', { text: '' }, 21602],
  ['1600 characters', { text: 'a'.repeat(1600) }, undefined],
  ['1601 characters', { text: 'a'.repeat(1601) }, 21617],
  ['a number with its leading zero, which only `rejects` stops', { to: '+09812345675' }, undefined],
])('%s', (_story, given, code) => {
  expect(codeFor(given)).toBe(code);
});

test.each([
  ['no authorization', { authorization: '' }, '/2010-04-01/Accounts/AC1/Messages.json', 401],
  ['another account’s path', {}, '/2010-04-01/Accounts/AC2/Messages.json', 404],
])('%s is refused', (_story, headers, path, status) => {
  const handover = aHandover(gateway);
  const request = requestOf(twilio, handover);
  const said = twilio.respond(
    { ...request, path, headers: { ...request.headers, ...headers } },
    contextOf(handover),
  );
  expect(said).toMatchObject({ verdict: 'refused', response: { status } });
});

test('a number that starts with MG is a messaging service', () => {
  const handover = aHandover(gateway, { from: 'MG1' });
  const request = requestOf(twilio, handover);
  expect(request.body).toContain('&MessagingServiceSid=MG1&');
  const resource = JSON.parse(twilio.respond(request, contextOf(handover)).response.body);
  expect(resource).toMatchObject({ from: null, messaging_service_sid: 'MG1', num_segments: '0' });
});

test.each([
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['a'.repeat(306), 2],
  ['a'.repeat(307), 3],
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
  [`${'a'.repeat(152)}€${'b'.repeat(7)}`, 2],
  [`${'a'.repeat(152)}€${'b'.repeat(152)}`, 3],
  ['ê', 1],
  ['अ'.repeat(70), 1],
  ['अ'.repeat(71), 2],
  ['अ'.repeat(135), 3],
  ['😀'.repeat(35), 1],
  ['😀'.repeat(36), 2],
  [`${'a'.repeat(66)}😀${'b'.repeat(10)}`, 2],
  [`${'a'.repeat(159)}’`, 3],
])('segments of %s: %i', (text, segments) => {
  expect(segmentCount(text)).toBe(segments);
});
