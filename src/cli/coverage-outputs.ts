/** `--coverage` of `drysend run` and `drysend merge`: what the stories exercised, as a table and in files, and whether it is enough. */
import { openWholeFile } from '../adapters/files/whole-file.ts';
import { type Coverage, shareOf } from '../coverage/measure.ts';
import { coverageJson } from '../report/coverage/json.ts';
import { coverageLcov } from '../report/coverage/lcov.ts';
import { coverageText } from '../report/coverage/text.ts';
import { percentText } from '../report/text/span.ts';
import {
  type CoverageLimit,
  type CoverageReport,
  coverageLimitOf,
  coverageReportOf,
  isForPrograms,
} from './coverage-options.ts';
import { STDOUT } from './outputs.ts';
import type { MergeOptions } from './run-options.ts';
import { opened } from './stop.ts';
import type { Terminal } from './terminal.ts';

interface CoverageOutputs {
  /** Whether the stories cover as much as was asked for. */
  end(coverage: Coverage): boolean;
}

/** @throws Stop when the options cannot be followed: before anything runs. */
export function coverageOutputs(options: MergeOptions, terminal: Terminal): CoverageOutputs {
  const reports = (options.coverageReport ?? []).map(coverageReportOf);
  const limits = (options.coverageMin ?? []).map(coverageLimitOf);
  const isOnScreen =
    options.coverage === true ||
    reports.length === 0 ||
    reports.some(({ name, file }) => name === 'text' && file === undefined);
  return {
    end(coverage) {
      if (isOnScreen) writeOnScreen(coverage, options, reports, terminal);
      for (const report of reports) writeReport(report, coverage, terminal);
      const broken = limits.flatMap((limit) => missed(limit, coverage));
      for (const line of broken) terminal.err(`drysend: ${line}\n`);
      return broken.length === 0;
    },
  };
}

/** Where a program reads stdout, the table goes to stderr. */
function writeOnScreen(
  coverage: Coverage,
  options: MergeOptions,
  reports: readonly CoverageReport[],
  terminal: Terminal,
): void {
  const { columns, colour, errorColour } = terminal;
  const { json, reporter, journal, exchanges } = options;
  const isRead =
    json === true ||
    journal === STDOUT ||
    exchanges === STDOUT ||
    reports.some(isForPrograms) ||
    reporter.some((one) => !forPeople.has(one) && (!one.includes('=') || one.endsWith(`=${STDOUT}`)));
  if (isRead) terminal.err(`\n${coverageText(coverage, { columns, colour: errorColour })}`);
  else terminal.out(`\n${coverageText(coverage, { columns, colour })}`);
}

/** Reports that leave room on the screen. */
const forPeople: ReadonlySet<string> = new Set(['pretty', 'dots', 'github']);

function writeReport(report: CoverageReport, coverage: Coverage, terminal: Terminal): void {
  const { name, file } = report;
  const text = { text: inFile, json: coverageJson, lcov: coverageLcov }[name];
  if (isForPrograms(report)) terminal.data(text(coverage));
  if (file === undefined) return;
  const whole = opened(file, () => openWholeFile(file));
  try {
    whole.write(text(coverage));
    whole.keep();
  } finally {
    whole.close();
  }
}

const inFile = (coverage: Coverage): string => coverageText(coverage, { columns: 120, colour: false });

function missed({ part, percent }: CoverageLimit, { items }: Coverage): string[] {
  const counted = part === undefined ? items : items.filter((item) => item.part === part);
  const { covered, total } = shareOf(counted);
  if (covered * 100 >= percent * total) return [];
  const what = part === undefined ? '' : ` of ${part}`;
  return [`coverage${what} is ${percentText(covered, total)}, below ${percent} %`];
}
