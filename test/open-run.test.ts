import { expect, test } from 'vitest';
import { RepeatedMessages } from '../src/core/journal/repeated-block.ts';
import { decisionsThatFit } from '../src/open-run.ts';
import { rehearsePlan } from '../src/rehearse.ts';
import { plansFrom } from './helpers/plans-from.ts';

const people = ['asha', 'meera', 'farida', 'tigist'];
const story = `
scenario: Four women and a daily text
project: {time_zone: Asia/Kolkata, languages: [en]}
gateways: {GATE: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": GATE}}
cases:
${people.map((name, index) => `  ${name}: {type: woman, name: ${name}, contact_phone_number: "91981234500${index}"}`).join('\n')}
alerts:
  daily: {case_type: woman, to: case, send: {daily: {at: "09:00", stop_after: "20"}}, sms: {en: "Good day, {case.name}."}}
starts: 2026-03-02 08:00
ends: 2026-03-30 08:00
timeline:
  - {at: 2026-03-02 08:00, register: [${people.join(', ')}]}
`;

/** The digest, and whose messages were repeated. */
function repeatedBy(decisionsMax: number) {
  const whose = new Set<string>();
  const { digest } = rehearsePlan(plansFrom(story)[0]!, {
    keep: false,
    decisionsMax,
    onEntry: () => {},
    onRepeat(_, { messages, from, to }) {
      expect(messages).toBeInstanceOf(RepeatedMessages);
      for (const { queued } of messages.patterns.slice(from, to)) whose.add(String(queued.case));
    },
  });
  return { digest, whose: whose.size };
}

test('contacts beyond the number of decisions that are kept are decided each time, to the same journal', () => {
  const { digest, whose } = repeatedBy(100);
  expect(whose).toBe(people.length);
  expect(repeatedBy(2)).toEqual({ digest, whose: 2 });
  expect(repeatedBy(0)).toEqual({ digest, whose: 0 });
});

test('as many decisions are kept as fit into a sixteenth of the heap', () => {
  expect(decisionsThatFit(4_096 * 1_048_576)).toBe(122_016);
  expect(decisionsThatFit(2_200 * 16)).toBe(1);
});
