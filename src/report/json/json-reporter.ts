import { visibleJson } from '../../core/render/visible.ts';
import type { Opening, Reporter } from '../reporter.ts';
import { rosterOut } from '../roster/json.ts';
import type { Failure, ScenarioResult } from '../scenario-result.ts';
import type { Summary } from '../summary.ts';
import { evidenceText } from '../verdict/evidence-line.ts';
import { evidenceJson } from './verdict-json.ts';

/** Raised when a key changes its meaning or goes; new keys do not raise it. */
const REPORT_VERSION = 2;

/** The report for programs: one JSON document, its keys as in docs/cli.md. */
export function jsonReporter(): Reporter {
  const results: ScenarioResult[] = [];
  let version = '';
  return {
    begin(opening: Opening) {
      version = opening.version;
      return '';
    },
    story(story) {
      results.push(story);
      return '';
    },
    end: (summary) => `${visibleJson(JSON.stringify(documentOf(version, results, summary), null, 2))}\n`,
  };
}

function documentOf(version: string, results: readonly ScenarioResult[], summary: Summary) {
  return {
    version: REPORT_VERSION,
    drysend: version,
    ok: summary.ok,
    tz: summary.tz,
    digest: summary.digest,
    summary: {
      stories: summary.stories,
      ...summary.outcomes,
      not_run: summary.notRun,
      sms: summary.sms,
      email: summary.email,
      segments: summary.segments,
      errors: summary.errors,
      errors_by_code: Object.fromEntries(summary.errorsByCode),
      warnings: summary.warnings,
      virtual_ms: summary.virtualMs,
      real_ms: rounded(summary.realMs),
    },
    stories: results.map(storyOut),
  };
}

function storyOut(story: ScenarioResult) {
  return {
    title: story.title,
    file: story.file,
    line: story.line,
    tags: story.tags,
    outcome: story.outcome,
    seed: story.seed,
    starts: new Date(story.startsAt).toISOString(),
    ends: new Date(story.endsAt).toISOString(),
    digest: story.digest,
    totals: story.totals,
    kept: story.keptCount,
    failures: story.failures.map(failureOut),
    zone: story.zone,
    transcript: story.transcript,
    transcript_left_out: story.transcriptLeftOut,
    unsent: story.unsent,
    unsent_left_out: story.unsentLeftOut,
    warnings: story.warnings,
    warnings_left_out: story.totals.warnings - story.warnings.length,
    ...(isCut(story) && { all: 'drysend roster FILE --json has every row; --journal keeps every entry' }),
    ...(story.roster && { roster: rosterOut(story.roster) }),
    real_ms: rounded(story.realMs),
    replay: story.replay,
  };
}

/** A list that is cut says so, and how to have the rest. */
const isCut = ({ transcriptLeftOut, unsentLeftOut, totals, warnings }: ScenarioResult): boolean =>
  transcriptLeftOut + unsentLeftOut + totals.warnings - warnings.length > 0;

const failureOut = ({ kind, title, where, lines, verdict }: Failure) => ({
  kind,
  title,
  where,
  lines: lines.map(evidenceText),
  ...(verdict && evidenceJson(verdict)),
});

const rounded = (ms: number): number => Math.round(ms * 10) / 10;
