import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { ComparedMessage, MessageChange } from '../../../src/core/model/message-change.ts';
import { matchPerson } from '../../../src/expect/diff/match.ts';

const HOUR = 3_600_000;

/** `visit 9 Hello`: cause, hour and words. */
function message(written: string, more: Partial<ComparedMessage> = {}): ComparedMessage {
  const [cause = '', hour = '', text = ''] = written.split(' ');
  const made = {
    at: Number(hour) * HOUR,
    outcome: 'sent',
    person: 'asha',
    cause,
    channel: 'sms',
    text,
  } as const;
  return { ...made, ...more };
}

/** `+ visit 9 Hello`, `- …`, `visit 9 Hello: time 7, gateway` */
function told(change: MessageChange): string {
  const words = ({ cause, at, text }: ComparedMessage): string => `${cause} ${at / HOUR} ${text}`;
  if (change.kind === 'added') return `+ ${words(change.after)}`;
  if (change.kind === 'removed') return `- ${words(change.before)}`;
  const fields = change.differences.map((each) =>
    each.field === 'time' ? `time ${each.byMs / HOUR}` : each.field,
  );
  return `${words(change.before)}: ${fields.join(', ')}`;
}

const compared = (before: readonly string[], after: readonly string[]) => {
  const { changes, same } = matchPerson(
    before.map((each) => message(each)),
    after.map((each) => message(each)),
  );
  return { same, changes: changes.map(told) };
};

test.each([
  ['nothing differs', ['v 9 A', 'v 33 A'], ['v 9 A', 'v 33 A'], 2, []],
  ['one more', ['v 9 A'], ['v 9 A', 'v 33 A'], 1, ['+ v 33 A']],
  ['one fewer', ['v 9 A', 'v 33 A'], ['v 33 A'], 1, ['- v 9 A']],
  ['all moved', ['v 9 A', 'v 33 A'], ['v 16 A', 'v 40 A'], 0, ['v 9 A: time 7', 'v 33 A: time 7']],
  [
    'moved, and one fewer: the others move least',
    ['v 9 A', 'v 33 A', 'v 57 A'],
    ['v 40 A', 'v 64 A'],
    0,
    ['- v 9 A', 'v 33 A: time 7', 'v 57 A: time 7'],
  ],
  ['other words at the same time', ['v 9 A'], ['v 9 B'], 0, ['v 9 A: text']],
  ['other words at another time', ['v 9 A'], ['v 16 B'], 0, ['v 9 A: time 7, text']],
  [
    'a course of different words that starts a day later moves',
    ['v 9 A', 'v 33 B', 'v 57 C'],
    ['v 33 A', 'v 57 B', 'v 81 C'],
    0,
    ['v 9 A: time 24', 'v 33 B: time 24', 'v 57 C: time 24'],
  ],
  [
    'of the same words every day the first and the last are not one that moved',
    ['v 9 A', 'v 33 A', 'v 57 A'],
    ['v 33 A', 'v 57 A', 'v 81 A'],
    2,
    ['- v 9 A', '+ v 81 A'],
  ],
  ['another alert says the same at the same time', ['v 9 A'], ['w 9 A'], 0, ['v 9 A: cause']],
  ['another alert at another time is another message', ['v 9 A'], ['w 16 A'], 0, ['- v 9 A', '+ w 16 A']],
])('%s', (_story, before, after, same, changes) => {
  expect(compared(before, after)).toEqual({ same, changes });
});

test('messages about several cases to one person are told apart by the case', () => {
  const about = (record: string, text: string) => message(`v 9 ${text}`, { case: record });
  const { changes, same } = matchPerson(
    [about('a', 'A'), about('b', 'B')],
    [about('b', 'B2'), about('a', 'A')],
  );
  expect({ same, changes: changes.map(told) }).toEqual({ same: 1, changes: ['v 9 B: text'] });
});

test('the case is left out where one side does not know it', () => {
  const { same } = matchPerson([message('v 9 A', { case: 'a' })], [message('v 9 A')], {
    ignores: new Set(['case']),
  });
  expect(same).toBe(1);
});

describe('what one side does not say is not compared', () => {
  test.each([
    ['gateway', { gateway: 'A' }, { gateway: 'B' }, ['gateway']],
    ['gateway of one side only', { gateway: 'A' }, {}, []],
    ['error against sent', { outcome: 'error', reason: 'X' }, { outcome: 'sent' }, ['outcome']],
    ['another error', { outcome: 'error', reason: 'X' }, { outcome: 'error', reason: 'Y' }, ['outcome']],
    [
      'language and number',
      { language: 'en', number: '1' },
      { language: 'sw', number: '2' },
      ['language', 'number'],
    ],
  ] as const)('%s', (_story, before, after, fields) => {
    const { changes } = matchPerson([message('v 9 A', before)], [message('v 9 A', after)]);
    const found = changes.flatMap((change) =>
      change.kind === 'changed' ? change.differences.map(({ field }) => field) : [],
    );
    expect(found).toEqual(fields);
  });
});

test('times within the tolerance are the same', () => {
  const [before, after] = [[message('v 9 A')], [{ ...message('v 9 A'), at: 9 * HOUR + 1500 }]];
  expect(matchPerson(before, after, { toleranceMs: 1000 }).changes).toHaveLength(1);
  expect(matchPerson(before, after, { toleranceMs: 60_000 })).toEqual({ changes: [], same: 1 });
});

const anyMessages = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 6 }).map((hour) => hour * HOUR),
    cause: fc.constantFrom('alert a', 'alert b', ''),
    text: fc.constantFrom('A', 'B', 'C'),
    channel: fc.constantFrom('sms', 'email'),
    outcome: fc.constantFrom('sent', 'error'),
  }),
  { maxLength: 12 },
);

law.prop([anyMessages, anyMessages])('every message of both sides is told of once', (one, two) => {
  const [before, after] = [one, two].map((side) =>
    side.map((each) => ({ ...each, person: 'p' }) as ComparedMessage),
  );
  const { changes, same } = matchPerson(before!, after!);
  const count = (...kinds: string[]): number => changes.filter(({ kind }) => kinds.includes(kind)).length;
  expect(same + count('changed', 'removed')).toBe(before!.length);
  expect(same + count('changed', 'added')).toBe(after!.length);
  const named = changes.flatMap((change) => (change.kind === 'added' ? [] : [change.before]));
  expect(new Set(named).size).toBe(named.length);
});

law.prop([anyMessages])('a side compared with itself is the same, in whatever order it is given', (side) => {
  const messages = side.map((each) => ({ ...each, person: 'p' }) as ComparedMessage);
  expect(matchPerson(messages, [...messages].reverse())).toEqual({ changes: [], same: messages.length });
});

law.prop([anyMessages, anyMessages])('the other way round as many are the same', (one, two) => {
  const [before, after] = [one, two].map((side) =>
    side.map((each) => ({ ...each, person: 'p' }) as ComparedMessage),
  );
  expect(matchPerson(after!, before!).same).toBe(matchPerson(before!, after!).same);
});
