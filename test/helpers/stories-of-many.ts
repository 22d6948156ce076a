import { fc } from '@fast-check/vitest';
import type { Plan } from '../../src/core/model/plan.ts';
import { dailySends } from './daily-sends.ts';
import { plansFrom } from './plans-from.ts';

const PEOPLE = 12;
const keyOf = (index: number): string => `c${index}`;
const anyIndex = fc.integer({ min: 0, max: PEOPLE - 1 });
const anyPerson = anyIndex.map(keyOf);

type Json = Readonly<Record<string, unknown>>;

const anyChange = fc.constantFrom<Json>(
  { name: 'Zuri' },
  { name: 'आशा "A" \\' },
  { language_code: 'hin' },
  { time_zone: 'America/New_York' },
  { time_zone: 'Asia/Kolkata' },
  { contact_phone_number: '919800000001' },
  { contact_phone_number: '919800007777' },
  { contact_phone_number: '' },
  { contact_phone_number_is_verified: '1' },
  { contact_phone_number_is_verified: '' },
  { contact_backend_id: 'OTHER' },
  { contact_backend_id: 'NONE' },
  { visit: '2026-03-07' },
  { visit: 'soon' },
  { stop_on: '2026-03-05' },
  { owner: 'nurse' },
  { parent: { case: 'c0' } },
);

const anyAct: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(anyPerson, anyChange).map(([key, change]) => ({ update: { [key]: change } })),
  },
  {
    weight: 2,
    arbitrary: fc.uniqueArray(anyPerson, { minLength: 1, maxLength: 5 }).map((keys) => ({ close: keys })),
  },
  anyPerson.map((key) => ({ reopen: key })),
  anyPerson.map((key) => ({ delete: key })),
  {
    weight: 5,
    arbitrary: fc
      .tuple(anyPerson, fc.constantFrom('STOP', 'START', 'hello', 'FEVER', 'ASK', '3', 'yes'))
      .map(([from, text]) => ({ inbound: { from, text, via: 'G' } })),
  },
  fc
    .constantFrom('919800000003', '919800000103', '15550001111')
    .map((from) => ({ inbound: { from: `+${from}`, text: 'hello', via: 'G' } })),
  fc.oneof(anyPerson, fc.constant('nurse')).map((to) => ({ send: { to, text: 'By hand', chat: 'yes' } })),
  {
    weight: 4,
    arbitrary: fc.constantFrom<Json>(
      { gateway: { G: { down: 'yes' } } },
      { gateway: { G: { down: 'no' } } },
      { gateway: { G: { rejects: '9198*' } } },
      { gateway: { G: { latency: '90s' } } },
      { gateway: { G: { delete: 'yes' } } },
      { settings: { outbound_sms: 'no' } },
      { settings: { night: 'off' } },
      { settings: { outbound_sms: 'yes' } },
      { settings: { sending_hours: [{ days: 'every day', from: '10:00', to: '11:00' }] } },
      { settings: { opted_out: ['919800000002'] } },
      { alert: { daily: 'off' } },
      { alert: { daily: 'on' } },
      { alert: { daily: { sms: 'New words for {case.name}' } } },
      { platform: 'down' },
      { platform: 'up' },
      { user: { nurse: { first_name: 'Nurse', phone: '919800000009' } } },
      { broadcast: { news: { sms: 'More news' } } },
    ),
  },
);

const anySend = fc.constantFrom<Json>(...dailySends);

const anyWords = fc.constantFrom<Json>(
  { sms: 'Hello {case.name}: take your tablet.' },
  { sms: 'Take your tablet today' },
  { sms: { en: 'Hello {case.name}', hin: 'नमस्ते {case.name}' } },
  { sms: { en: 'Your nurse is {case.owner.name}', hin: '{case.parent.name} की ओर से' } },
  { sms: 'Broken {case.name' },
  { email: { subject: 'News', body: 'Hello {case.name}' } },
  { survey: 'ask' },
);

const anyAlert = fc.record({
  send: anySend,
  words: anyWords,
  to: fc.constantFrom<unknown>(
    'case',
    'case',
    'case',
    'case',
    'owner',
    ['case', 'parent'],
    ['case', 'children'],
  ),
  stops: fc.constantFrom(false, false, true),
  starts: fc.constantFrom(false, true),
});

/** A story of a dozen people who share now and then something. */
export const anyStory = fc.record({
  alerts: fc.array(anyAlert, { minLength: 1, maxLength: 3 }),
  acts: fc.array(
    fc.record({ act: anyAct, day: fc.nat(11), at: fc.constantFrom('09:00', '08:59', '12:00', '03:30') }),
    { maxLength: 14 },
  ),
  order: fc.shuffledSubarray(
    Array.from({ length: PEOPLE }, (_, index) => keyOf(index)),
    { minLength: PEOPLE },
  ),
  kind: fc.constantFrom('twilio', 'karix', 'http', 'africastalking'),
  receipts: fc.boolean(),
  talks: fc.boolean(),
  sharesNumber: fc.boolean(),
  hasParent: fc.boolean(),
});

type AnyStory = typeof anyStory extends fc.Arbitrary<infer S> ? S : never;

export function planOf({
  alerts,
  acts,
  order,
  kind,
  receipts,
  talks,
  sharesNumber,
  hasParent,
}: AnyStory): Plan {
  const people = Array.from({ length: PEOPLE }, (_, index) => index);
  const timeline = acts
    .map(({ act, day, at }) => ({ at: `2026-03-${String(day + 2).padStart(2, '0')} ${at}`, ...act }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const story = {
    scenario: 'law',
    project: {
      time_zone: 'Asia/Kolkata',
      languages: ['en', 'hin'],
      ...(talks && {
        conversation_hold: { minutes: 15, hours: [{ days: 'every day', from: '08:00', to: '20:00' }] },
      }),
    },
    gateways: {
      G: { type: kind, number: '+15005550006', ...(receipts && { receipts: { delivered_after: '1h' } }) },
      OTHER: { type: 'http', number: '100' },
    },
    routing: { global: { '*': 'G', 44: 'OTHER' } },
    keywords: { FEVER: { reply: 'Soon.' }, ASK: { survey: 'ask' } },
    surveys: { ask: { questions: [{ id: 'age', ask: 'Age?', type: 'int' }], reminders: ['30'] } },
    users: { nurse: { username: 'nurse', phone: '919800000008' } },
    cases: Object.fromEntries(
      people.map((index) => [
        keyOf(index),
        {
          type: 'mother',
          name: `Asha ${index}`,
          language_code: index % 2 ? 'en' : 'hin',
          visit: `2026-03-0${(index % 5) + 1}`,
          commcare_email_address: `asha${index}@example.org`,
          ...(index % 3 ? { time_zone: index % 4 ? 'Asia/Kolkata' : 'Europe/Dublin' } : {}),
          ...(index % 5 ? {} : { owner: 'nurse' }),
          contact_phone_number:
            index === 4
              ? '447700900001'
              : `9198${(sharesNumber && index === 3 ? 2 : index) * 7_000_003 + 1_000_000}`,
          contact_phone_number_is_verified: index % 2 ? '1' : '',
          ...(hasParent && index === 1 ? { parent: { case: 'c0' } } : {}),
        },
      ]),
    ),
    alerts: Object.fromEntries(
      alerts.map(({ send, words, to, stops, starts }, index) => [
        index === 0 ? 'daily' : `a${index}`,
        {
          case_type: 'mother',
          to,
          send,
          ...words,
          ...(stops && { stop: { property: 'stop_on' } }),
          ...(starts && { start: { property: 'visit' } }),
        },
      ]),
    ),
    broadcasts: { news: { to: { user: 'nurse' }, send: 'immediately', sms: 'News for {recipient.name}' } },
    starts: '2026-03-01 00:00',
    ends: '2026-03-20 00:00',
    timeline: [
      { at: '2026-03-01 08:00', register: order.slice(0, 9) },
      { at: '2026-03-01 12:00', register: order.slice(9) },
      ...timeline,
    ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  };
  return plansFrom(JSON.stringify(story))[0]!;
}
