import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/core/model/entry.ts';
import type { Plan } from '../../src/core/model/plan.ts';
import type { JournalView, Totals } from '../../src/core/model/run.ts';
import { zoneOfProject } from '../../src/core/time/zone.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { membership } from '../../src/report/membership.ts';
import { peopleOf } from '../../src/report/people.ts';
import type { OutcomeCount } from '../../src/report/roster/funnel.ts';
import { type Roster, RosterCollector } from '../../src/report/roster/roster.ts';
import { UnsentCollector } from '../../src/report/unsent.ts';
import { trailOf } from '../../src/report/why/trail.ts';
import { whomMeans } from '../../src/report/why/whom.ts';
import { plansFrom } from '../helpers/plans-from.ts';
import { shippedPlans } from '../helpers/shipped-plans.ts';

/** Who a row is about, as somebody would ask; undefined: a broadcast to nobody. */
function personOf({ to, recipient, case: record, number, address }: Entry, plan: Plan): string | undefined {
  const isKnown =
    recipient !== undefined &&
    [plan.cases, plan.users, plan.groups, plan.locations].some((known) => known.has(recipient));
  return to ?? (isKnown ? recipient : record) ?? (number === undefined ? address : `+${number}`);
}

/** Rows by the person they are about, with every number and address that they went to. */
function rowsByPerson(plan: Plan, journal: JournalView) {
  const people = new Map<string, { seqs: number[]; names: Set<string> }>();
  let seq = 0;
  for (const entry of journal.entries()) {
    seq += 1;
    if (entry.kind !== 'sent' && entry.kind !== 'error' && entry.kind !== 'skipped') continue;
    const person = personOf(entry, plan);
    if (person === undefined || person === '') continue;
    const known = people.get(person) ?? { seqs: [], names: namesOf(plan, person) };
    known.seqs.push(seq);
    if (entry.number !== undefined) known.names.add(`+${entry.number}`).add(entry.number);
    if (entry.address) known.names.add(entry.address);
    people.set(person, known);
  }
  return people;
}

function namesOf(plan: Plan, key: string): Set<string> {
  const people = peopleOf(plan);
  const seed = plan.cases.get(key);
  const user = plan.users.get(key);
  const names = [
    key,
    people.id(key),
    people.label(key),
    people.name(key),
    seed?.caseId,
    user?.userId,
    user?.username,
  ];
  return new Set(names.filter((name): name is string => name !== undefined && name.trim() !== ''));
}

/** A name that is somebody else's key is that one's. */
const isKeyOfAnother = (plan: Plan, name: string, key: string): boolean =>
  name !== key && [plan.cases, plan.users, plan.groups, plan.locations].some((known) => known.has(name));

function checkTrails(plan: Plan, journal: JournalView): number {
  const people = peopleOf(plan);
  let checked = 0;
  for (const [person, { seqs, names }] of rowsByPerson(plan, journal)) {
    const trail = trailOf(plan, journal, { to: person });
    const told = new Set(trail.sections.flatMap(({ steps }) => steps.map(({ seq }) => seq)));
    expect(
      seqs.filter((seq) => !told.has(seq)),
      `rows of ${person}`,
    ).toEqual([]);
    for (const name of names) {
      if (isKeyOfAnother(plan, name, person)) continue;
      expect(whomMeans(name, { plan, journal, people }).keys, `${name} means`).toContain(person);
      checked += 1;
    }
  }
  return checked;
}

function rosterOf(plan: Plan): { roster: Roster; journal: JournalView; totals: Totals } {
  const collector = new RosterCollector({ plan, people: peopleOf(plan), zone: zoneOfProject(plan.project) });
  const { journal, totals } = rehearsePlan(plan, { onEntry: (seq, entry) => collector.record(seq, entry) });
  return { roster: collector.end(), journal, totals };
}

function checkCounts(roster: Roster, journal: JournalView, totals: Totals): void {
  const outcomes = roster.funnels.flatMap((funnel) => funnel.outcomes);
  const sum = (wanted: OutcomeCount['outcome'], code?: string): number =>
    outcomes
      .filter(({ outcome, reason }) => outcome === wanted && (code === undefined || reason === code))
      .reduce((all, { rows }) => all + rows, 0);
  expect({
    sent: sum('sent'),
    held: sum('held'),
    waiting: sum('waiting'),
    error: sum('error'),
    skipped: sum('skipped'),
    codes: Object.keys(totals.errors_by_code).map((code) => sum('error', code)),
    warnings: roster.warnings.reduce((all, { count }) => all + count, 0),
  }).toEqual({
    sent: totals.sms + totals.email,
    held: totals.held,
    waiting: totals.pending.length,
    error: totals.errors,
    skipped: totals.skipped,
    codes: Object.values(totals.errors_by_code),
    warnings: totals.warnings,
  });
  const reached = new Set(
    [...journal.entries()].flatMap(({ kind, to }) => (kind === 'sent' && to ? [to] : [])),
  );
  expect(roster.gotNothing.flatMap(({ people }) => people).filter((key) => reached.has(key))).toEqual([]);
}

/** No recipient of a message, and no case that one was about, is told as having got nothing from its cause. */
function checkSilences(plan: Plan, journal: JournalView): void {
  const people = peopleOf(plan);
  const served = new Set<string>();
  for (const { kind, to, case: record, alert, broadcast } of journal.entries()) {
    const subject = alert === undefined ? broadcast && `broadcast ${broadcast}` : `alert ${alert}`;
    if (kind !== 'sent' || subject === undefined) continue;
    served.add(subject);
    for (const key of [record ?? to]) if (key !== undefined) served.add(`${people.label(key)}, ${subject}`);
    if (to !== undefined) served.add(people.label(to));
    if (record !== undefined) served.add(people.label(record));
  }
  const collector = new UnsentCollector(plan, { zone: zoneOfProject(plan.project), people });
  for (const entry of journal.entries()) collector.record(entry);
  const { unsent } = collector.end();
  expect(unsent.map(({ who }) => who).filter((who) => served.has(who))).toEqual([]);
  const members = membership(plan);
  const groups = [...plan.groups.values(), ...plan.locations.values()].map(({ key }) => key);
  for (const group of groups) {
    const isServed = [...members(group)].some((key) => served.has(people.label(key)));
    const silent = unsent.filter(
      ({ who }) => isServed && who.startsWith(`${people.label(group)}, broadcast `),
    );
    const heard = silent.filter(({ who }) =>
      [...members(group)].some((key) => served.has(`${people.label(key)}, ${who.split(', ').at(-1)}`)),
    );
    expect(heard).toEqual([]);
  }
}

describe.each(shippedPlans())('$name', ({ plan }) => {
  test('why names each row by each name of its person, and the roster adds up', () => {
    const { roster, journal, totals } = rosterOf(plan);
    checkCounts(roster, journal, totals);
    checkSilences(plan, journal);
    const rows = [...journal.entries()].filter(
      ({ kind }) => kind === 'sent' || kind === 'error' || kind === 'skipped',
    );
    expect(checkTrails(plan, journal) > 0 || rows.every((row) => personOf(row, plan) === undefined)).toBe(
      true,
    );
  });
});

interface Someone {
  readonly name: string;
  readonly number: string;
  readonly zone: string;
  readonly group: boolean;
}

const anyone: fc.Arbitrary<Someone> = fc.record({
  name: fc.constantFrom('Amina Lema', 'Zuri', 'amina lema', 'फ़रीदा', 'فاطمة', 'w0'),
  number: fc.constantFrom(
    '254712000001',
    '254712000002',
    '+254 712 000003',
    '0',
    '',
    '2.54E+11',
    '0712000009',
  ),
  zone: fc.constantFrom('', 'Asia/Kolkata', 'Mars'),
  group: fc.boolean(),
});
const anyAlert = fc.constantFrom(
  'to: case, send: immediately',
  'to: {group: chws}, send: immediately',
  'to: [case, {group: hill}], send: {daily: {at: "09:00", stop_after: 3}}',
  'to: owner, send: immediately',
  'to: {location: village}, send: immediately',
  'to: [case, owner, {group: chws}], send: {daily: {at: "20:30", stop_after: 1}}',
  'to: case, start: {property: visit}, send: {daily: {at: "07:00", stop_after: 2}}',
  'to: case, when: {visit: {has_value: yes}}, send: {custom_immediate: [{wait_minutes: 0}, {wait_minutes: 90}]}',
);
const acts = [
  '{at: 2026-03-03 10:00, broadcast: meeting}',
  '{at: 2026-03-03 11:00, broadcast: staff}',
  '{at: 2026-03-03 11:10, broadcast: valley}',
  '{at: 2026-03-03 11:20, inbound: {from: w0, via: GW, text: ASK}}',
  '{at: 2026-03-03 11:30, inbound: {from: w0, via: GW, text: "7"}}',
  '{at: 2026-03-03 12:00, inbound: {from: w0, via: GW, text: HELP}}',
  '{at: 2026-03-03 13:00, inbound: {from: w0, via: GW, text: what}}',
  '{at: 2026-03-03 14:00, inbound: {from: "254799999999", via: GW, text: STOP}}',
  '{at: 2026-03-03 15:00, send: {to: w1, text: Hello}}',
  '{at: 2026-03-03 16:00, close: w1}',
  '{at: 2026-03-03 17:00, delete: w0}',
  '{at: 2026-03-03 18:00, group: {chws: {users: []}}}',
];

interface Story {
  readonly people: readonly Someone[];
  readonly alerts: readonly string[];
  readonly acts: readonly string[];
  readonly hours: boolean;
}

const anyStory: fc.Arbitrary<Story> = fc.record({
  people: fc.array(anyone, { minLength: 2, maxLength: 5 }),
  alerts: fc.array(anyAlert, { maxLength: 3 }),
  acts: fc.subarray(acts),
  hours: fc.boolean(),
});

function planOf({ people, alerts, acts, hours }: Story): Plan {
  const cases = people.map(
    ({ name, number, zone }, index) =>
      `  w${index}: {type: woman, name: "${name}", owner: nurse,${index === 0 ? ' contact_phone_number_is_verified: "1",' : ''} visit: ${index % 2 ? '2026-03-10' : '10/03/2026'}${number === '' ? '' : `, contact_phone_number: "${number}"`}${zone === '' ? '' : `, time_zone: ${zone}`}}`,
  );
  const members = people.flatMap(({ group }, index) => (group ? [`w${index}`] : []));
  return plansFrom(`scenario: law
project: {time_zone: Africa/Nairobi, languages: [en], default_reply: {en: "What?"}${hours ? ', sending_hours: [{from: "08:00", to: "20:00"}]' : ''}}
gateways: {GW: {type: twilio, number: "100"}}
routing: {global: {"*": GW}}
cases:
${cases.join('\n')}
users:
  nurse: {username: nurse, first_name: Neema, phones: ["254722000001"], time_zone: Asia/Dhaka}
  aide: {username: aide, first_name: Zuri, phones: []}
locations: {valley: {name: Valley, type: district}, village: {name: Village, type: village, parent: valley, users: [nurse]}}
surveys: {age: {questions: [{id: age, ask: "How old?", type: int}]}}
groups: {chws: {users: [nurse, aide]}, hill: {cases: [${members.join(', ')}]}}
alerts:
${alerts.map((alert, index) => `  a${index}: {case_type: woman, ${alert}, sms: {en: "A${index}"}}`).join('\n')}
broadcasts:
  meeting: {to: {group: hill}, send: immediately, sms: {en: "Meeting"}}
  staff: {to: {group: chws}, send: immediately, sms: {en: "Staff"}}
  valley: {to: {location: valley, descendants: yes}, send: immediately, sms: {en: "Valley"}}
keywords: {HELP: {reply: {en: "We call you"}}, ASK: {survey: age}}
starts: 2026-03-02 09:00
ends: 2026-03-20 09:00
timeline:
  - {at: 2026-03-02 10:00, register: [${people.map((_, index) => `w${index}`).join(', ')}]}
${acts.map((act) => `  - ${act}`).join('\n')}
`)[0]!;
}

law.prop([anyStory], { numRuns: 1000 })(
  'the same holds for stories of whatever people, alerts and acts',
  (story) => {
    const plan = planOf(story);
    const { roster, journal, totals } = rosterOf(plan);
    checkCounts(roster, journal, totals);
    checkSilences(plan, journal);
    checkTrails(plan, journal);
  },
);
