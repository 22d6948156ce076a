import { expect, test } from 'vitest';
import type { Entry } from '../../src/core/model/entry.ts';
import { zoneOfProject } from '../../src/core/time/zone.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { peopleOf } from '../../src/report/people.ts';
import { resultOf } from '../../src/report/scenario-result.ts';
import { StoryListener } from '../../src/report/story-listener.ts';
import { UnsentCollector } from '../../src/report/unsent.ts';
import { plansFrom } from '../helpers/plans-from.ts';

const plan = plansFrom(`scenario: heard
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {GW: {type: http}}
routing: {global: {"*": GW}}
cases:
  amina: {type: woman, name: Amina, contact_phone_number: "254712000001"}
  zuri: {type: woman, name: Zuri, contact_phone_number: "0712000009"}
  meera: {type: man, name: Meera}
alerts:
  hello: {case_type: woman, to: case, send: immediately, sms: {en: "Hello {case.name}"}}
  never: {case_type: child, to: case, send: immediately, sms: {en: "Hello"}}
starts: 2026-03-02 09:00
ends: 2026-03-05 00:00
timeline:
  - {at: 2026-03-02 10:00, register: [amina, zuri, meera]}
`)[0]!;

test('a run that was listened to is told as one whose journal was kept', () => {
  const listener = new StoryListener(plan);
  const heardRun = rehearsePlan(plan, { keep: false, onEntry: (_seq, entry) => listener.record(entry) });
  const heard = resultOf(heardRun, 0, { heard: listener.end() });
  expect(heard).toEqual(resultOf(rehearsePlan(plan), 0));
  expect(heard.transcript.length).toBeGreaterThan(0);
  expect(heard.unsent.map(({ who }) => who)).toEqual(['alert never', 'meera']);
  expect(heard.warnings.length).toBeGreaterThan(0);
});

test('a run that was listened to tells of broken promises, their reasons and claimed warnings as one whose journal was kept', () => {
  const promising = plansFrom(`scenario: promised
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways: {GW: {type: http}}
routing: {global: {"*": GW}}
cases:
  amina: {type: woman, name: Amina, contact_phone_number: "254712000001"}
  zuri: {type: woman, name: Zuri, contact_phone_number: "0712000009"}
alerts:
  hello: {case_type: woman, to: case, send: immediately, sms: {en: "Hello {case.name} {case.nowhere}"}}
starts: 2026-03-02 09:00
ends: 2026-03-05 00:00
timeline:
  - {at: 2026-03-02 10:00, register: [amina, zuri]}
  - {at: 2026-03-02 11:00, expect: [{sms: {to: amina, via: "HQ_EMAIL"}}]}
others: allowed
expect:
  - sms: {to: zuri, at: 2026-03-03 10:00}
  - warning: {}
`)[0]!;
  const listener = new StoryListener(promising, { lists: false });
  const heardRun = rehearsePlan(promising, {
    keep: false,
    onEntry: (_seq, entry) => listener.record(entry),
  });
  const heard = resultOf(heardRun, 0, { heard: listener.end(heardRun.verdicts) });
  expect(heard).toEqual(resultOf(rehearsePlan(promising), 0));
  expect(heard.failures.map(({ verdict }) => verdict?.why?.entry?.kind)).toEqual(['armed', 'armed']);
  expect(heard.warningsPromised).toBeGreaterThan(0);
});

test('reasons are kept for so many at a time, and where there is none the command is named that tells it', () => {
  const collector = new UnsentCollector(plan, { zone: zoneOfProject(plan.project), people: peopleOf(plan) });
  const about = (index: number) => ({ at: 0, alert: 'hello', case: `case-${index}` });
  for (let index = 0; index <= 10_000; index += 1)
    collector.record({ ...about(index), kind: 'skipped', reason: 'stale' } as Entry);
  for (let index = 1; index < 10_000; index += 1)
    collector.record({ ...about(index), kind: 'sent' } as Entry);
  const { unsent } = collector.end();
  expect(unsent.slice(0, 2)).toEqual([
    { who: 'case-0, alert hello', why: expect.stringMatching(/^not sent, because/) },
    { who: 'case-10000, alert hello', why: 'drysend why has the reason' },
  ]);
});
