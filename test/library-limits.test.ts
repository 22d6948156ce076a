/** What a story may cost in a program: the limits of the command line, as options with the same defaults. */
import { describe, expect, test } from 'vitest';
import { defineScenario, LimitReached, rehearse, rehearseAll, rehearsePlan } from '../src/index.ts';
import { rehearsePlanOnWire } from '../src/testing/index.ts';

/** An alert of every day for four hundred years, to so many people. */
function daily(people = 1, more = ''): string {
  const keys = Array.from({ length: people }, (_, index) => `c${index}`);
  return `scenario: Daily
gateways: {G: {type: test}}
routing: {project: {"*": G}}
cases:
${keys.map((key, index) => `  ${key}: {type: c, contact_phone_number: "91981${1_000_000 + index}"}`).join('\n')}
alerts: {visit: {case_type: c, to: case, send: {daily: {at: "09:00", stop_after: never}}, sms: Hi}}
timeline: [{at: 2026-01-01 00:00, register: [${keys.join(', ')}]}]
ends: 2426-01-01 00:00
${more}`;
}

const story = (people?: number, more?: string) => defineScenario(daily(people, more));

describe('maxMessages', () => {
  const endless = story();
  const words = 'Daily: more than 100 messages by 2026-04-11 09:00 UTC. maxMessages: 1000 lets it go on';

  test('ends a daily alert until 2426, with the story, the virtual time and the cure', async () => {
    expect(() => rehearse(endless, { maxMessages: 100 })).toThrow(words);
    expect(() => rehearsePlan(endless.plans[0]!, { maxMessages: 100 })).toThrow(words);
    await expect(rehearsePlanOnWire(endless.plans[0]!, { maxMessages: 100 })).rejects.toThrow(words);
  });

  test('is an error that a program can tell from others', () => {
    expect(() => rehearse(endless, { maxMessages: 100 })).toThrow(LimitReached);
  });

  test('counts what is repeated from a decision before, whether anybody hears the entries or not', () => {
    for (const options of [{}, { onEntry: () => undefined }, { cohorts: false }, { keep: false }])
      expect(() => rehearse(endless, { ...options, maxMessages: 100 })).toThrow(words);
  });

  test('tells whoever listens what happened until then', () => {
    const kinds: string[] = [];
    expect(() =>
      rehearse(endless, { maxMessages: 100, onEntry: (_seq, { kind }) => void kinds.push(kind) }),
    ).toThrow(words);
    expect(kinds.filter((kind) => kind === 'sent')).toHaveLength(100);
  });

  test('holds for all stories of a file together', () => {
    const rows = Array.from({ length: 5 }, (_, index) => `  - {n: "${index}"}\n`).join('');
    const text = daily(1, `examples:\n${rows}`).replace('2426', '2027').replace('Daily', 'Daily {{n}}');
    const stories = defineScenario(text);
    expect(rehearseAll(stories, { maxMessages: 5000 })).toHaveLength(5);
    expect(() => rehearseAll(stories, { maxMessages: 1000 })).toThrow('Daily 2: more than 1,000 messages');
  });

  test('lets an honest story be', () => {
    const year = defineScenario(daily().replace('2426', '2027'));
    expect(rehearse(year, { maxMessages: 365 }).totals.sms).toBe(365);
    expect(rehearse(year).totals.sms).toBe(365);
  });
});

test('maxSeconds ends what has no other end', () => {
  expect(() => rehearse(story(2000), { maxSeconds: 1, keep: false })).toThrow(
    /^Daily: more than 1 second by 2\d\d\d-\d\d-\d\d \d\d:\d\d UTC\. maxSeconds: 10 lets it go on/,
  );
});

test('maxMemory ends what takes more than the process may have', () => {
  expect(() => rehearse(story(2000), { maxMemory: 1_000_000 })).toThrow(
    /^Daily: more than 1 MB of memory \([\d,]+ MB\) by 2026-01-0.*\. maxMemory: \d+ lets it go on/,
  );
});

test.each([
  ['maxMessages', 0],
  ['maxSeconds', 1.5],
  ['maxMemory', '4GB'],
])('%s: %j is refused, with what it must be', (option, value) => {
  expect(() => rehearse(story(), { [option]: value })).toThrow(`${option} wants a whole number over 0`);
});
