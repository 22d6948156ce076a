import { fc, test as law } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { Plan } from '../../src/core/model/plan.ts';
import { zoneNames } from '../../src/core/time/zone.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { plansFrom } from '../helpers/plans-from.ts';

const anyZone = fc.constantFrom('', ...zoneNames());
const anyClock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '59'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
const anyRandom = fc
  .tuple(anyClock, fc.integer({ min: 2, max: 1439 }))
  .map(([from, minutes]) => `random: {from: "${from}", minutes: ${minutes}}`);
const anyTime = fc.oneof(
  anyClock.map((at) => `at: "${at}"`),
  anyRandom,
  fc.constant('at_property: time_of_day'),
);
const fixedTime = anyClock.map((at) => `at: "${at}"`);
const anyDays = fc.constantFrom('[Mon]', '[Mon, Wed]', '[Sun, Tue]');
const anyMonthDays = fc.constantFrom('[1]', '[-1]', '[1, 15]', '[31]', '[28, -3]');

const sendsAt = (time: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant('immediately'),
    time.map((at) => `{daily: {${at}, stop_after: 5}}`),
    fc.tuple(time, anyDays).map(([at, days]) => `{weekly: {days: ${days}, ${at}}}`),
    fc.tuple(time, anyMonthDays).map(([at, days]) => `{monthly: {days: ${days}, ${at}}}`),
    fc.constant('{custom_immediate: [{wait_minutes: 0}, {wait_minutes: 90}, {wait_minutes: 0}]}'),
  );

interface Contact {
  readonly zone: string;
  readonly time: string;
}

const anyContact: fc.Arbitrary<Contact> = fc.record({ zone: anyZone, time: anyClock });
const anyContacts = fc.array(anyContact, { minLength: 2, maxLength: 6 });
const anySends = fc.array(sendsAt(anyTime), { minLength: 1, maxLength: 3 });
const anySeed = fc.integer({ min: 1, max: 1_000_000 });

interface Story {
  readonly contacts: readonly Contact[];
  readonly sends: readonly string[];
  readonly seed: number;
  /** Indexes of the contacts, in the order they are registered. */
  readonly order?: readonly number[];
}

/** Forty days of a few contacts, each with a number of its own. */
function planOf({ contacts, sends, seed, order = contacts.map((_, index) => index) }: Story): Plan {
  const cases = contacts.map(({ zone, time }, index) => {
    const zoneEntry = zone === '' ? '' : `time_zone: ${zone}, `;
    return `  c${index}: {type: person, name: C${index}, ${zoneEntry}time_of_day: "${time}", contact_phone_number: "44770090${1000 + index}"}`;
  });
  const alerts = sends.map(
    (send, index) => `  a${index}: {case_type: person, to: case, send: ${send}, sms: "A${index}"}`,
  );
  return plansFrom(`scenario: law
seed: ${seed}
project: {time_zone: Europe/Dublin, languages: [en]}
gateways: {GW: {type: http, number: "100"}}
routing: {global: {"*": GW}}
cases:
${cases.join('\n')}
alerts:
${alerts.join('\n')}
starts: 2026-03-10 00:00
ends: 2026-04-19 00:00
timeline:
  - {at: 2026-03-10 10:00, register: [${order.map((index) => `c${index}`).join(', ')}]}
  - {at: 2026-03-20 12:00, update: {c0: {village: Hill}}}
`)[0]!;
}

/** Every line of the journal, without its place in it. */
function linesOf(plan: Plan): string[] {
  const lines = [...rehearsePlan(plan).journal.lines()];
  return lines.slice(1, -1).map((line) => line.replace(/^\{"seq":\d+,/, '{'));
}

const storyOf = fc.record({ contacts: anyContacts, sends: anySends, seed: anySeed });

law.prop([storyOf, anyContact], { numRuns: 150 })(
  'an unrelated case changes nothing about the others',
  (story, stranger) => {
    const more = { ...story, contacts: [...story.contacts, stranger] };
    const name = `"c${story.contacts.length}"`;
    const others = linesOf(planOf(more)).filter((line) => !line.includes(name) && !isAbout(line, more));
    expect(others).toEqual(linesOf(planOf(story)));
  },
);

/** Lines that name the stranger by number or message only. */
function isAbout(line: string, { contacts }: Story): boolean {
  return line.includes(`44770090${1000 + contacts.length - 1}`);
}

law.prop([storyOf, fc.infiniteStream(fc.nat())], { numRuns: 150 })(
  'registering in another order changes only the order of what happens at one instant',
  (story, picks) => {
    const order = shuffled(story.contacts.length, picks);
    const lines = [planOf(story), planOf({ ...story, order })].map(linesOf);
    expect([...lines[1]!].sort()).toEqual([...lines[0]!].sort());
    const [times, shuffledTimes] = lines.map((all) => all.map((line) => line.slice(0, 40)).map(timeOf));
    expect(shuffledTimes).toEqual(times);
  },
);

const timeOf = (line: string): string => /"at":"([^"]+)"/.exec(line)?.[1] ?? '';

function shuffled(count: number, picks: fc.Stream<number>): number[] {
  const left = Array.from({ length: count }, (_, index) => index);
  const found: number[] = [];
  for (const pick of picks.take(count)) found.push(...left.splice(pick % left.length, 1));
  return found;
}

law.prop([storyOf], { numRuns: 100 })('the same seed writes the same bytes', (story) => {
  const [first, second] = [rehearsePlan(planOf(story)), rehearsePlan(planOf(story))];
  expect([...second.journal.lines()].join('')).toBe([...first.journal.lines()].join(''));
  expect(second.digest).toBe(first.digest);
});

law.prop(
  [fc.record({ contacts: anyContacts, sends: fc.array(sendsAt(fixedTime), { minLength: 1, maxLength: 3 }) })],
  { numRuns: 100 },
)('where nothing is random another seed changes nothing', (story) => {
  expect(linesOf(planOf({ ...story, seed: 2 }))).toEqual(linesOf(planOf({ ...story, seed: 1 })));
});

law.prop([anyContacts, anyRandom, sendsAt(fixedTime), anySeed], { numRuns: 100 })(
  'another seed changes the random alert only: how often it sends, and all of the other, stay',
  (contacts, random, fixed, seed) => {
    const sends = [`{daily: {${random}, stop_after: 3}}`, fixed];
    const [one, other] = [seed, seed + 1].map((each) => linesOf(planOf({ contacts, sends, seed: each })));
    const ofFixed = (lines: readonly string[]) => lines.filter((line) => line.includes('"alert":"a1"'));
    const sentRandom = (lines: readonly string[]) =>
      lines.filter((line) => line.includes('"kind":"sent"') && line.includes('"alert":"a0"')).length;
    expect(ofFixed(other!)).toEqual(ofFixed(one!));
    expect(sentRandom(other!)).toBe(sentRandom(one!));
  },
);
