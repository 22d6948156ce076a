import { expect, test } from 'vitest';
import { lineAt } from '../../src/lab/session/lines.ts';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { why } from '../../src/lab/session/why.ts';

const story = (project: string) => `
scenario: Replies
project: {time_zone: UTC${project}}
gateways: {GATE: {type: http}}
routing: {global: {"*": GATE}}
keywords: {HELP: {reply: "We call you."}}
cases:
  amy: {type: patient, name: Amy, contact_phone_number: "254711000001", contact_phone_number_is_verified: "1"}
  ben: {type: patient, name: Ben, contact_phone_number: "254711000002"}
  eve: {type: patient, name: Eve, contact_phone_number: "254711000003", contact_phone_number_is_verified: "1"}
starts: 2026-06-01 08:00
timeline:
  - {at: 2026-06-01 09:00, register: [amy, ben, eve]}
  - {at: 2026-06-01 09:01, close: eve}
`;

/** What stands below the last text on the phone, and in the trail of who wrote it. */
async function after(text: string, from: string, project = ''): Promise<string[]> {
  const read = () => ({ problem: 'no file', refusal: { wanted: 'no other file' } });
  const session = new LiveSession({ id: 'x', path: 'x', text: story(project), read });
  await session.clock({ do: 'jump', to: '2026-06-01 10:00' });
  session.act({ verb: 'inbound', from, text });
  const { journal } = session.liveRun;
  let index = journal.length - 1;
  while (journal.entry(index).kind !== 'inbound') index -= 1;
  const steps = why(session, { to: from }).sections.flatMap((section) => section.steps);
  const inTrail = steps.find(({ seq }) => seq === index + 1)?.sentence ?? '';
  return [lineAt(session, index).words ?? '', inTrail];
}

const NO_ANSWER = 'no answer: no keyword, no survey open, no default reply';

test.each([
  ['a text that no handler knows', 'hello', 'amy', '', NO_ANSWER],
  ['a number that nobody owns two-way', 'hello', 'ben', '', 'no two-way contact has this number'],
])('%s says why nobody answers, on the phone and in the trail', async (_name, text, from, project, words) => {
  const [onPhone, inTrail] = await after(text, from, project);
  expect(onPhone).toBe(words);
  expect(inTrail).toContain(words);
});

test.each([
  ['a keyword', 'help', ''],
  ['a default reply', 'hello', ', default_reply: "Thank you"'],
])('%s answers, and nothing is said', async (_name, text, project) => {
  const [onPhone, inTrail] = await after(text, 'amy', project);
  expect(onPhone).toBe('');
  expect(inTrail).not.toContain('no answer');
});
