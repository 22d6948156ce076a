import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { Budget, commandLineWords } from '../../src/adapters/interruptible.ts';
import { planOfAlike } from '../../src/cli/plan-of-alike.ts';
import type { Plan } from '../../src/core/model/plan.ts';
import { zoneOfProject } from '../../src/core/time/zone.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { peopleOf } from '../../src/report/people.ts';
import { CalendarExcerpt, sizeFor } from '../../src/report/sending-plan/calendar-text.ts';
import { type SendingPlan, SendingPlanCollector } from '../../src/report/sending-plan/sending-plan.ts';
import { planText } from '../../src/report/sending-plan/text.ts';
import { inkFor } from '../../src/report/text/terminal-text.ts';
import { shippedPlans } from '../helpers/shipped-plans.ts';
import { alikePlanOf, anyAlikeStory } from '../helpers/stories-of-alike.ts';
import { anyStory, planOf } from '../helpers/stories-of-many.ts';

/** How many random stories: `SCENARIOS=2000` for a long look. */
const SCENARIOS = Number(process.env.SCENARIOS ?? 200);
const silent = { story: () => {}, at: () => {}, clear: () => {} };

interface Shown {
  readonly text: string;
  readonly lastAt: number;
}

function shown(plan: Plan, made: SendingPlan, excerpt: CalendarExcerpt): string {
  const zone = zoneOfProject(plan.project);
  const story = {
    ...{ title: plan.title, file: plan.source.file, zone, people: peopleOf(plan) },
    ...{ period: '', asked: {}, isByName: false },
  };
  return planText(made, story, excerpt, { columns: 100, ink: inkFor(false) });
}

/** Every case is rehearsed. */
function oneByOne(plan: Plan): Shown {
  const excerpt = new CalendarExcerpt(sizeFor(false));
  const collector = new SendingPlanCollector({
    ...{ plan, people: peopleOf(plan) },
    onMessage: (message) => excerpt.add(message),
  });
  let lastAt = plan.startsAt;
  rehearsePlan(plan, {
    keep: false,
    onEntry(seq, entry) {
      lastAt = entry.at;
      collector.record(seq, entry);
    },
  });
  return { text: shown(plan, collector.end(), excerpt), lastAt };
}

/** A few cases are rehearsed for all; undefined: they have to be rehearsed one by one. */
function byKinds(plan: Plan): Shown | undefined {
  const made = planOfAlike(plan, {
    ...{ period: {}, people: peopleOf(plan), casesMin: 2, progress: silent },
    budget: new Budget({}, commandLineWords),
  });
  return (
    made && { text: shown(plan, { ...made.plan, people: made.ofPeople }, made.excerpt), lastAt: made.lastAt }
  );
}

let counted = 0;

law.prop([anyAlikeStory], { numRuns: SCENARIOS })(
  'a plan in which some cases stand for others is that of a rehearsal of all',
  (story) => {
    let plan: Plan;
    try {
      plan = alikePlanOf(story);
    } catch {
      return fc.pre(false);
    }
    const made = byKinds(plan);
    if (made === undefined) return;
    counted += 1;
    expect(made).toEqual(oneByOne(plan));
  },
  SCENARIOS * 1000,
);

test('most of the random programmes are counted so', () => {
  expect(counted).toBeGreaterThan(SCENARIOS / 2);
});

law.prop([anyStory], { numRuns: SCENARIOS })(
  'of people who share things, or talk, a plan is that of a rehearsal of all',
  (story) => {
    let plan: Plan;
    try {
      plan = planOf(story);
    } catch {
      return fc.pre(false);
    }
    const made = byKinds(plan);
    if (made) expect(made).toEqual(oneByOne(plan));
  },
  SCENARIOS * 1000,
);

test.each(shippedPlans().map(({ name, plan }) => [name, plan] as const))('so it is of %s', (_name, plan) => {
  const made = byKinds(plan);
  if (made) expect(made).toEqual(oneByOne(plan));
});
