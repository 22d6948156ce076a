import { expect, test } from 'vitest';
import { createTotals, tally } from '../../../src/core/journal/totals.ts';
import { entryFrom, type LooseEntry } from '../../helpers/loose-entry.ts';

const story: readonly LooseEntry[] = [
  { kind: 'queued', id: 'b', channel: 'sms' },
  { kind: 'queued', id: 'a', channel: 'email' },
  { kind: 'queued', id: 'c', channel: 'sms' },
  { kind: 'queued', id: 'd', channel: 'sms' },
  { kind: 'held', id: 'b', reason: 'rate' },
  { kind: 'attempt', id: 'c' },
  { kind: 'sent', id: 'c', channel: 'sms', segments: 2 },
  { kind: 'sent', id: 'a', channel: 'email' },
  { kind: 'error', code: 'NO_PHONE_NUMBER' },
  { kind: 'error', id: 'x', code: 'MESSAGE_TOO_LONG' },
  { kind: 'error', code: 'NO_PHONE_NUMBER' },
  { kind: 'inbound' },
  { kind: 'skipped' },
  { kind: 'warning' },
];

test('it counts what went out, what failed by code, and lists what is open in order of queueing', () => {
  const counter = createTotals();
  for (const entry of story) counter.record(entryFrom({ at: 0, ...entry }));
  expect(counter.totals()).toEqual({
    sms: 1,
    email: 1,
    errors: 3,
    errors_by_code: { MESSAGE_TOO_LONG: 1, NO_PHONE_NUMBER: 2 },
    inbound: 1,
    attempts: 1,
    held: 1,
    skipped: 1,
    warnings: 1,
    segments: 2,
    pending: ['b', 'd'],
  });
});

test('a ledger does not depend on the order of its messages', () => {
  const [one, other] = [new Map(), new Map()];
  for (const id of ['a', 'b', 'c']) tally(one, 'G', id);
  for (const id of ['c', 'a', 'b']) tally(other, 'G', id);
  expect(one).toEqual(other);
});
