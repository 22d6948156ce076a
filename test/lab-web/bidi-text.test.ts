import { expect, test } from 'vitest';
import { EMPTY_PAGE } from '../../src/lab/web/mail/empty-page.ts';
import { keyFrom, saving } from '../../src/lab/web/people/case-values.ts';
import { remarksOf } from '../../src/lab/web/state/contact-properties.ts';
import { hashOf, routeOf } from '../../src/lab/web/state/route.ts';
import {
  clockText,
  dayText,
  fieldText,
  lengthText,
  momentOf,
  shortText,
  zoneOr,
} from '../../src/web/local-time.ts';
import { wireText } from '../../src/web/wire-text.ts';

const kolkata = zoneOr('Asia/Kolkata');
const at = Date.parse('2026-03-09T03:30:05Z');

test('a moment is told on the wall of its zone', () => {
  expect(clockText(kolkata, at, true)).toBe('09:00:05');
  expect(dayText(kolkata, at)).toBe('Mon 9 Mar 2026');
  expect(shortText(kolkata, at)).toBe('9 Mar 09:00');
});

test('what a date field shows is the moment it was made from', () => {
  expect(fieldText(kolkata, at)).toBe('2026-03-09T09:00');
  expect(momentOf(kolkata, '2026-03-09T09:00')).toBe(at - 5000);
  expect(momentOf(kolkata, '')).toBeUndefined();
});

test.each([
  [6 * 86_400_000 + 22 * 3_600_000, '6 d 22 h'],
  [3_600_000, '1 h'],
  [61_000, '1 min 1 s'],
  [10, '0 s'],
])('%d ms is %s', (ms, text) => {
  expect(lengthText(ms)).toBe(text);
});

test.each([
  ['#/s1/timeline', { session: 's1', view: 'timeline' }],
  ['#/s1/nowhere', { session: 's1', view: 'phones' }],
  ['#/start', { session: undefined, view: 'phones' }],
  ['#/%E0%A4%A/mail', { session: '%E0%A4%A', view: 'mail' }],
  ['', { session: undefined, view: 'phones' }],
])('the address %s leads to its view', (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});

test('an address survives any session name', () => {
  expect(routeOf(hashOf('a/b #1', 'mail'))).toEqual({ session: 'a/b #1', view: 'mail' });
});

test('a new key is plain, and never one that is taken', () => {
  expect(keyFrom('Asha Devi', [])).toBe('asha-devi');
  expect(keyFrom('Asha', [{ key: 'asha' }])).toBe('asha-2');
  expect(keyFrom('سارة', [])).toBe('someone');
});

test('an edit sends only what changed, a registration everything', () => {
  const othersBefore = 'village: Kibera';
  const others = `next_visit: 2026-03-12\nnonsense\n${othersBefore}`;
  const base = { key: 'asha', name: 'Asha', type: 'pregnancy', others, othersBefore };
  const values = { language_code: 'hin', time_zone: '' };
  expect(saving({ ...base, values, before: { language_code: 'en', time_zone: '' }, isNew: false })).toEqual({
    verb: 'update',
    update: { asha: { name: 'Asha', language_code: 'hin', next_visit: '2026-03-12' } },
  });
  expect(saving({ ...base, values, before: {}, isNew: true })).toMatchObject({
    verb: 'register',
    register: 'asha',
    case: { type: 'pregnancy', language_code: 'hin', next_visit: '2026-03-12' },
  });
});

test('what the lab makes of a property is told with the error HQ will report', () => {
  const finding = {
    property: 'time_zone',
    found: 'Mars',
    becomes: 'UTC',
    level: 'error',
    message: 'no such zone',
    laterError: 'X',
  } as const;
  const remark = { name: 'time_zone', isBad: true, text: 'UTC · no such zone · later: X' };
  expect(remarksOf([finding])).toEqual([remark]);
});

test('a wire exchange reads as it went over the wire', () => {
  const request = { method: 'POST', path: '/send', headers: { a: 'b' }, body: 'x=1' };
  expect(wireText(request)).toBe('POST /send\na: b\n\nx=1');
  expect(wireText({ failure: 'timeout' })).toBe('no answer: timeout');
  expect(wireText(undefined)).toBe('no answer came');
});

test('the frame of a mail holds its policy before it holds anything of the mail', () => {
  expect(EMPTY_PAGE).toContain("default-src 'none'; img-src data:;");
  expect(EMPTY_PAGE).not.toMatch(/<body|<script|allow-scripts/);
});
