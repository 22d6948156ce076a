import { expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 12:00';
const flood: Json = { to: { user: 'uma' }, send: 'immediately', sms: 'Flood' };

/** What a tester is warned of, when these things are done to two people. */
function warned(...timeline: readonly Json[]) {
  const { of } = play({
    cases: {
      ana: { type: 'c', contact_phone_number: '447700900301' },
      ben: { type: 'c', contact_phone_number: '447700900302' },
    },
    users: { uma: { username: 'uma', phone: '447700900303' } },
    broadcasts: { flood },
    timeline: [{ at: AT, register: 'ana' }, ...timeline],
  });
  return of('warning')
    .filter(({ code }) => code !== 'BROADCAST_NEVER_SENT')
    .map(({ code, message, hint, about }) => ({ code, message, hint, about }));
}

test('a case that is registered again is saved, and told', () => {
  expect(warned({ at: AT, register: 'ana' })).toEqual([
    {
      code: 'REGISTERED_AGAIN',
      message: 'ana is registered already: this saves it again with the properties of the file',
      hint: 'use update to change a case',
      about: { case: 'ana' },
    },
  ]);
});

test('an immediate broadcast that is started again is told, and one that is started once not', () => {
  const start: Json = { at: AT, broadcast: 'flood' };
  expect(warned(start)).toEqual([]);
  expect(warned(start, start)).toEqual([
    {
      code: 'BROADCAST_SENT_ALREADY',
      message: 'flood was started before: HQ sends an immediate broadcast once',
      hint: 'copy it under another key to send it again',
      about: { broadcast: 'flood' },
    },
  ]);
});

test('a text to somebody who is not registered yet is told', () => {
  expect(warned({ at: AT, send: { to: 'ben', text: 'hi' } })).toMatchObject([
    {
      code: 'NOBODY_TO_SEND_TO',
      message: 'ben is not registered yet: nothing is sent',
      about: { to: 'ben' },
    },
  ]);
});

test('a receipt for what was not sent is told', () => {
  expect(warned({ at: AT, receipt: { for: { to: 'ana' }, status: 'failed' } })).toEqual([
    {
      code: 'RECEIPT_UNKNOWN',
      message: 'a receipt came for a message that was not sent',
      hint: 'HQ answers 404 to such a receipt',
      about: { status: 'failed' },
    },
  ]);
});
