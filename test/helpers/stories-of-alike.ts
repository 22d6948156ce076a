/** Random programmes of many cases of which most are like others in all that decides, in what export files have: damaged numbers, odd dates, blanks. */
import { fc } from '@fast-check/vitest';
import type { Plan } from '../../src/core/model/plan.ts';
import { dailySends } from './daily-sends.ts';
import { plansFrom } from './plans-from.ts';

type Json = Readonly<Record<string, unknown>>;

const anyNumber = fc.oneof(
  { weight: 6, arbitrary: fc.nat(9_999_999).map((n) => `25471${String(n).padStart(7, '0')}`) },
  { weight: 3, arbitrary: fc.nat(99_999_999).map((n) => `9198${String(n).padStart(8, '0')}`) },
  fc.nat(9_999_999).map((n) => `+1 (206) ${String(n).padStart(7, '0')}`),
  fc.nat(9_999_999).map((n) => `+1 416 ${String(n).padStart(7, '0')}`),
  fc.nat(9_999_999).map((n) => `071${String(n).padStart(7, '0')}`),
  fc.constantFrom(
    '',
    '0',
    '2.54712E+11',
    '254711000001 / 0722000000',
    '254711000009',
    '१२३४५६७८९०',
    '15005550001',
    '447700900001',
  ),
);

/** What many cases of a programme have in common. */
const anyProfile = fc.record({
  language_code: fc.constantFrom('en', 'en', 'hin', 'hin', 'EN', '', 'fra'),
  time_zone: fc.constantFrom('', '', 'Africa/Nairobi', 'Asia/Kolkata', 'Mars'),
  contact_backend_id: fc.constantFrom('', '', '', 'OTHER', 'NONE'),
  contact_phone_number_is_verified: fc.constantFrom('', '', '', '', '1'),
  visit: fc.constantFrom('2026-03-04', '2026-03-04', '2026-03-06', '', 'soon'),
  stop_on: fc.constantFrom('', '', '2026-03-05'),
  closed: fc.constantFrom('no', 'no', 'no', 'yes'),
});

const anyPerson = fc.record({
  profile: fc.nat(2),
  name: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('Amina', 'Zuri Lema', 'Kibera') },
    fc.constantFrom('आशा', 'ፍቅርተ', 'مريم', '', 'Ann–Marie', 'A'.repeat(150), 'x\ny', ' padded '),
  ),
  clinic: fc.constantFrom('Kibera', 'Kibera', 'Lamu', 'ክሊኒክ', ''),
  contact_phone_number: anyNumber,
});

/** Two texts of one day, which are the same for some of those who have the same room for both. */
const clinicThenName: Json = {
  custom_daily: {
    events: [
      { day: 1, at: '09:00', sms: '{case.clinic} ክ' },
      { day: 1, at: '18:00', sms: '{case.name} ክ' },
    ],
    every: 1,
    stop_after: 3,
  },
};

const anyWords = fc.constantFrom<Json>(
  { sms: 'Take your tablet today.' },
  { sms: 'Hello {case.name}: {case.clinic}, on {case.visit}.' },
  { sms: { en: 'Hello {case.name}', hin: 'नमस्ते {case.name}, {case.clinic}' } },
  { sms: { en: 'Hello', hin: 'Hello {case.clinic}' } },
  { sms: '{case.name}' },
  { sms: '{case.clinic!r} {case.nobody}' },
  { sms: { en: 'Broken {case.name', '*': 'For all' } },
  { sms: { swa: 'Only {case.name}' } },
);

const anyAlert = fc.record({
  words: anyWords,
  send: fc.constantFrom<Json>(...dailySends, clinicThenName),
  when: fc.constantFrom<Json | undefined>(
    undefined,
    undefined,
    { clinic: 'Kibera' },
    { visit: { has_value: 'yes' } },
  ),
  starts: fc.boolean(),
  stops: fc.boolean(),
});

export const anyAlikeStory = fc.record({
  alerts: fc.array(anyAlert, { minLength: 1, maxLength: 3 }),
  profiles: fc.array(anyProfile, { minLength: 3, maxLength: 3 }),
  people: fc.array(anyPerson, { minLength: 25, maxLength: 60 }),
  project: fc.constantFrom<Json>(
    {},
    { daily_limit: 'none' },
    { daily_limit: '40' },
    { daily_limit: 'none', sending_hours: [{ days: 'every day', from: '10:00', to: '11:00' }] },
    { daily_limit: 'none', language_fallback: 'NONE' },
    { daily_limit: 'none', opted_out: ['254711000009'] },
    { daily_limit: 'none', us_opt_in: 'enforce' },
  ),
  gateway: fc.constantFrom<Json>({}, { down: 'yes' }, { max_length: '100' }, { latency: '90s' }),
  acts: fc.array(
    fc.record({ verb: fc.constantFrom('close', 'update', 'delete'), index: fc.nat(24), day: fc.nat(8) }),
    { maxLength: 3 },
  ),
  late: fc.nat(10),
});

type AlikeStory = typeof anyAlikeStory extends fc.Arbitrary<infer S> ? S : never;

const keyOf = (index: number): string => `c${index}`;

export function alikePlanOf({ alerts, profiles, people, project, gateway, acts, late }: AlikeStory): Plan {
  const cases = people.map(({ profile, ...own }) => ({ ...profiles[profile], ...own }));
  const keys = cases.map((_, index) => keyOf(index));
  const story = {
    scenario: 'alike',
    project: { time_zone: 'Asia/Kolkata', languages: ['en', 'hin'], ...project },
    gateways: {
      G: {
        type: 'africastalking',
        number: '+254700000000',
        price: { per_segment: '0.8', currency: 'KES' },
        ...gateway,
      },
      INDIA: { type: 'karix', number: '+919800000000' },
      OTHER: { type: 'twilio', number: '+15005550006' },
    },
    routing: { global: { '*': 'G', 91: 'INDIA', 1: 'OTHER' } },
    cases: Object.fromEntries(
      cases.map((one, index) => [
        keyOf(index),
        { type: 'mother', ...Object.fromEntries(Object.entries(one).filter(([, value]) => value !== '')) },
      ]),
    ),
    alerts: Object.fromEntries(
      alerts.map(({ words, send, when, starts, stops }, index) => [
        `a${index}`,
        {
          case_type: 'mother',
          to: 'case',
          send,
          ...words,
          ...(when && { when }),
          ...(starts && { start: { property: 'visit' } }),
          ...(stops && { stop: { property: 'stop_on' } }),
        },
      ]),
    ),
    starts: '2026-03-01 00:00',
    ends: '2026-03-14 00:00',
    timeline: [
      { at: '2026-03-01 08:00', register: keys.slice(late) },
      { at: '2026-03-01 12:00', register: keys.slice(0, late) },
      ...acts.map(({ verb, index, day }) => ({
        at: `2026-03-0${day + 1} 13:00`,
        ...(verb === 'update'
          ? { update: { [keyOf(index)]: { clinic: 'Lamu' } } }
          : { [verb]: [keyOf(index)] }),
      })),
    ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  };
  return plansFrom(JSON.stringify(story))[0]!;
}
