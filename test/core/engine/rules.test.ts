import { describe, expect, test } from 'vitest';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

/** Whether the alert goes to kid, registered with its mother and its host at 2026-03-09 10:00 UTC. */
function sends(when: string, timeline: readonly string[] = []): boolean {
  const text = `scenario: rules
project: {time_zone: Asia/Kolkata, languages: [en]}
gateways: {GW: {type: http, number: "100"}}
routing: {global: {"*": GW}}
cases:
  mum: {type: household, name: Mum, village: Hill, closed: yes}
  dad: {type: household, name: Dad, village: Dale}
  home: {type: home, name: Home, roof: tin}
  kid:
    type: child
    name: Kid
    status: Due
    blank: "  "
    born: 2026-03-09
    born_at: 2026-03-09T15:30:00+05:30
    odd_date: 2026-03-09x
    contact_phone_number: "447700900301"
    parent:
      - {case: mum, relationship: child}
      - {case: dad, relationship: child}
      - {case: home, relationship: extension}
alerts: {hello: {case_type: child, when: ${when}, to: case, send: immediately, sms: Hi}}
starts: 2026-03-01 00:00 UTC
ends: 2026-03-20 00:00 UTC
timeline:
  - {at: 2026-03-09 10:00 UTC, register: [mum, dad, home, kid]}
${timeline.map((line) => `  - {${line}}\n`).join('')}`;
  return [...rehearsePlan(plansFrom(text)[0]!).journal.entries()].some(({ kind }) => kind === 'sent');
}

describe('a rule holds', () => {
  test.each([
    ['for an equal value', '{status: Due}'],
    ['for any other value', '{status: {not: done}}'],
    ['for a missing property, which differs from everything', '{missing: {not: x}}'],
    ['for a value', '{status: {has_value: yes}}'],
    ['for a blank, which is no value', '{blank: {has_value: no}}'],
    ['for a missing property, which is no value', '{missing: {has_value: no}}'],
    ['for a pattern from the start', '{status: {matches: "D.e"}}'],
    ['before the date, told as UTC: at 10:00 the day has begun 10 hours ago', '{born: {before: 1 days}}'],
    ['from the date on', '{born: {after: 0 days}}'],
    ['from a moment with an offset on: 10:00 UTC', '{born_at: {after: 0 days}}'],
    ['for the value of any parent', '{parent/village: Dale}'],
    ['for the value of the host', '{host/roof: tin}'],
    ['when a parent is closed', '{parent_closed: parent}'],
    ['when all hold', '{all: [{status: Due}, {parent/village: Hill}]}'],
    ['when any holds', '{any: [{status: no}, {host/roof: tin}]}'],
    ['when nothing is asked', '{}'],
  ])('%s', (_when, when) => {
    expect(sends(when)).toBe(true);
  });

  test('when the case was not modified for days, told when it is saved with an older time', () => {
    const save = 'at: 2026-03-15 10:00 UTC, update: {kid: {x: y, server_modified_on: 2026-03-10 00:00 UTC}}';
    expect(sends('{not_modified_for: 5 days}', [save])).toBe(true);
    expect(sends('{not_modified_for: 6 days}', [save])).toBe(false);
  });
});

describe('a rule does not hold', () => {
  test.each([
    ['for other letters: case matters', '{status: due}'],
    ['for a missing property, which is not even empty', '{missing: ""}'],
    ['for a pattern that fits only further on', '{status: {matches: "ue"}}'],
    ['for a pattern that is none', '{status: {matches: "("}}'],
    ['for a date that is none', '{odd_date: {after: 0 days}}'],
    ['once the date has begun', '{born: {before: 0 days}}'],
    ['for a parent that is not there', '{parent/parent/village: {has_value: no}}'],
    ['when one of all fails', '{status: Due, host/roof: straw}'],
    ['when any of nothing is asked', '{any: []}'],
    ['when no host is closed', '{parent_closed: host}'],
  ])('%s', (_when, when) => {
    expect(sends(when)).toBe(false);
  });
});
