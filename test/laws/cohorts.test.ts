import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { Plan } from '../../src/core/model/plan.ts';
import { zoneOfProject } from '../../src/core/time/zone.ts';
import { LinePages, rehearsePlan } from '../../src/rehearse.ts';
import { peopleOf } from '../../src/report/people.ts';
import { RosterCollector } from '../../src/report/roster/roster.ts';
import { CalendarExcerpt } from '../../src/report/sending-plan/calendar-text.ts';
import { SendingPlanCollector } from '../../src/report/sending-plan/sending-plan.ts';
import { StoryListener } from '../../src/report/story-listener.ts';
import { lifeAsScenario } from '../fidelity/as-scenario/life.ts';
import { byZone, zoneAsScenario } from '../fidelity/as-scenario/local-to-utc.ts';
import { scheduleAsScenario } from '../fidelity/as-scenario/schedule.ts';
import { localTimeRows, scheduleRows } from '../fidelity/as-scenario/schedule-rows.ts';
import { lifeRows } from '../fidelity/direct/rows.ts';
import { anyProgramme, programmeText } from '../helpers/any-programme.ts';
import { plansFrom } from '../helpers/plans-from.ts';
import { shippedPlans } from '../helpers/shipped-plans.ts';

/** How many random scenarios: `SCENARIOS=200` for a quick look. */
const SCENARIOS = Number(process.env.SCENARIOS ?? 2000);

/** All that a run says, its journal as it is written, and what its reports count as it goes by. */
function outcome(plan: Plan, cohorts: boolean) {
  const pages: Buffer[] = [];
  const repeats = { count: 0 };
  const roster = new RosterCollector({ plan, zone: zoneOfProject(plan.project) });
  const listener = new StoryListener(plan);
  const excerpt = new CalendarExcerpt({ people: 3, messagesEach: 3 });
  const sendingPlan = new SendingPlanCollector({
    plan,
    people: peopleOf(plan),
    onMessage: (message) => excerpt.add(message),
    takesMessages: (person) => excerpt.hasRoom(person),
  });
  const { digest, totals, verdicts, endsAt } = rehearsePlan(plan, {
    cohorts,
    keep: false,
    pages: new LinePages((page) => void pages.push(Buffer.from(page))),
    onEntry: (seq, entry) => {
      roster.record(seq, entry);
      listener.record(entry);
      sendingPlan.record(seq, entry);
    },
    onRepeat: (seq, block) => {
      roster.repeat(seq, block);
      listener.repeat(block);
      sendingPlan.repeat(seq, block);
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
    calendar: [...excerpt.people].map(([key, sent]) => [
      key,
      sent.map((message) => ({ ...message, zone: message.zone.name })),
    ]),
    sendingPlan: sendingPlan.end(),
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

law.prop([anyProgramme], { numRuns: SCENARIOS })(
  'what is decided once is what is decided each time',
  (story) => {
    let plan: Plan;
    try {
      plan = plansFrom(programmeText(story))[0]!;
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

const daily = {
  send: { daily: { at: '09:00', stop_after: '12' } },
  words: 'Take it',
  to: 'case',
  stops: false,
};
const twice = {
  ...daily,
  send: {
    custom_daily: {
      events: [
        { day: 1, at: '09:00' },
        { day: 1, at: '18:00', sms: 'Evening' },
      ],
      every: 1,
      stop_after: 8,
    },
  },
};
const programme = { kind: 'twilio', sharesNumber: false } as const;
const onFirstDay = (act: Readonly<Record<string, unknown>>) => ({ act, day: 0, at: '08:59' }) as const;

test('two texts a day within sending hours and a limit are repeated, though contacts write', () => {
  const acts = [
    onFirstDay({ settings: { sending_hours: [{ days: 'every day', from: '08:30', to: '20:00' }] } }),
    onFirstDay({ settings: { conversation_hold: { minutes: 30 }, daily_limit: '9' } }),
    { act: { inbound: { from: 'c1', text: 'hello', via: 'G' } }, day: 3, at: '08:59' } as const,
  ];
  expect(same(plansFrom(programmeText({ ...programme, alerts: [twice], acts }))[0]!)).toBeGreaterThan(40);
});

test('a plan counts by the clock that each reader had, after one of those alike has moved', () => {
  const acts = [{ act: { update: { c0: { time_zone: 'America/New_York' } } }, day: 3, at: '12:00' } as const];
  expect(same(plansFrom(programmeText({ ...programme, alerts: [daily], acts }))[0]!)).toBeGreaterThan(20);
});

test.each(
  [
    ['contact_phone_number', '919800000077'],
    ['contact_phone_number_is_verified', '1'],
    ['contact_backend_id', 'OTHER'],
    ['language_code', 'en'],
    ['time_zone', 'America/New_York'],
    ['week', '41'],
    ['name', 'Zuri'],
    ['week', 'वार'],
    ['week', '9'.repeat(150)],
    ['week', '{'],
  ].flatMap(([property = '', value = '']) => [false, true].map((isEach) => ({ property, value, isEach }))),
)(
  'a text is as it is decided afresh after a save of $property as "$value", of everybody: $isEach',
  (change) => {
    const { property, value, isEach } = change;
    const words = { en: 'Hello {case.name}, week {case.week}', hin: 'नमस्ते {recipient.name} — {case.week}' };
    const keys = isEach ? ['c0', 'c1', 'c2', 'c3', 'c4'] : ['c2'];
    const others = property === 'contact_phone_number' && isEach ? ['c2'] : keys;
    const acts = [3, 4, 7].map((day) => ({
      act: { update: Object.fromEntries(others.map((key) => [key, { [property]: day === 4 ? '' : value }])) },
      day,
      at: day === 7 ? ('09:00' as const) : ('12:00' as const),
    }));
    expect(
      same(plansFrom(programmeText({ ...programme, alerts: [{ ...daily, words }], acts }))[0]!),
    ).toBeGreaterThan(15);
  },
);

const updated = (day: number, change: Readonly<Record<string, string>>) =>
  ({ act: { update: { c1: change } }, day, at: '12:00' }) as const;

test.each([
  ['are too long for the gateway', daily.words, [onFirstDay({ gateway: { G: { max_length: '40' } } })]],
  ['are none', '{case.week}', []],
])('other words are decided afresh where they %s', (_what, words, acts) => {
  const story = {
    ...programme,
    alerts: [{ ...daily, words: `${words}{case.week}` }],
    acts: [
      ...acts,
      updated(3, { week: '9'.repeat(60) }),
      updated(5, { week: '' }),
      updated(7, { week: '3' }),
    ],
  };
  expect(same(plansFrom(programmeText(story))[0]!)).toBeGreaterThan(15);
});

test('a gateway that an older save had named comes into force with a newer one of other things', () => {
  const acts = [
    updated(3, { contact_backend_id: 'OTHER', server_modified_on: '2026-02-01 00:00' }),
    updated(6, { week: '41' }),
  ];
  expect(same(plansFrom(programmeText({ ...programme, alerts: [daily], acts }))[0]!)).toBeGreaterThan(15);
});

/** Forty women in zones that part when clocks change, in their second to fifth week; some days are troubled. */
const together = `scenario: Together
project: {time_zone: Africa/Nairobi}
gateways: {G: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": G}}
cases:
${Array.from({ length: 40 }, (_, index) => {
  const zone = ['Europe/London', 'Africa/Accra', 'Africa/Nairobi'][index % 3];
  return `  c${index}: {type: mother, name: Asha ${index}, contact_phone_number: "2547000000${10 + index}", time_zone: ${zone}, began: 2026-03-${10 + (index % 4)}}`;
}).join('\n')}
alerts:
  daily: {case_type: mother, to: case, start: {property: began}, send: {daily: {at: "09:00", stop_after: "40"}}, sms: {en: "Day, {case.name}"}}
  evening: {case_type: mother, to: case, send: {daily: {at: "09:00", stop_after: "20"}}, sms: {en: "Again, {case.name}"}}
starts: 2026-03-14 00:00 UTC
ends: 2026-04-30 00:00 UTC
timeline:
  - {at: 2026-03-15 00:00 UTC, register: [${Array.from({ length: 40 }, (_, index) => `c${index}`)}]}
  - {at: 2026-03-20 06:00 UTC, update: {c4: {name: Zuri}}}
  - {at: 2026-03-21 06:00 UTC, close: c7}
  - {at: 2026-03-22 05:00 UTC, platform: down}
  - {at: 2026-03-22 12:00 UTC, platform: up}
  - {at: 2026-03-25 09:00 UTC, update: {c9: {time_zone: Africa/Nairobi}}}
  - {at: 2026-03-26 09:00 UTC, inbound: {from: c5, text: STOP, via: G}}
`;

test('contacts who are due together are repeated together, whoever of them leaves, and when their clocks part', () => {
  const [plan] = plansFrom(together);
  expect(same(plan!)).toBeGreaterThan(2_000);
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

test('a promised warning is told from others, though repeated messages stand before it', () => {
  const acts = [
    { act: { update: { c1: { week: '1.2E+11' } } }, day: 6, at: '12:00' },
    { act: { update: { c2: { week: '1.3E+11' } } }, day: 7, at: '12:00' },
  ] as const;
  const story = JSON.parse(programmeText({ ...programme, alerts: [daily], acts: [...acts] }));
  const text = JSON.stringify({ ...story, expect: ['warning EXCEL_NUMBER containing "1.2E"'] });
  const plan = plansFrom(text)[0]!;
  expect(same(plan)).toBeGreaterThan(20);
  expect(outcome(plan, true).heard.warned.promisedCount).toBe(1);
});
