import { expect, test } from 'vitest';
import { dayNumber } from '../../../src/core/time/calendar.ts';
import {
  differsInHq,
  offsetSeconds,
  toInstant,
  zoneNamed,
  zoneReleaseNamed,
} from '../../../src/core/time/zone.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const calgary = zoneNamed('America/Edmonton')!;
const december = Date.parse('2026-12-02T16:00:00Z');

test('Calgary is an hour apart between HQ’s release and the newest in winter 2026', () => {
  const asHq = zoneNamed('America/Edmonton', '2026a')!;
  expect(offsetSeconds(asHq, december) - offsetSeconds(calgary, december)).toBe(-3600);
  expect(toInstant(asHq, dayNumber(2026, 12, 2), 9 * 3600)).toBe(december);
  expect(differsInHq(calgary, december)).toBe(true);
});

test('before the change, and in zones that did not change, both releases agree', () => {
  expect(differsInHq(calgary, Date.parse('2026-07-01T00:00:00Z'))).toBe(false);
  const nairobi = zoneNamed('Africa/Nairobi')!;
  expect(differsInHq(nairobi, december)).toBe(false);
  expect(zoneNamed('Africa/Nairobi', '2026a')).toBe(nairobi);
});

test('an alias of a zone that changed has changed too', () => {
  expect(differsInHq(zoneNamed('Canada/Mountain')!, december)).toBe(true);
});

test.each([
  ['hq', '2026a'],
  ['2026a', '2026a'],
  ['2026f', '2026f'],
  ['2025b', undefined],
])('the release %s is %s', (name, release) => {
  expect(zoneReleaseNamed(name)).toBe(release);
});

const story = (project: string, from: string): string => `
scenario: winter
project: ${project}
gateways: {GW: {type: test}}
routing: {global: {"*": GW}}
cases:
  cal: {type: c, time_zone: America/Edmonton, contact_phone_number: "14035550111"}
  dan: {type: c, time_zone: America/Edmonton, contact_phone_number: "14035550112"}
alerts: {day: {case_type: c, to: case, start: {date: ${from}}, send: {daily: {at: "09:00", stop_after: 1}}, sms: Hi}}
timeline: [{at: 2026-06-25 08:00, register: [cal, dan]}]
ends: 2026-12-04 00:00
others: allowed
`;

function warningsOf(project: string, from: string): number {
  const [plan] = plansFrom(story(project, from));
  const entries = [...rehearsePlan(plan!).journal.entries()];
  return entries.filter(({ kind, code }) => kind === 'warning' && code === 'ZONES_DIFFER').length;
}

test.each([
  ['told once where a due time differs', '{}', '2026-12-02', 1],
  ['silent before the zones differ', '{}', '2026-07-02', 0],
  ['silent when HQ’s own release is followed', '{hq: {zones: hq}}', '2026-12-02', 0],
] as const)('ZONES_DIFFER is %s', (_promise, project, from, count) => {
  expect(warningsOf(project, from)).toBe(count);
});

test('with HQ’s release the journal says so, and the send is at its time', () => {
  const [plan] = plansFrom(story('{hq: {zones: hq}}', '2026-12-02'));
  const { journal, tz } = rehearsePlan(plan!);
  expect(tz).toBe('2026a');
  const sent = [...journal.entries()].find(({ kind }) => kind === 'sent');
  expect(sent?.at).toBe(december);
  expect(sent?.because?.zone).toEqual({ name: 'America/Edmonton', from: 'case', release: '2026a' });
});
