/** Stories whose cases are on a disk, in parts of any size: what comes out is what one run of all cases gives. */
import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { Budget } from '../../src/adapters/interruptible.ts';
import { planInParts } from '../../src/cli/plan-in-parts.ts';
import { rosterInParts } from '../../src/cli/roster-in-parts.ts';
import type { Plan } from '../../src/core/model/plan.ts';
import type { Run } from '../../src/core/model/run.ts';
import { zoneOfProject } from '../../src/core/time/zone.ts';
import { LinePages, type RehearseOptions, rehearsePlan } from '../../src/rehearse.ts';
import { peopleOf } from '../../src/report/people.ts';
import { type Roster, RosterCollector } from '../../src/report/roster/roster.ts';
import { CalendarExcerpt, sizeFor } from '../../src/report/sending-plan/calendar-text.ts';
import { type SendingPlan, SendingPlanCollector } from '../../src/report/sending-plan/sending-plan.ts';
import { planText } from '../../src/report/sending-plan/text.ts';
import { inkFor } from '../../src/report/text/terminal-text.ts';
import { cutOf } from '../../src/shards/cut.ts';
import { DailyLimitMet } from '../../src/shards/merged-journal.ts';
import { Parts } from '../../src/shards/parts.ts';
import { rehearseShards } from '../../src/shards/rehearse-shards.ts';
import { runShard, type ShardEnd } from '../../src/shards/run-shard.ts';
import { SpilledShard } from '../../src/shards/spilled-shard.ts';
import { onDisk } from '../helpers/on-disk.ts';
import { anyStory, planOf } from '../helpers/stories-of-many.ts';

/** How many random stories: `SCENARIOS=2000` for a long look. */
const SCENARIOS = Math.ceil(Number(process.env.SCENARIOS ?? 400) / 10);
const PART_CASES = [1, 7, 50];

const outcome = ({ digest, totals, verdicts, endsAt }: Run) => ({ digest, totals, verdicts, endsAt });

const whole = (plan: Plan, listeners: RehearseOptions): Run =>
  rehearsePlan(plan, { keep: false, ...listeners });

function fileInMemory() {
  let bytes = Buffer.alloc(0);
  return {
    get length() {
      return bytes.length;
    },
    write(more: Uint8Array) {
      bytes = Buffer.concat([bytes, more]);
    },
    read: (from: number, to: number) => bytes.subarray(from, to),
  };
}

function runInParts(plan: Plan, casesMax: number, pages: LinePages): Promise<Run> | undefined {
  const cut = cutOf(plan);
  if (cut.kind === 'whole') return undefined;
  const parts = new Parts(plan, cut, { casesMax, groupMax: Number.POSITIVE_INFINITY });
  const ends: ShardEnd[] = [];
  const sources = Array.from({ length: parts.count }, (_, number) => {
    const spilled = new SpilledShard(fileInMemory());
    ends.push(runShard(parts.part(number), { onBlock: (block) => spilled.add(block) }));
    const next = spilled.blocks();
    return { next: async () => next() };
  });
  const shards = { sources, areJudged: true, ends: async () => ends };
  return rehearseShards(plan, shards, { follows: true, onPass: () => undefined, keep: false, pages });
}

function pagesIn(bytes: Buffer[]): LinePages {
  return new LinePages((page) => void bytes.push(Buffer.from(page)));
}

function textOf(plan: Plan, sends: SendingPlan, excerpt: CalendarExcerpt): string {
  const zone = zoneOfProject(plan.project);
  const story = { title: '', file: '', zone, people: peopleOf(plan), period: '', asked: {}, isByName: false };
  return planText(sends, story, excerpt, { columns: 100, ink: inkFor(false) });
}

/** Without those who write in, or are written to by hand: they are not counted in parts. */
function withoutWriters(plan: Plan): Plan {
  const timeline = plan.timeline.filter(({ act }) => !['inbound', 'send', 'verify'].includes(act.verb));
  return { ...plan, timeline, surveys: new Map() };
}

function rosterOf(plan: Plan) {
  const roster = new RosterCollector({ plan, zone: zoneOfProject(plan.project) });
  whole(plan, { onEntry: (seq, entry) => roster.record(seq, entry) });
  return countsOf(roster.end());
}

/**
 * Parts have people in the order of the file, and one run as they are registered; of warnings of one instant about messages that are
 * late, the example may be another.
 */
const countsOf = ({ people: _people, gotNothing, warnings, ...counts }: Roster) => ({
  ...counts,
  warnings: warnings.map(({ code, count, severity }) => ({ code, count, severity })),
  gotNothing: gotNothing.map((group) => ({ ...group, people: [...group.people].sort() })),
});

let cut = 0;
let rosters = 0;

law.prop([anyStory], { numRuns: SCENARIOS, ...(process.env.SCENARIOS === undefined && { seed: 16 }) })(
  'a story in parts of 1, 7 and 50 cases has the journal, totals, verdicts, plan and roster of one run',
  async (story) => {
    let plan: Plan;
    try {
      plan = planOf(story);
    } catch {
      return fc.pre(false);
    }
    const bytes: Buffer[] = [];
    const excerpt = new CalendarExcerpt(sizeFor(false));
    const sends = new SendingPlanCollector({
      plan,
      people: peopleOf(plan),
      filter: {},
      onMessage: (message) => excerpt.add(message),
      takesMessages: (person) => excerpt.hasRoom(person),
    });
    const run = whole(plan, {
      pages: pagesIn(bytes),
      onEntry: (seq, entry) => sends.record(seq, entry),
    });
    const one = {
      journal: Buffer.concat(bytes).toString('utf8'),
      plan: textOf(plan, sends.end(), excerpt),
    };
    const hasSurvey = JSON.stringify(story).includes('"survey"');
    const quiet = hasSurvey ? undefined : withoutWriters(plan);
    const wanted = quiet && rosterOf(quiet);
    for (const partCases of PART_CASES) {
      const many = onDisk(plan);
      const partBytes: Buffer[] = [];
      const parts = await runInParts(many, partCases, pagesIn(partBytes))?.catch((error: unknown) => {
        if (error instanceof DailyLimitMet) return undefined;
        throw error;
      });
      if (parts === undefined) return;
      expect(Buffer.concat(partBytes).toString('utf8')).toBe(one.journal);
      expect(outcome(parts)).toEqual(outcome(run));
      const around = {
        budget: new Budget(),
        progress: { story: () => {}, at: () => {}, clear: () => {} },
        sizes: { partCases },
      };
      const sendsOfParts = planInParts(many, { period: {}, people: peopleOf(plan), ...around });
      if ('plan' in sendsOfParts)
        expect(textOf(plan, sendsOfParts.plan, sendsOfParts.excerpt)).toBe(one.plan);
      const rosterOfParts = quiet ? rosterInParts(onDisk(quiet), around) : { why: 'not by case' };
      if ('why' in rosterOfParts) continue;
      rosters += 1;
      expect(countsOf(rosterOfParts)).toEqual(wanted);
    }
    cut += 1;
  },
  SCENARIOS * 3000,
);

test('most of the random stories can be cut, and some have a roster in parts', () => {
  expect(cut).toBeGreaterThan(SCENARIOS / 3);
  expect(rosters).toBeGreaterThan(0);
});
