import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { type EntryPattern, RepeatedMessages } from '../../../src/core/journal/repeated-block.ts';
import { createTotals, OpenMessages, tally } from '../../../src/core/journal/totals.ts';
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

const SLOTS = 12;

/** Twelve repeated messages, four of which have the same first half of their ids. */
function repeatedMessages(first: number): RepeatedMessages {
  const messages = new RepeatedMessages(0);
  for (let index = 0; index < SLOTS; index += 1) {
    messages.patterns.push({} as EntryPattern);
    messages.idFirsts.push(index < 4 ? first : first + index);
    messages.idLasts.push(index);
  }
  return messages;
}

const step = fc.oneof(
  fc.record({ what: fc.constant('begin' as const), length: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ what: fc.constant('end' as const), ...placesOfSome() }),
  fc.record({ what: fc.constantFrom('get' as const, 'set' as const, 'delete' as const), ...placesOfSome() }),
);

function placesOfSome() {
  return {
    batch: fc.integer({ min: 0, max: 2 }),
    from: fc.integer({ min: 0, max: SLOTS - 1 }),
    length: fc.integer({ min: 1, max: 5 }),
  };
}

law.prop([fc.array(step, { maxLength: 40 })])(
  'open messages are as in a plain map, whether they came in blocks or one by one',
  (steps) => {
    const batches = [0, 1, 2].map((number) => repeatedMessages(0xf0000000 + 100 * number));
    const open = new OpenMessages((_block, index, place) => `${index} at ${place}`);
    const plain = new Map<string, string>();
    let begun = 0;
    for (const one of steps) {
      if (one.what === 'begin') {
        const messages = batches[Math.floor(begun / SLOTS)];
        if (messages === undefined) continue;
        const from = begun % SLOTS;
        const to = Math.min(SLOTS, from + one.length);
        const block = { kind: 'queued', at: 0, messages, from, to } as const;
        expect(open.hasNoneOf(block)).toBe(true);
        open.begin(block, begun);
        for (let index = from; index < to; index += 1)
          plain.set(messages.idOf(index), `${index} at ${begun + index - from}`);
        begun += to - from;
        continue;
      }
      const { what, batch, from, length } = one;
      const messages = batches[batch]!;
      const id = messages.idOf(from);
      if (what === 'end') {
        const block = { kind: 'sent', at: 0, messages, from, to: Math.min(SLOTS, from + length) } as const;
        const ids = Array.from({ length: block.to - from }, (_, index) => messages.idOf(from + index));
        if (open.areNext(block)) expect(ids.filter((each) => !plain.has(each))).toEqual([]);
        open.end(block);
        for (const each of ids) plain.delete(each);
      } else if (what === 'get') expect(open.get(id)).toBe(plain.get(id));
      else if (what === 'delete') {
        open.delete(id);
        plain.delete(id);
      } else if (plain.has(id)) {
        open.set(id, 'set');
        plain.set(id, 'set');
      }
    }
    expect([...open.all()]).toEqual([...plain]);
  },
);
