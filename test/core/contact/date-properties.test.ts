import { expect, test } from 'vitest';
import { datePropertiesOf, startPropertiesOf, typeKey } from '../../../src/core/contact/date-properties.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const [plan] = plansFrom(`
scenario: Dates
project: {name: home}
gateways: {G: {type: test}}
cases: {ana: {type: mother}}
alerts:
  plain: {case_type: mother, to: case, send: immediately, sms: A}
  by_date: {case_type: mother, to: case, start: {property: edd}, send: {daily: {at: "09:00"}}, sms: A}
  by_visit: {case_type: child, to: case, start: {visit: {phase: 1, anchor: dob, due: 3, at: due_date}}, send: {daily: {at: "09:00"}}, sms: A}
  stops: {case_type: mother, to: case, stop: {property: last}, send: {daily: {at: "09:00"}}, sms: A}
  parent: {case_type: child, to: case, start: {property: parent/edd}, stop: {property: parent/end}, send: {daily: {at: "09:00"}}, sms: A}
  compares:
    case_type: visit
    when: {a: {before: 3 days}, b: {after: 3 days}, c: {at_most: 3 days}, d: {more_than: 3 days}, e: x, f: {has_value: yes}, g: {matches: "1"}}
    to: case
    send: immediately
    sms: A
timeline: [{at: 2026-03-02 08:00, register: ana}]
`);

const sorted = (names: ReadonlySet<string> | undefined): string[] => [...(names ?? [])].sort();

test('an alert counts its days from its start property or the anchor of its visits', () => {
  const { starts } = datePropertiesOf(plan!);
  expect(sorted(starts.get('home mother'))).toEqual(['edd']);
  expect(sorted(starts.get('home child'))).toEqual(['dob']);
  expect(sorted(starts.get('home visit'))).toEqual([]);
});

test('dates of a case type are its starts, its stops, and what its rules compare; a parent’s are not', () => {
  const { all } = datePropertiesOf(plan!);
  expect(sorted(all.get('home mother'))).toEqual(['edd', 'last']);
  expect(sorted(all.get('home child'))).toEqual(['dob']);
  expect(sorted(all.get('home visit'))).toEqual(['a', 'b', 'c', 'd']);
  expect(sorted(all.get(typeKey('away', 'mother')))).toEqual([]);
});

test('they are found once for the same alerts', () => {
  expect(datePropertiesOf(plan!).all).toBe(datePropertiesOf({ ...plan! }).all);
  expect(datePropertiesOf({ ...plan!, alerts: [] }).all.size).toBe(0);
});

test.each([
  ['plain', []],
  ['by_date', ['edd']],
  ['by_visit', ['dob']],
])('the alert %s begins with %j', (key, names) => {
  expect(startPropertiesOf(plan!.alerts.find((alert) => alert.key === key)!)).toEqual(names);
});
