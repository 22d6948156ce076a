import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/core/model/plan.ts';
import { zoneNamed, zoneOfProject } from '../../../src/core/time/zone.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { nobodyKnown, peopleOf } from '../../../src/report/people.ts';
import { cellsOf, columns } from '../../../src/report/roster/cells.ts';
import type { RosterFilter } from '../../../src/report/roster/filter.ts';
import { type Roster, RosterCollector } from '../../../src/report/roster/roster.ts';
import type { RosterRow } from '../../../src/report/roster/row.ts';
import { rosterText } from '../../../src/report/roster/text.ts';
import { displayWidth, inkFor } from '../../../src/report/text/terminal-text.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const programme = `scenario: programme
project: {time_zone: Africa/Nairobi, languages: [en, swa]}
gateways: {AT_KE: {type: twilio, number: "+254711000000"}, OTHER: {type: twilio, number: "+254711000001"}}
routing: {global: {"25471": AT_KE, "*": OTHER}}
cases:
  amina: {type: woman, name: Amina Lema, contact_phone_number: "254712000001", visit: 2026-03-10}
  zuri: {type: woman, name: Zuri, contact_phone_number: "0", visit: 2026-03-10}
  neema: {type: woman, name: Neema, contact_phone_number: "254722000001", visit: 10/03/2026, language_code: swa}
  meera: {type: woman, name: Meera, contact_phone_number: "254712000004"}
  child: {type: child, name: Child}
alerts:
  visit:
    case_type: woman
    when: {visit: {has_value: yes}}
    to: case
    start: {property: visit}
    send: {daily: {at: "09:00", stop_after: "2"}}
    sms: {en: "Come, {case.name}", swa: "Njoo, {case.name}"}
  idle: {case_type: man, to: case, send: immediately, sms: {en: "Hello"}}
groups: {hill: {cases: [neema]}}
broadcasts:
  meeting: {to: {group: hill}, send: immediately, sms: {en: "Meeting", swa: "Mkutano"}}
starts: 2026-03-02 09:00
ends: 2026-04-30 00:00
timeline:
  - {at: 2026-03-02 10:00, register: [amina, zuri, neema, meera, child]}
  - {at: 2026-04-02 10:00, broadcast: meeting}
`;

function rosterOf(
  text: string,
  filter: RosterFilter = {},
  kinds?: readonly string[],
): { roster: Roster; rows: RosterRow[]; plan: Plan } {
  const plan = plansFrom(text)[0]!;
  const rows: RosterRow[] = [];
  const zone = zoneOfProject(plan.project);
  const people = peopleOf(plan);
  const collector = new RosterCollector({ plan, people, zone, filter, onRow: (row) => rows.push(row) });
  rehearsePlan(plan, {
    keep: false,
    onEntry(seq, entry) {
      if (!kinds || kinds.includes(entry.kind)) collector.record(seq, entry);
    },
  });
  return { roster: collector.end(), rows, plan };
}

/** The cells of a sheet by the names of their columns. */
const columnsOf = (row: RosterRow): (readonly [string, unknown])[] => {
  const cells = cellsOf(row, nobodyKnown, zoneNamed('Africa/Nairobi')!);
  return columns.map((name, index) => [name, cells[index]]);
};

describe('a funnel', () => {
  test('counts cases of the type, rule, start, due and what became of them', () => {
    const { roster } = rosterOf(programme);
    expect(roster.funnels.find(({ cause }) => cause === 'alert visit')).toEqual({
      cause: 'alert visit',
      caseType: 'woman',
      cases: 4,
      matched: 3,
      started: 2,
      fellDue: 2,
      outcomes: [
        { outcome: 'sent', reason: undefined, rows: 2, people: 1 },
        { outcome: 'error', reason: 'NO_PHONE_NUMBER', rows: 2, people: 1 },
        { outcome: 'skipped', reason: 'bad_date', detail: 'visit is not a date', rows: 1, people: 1 },
        { outcome: 'skipped', reason: 'rule_not_true', rows: 1, people: 1 },
      ],
      gotNothing: {
        contacts: 4,
        reasons: [
          { reason: 'NO_PHONE_NUMBER', detail: '', count: 1 },
          { reason: 'bad_date', detail: 'visit is not a date', count: 1 },
          { reason: 'rule_not_true', detail: 'visit: a value', count: 1 },
        ],
      },
    });
  });

  test('tells a start date that is missing from one that cannot be read, with the value that was read', () => {
    const undated = programme
      .replace('    when: {visit: {has_value: yes}}\n', '')
      .replace('name: Amina Lema, contact_phone_number: "254712000001", visit: 2026-03-10', 'visit: "---"');
    const { roster, rows } = rosterOf(undated);
    const visit = roster.funnels.find(({ cause }) => cause === 'alert visit')!;
    expect(visit.outcomes.filter(({ reason }) => reason === 'bad_date')).toEqual([
      { outcome: 'skipped', reason: 'bad_date', detail: 'no visit', rows: 2, people: 2 },
      { outcome: 'skipped', reason: 'bad_date', detail: 'visit is not a date', rows: 1, people: 1 },
    ]);
    const cells = rows
      .filter(({ reason, outcome }) => reason === 'bad_date' && outcome === 'skipped')
      .map((row) => Object.fromEntries(columnsOf(row)));
    expect(cells.map((row) => [row.person, row['what it means'], row['value read']])).toEqual([
      ['amina', 'no visit', '---'],
      ['neema', 'visit is not a date', '10/03/2026'],
      ['meera', 'no visit', ''],
    ]);
    expect(cells[0]?.cure).toBe('Fill in visit, or let the rule ask for it: {visit: {has_value: yes}}.');
    expect(cells[1]?.cure).toBe('Write the date as YYYY-MM-DD.');
  });

  test('is there for an alert that nothing came of', () => {
    const { roster } = rosterOf(programme);
    const idle = roster.funnels.find(({ cause }) => cause === 'alert idle');
    expect(idle).toMatchObject({ cases: 0, matched: 0, started: 0, fellDue: 0, outcomes: [] });
  });
});

test('a recipient that nobody stands for, such as children of a case without any, counts its case', () => {
  const { roster } = rosterOf(programme.replace('    to: case\n', '    to: children\n'));
  const visit = roster.funnels.find(({ cause }) => cause === 'alert visit')!;
  expect(visit.outcomes[0]).toEqual({ outcome: 'error', reason: 'NO_RECIPIENT', rows: 4, people: 2 });
});

test('counts of hundreds of millions stand apart from their labels, one below the other', () => {
  const { roster } = rosterOf(programme);
  const [visit] = roster.funnels;
  const outcomes = [
    { outcome: 'skipped', reason: 'no_recipient_filter', rows: 300_000_000, people: 3 },
  ] as const;
  const text = rosterText(
    { ...roster, funnels: [{ ...visit!, outcomes }] },
    { columns: 100, ink: inkFor(false) },
  );
  const lines = text.split('\n').filter((line) => /^ {2}(?:skipped|started)/.test(line));
  expect(lines.map((line) => line.replace(/ {2}for .*/, ''))).toEqual([
    '  started                                2',
    '  skipped, no_recipient_filter 300,000,000',
  ]);
});

describe('who got nothing', () => {
  test('is grouped by the reason nearest to a message, without those whom another alert or broadcast reached', () => {
    const { roster } = rosterOf(programme);
    const told = roster.gotNothing.map(({ reason, detail, people }) => [reason, detail, ...people]);
    expect(told).toEqual([
      ['NO_PHONE_NUMBER', '', 'zuri'],
      ['no_alert', '', 'child'],
      ['rule_not_true', 'visit: a value', 'meera'],
    ]);
  });

  test('has a row each, so that the sheets name all of them', () => {
    const { rows } = rosterOf(programme);
    expect(rows.filter(({ outcome }) => outcome === 'nothing').map(({ to }) => to)).toEqual([
      'zuri',
      'child',
      'meera',
    ]);
  });
});

describe('who got nothing from one alert', () => {
  const groupsOf = (filter: RosterFilter) =>
    rosterOf(programme, filter).roster.gotNothing.map(({ reason, detail, people }) => [
      reason,
      detail,
      ...people,
    ]);

  test('is counted for that alert, whatever reached them from others', () => {
    expect(groupsOf({ alert: 'visit' })).toEqual([
      ['NO_PHONE_NUMBER', '', 'zuri'],
      ['bad_date', 'visit is not a date', 'neema'],
      ['rule_not_true', 'visit: a value', 'meera'],
    ]);
    expect(groupsOf({ alert: 'meeting' })).toEqual([]);
  });

  test('is of the cases of its type, and says which alert', () => {
    const { roster, rows } = rosterOf(programme, { alert: 'visit' });
    expect(roster.peopleCount).toBe(4);
    expect(rosterText(roster, { columns: 80, ink: inkFor(false) })).toContain(
      'got nothing from alert visit: 3 of 4 contacts',
    );
    expect(rows.filter(({ outcome }) => outcome === 'nothing').map(({ cause }) => cause)).toEqual(
      Array.from({ length: 3 }, () => 'alert visit'),
    );
  });

  test('has those whose case came as closed, and those of whom a short journal says nothing', () => {
    const closed = programme.replace('{type: woman, name: Meera', '{type: woman, closed: yes, name: Meera');
    const { roster } = rosterOf(closed, { alert: 'visit' });
    expect(roster.gotNothing.map(({ reason }) => reason)).toContain('was_closed');
    const short = rosterOf(programme, { alert: 'visit' }, ['registered', 'sent', 'error']).roster;
    expect(short.gotNothing[0]).toEqual({ reason: 'no_line', detail: '', people: ['neema', 'meera'] });
  });

  test('stands in the funnel of a whole run', () => {
    const text = rosterText(rosterOf(programme).roster, { columns: 120, ink: inkFor(false) });
    expect(text).toMatch(
      /got nothing +3 {2}of 4 contacts: NO_PHONE_NUMBER 1, visit is not a date 1, rule_not_true 1/,
    );
  });
});

describe('the text of a narrowed roster', () => {
  const warned = programme.replace('    sms: {en: "Come', '    sms: {fra: "Viens", en: "Come');
  const textOf = (filter: RosterFilter) =>
    rosterText(rosterOf(warned, filter).roster, { columns: 120, ink: inkFor(false) });

  test('by reason has only the alerts and lines that have it', () => {
    const text = textOf({ reason: 'bad_date' });
    expect(text).toMatch(/^\nalert visit\n {2}skipped, bad_date +1 {2}for 1 person: visit is not a date\n/);
    expect(text).not.toContain('sent');
    expect(text).not.toContain('broadcast meeting');
  });

  test('has no warnings, and says how to see them', () => {
    expect(textOf({})).toMatch(/^warnings: \d+$/m);
    const text = textOf({ alert: 'visit' });
    expect(text).not.toMatch(/^warnings: /m);
    expect(text).toMatch(
      /\d+ warnings? of the whole run left out: the same without --alert visit has them\./,
    );
  });

  test('says that there is nothing', () => {
    expect(textOf({ reason: 'PHONE_OPTED_OUT' })).toContain(
      'Nothing in this run has --reason PHONE_OPTED_OUT.',
    );
  });
});

describe('narrowed', () => {
  const shownBy = (filter: RosterFilter) => rosterOf(programme, filter);
  const outcomes = ({ rows }: { rows: readonly RosterRow[] }) =>
    rows.map(({ outcome, to, cause }) => `${outcome} ${to} ${cause}`.trim());

  test('by alert it knows that alert only', () => {
    const { roster } = shownBy({ alert: 'meeting' });
    expect(roster.funnels.map(({ cause }) => cause)).toEqual(['broadcast meeting']);
  });

  test('by reason it gives those rows, and who got nothing for it', () => {
    expect(outcomes(shownBy({ reason: 'NO_PHONE_NUMBER' }))).toEqual([
      'error zuri alert visit',
      'error zuri alert visit',
      'nothing zuri',
    ]);
  });

  test.each([
    ['gateway', { gateway: 'OTHER' }, ['sent neema broadcast meeting']],
    ['language', { language: 'swa' }, ['sent neema broadcast meeting']],
    ['month', { month: '2026-04' }, ['sent neema broadcast meeting']],
    [
      'a part of a name, in any letter case',
      { case: 'LEMA' },
      ['sent amina alert visit', 'sent amina alert visit'],
    ],
  ])('by %s it gives the rows that have it', (_name, filter, expected) => {
    expect(outcomes(shownBy(filter))).toEqual(expected);
  });
});

test('a message still held at the end is a row that waits, with the reason', () => {
  const held = programme
    .replace('languages: [en, swa]}', 'languages: [en, swa], sending_hours: [{from: "20:00", to: "21:00"}]}')
    .replace('ends: 2026-04-30 00:00', 'ends: 2026-04-02 12:00');
  const { rows, roster } = rosterOf(held, { alert: 'meeting' });
  expect(rows.find(({ outcome }) => outcome === 'waiting')).toMatchObject({
    to: 'neema',
    reason: 'sending_hours',
  });
  expect(roster.funnels[0]!.outcomes.map(({ outcome, rows: count }) => [outcome, count])).toEqual([
    ['held', 1],
    ['waiting', 1],
  ]);
});

test.each([40, 80, 120])('its text stays within %d cells', (columns) => {
  const { roster } = rosterOf(programme.replace('Zuri,', '"ፍቅርተ देवी فاطمة ፍቅርተ देवी فاطمة ፍቅርተ देवी فاطمة",'));
  const lines = rosterText(roster, { columns, ink: inkFor(false) }).split('\n');
  expect(lines.filter((line) => displayWidth(line) > columns)).toEqual([]);
  expect(lines.length).toBeGreaterThan(20);
});
