/** What the page says of every shipped story is what the command line says of it. */
import { describe, expect, test } from 'vitest';
import { zoneOfProject } from '../../../src/core/time/zone.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { decodeStory, encodeStory } from '../../../src/report/html/data/story-data.ts';
import { leanPlan } from '../../../src/report/html/lean-plan.ts';
import { StoryModel } from '../../../src/report/html/page/model/story-model.ts';
import { peopleOf } from '../../../src/report/people.ts';
import { RosterCollector } from '../../../src/report/roster/roster.ts';
import { personOf, type RosterRow } from '../../../src/report/roster/row.ts';
import { trailOf } from '../../../src/report/why/trail.ts';
import { shippedPlans } from '../../helpers/shipped-plans.ts';

/** A story as the page gets it, and the same from the run itself. */
function bothSides(plan: Parameters<typeof rehearsePlan>[0]) {
  const rows: RosterRow[] = [];
  const collector = new RosterCollector({
    plan,
    people: peopleOf(plan),
    zone: zoneOfProject(plan.project),
    onRow: (row) => rows.push(row),
  });
  const run = rehearsePlan(plan, { onEntry: (seq, entry) => collector.record(seq, entry) });
  const { gotNothing, peopleCount } = collector.end();
  const waiting = rows
    .filter(({ outcome }) => outcome === 'waiting')
    .map(({ seq, reason }) => [seq!, reason ?? null] as const);
  const bytes = encodeStory({ plan: leanPlan(plan), gotNothing, waiting }, run.journal.entries());
  return { run, rows, peopleCount, model: new StoryModel(decodeStory(bytes)) };
}

describe.each(shippedPlans().map(({ plan }) => [plan.title, plan] as const))('%s', (_, plan) => {
  const { run, rows, peopleCount, model } = bothSides(plan);

  test('has the rows of the roster', () => {
    const shown = model.rows
      .filter(({ status }) => status !== 'received')
      .map(({ status, person, id, ...row }) => ({ ...row, outcome: status }));
    // The page has no column for the value that was read, as the sheet has.
    const inOrder = (list: readonly { readonly found?: string | undefined }[]): string[] =>
      list.map(({ found, ...row }) => JSON.stringify(row, sorted)).sort();
    expect(inOrder(shown)).toEqual(inOrder(rows));
    expect(model.rows.filter(({ status }) => status === 'received').length).toBe(run.totals.inbound);
  });

  test('has the people of the roster', () => {
    // Somebody who only wrote in, or of whose error only the number is known, is nobody for the roster.
    expect(model.persons.length).toBeGreaterThanOrEqual(peopleCount);
  });

  test('has every trail that drysend why tells', () => {
    for (const row of model.rows.filter(({ seq }) => seq !== undefined)) {
      const questions = [
        { case: row.case, to: row.person },
        { to: row.person },
        { case: row.case, alert: row.cause.replace(/^alert /, '') },
      ];
      for (const question of questions.filter((asked) => (asked.case ?? asked.to) !== undefined)) {
        expect(model.trail(question)).toEqual(trailOf(plan, run.journal, question));
      }
    }
  });

  test('has a lane for everybody whom a row is about, with every message', () => {
    const lanes = new Set(model.lanes.map(({ key }) => key));
    expect(lanes.size).toBe(model.lanes.length);
    for (const { person } of model.rows) expect(lanes).toContain(person);
    const marks = model.lanes.reduce((sum, { sources }) => sum + sources.length, 0);
    const { sms, email, errors, inbound, attempts, held } = run.totals;
    expect(marks).toBeLessThanOrEqual(sms + email + errors + inbound + attempts + held);
    expect(marks).toBeGreaterThanOrEqual(sms + email);
  });
});

test('a person without a key is told by number or address', () => {
  expect(personOf({ outcome: 'sent', cause: '', number: '254700' })).toBe('+254700');
});

/** Keys in one order, so that the same rows are the same texts. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
