import { describe, expect, test } from 'vitest';
import { importCases } from '../../src/imports/import-cases.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { loadScenarios, type ReadFile } from '../../src/scenario/load.ts';
import { FailingStory } from '../../src/shrink/failing-story.ts';
import { failureMark } from '../../src/shrink/failure-mark.ts';
import { shrinkStory } from '../../src/shrink/shrink.ts';
import { readerOf, type ShrunkFile, shrunkFiles } from '../../src/shrink/shrunk-files.ts';
import { StoryFiles } from '../../src/shrink/story-files.ts';
import { programme } from './a-programme.ts';
import { seeded } from './seeded-mistakes.ts';

const readerIn =
  (files: ReadonlyMap<string, string>): ReadFile =>
  (path, purpose) => {
    const text = files.get(path);
    if (text === undefined) return { problem: 'there is no such file' };
    return purpose === 'import' ? { text: '', bytes: new TextEncoder().encode(text) } : { text };
  };

const title = 'A district in March';
const target = { path: 'bug.yaml', remark: 'Cut out' };

/** The smallest scenario, the files beside it, and what fails in it. */
function shrunk(files: ReadonlyMap<string, string>, runsMax = 5000) {
  const story = new StoryFiles(
    { path: 'programme.yaml', text: files.get('programme.yaml')! },
    readerIn(files),
  );
  const found = shrinkStory(story, { title, runsMax })!;
  const made = shrunkFiles(story, found.candidate, target, (these) => {
    const again = new FailingStory(new StoryFiles(these[0]!, readerOf(these)), { title, mayRun: () => true });
    const failure = again.begin();
    return failure !== undefined && failureMark(failure) === failureMark(found.failure);
  });
  return { found, made, broken: brokenIn(made) };
}

/** Read and rehearsed as `drysend run` does. */
function brokenIn(made: readonly ShrunkFile[]): string[] {
  const [{ path, text } = { path: '', text: '' }] = made;
  const loaded = loadScenarios({ path, text }, readerOf(made), { importCases });
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  const { verdicts } = rehearsePlan(loaded.plans[0]!);
  return verdicts.filter(({ kept }) => !kept).map((each) => each.title);
}

/** Without comments and blank lines. */
const linesOf = ({ text }: ShrunkFile): string[] =>
  text.split('\n').filter((line) => line.trim() !== '' && !/^\s*#/.test(line));

test('the programme keeps its promises before a mistake is made in it', () => {
  const files = programme({});
  const loaded = loadScenarios({ path: 'p.yaml', text: files.get('programme.yaml')! }, readerIn(files));
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems[0]));
  expect(rehearsePlan(loaded.plans[0]!).verdicts.filter(({ kept }) => !kept)).toEqual([]);
});

describe('of 300 women, three alerts and 300 promises the smallest is left that fails in the same way:', () => {
  test.each(Object.entries(seeded))('%s', (_name, { mistake, fails, lines }) => {
    const { made, broken, found } = shrunk(programme(mistake));
    expect(found.failure.title.startsWith(fails)).toBe(true);
    expect(broken[0]).toBe(found.failure.title);
    expect(found.isCutShort).toBe(false);
    expect(linesOf(made[0]!)).toHaveLength(lines);
  });
});

test('comments and the order of the author stay, and the words that nothing needs go', () => {
  const [scenario] = shrunk(programme(seeded['the clinic wrote another day for one woman']!.mistake)).made;
  expect(scenario!.text).toBe(`# Cut out
# The programme of the district, as planned for March.
scenario: A district in March
project:
  time_zone: Africa/Nairobi
gateways:
  TWILIO: {type: twilio}
routing:
  global: {"*": TWILIO}
cases:
  w217:
    type: woman
    contact_phone_number: "254710000217"
    next_visit: 2026-03-25   # from the clinic's book
alerts:
  visit:
    case_type: woman
    to: case
    start: {property: next_visit, offset_days: -2}
    send: {daily: {at: "09:00"}}
    sms:
      # English first
      en: "visit"
timeline:
  # The clinic opens
  - at: 2026-03-01 08:00
    register: [w217]
ends: 2026-03-23 12:00
expect:
  - sms to w217 at 2026-03-20 09:00 containing "visit"
`);
});

const small = `scenario: ${title}
project: {time_zone: Africa/Nairobi}
gateways: {TWILIO: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": TWILIO}}
cases: {a: {type: c, contact_phone_number: "254710000001"}, b: {type: c, contact_phone_number: "254710000002"}}
alerts: {hi: {case_type: c, to: case, send: immediately, sms: "Hi {case.case_id}"}}
timeline: [{at: 2026-03-01 08:00, register: [a, b]}]
`;

test('of a transcript the line stays that is not as it was', () => {
  const { made, broken } = shrunk(
    new Map([
      ['programme.yaml', `${small}expect: [{transcript: texts/all.txt}]\n`],
      [
        'texts/all.txt',
        '2026-03-01 08:00 sms a via TWILIO "Hi a"\n2026-03-01 08:00 sms b via TWILIO "Hello b"\n',
      ],
    ]),
  );
  expect(made.map(({ path }) => path)).toEqual(['bug.yaml', 'bug-all.txt']);
  expect(made[1]!.text).toBe('2026-03-01 08:00 sms b via TWILIO "Hello b"\n');
  expect(made[0]!.text).not.toContain('254710000001');
  expect(broken).toEqual(['transcript as in bug-all.txt']);
});

test('a count that is too small keeps its number: with fewer people any count would be', () => {
  const { made } = shrunk(
    new Map([['programme.yaml', `${small}expect: [{count: {channel: sms, is: 3, claims: yes}}]\n`]]),
  );
  expect(made[0]!.text).toContain('register: [a, b]');
});

test('the same story is cut in the same way every time, also when it may take few runs only', () => {
  const files = programme({ woman: (number) => (number === 140 ? { phone: '' } : {}) });
  const [first, second] = [shrunk(files, 20), shrunk(files, 20)];
  expect(first.made).toEqual(second.made);
  expect(first.found).toMatchObject({ runs: 20, isCutShort: true });
  expect(first.broken[0]).toContain('sms to w140 at');
});
