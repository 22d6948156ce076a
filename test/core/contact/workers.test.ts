import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/core/model/entry.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

function entriesFor(people: string, to: string, content: string): readonly Entry[] {
  const [plan] = plansFrom(`
scenario: workers
project: {languages: [en, fra, hin]}
gateways: {GW: {type: test}, MAIL: {type: smtp}}
routing: {global: {"*": GW}}
${people}
cases: {a: {type: c, name: A}}
alerts: {al: {case_type: c, to: ${to}, send: immediately, ${content}}}
timeline: [{at: 2026-03-02 10:00, register: a}]
ends: 2026-03-02 11:00
others: allowed
`);
  return [...rehearsePlan(plan!).journal.entries()].filter(({ kind }) => kind === 'sent' || kind === 'error');
}

const words = 'sms: {en: E, fra: F, hin: H}';
const mail = 'email: {subject: S, body: B}';

describe('the language of a mobile worker', () => {
  test.each([
    ['is the account’s', 'language: fra, user_case: {language_code: hin}', 'F'],
    ['is the user case’s where the account has none', 'user_case: {language_code: hin}', 'H'],
    ['is never read from user data', 'data: {language_code: hin}', 'E'],
  ])('%s', (_promise, fields, text) => {
    const people = `users: {u: {username: u, phone: "254700000001", ${fields}}}`;
    expect(entriesFor(people, '{user: u}', words)[0]?.text).toBe(text);
  });
});

test('the language of a web user is the account’s and nothing else', () => {
  const people =
    'web_users: {w: {username: w@x.org, phone: "254700000001", user_case: {language_code: hin}}}';
  expect(entriesFor(people, '{web_user: w}', words)[0]?.text).toBe('E');
});

test.each([
  ['a web user is written to at the account’s address', 'email: w@example.org', 'w@example.org'],
  ['and without one at the user name', 'first_name: W', 'boss@example.org'],
])('%s', (_promise, fields, address) => {
  const people = `web_users: {w: {username: boss@example.org, ${fields}}}`;
  expect(entriesFor(people, '{web_user: w}', mail)[0]).toMatchObject({ kind: 'sent', address });
});

test('a mobile worker without an address is not written to, at the user name or the user case', () => {
  const people = 'users: {u: {username: u@x.org, user_case: {commcare_email_address: u@y.org}}}';
  expect(entriesFor(people, '{user: u}', mail)[0]).toMatchObject({ kind: 'error', code: 'NO_EMAIL_ADDRESS' });
});

test('an inactive worker named in a property is found, and the SMS ends there', () => {
  const people = 'users: {u: {username: u, phone: "254700000001", active: no}}';
  const to = '{user: u}';
  expect(entriesFor(people, to, words)[0]).toMatchObject({ kind: 'error', code: 'CONTACT_IS_INACTIVE' });
});
