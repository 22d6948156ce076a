import { expect, test } from 'vitest';
import { storyDigest } from '../../src/fleet/story-digest.ts';
import { dailyStory } from '../helpers/fleet-processes.ts';
import { plansFrom } from '../helpers/plans-from.ts';

const digest = (text: string): string => storyDigest(plansFrom(text)[0]!);
const story = dailyStory(3, 2);

test('the same story has the same digest', () => {
  expect(digest(story)).toBe(digest(story));
});

test.each([
  ['a name', 'Asha 1', 'Usha 1'],
  ['an hour', '09:00', '10:00'],
  ['who is registered', '[w0, w1, w2]', '[w0, w1]'],
  ['the zone of one', 'Asia/Kolkata', 'Asia/Dhaka'],
])('a story that differs in %s has another', (_what, from, to) => {
  expect(story).toContain(from);
  expect(digest(story.replace(from, to))).not.toBe(digest(story));
});
