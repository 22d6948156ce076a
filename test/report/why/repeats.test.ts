import { describe, expect, test } from 'vitest';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { trailText } from '../../../src/report/why/text.ts';
import { trailOf } from '../../../src/report/why/trail.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const story = (send: string): string => `scenario: tips
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {GW: {type: twilio}}
routing: {global: {"*": GW}}
cases:
  asha: {type: woman, name: Asha, contact_phone_number: "254712000001"}
alerts:
  tip: {case_type: woman, to: case, send: ${send}, sms: {en: A tip}}
starts: 2026-03-01 08:00
ends: 2026-07-31 00:00
timeline:
  - {at: 2026-03-01 08:00, register: asha}
`;

function textOf(send: string, all = false): string {
  const [plan] = plansFrom(story(send));
  const { journal } = rehearsePlan(plan!);
  return trailText(trailOf(plan!, journal, { case: 'asha' }), 'tips', { columns: 100, colour: false, all });
}

describe('what is the same once more in a trail', () => {
  test.each([
    [
      'a week',
      '{weekly: {days: [monday], at: "09:00", stop_after: "18"}}',
      '… 17 more, each Monday at 09:00 until 2026-06-29',
    ],
    ['a day', '{daily: {at: "09:00", stop_after: "5"}}', '… 4 more, each day at 09:00 until 2026-03-05'],
    [
      'several days',
      '{daily: {at: "09:00", every: 3, stop_after: "4"}}',
      '… 3 more, every 3 days at 09:00 until 2026-03-10',
    ],
  ])('each %s is one line, with how often and until when', (_name, send, line) => {
    const text = textOf(send);
    expect(text).toContain(line);
    expect(text.match(/event 1 says/g)).toHaveLength(1);
  });

  test('is there with --all', () => {
    const text = textOf('{weekly: {days: [monday], at: "09:00", stop_after: "18"}}', true);
    expect(text.match(/event 1 says/g)).toHaveLength(18);
    expect(text).not.toContain('more,');
  });

  test('of two is shown twice', () => {
    expect(textOf('{daily: {at: "09:00", stop_after: "2"}}').match(/event 1 says/g)).toHaveLength(2);
  });
});

test('how it ended stands first', () => {
  const lines = textOf('{daily: {at: "09:00", stop_after: "5"}}').split('\n');
  expect(lines[2]).toMatch(/^so {2}alert tip: 5 sent; the last, 2026-03-05 09:00/);
});
