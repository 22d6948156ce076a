import { expect, test } from 'vitest';
import { zoneNamed } from '../../src/core/time/zone.ts';
import { transcriptChanges } from '../../src/expect/transcript-changes.ts';

const kenya = zoneNamed('Africa/Nairobi')!;

test.each([
  [
    'a moved text',
    '2026-03-09 09:00 sms asha via GW "Come"',
    '2026-03-09 10:00 sms asha via GW "Come"',
    ['time'],
  ],
  [
    'another gateway',
    '2026-03-09 09:00 sms asha via A "Come"',
    '2026-03-09 09:00 sms asha via B "Come"',
    ['gateway'],
  ],
  [
    'another text',
    '2026-03-09 09:00 sms asha via A "Co\\"me"',
    '2026-03-09 09:00 sms asha via A "Go"',
    ['text'],
  ],
  [
    'another body of an email',
    '2026-03-09 09:00:05 email asha via A "Hi" "One"',
    '2026-03-09 09:00:05 email asha via A "Hi" "Two"',
    ['text'],
  ],
  [
    'an error',
    '2026-03-09 09:00 sms asha via A "Come"',
    '2026-03-09 09:00 error NO_MESSAGE asha',
    ['outcome'],
  ],
  [
    'an error in a gateway’s own words',
    '2026-03-09 09:00 error Gateway error: 30007 asha via A "Come"',
    '2026-03-09 09:00 sms asha via A "Come"',
    ['outcome'],
  ],
])('%s is one message that changed', (_story, wanted, found, fields) => {
  const changes = transcriptChanges([wanted], [found], kenya);
  expect(changes).toHaveLength(1);
  const [change] = changes;
  expect(change?.kind === 'changed' && change.differences.map(({ field }) => field)).toEqual(fields);
});

test('texts that came in, warnings and what is no line of a transcript are not messages', () => {
  const odd = [
    '2026-03-09 09:00 inbound asha via A "STOP"',
    '2026-03-09 09:00 warning X asha',
    '# remark',
    '',
  ];
  expect(transcriptChanges(odd, [], kenya)).toEqual([]);
});
