import { describe, expect, test } from 'vitest';
import { peopleIn } from '../../../src/report/html/page/model/people-in.ts';
import { StoryModel } from '../../../src/report/html/page/model/story-model.ts';
import { reachText, userName } from '../../../src/report/html/page/state/labels.ts';
import { reportOf, storyIn } from './a-report.ts';

const story = `scenario: people
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {GW: {type: twilio}}
routing: {global: {"*": GW}}
cases:
  asha: {type: woman, name: Asha, contact_phone_number: "0784210369"}
  zuri: {type: woman, name: Zuri}
  3bc36664-0001-4000-8000-000000000001: {type: woman, name: Amina Lema, contact_phone_number: "254712000001"}
alerts:
  tip: {case_type: woman, to: case, send: {daily: {at: "09:00", stop_after: 3}}, sms: {en: Tip}}
starts: 2026-03-02 08:00
ends: 2026-03-10 00:00
timeline:
  - {at: 2026-03-02 08:00, register: [asha, zuri, 3bc36664-0001-4000-8000-000000000001]}
`;

const model = (): StoryModel => new StoryModel(storyIn(reportOf(story)));

describe('people filtered by what they got', () => {
  test('keep the counts of everything that is theirs', () => {
    const people = peopleIn(model(), { status: 'nothing' });
    expect(people.map(({ key, counts, last }) => [key, counts.sent, counts.error, last.status])).toEqual([
      ['zuri', 0, 3, 'nothing'],
    ]);
  });
});

test('under User Name stands the name, with an id where a machine made the key', () => {
  const { people, lanes } = model();
  expect(['asha', 'zuri'].map((key) => userName(people, key))).toEqual(['Asha', 'Zuri']);
  expect(lanes.map(({ name }) => name)).toEqual(['Asha', 'Zuri', 'Amina Lema (3bc36664)']);
});

test('a number that begins with 0 has no plus', () => {
  const { rows } = model();
  expect(reachText(rows.find(({ person }) => person === 'asha')!)).toBe('0784210369');
});
