import { expect, test } from 'vitest';
import { rehearse, type ScenarioDefinition } from '../../src/index.ts';

const visits: ScenarioDefinition = {
  scenario: 'Visits',
  starts: '2026-03-09 08:00',
  project: { time_zone: 'Africa/Nairobi', languages: ['en'] },
  gateways: { KENYA: { type: 'test' }, REST: { type: 'test' } },
  routing: { global: { '254': 'KENYA', '*': 'REST' } },
  cases: {
    asha: { type: 'client', name: 'Asha Otieno', contact_phone_number: '254711000001' },
    ben: { type: 'client', name: 'Ben', contact_phone_number: '27831234567' },
    chloe: { type: 'client', name: 'Chloe' },
  },
  alerts: { hello: { case_type: 'client', to: 'case', send: 'immediately', sms: 'Hello {case.name}' } },
  timeline: [{ at: '2026-03-09 10:00', register: ['asha', 'ben', 'chloe'] }],
};
const run = rehearse(visits);

test('what was sent can be asked by whom, gateway and words, each with the rule that routed it', () => {
  expect(run.sent().map(({ to, via }) => [to, via])).toEqual([
    ['asha', 'KENYA'],
    ['ben', 'REST'],
  ]);
  const [message] = run.sent({ to: '+254711000001', text: /^Hello/ });
  expect(message?.because.gateway).toMatchObject({ name: 'KENYA', rule: 'prefix', prefix: '254' });
  expect(run.sent({ to: 'asha', via: 'REST' })).toEqual([]);
});

test('what was not sent can be asked by its code', () => {
  expect(run.errors({ to: 'chloe' }).map(({ code }) => code)).toEqual(['NO_PHONE_NUMBER']);
  expect(run.errors({ code: 'NO_MESSAGE' })).toEqual([]);
});

test('a filter by a field that no message has is an error with a cure', () => {
  const misspelt = { gateway: 'KENYA' } as object;
  expect(() => run.sent(misspelt)).toThrow('entries are not found by gateway: there are to, channel, via');
});

test('every decision about one contact is data and the text of drysend why', () => {
  const trail = run.why('Asha Otieno', { alert: 'hello' });
  expect(trail.contact).toBe('asha');
  expect(trail.sections.flatMap(({ steps }) => steps.map(({ kind }) => kind))).toContain('sent');
  expect(trail.text).toMatch(/^Asha Otieno.*Visits · times in Africa\/Nairobi|^asha.*Visits/);
  expect(trail.text).toMatch(/KENYA.*254/);
});

test('why nearest to a time, in the project’s zone', () => {
  const kinds = (at: string) =>
    run.why('asha', { at }).sections.flatMap(({ steps }) => steps.map(({ kind }) => kind));
  expect(kinds('2026-03-09 10:00')).toContain('sent');
  expect(() => run.why('asha', { at: 'noon' })).toThrow(/^at: .*such as 2026-03-09 09:00/);
});

test('nobody of a name, and a name of several, are errors that say who there is', () => {
  expect(() => run.why('ash0')).toThrow('nobody is called ash0: did you mean "asha"?');
  expect(() => run.why('zz')).toThrow('nobody is called zz: there are');
  const two = rehearse({
    ...visits,
    cases: { a: { type: 'client', name: 'Joy' }, b: { type: 'client', name: 'Joy' } },
    timeline: [{ at: '2026-03-09 10:00', register: ['a', 'b'] }],
  });
  expect(() => two.why('Joy')).toThrow(/Joy may mean .*: give the key of one/);
});

test('a run whose entries were not kept says so', () => {
  expect(() => rehearse(visits, { keep: false }).sent()).toThrow('were not kept');
});
