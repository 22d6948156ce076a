import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put, scenario } from './a-terminal.ts';

inEmptyFolder();

test('tells the trail of a contact: arming, choices with their reasons, and how it ended', async () => {
  put('a.yaml', scenario());
  const { code, out, err } = await drysend(['why', 'a.yaml', '--case', 'asha']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^asha {2}.* · times in Asia\/Kolkata$/m);
  expect(out).toMatch(/the rule holds: the course starts 2026-03-02 \(first available time\)|due 2026-03-02/);
  expect(out).toMatch(/language {2,}en: the project's default language/);
  expect(out).toMatch(/^so {2}alert .*sent: TWILIO took it at the first try/m);
});

test('--json is the same trail for programs', async () => {
  put('a.yaml', scenario());
  const { out } = await drysend(['why', 'a.yaml', '--to', 'asha', '--json']);
  const trail = JSON.parse(out);
  expect(trail.contact).toBe('asha');
  expect(trail.sections.flatMap(({ steps }: { steps: { kind: string }[] }) => steps).length).toBeGreaterThan(
    2,
  );
});

test.each([
  ['nobody named', [], 'about whom?'],
  ['a case that is nearly one', ['--case', 'ahsa'], 'did you mean "asha"?'],
  ['an alert that is none', ['--case', 'asha', '--alert', 'x'], 'no alert is called x'],
  ['a time that is none', ['--case', 'asha', '--at', 'noon'], 'such as --at'],
])('%s is a usage error with a cure', async (_story, options, words) => {
  put('a.yaml', scenario());
  const { code, err } = await drysend(['why', 'a.yaml', ...options]);
  expect(code).toBe(1);
  expect(err).toContain(words);
});

test('tells why a text was met with silence, which answers were wrong, and that a worker’s form was filled in', async () => {
  put(
    'two-way.yaml',
    `scenario: Two ways
gateways: {GW: {type: test}}
routing: {global: {"*": GW}}
users: {nurse: {phone: "254711000001", verified: yes}}
cases:
  asha: {type: c, contact_phone_number: "254700000001", contact_phone_number_is_verified: "1"}
  ben: {type: c, contact_phone_number: "254700000002"}
surveys: {s: {questions: [{id: q, ask: "Q?", type: int}]}}
keywords: {ASK: {survey: s}, TELL: {structured: {survey: s}}}
timeline:
  - {at: 2026-03-02 10:00, register: [asha, ben]}
  - {after: 1m, inbound: {from: asha, via: GW, text: ask}}
  - {after: 1m, inbound: {from: asha, via: GW, text: x}}
  - {after: 1m, inbound: {from: ben, via: GW, text: ask}}
  - {after: 1m, inbound: {from: nurse, via: GW, text: tell 5}}
`,
  );
  const why = async (who: string) => (await drysend(['why', 'two-way.yaml', '--to', who])).out;
  expect(await why('asha')).toContain('wrote "x", handled by survey, which marks it as a wrong answer');
  expect(await why('ben')).toContain('wrote "ask", handled by nobody: no two-way contact has this number');
  expect(await why('nurse')).toMatch(/survey s: nothing to send; .*: survey completed/);
  const asCase = await drysend(['why', 'two-way.yaml', '--case', 'nurse']);
  expect([asCase.code, asCase.err]).toEqual([1, expect.stringContaining('give --to nurse')]);
});

test('of several stories in one file one must be chosen', async () => {
  put('a.yaml', `${scenario('First')}\n---\n${scenario('Second')}`);
  expect((await drysend(['why', 'a.yaml', '--case', 'asha'])).err).toContain('holds 2 stories');
  expect((await drysend(['why', 'a.yaml', '--case', 'asha', '--grep', 'Second'])).code).toBe(0);
});

describe('--at', () => {
  test('with nothing at that time names the nearest', async () => {
    put('a.yaml', scenario());
    const asked = (at: string) => drysend(['why', 'a.yaml', '--case', 'asha', '--at', at]);
    expect((await asked('2026-03-02 15:00')).out).toContain(
      'nothing at 2026-03-02 15:00; the nearest is 2026-03-02 09:00\n',
    );
    expect((await asked('2026-03-02 09:00')).out).not.toContain('nothing at');
  });

  test('leaves the JSON a document: the note goes to stderr', async () => {
    put('a.yaml', scenario());
    const args = ['why', 'a.yaml', '--case', 'asha', '--json', '--at', '2026-03-02 15:00'];
    const { out, err } = await drysend(args);
    expect(JSON.parse(out).contact).toBe('asha');
    expect(err).toContain('the nearest is');
  });
});

test('a story that cannot be rehearsed is told as run tells it', async () => {
  put(
    'a.yaml',
    `${scenario().replace('send: immediately', 'send: {daily: {random: {from: "09:00", minutes: 5}}}')}random_minutes: [1]\n`,
  );
  const { code, err } = await drysend(['why', 'a.yaml', '--case', 'asha']);
  expect(code).toBe(3);
  expect(err).toContain('could not be rehearsed');
  expect(err).toContain('random_minutes has 1 draw, and the run needs more');
  expect(err).not.toContain('internal error');
});
