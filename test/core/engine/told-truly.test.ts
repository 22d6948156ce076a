import { expect, test } from 'vitest';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const setting = `
scenario: Told truly
project: {time_zone: UTC, languages: [en]}
routing: {global: {"*": GW}}
`;
const entriesOf = (text: string) => [...rehearsePlan(plansFrom(setting + text)[0]!).journal.entries()];

test('a pattern that only Python can read is valid, and one that it cannot is noticed', () => {
  const warnings = (pattern: string) =>
    entriesOf(`
gateways: {GW: {type: test}}
cases: {asha: {type: c, name: Asha, p: Asha, contact_phone_number: "254711000001"}}
alerts: {hi: {case_type: c, when: {p: {matches: '${pattern}'}}, to: case, send: immediately, sms: hi}}
timeline: [{at: 2026-03-02 09:00, register: asha}]
`).flatMap(({ kind, code }) => (kind === 'warning' ? [code] : kind === 'sent' ? ['sent'] : []));
  expect(warnings('(?i)ASHA')).toEqual(['sent']);
  expect(warnings('(?P<x>A)sha')).toEqual(['sent']);
  expect(warnings('(A')).toEqual(['INVALID_REGEX']);
});

test('an email whose subject has several lines is never handed over', () => {
  const entries = entriesOf(`
gateways: {GW: {type: test}, SMTP: {type: smtp}}
cases: {asha: {type: c, name: "A\\r\\nBcc: q@example.org", commcare_email_address: a@example.org}}
alerts: {hi: {case_type: c, to: case, send: immediately, email: {subject: "For {case.name}", body: b}}}
timeline: [{at: 2026-03-02 09:00, register: asha}]
`);
  expect(entries.filter(({ kind }) => kind === 'sent')).toEqual([]);
  expect(entries.filter(({ kind }) => kind === 'attempt')).toHaveLength(10);
  expect(entries.find(({ kind }) => kind === 'error')).toMatchObject({
    code: 'EMAIL_GATEWAY_ERROR',
    attempts: 11,
  });
});

test('an opt word that is not in capitals matches nothing, as in HQ', () => {
  const directions = (word: string) =>
    entriesOf(`
gateways: {GW: {type: http, opt_out: [${word}], opt_in: [GO]}}
cases: {asha: {type: c, name: Asha, contact_phone_number: "254711000001", contact_phone_number_is_verified: "1"}}
timeline:
  - {at: 2026-03-02 09:00, register: asha}
  - {at: 2026-03-02 10:00, inbound: {from: asha, via: GW, text: halt}}
`).flatMap(({ kind, direction }) => (kind === 'opt' ? [direction] : []));
  expect(directions('halt')).toEqual([]);
  expect(directions('HALT')).toEqual(['out']);
});

test('a visit in another phase names the phase, not the anchor', () => {
  const entries = entriesOf(`
gateways: {GW: {type: test}}
cases: {asha: {type: c, name: Asha, contact_phone_number: "254711000001", current_schedule_phase: "2x", lmp: 2026-03-01}}
alerts:
  visit:
    case_type: c
    to: case
    start: {visit: {phase: 2, anchor: lmp, due: 7, starts: -2, expires: 3, at: due_date}}
    send: {daily: {at: "09:00", stop_after: 1}}
    sms: hi
timeline: [{at: 2026-03-02 09:00, register: asha}]
`);
  expect(entries.find(({ reason }) => reason === 'bad_date')?.detail).toEqual({
    property: 'current_schedule_phase',
    found: '2x',
    wanted: '2',
  });
});
