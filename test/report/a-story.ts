import type { Look, Reporter } from '../../src/report/reporter.ts';
import type { ScenarioResult } from '../../src/report/scenario-result.ts';
import { summaryOf } from '../../src/report/summary.ts';

const starts = Date.UTC(2026, 2, 1);

/** A story that kept its promises, with what the test wants different. */
export function aStory(different: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    title: 'Visit reminders',
    file: 'scenarios/visits.yaml',
    line: 1,
    tags: [],
    outcome: 'kept',
    seed: 1,
    tz: '2026f',
    zone: 'Asia/Kolkata',
    startsAt: starts,
    endsAt: starts + 29 * 86_400_000,
    digest: 'ab'.repeat(32),
    totals: {
      sms: 12,
      email: 0,
      errors: 0,
      errors_by_code: {},
      inbound: 0,
      attempts: 0,
      held: 0,
      skipped: 0,
      warnings: 0,
      segments: 14,
      pending: [],
    },
    keptCount: 12,
    promises: [],
    failures: [],
    transcript: [],
    transcriptLeftOut: 0,
    unsent: [],
    unsentLeftOut: 0,
    warnings: [],
    warningsPromised: 0,
    warningKinds: [],
    realMs: 3.2,
    replay: 'drysend run scenarios/visits.yaml --seed 1 --grep "Visit reminders"',
    ...different,
  };
}

/** What a reporter says of these stories from beginning to end. */
export function report(
  make: (look: Look) => Reporter,
  stories: readonly ScenarioResult[],
  look: Partial<Look> = {},
): string {
  const reporter = make({ columns: 100, colour: false, ...look });
  return [
    reporter.begin({ version: '1.2.3', titles: stories.map(({ title }) => title), startedAt: starts }),
    ...stories.map((story) => reporter.story(story)),
    reporter.end(summaryOf(stories, stories.length, 40)),
  ].join('');
}
