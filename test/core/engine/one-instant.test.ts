import { expect, test } from 'vitest';
import type { Entry } from '../../../src/core/model/entry.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const setting = `
scenario: One instant
project: {time_zone: UTC, languages: [en]}
gateways: {GW: {type: test}}
routing: {global: {"*": GW}}
`;

function entriesOf(text: string): Entry[] {
  const run = rehearsePlan(plansFrom(setting + text)[0]!);
  expect(run.verdicts.filter(({ kept }) => !kept)).toEqual([]);
  return [...run.journal.entries()];
}

const sentTexts = (entries: readonly Entry[]): (string | undefined)[] =>
  entries.filter(({ kind }) => kind === 'sent').map(({ text }) => text);

test('due events go by alert in file order, then by order of registration, then by recipient', () => {
  const entries = entriesOf(`
users: {nurse: {username: nurse, phone: "254711000009"}}
cases:
  ben: {type: c, name: Ben, contact_phone_number: "254711000002"}
  ana: {type: c, name: Ana, contact_phone_number: "254711000001"}
alerts:
  second: {case_type: c, to: case, send: {daily: {at: "09:00", stop_after: "1"}}, sms: "second {case.name}"}
  first:  {case_type: c, to: [{user: nurse}, case], send: {daily: {at: "09:00", stop_after: "1"}}, sms: "first {case.name}"}
timeline:
  - {at: 2026-03-02 08:00, register: [ana, ben]}
`);
  expect(entries.filter(({ kind }) => kind === 'sent').map(({ to, text }) => `${to}: ${text}`)).toEqual([
    'ana: second Ana',
    'ben: second Ben',
    'nurse: first Ana',
    'ana: first Ana',
    'nurse: first Ben',
    'ben: first Ben',
  ]);
});

test('the timeline comes before what is due at the same instant', () => {
  const entries = entriesOf(`
cases: {ana: {type: c, name: Ana, contact_phone_number: "254711000001", wants: "yes"}}
alerts:
  tip: {case_type: c, when: {wants: "yes"}, to: case, send: {daily: {at: "09:00", stop_after: "2"}}, sms: tip}
timeline:
  - {at: 2026-03-02 08:00, register: ana}
  - {at: 2026-03-03 09:00, update: {ana: {wants: "no"}}}
`);
  expect(sentTexts(entries)).toEqual(['tip']);
});

test('checks of the timeline see all that happened at their instant, also what stands after them', () => {
  entriesOf(`
cases:
  ana: {type: c, name: Ana, contact_phone_number: "254711000001"}
  ben: {type: c, name: Ben, contact_phone_number: "254711000002"}
alerts: {hello: {case_type: c, to: case, send: immediately, sms: "Hello {case.name}"}}
timeline:
  - {at: 2026-03-02 09:00, register: ana}
  - {at: 2026-03-02 09:00, expect: [{count: {channel: sms, is: "2"}}, "sms to ana", "sms to ben"]}
  - {at: 2026-03-02 09:00, register: ben}
`);
});

test('queued messages go by time to process, then by order of queueing', () => {
  const entries = entriesOf(`
cases: {ana: {type: c, name: Ana, contact_phone_number: "254711000001"}}
alerts:
  three: {case_type: c, to: case, send: immediately, custom: [one, two, three]}
timeline:
  - {at: 2026-03-02 09:00, register: ana}
`);
  expect(sentTexts(entries)).toEqual(['one', 'two', 'three']);
});

test('on up, what waited comes in first, then what is overdue in order of its due', () => {
  const entries = entriesOf(`
cases: {ana: {type: c, name: Ana, contact_phone_number: "254711000001", contact_phone_number_is_verified: "1"}}
keywords: {HELP: {reply: "We will call."}}
alerts:
  late:  {case_type: c, to: case, start: {date: 2026-03-03}, send: {daily: {at: "10:00", stop_after: "1"}}, sms: ten}
  early: {case_type: c, to: case, start: {date: 2026-03-03}, send: {daily: {at: "08:00", stop_after: "1"}}, sms: eight}
timeline:
  - {at: 2026-03-02 09:00, register: ana}
  - {at: 2026-03-03 07:00, platform: down}
  - {at: 2026-03-03 07:30, inbound: {from: ana, via: GW, text: help}}
  - {at: 2026-03-03 12:00, platform: up}
`);
  expect(sentTexts(entries)).toEqual(['We will call.', 'eight', 'ten']);
});

test('inbound that comes while the platform is down may be lost', () => {
  const entries = entriesOf(`
cases: {ana: {type: c, name: Ana, contact_phone_number: "254711000001", contact_phone_number_is_verified: "1"}}
keywords: {HELP: {reply: "We will call."}}
timeline:
  - {at: 2026-03-02 09:00, register: ana}
  - {at: 2026-03-03 07:00, platform: {down: {inbound: lost}}}
  - {at: 2026-03-03 07:30, inbound: {from: ana, via: GW, text: help}}
  - {at: 2026-03-03 12:00, platform: up}
`);
  expect(sentTexts(entries)).toEqual([]);
  expect(entries.find(({ kind }) => kind === 'inbound')).toMatchObject({ text: 'help', handled_by: 'lost' });
});

test('alerts that trigger each other for ever at one instant end the run with a clear message', () => {
  const [plan] = plansFrom(`${setting}
cases: {ana: {type: c, name: Ana, contact_phone_number: "254711000001", turn: a}}
surveys:
  to_b: {questions: [{id: note, ask: "b"}], on_submit: {update: {turn: b}}}
  to_a: {questions: [{id: note, ask: "a"}], on_submit: {update: {turn: a}}}
alerts:
  a: {case_type: c, when: {turn: a}, to: case, send: immediately, survey: to_b}
  b: {case_type: c, when: {turn: b}, to: case, send: immediately, survey: to_a}
timeline:
  - {at: 2026-03-02 09:00, register: ana}
`);
  expect(() => rehearsePlan(plan!)).toThrow(/causes itself again without end/);
});

test('when idle, the run ends with the last thing that happens', () => {
  const run = rehearsePlan(
    plansFrom(`${setting}
ends: when idle
cases: {ana: {type: c, name: Ana, contact_phone_number: "254711000001"}}
alerts: {tip: {case_type: c, to: case, send: {daily: {at: "09:00", stop_after: "3"}}, sms: tip}}
timeline:
  - {at: 2026-03-02 08:00, register: ana}
`)[0]!,
  );
  expect(new Date(run.endsAt).toISOString()).toBe('2026-03-04T09:00:00.000Z');
});
