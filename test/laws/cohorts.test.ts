import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { Plan } from '../../src/core/model/plan.ts';
import { zoneOfProject } from '../../src/core/time/zone.ts';
import { LinePages, rehearsePlan } from '../../src/rehearse.ts';
import { RosterCollector } from '../../src/report/roster/roster.ts';
import { StoryListener } from '../../src/report/story-listener.ts';
import { lifeAsScenario } from '../fidelity/as-scenario/life.ts';
import { byZone, zoneAsScenario } from '../fidelity/as-scenario/local-to-utc.ts';
import { scheduleAsScenario } from '../fidelity/as-scenario/schedule.ts';
import { localTimeRows, scheduleRows } from '../fidelity/as-scenario/schedule-rows.ts';
import { lifeRows } from '../fidelity/direct/rows.ts';
import { plansFrom } from '../helpers/plans-from.ts';
import { shippedPlans } from '../helpers/shipped-plans.ts';

/** How many random scenarios: `SCENARIOS=200` for a quick look. */
const SCENARIOS = Number(process.env.SCENARIOS ?? 2000);

const PEOPLE = 5;
const keyOf = (index: number): string => `c${index}`;
const anyPerson = fc.integer({ min: 0, max: PEOPLE - 1 }).map(keyOf);

type Json = Readonly<Record<string, unknown>>;

const anyChange = fc.constantFrom<Json>(
  { name: 'Zuri' },
  { name: 'आशा "A" \\' },
  { week: '12' },
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
      .tuple(anyPerson, fc.constantFrom('STOP', 'STOP', 'START', 'hello', 'FEVER'))
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
      { gateway: { G: { numbers: ['+15005550006', '+15005550001'] } } },
      { settings: { daily_limit: '2' } },
      { settings: { outbound_sms: 'no' } },
      { settings: { outbound_sms: 'yes' } },
      { settings: { sending_hours: [{ days: 'every day', from: '10:00', to: '11:00' }] } },
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

const anySend = fc.constantFrom<Json>(
  { daily: { at: '09:00', stop_after: '12' } },
  { daily: { at: '03:00', stop_after: '12' } },
  { daily: { at: '02:30', stop_after: 'never' } },
  {
    custom_daily: {
      events: [
        { day: 1, at: '09:00' },
        { day: 1, at: '18:00', sms: 'Evening' },
      ],
      every: 1,
      stop_after: 8,
    },
  },
  { weekly: { days: ['Mon', 'Wed', 'Fri'], at: '09:00' } },
  { daily: { random: { from: '09:00', minutes: '60' }, stop_after: '9' } },
  { daily: { at_property: 'time_of_day', stop_after: '9' } },
);

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

const anyStory = fc.record({
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

function planOf({
  alerts,
  acts,
  kind,
  sharesNumber,
}: typeof anyStory extends fc.Arbitrary<infer S> ? S : never): Plan {
  const people = Array.from({ length: PEOPLE }, (_, index) => index);
  const timeline = acts
    .map(({ act, day, at }) => ({ at: `2026-03-${String(day + 2).padStart(2, '0')} ${at}`, ...act }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const story = {
    scenario: 'law',
    project: { time_zone: 'Asia/Kolkata', languages: ['en', 'hin'] },
    gateways: { G: { type: kind, number: '+15005550006' }, OTHER: { type: 'http', number: '100' } },
    routing: { global: { '*': 'G', 44: 'OTHER' } },
    keywords: { FEVER: { reply: 'Soon.' } },
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
  return plansFrom(JSON.stringify(story))[0]!;
}

/** All that a run says, its journal as it is written, and what its reports count as it goes by. */
function outcome(plan: Plan, cohorts: boolean) {
  const pages: Buffer[] = [];
  const repeats = { count: 0 };
  const roster = new RosterCollector({ plan, zone: zoneOfProject(plan.project) });
  const listener = new StoryListener(plan);
  const { digest, totals, verdicts, endsAt } = rehearsePlan(plan, {
    cohorts,
    keep: false,
    pages: new LinePages((page) => void pages.push(Buffer.from(page))),
    onEntry: (seq, entry) => {
      roster.record(seq, entry);
      listener.record(entry);
    },
    onRepeat: (seq, block) => {
      roster.repeat(seq, block);
      listener.repeat(block);
      repeats.count += block.to - block.from;
    },
  });
  const kept = verdicts.map(({ title, kept: isKept }) => `${isKept} ${title}`);
  return {
    journal: Buffer.concat(pages).toString('utf8'),
    digest,
    totals,
    kept,
    endsAt,
    repeated: repeats.count,
    roster: roster.end(),
    heard: listener.end(verdicts),
  };
}

function same(plan: Plan): number {
  const { repeated, ...one } = outcome(plan, true);
  const { repeated: none, ...other } = outcome(plan, false);
  expect(one).toEqual(other);
  expect(none).toBe(0);
  return repeated;
}

let repeated = 0;

law.prop([anyStory], { numRuns: SCENARIOS })(
  'what is decided once is what is decided each time',
  (story) => {
    let plan: Plan;
    try {
      plan = planOf(story);
    } catch {
      return fc.pre(false);
    }
    repeated += same(plan);
  },
  SCENARIOS * 300,
);

test('most of the random scenarios repeat something', () => {
  expect(repeated).toBeGreaterThan(SCENARIOS * 10);
});

test.each(shippedPlans())('a shipped story has the same journal either way: $name', ({ plan }) => {
  same(plan);
});

test.each([
  ['schedules', () => scheduleRows().map(scheduleAsScenario)],
  ['lives', () => lifeRows().map((row) => lifeAsScenario(row, { checks: true, upForMs: 1000 }))],
  ['local times', () => [...byZone(localTimeRows())].map(([zone, rows]) => zoneAsScenario(zone, rows))],
])('what HQ was recorded to do has the same journal either way: %s', (_name, stories) => {
  for (const { text } of stories()) same(plansFrom(text)[0]!);
});
