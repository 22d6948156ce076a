/**
 * Random programmes: alerts of a few mothers, and what may happen between two days' texts: edits, outages, replies, faults of
 * gateways, receipts, another number. Some are no sound scenarios; readers pass them over.
 */
import fc from 'fast-check';
import { dailySends } from './daily-sends.ts';

const PEOPLE = 5;
const keyOf = (index: number): string => `c${index}`;
const anyPerson = fc.integer({ min: 0, max: PEOPLE - 1 }).map(keyOf);

type Json = Readonly<Record<string, unknown>>;

const anyChange = fc.constantFrom<Json>(
  { name: 'Zuri' },
  { name: 'आशा "A" \\' },
  { week: '12' },
  { week: '१२' },
  { week: '9'.repeat(150) },
  { name: '', week: '' },
  { language_code: 'hin' },
  { language_code: 'fra' },
  { time_zone: 'America/New_York' },
  { time_zone: 'Mars' },
  { contact_phone_number: '919800000001' },
  { contact_phone_number: '' },
  { contact_phone_number_is_verified: '1' },
  { contact_phone_number_is_verified: '' },
  { contact_backend_id: 'OTHER' },
  { contact_backend_id: 'NONE' },
  { stop_on: '2026-03-05' },
  { owner: 'nurse' },
);

/** What may come between two days' texts, at their very instant too. */
const anyAct: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(anyPerson, anyChange).map(([key, change]) => ({ update: { [key]: change } })),
  },
  anyPerson.map((key) => ({ close: key })),
  anyPerson.map((key) => ({ reopen: key })),
  anyPerson.map((key) => ({ delete: key })),
  anyPerson.map((key) => ({ register: key })),
  {
    weight: 4,
    arbitrary: fc
      .tuple(anyPerson, fc.constantFrom('STOP', 'STOP', 'START', 'hello', 'FEVER', 'ASK', '7', 'yes'))
      .map(([from, text]) => ({ inbound: { from, text, via: 'G' } })),
  },
  anyPerson.map((to) => ({ send: { to, text: 'By hand', chat: 'yes' } })),
  {
    weight: 6,
    arbitrary: fc.constantFrom<Json>(
      { gateway: { G: { down: 'yes' } } },
      { gateway: { G: { down: 'no' } } },
      { gateway: { G: { fail_next: '2' } } },
      { gateway: { G: { rejects: '9198*' } } },
      { gateway: { G: { max_length: '20' } } },
      { gateway: { G: { rate_per_minute: '1' } } },
      { gateway: { G: { latency_ms: '500' } } },
      { gateway: { G: { delete: 'yes' } } },
      { gateway: { G: { faults: [{ when: { probability: '0.3' }, reject: 'opted_out' }] } } },
      { gateway: { G: { faults: [{ when: { attempt: '1' }, status: '503' }] } } },
      { gateway: { G: { faults: [{ connection: { mode: 'reset', phase: 'body', committed: 'yes' } }] } } },
      { gateway: { G: { faults: [{ connection: { mode: 'hang' } }] } } },
      { gateway: { G: { faults: [{ receipt: { outcome: 'undelivered', after: '90s', copies: '2' } }] } } },
      { gateway: { G: { faults: [{ throttle: { rate: '1/m', burst: '1' } }] } } },
      { gateway: { G: { faults: [{ inbound: { copies: '2' } }] } } },
      { gateway: { G: { faults: [] } } },
      { gateway: { G: { numbers: ['+15005550006', '+15005550001'] } } },
      { settings: { daily_limit: '2' } },
      { settings: { outbound_sms: 'no' } },
      { settings: { outbound_sms: 'yes' } },
      { settings: { sending_hours: [{ days: 'every day', from: '10:00', to: '11:00' }] } },
      { settings: { sending_hours: [{ days: 'every day', from: '08:30', to: '20:00' }] } },
      { settings: { conversation_hold: { minutes: 30 } } },
      { settings: { opted_out: ['919800000002'] } },
      { settings: { languages: ['hin', 'en'] } },
      { settings: { time_zone: 'Europe/Dublin' } },
      { settings: { night: 'off' } },
      { platform: 'down' },
      { platform: 'up' },
      { alert: { daily: 'off' } },
      { alert: { daily: 'on' } },
      { alert: { daily: 'delete' } },
      { alert: { daily: { sms: 'New words for {case.name}' } } },
      { user: { nurse: { first_name: 'Nurse', phone: '919800000009' } } },
    ),
  },
);

const anySend = fc.constantFrom<Json>(...dailySends, {
  daily: { at_property: 'time_of_day', stop_after: '9' },
});

const anyWords = fc.constantFrom<unknown>(
  'Hello {case.name}, week {case.week}: take your tablet.',
  'Take your tablet today',
  { en: 'Hello {case.name}', hin: 'नमस्ते {case.name} — सप्ताह {case.week}' },
  { en: 'Your nurse is {case.owner.name}', hin: '{case.parent.name} की ओर से' },
  { en: 'Last changed {case.date_modified}', hin: '' },
  '{case.missing} {recipient.name} 😀',
  'Broken {case.name',
);

const anyAlert = fc.record({
  send: anySend,
  words: anyWords,
  to: fc.constantFrom<unknown>('case', 'case', 'case', 'owner', ['case', 'owner'], ['case', { case: 'c1' }]),
  stops: fc.constantFrom(false, false, true),
});

export const anyProgramme = fc.record({
  alerts: fc.array(anyAlert, { minLength: 1, maxLength: 3 }),
  acts: fc.array(
    fc.record({ act: anyAct, day: fc.nat(11), at: fc.constantFrom('09:00', '08:59', '12:00', '03:30') }),
    {
      maxLength: 14,
    },
  ),
  kind: fc.constantFrom('twilio', 'twilio', 'karix', 'http', 'africastalking', 'turn'),
  sharesNumber: fc.boolean(),
});

type Programme = typeof anyProgramme extends fc.Arbitrary<infer P> ? P : never;

/** JSON, which is YAML too. */
export function programmeText({ alerts, acts, kind, sharesNumber }: Programme): string {
  const people = Array.from({ length: PEOPLE }, (_, index) => index);
  const timeline = acts
    .map(({ act, day, at }) => ({ at: `2026-03-${String(day + 2).padStart(2, '0')} ${at}`, ...act }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const story = {
    scenario: 'law',
    project: { time_zone: 'Asia/Kolkata', languages: ['en', 'hin'] },
    gateways: { G: { type: kind, number: '+15005550006' }, OTHER: { type: 'http', number: '100' } },
    routing: { global: { '*': 'G', 44: 'OTHER' } },
    keywords: { FEVER: { reply: 'Soon.' }, ASK: { survey: 'ask' } },
    surveys: {
      ask: {
        questions: [
          { id: 'days', ask: 'Days?', type: 'int' },
          { id: 'ill', ask: 'Ill?', type: 'text' },
        ],
      },
    },
    users: { nurse: { username: 'nurse', phone: '919800000008' } },
    cases: Object.fromEntries(
      people.map((index) => [
        keyOf(index),
        {
          type: 'mother',
          name: `Asha ${index}`,
          week: String(index),
          language_code: index % 2 ? 'en' : 'hin',
          time_of_day: '09:00',
          ...(index % 3 ? { time_zone: 'Asia/Kolkata' } : {}),
          contact_phone_number:
            index === 4 ? '447700900001' : `91980000000${sharesNumber && index === 3 ? 2 : index}`,
          contact_phone_number_is_verified: index % 2 ? '1' : '',
          ...(index === 1 ? { parent: { case: 'c0' } } : {}),
        },
      ]),
    ),
    alerts: Object.fromEntries(
      alerts.map(({ send, words, to, stops }, index) => [
        index === 0 ? 'daily' : `a${index}`,
        { case_type: 'mother', to, send, sms: words, ...(stops && { stop: { property: 'stop_on' } }) },
      ]),
    ),
    starts: '2026-03-01 00:00',
    ends: '2026-03-20 00:00',
    timeline: [{ at: '2026-03-01 08:00', register: people.map(keyOf) }, ...timeline],
  };
  return JSON.stringify(story);
}
