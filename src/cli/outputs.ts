/**
 * What drysend run writes: its reports, and transcripts on --update; no output goes over what is read or over
 * another.
 */

import { realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { FileAccess } from '../adapters/files/file-access.ts';
import { openWholeFile, type WholeFile } from '../adapters/files/whole-file.ts';
import { journalPaths } from '../adapters/journal-file.ts';
import { transcriptFiles, transcriptsOf } from '../adapters/transcript-files.ts';
import type { Plan } from '../core/model/plan.ts';
import { reporters } from '../report/catalogue.ts';
import { htmlReporter } from '../report/html/html-reporter.ts';
import { type ReporterName, reporterNames } from '../report/names.ts';
import type { Look, Opening, Reporter } from '../report/reporter.ts';
import type { ScenarioResult } from '../report/scenario-result.ts';
import type { Summary } from '../report/summary.ts';
import { terminalText } from '../report/text/terminal-text.ts';
import { describeProblems } from '../scenario/describe.ts';
import { didYouMean } from '../scenario/near.ts';
import { type Problem, quoted } from '../scenario/problem.ts';
import { coverageReportOf } from './coverage-options.ts';
import { exitCodes } from './exit-codes.ts';
import { htmlPage } from './html-page.ts';
import type { MergeOptions, OutputOptions, RunOptions } from './run-options.ts';
import { opened, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** All reports of one command: each story goes to every one of them. */
export interface ReportOutputs {
  /** One of them shows every line of the journal: stories need their `record`. */
  readonly needRecords: boolean;
  /** The JSON report, which has of a large run the first messages, and who got nothing, beside its counts. */
  readonly needLists: boolean;
  begin(opening: Opening): void;
  story(story: ScenarioResult): void;
  /** The reports are whole: their files take their places. */
  end(summary: Summary): void;
  /** Without `end` before it, files stay as they were before. */
  close(): void;
}

interface Output {
  readonly reporter: Reporter;
  write(text: string): void;
  readonly file?: WholeFile;
}

/** In a file nobody knows how wide it will be shown. */
const FILE_LOOK = { columns: 120, colour: false };

/** The files that `--reporter name=file` names. */
function reportPaths(asked: readonly string[]): string[] {
  return asked.flatMap((one) => parseReporter(one).file ?? []);
}

/** What an output is called that is standard output. */
export const STDOUT = '-';

/** Whether anything of what was exercised is asked for. */
export const wantsCoverage = ({ coverage, coverageReport = [], coverageMin = [] }: MergeOptions): boolean =>
  coverage === true || coverageReport.length > 0 || coverageMin.length > 0;

/** Annotations are lines among others: they may stand below a report for people. */
const isAnnotations = ({ name, file, isAlone }: WantedReporter): boolean =>
  name === 'github' && file === undefined && !isAlone;

/**
 * `asked` is what `--reporter` was given: `name` or `name=-` for the screen, `name=file`. None, or nothing
 * but those that stand beside it: pretty, on stderr when `stdoutUse` has the other.
 */
export function openReports(asked: readonly string[], terminal: Terminal, stdoutUse?: string): ReportOutputs {
  const given = asked.map(parseReporter);
  const onScreen = given.filter(({ file }) => file === undefined);
  checkScreen(onScreen, stdoutUse);
  const isPrettyMissing = given.every((one) => one.name === 'html' || isAnnotations(one));
  return reportsTo(given, [
    ...(isPrettyMissing ? [defaultOutput(terminal, stdoutUse !== undefined)] : []),
    ...given.map((one) => outputFor(one, terminal)),
  ]);
}

/** Those of the reports alone that programs read, and the page. */
export function openTestReports(asked: readonly string[], terminal: Terminal): ReportOutputs {
  const given = asked.map(parseReporter).filter(({ name }) => testReporters.has(name));
  checkScreen(
    given.filter(({ file }) => file === undefined),
    undefined,
  );
  return reportsTo(
    given,
    given.map((one) => outputFor(one, terminal)),
  );
}

const testReporters: ReadonlySet<ReporterName> = new Set([
  ...(['json', 'junit', 'ctrf', 'github', 'tap', 'teamcity', 'html'] as const),
]);

function reportsTo(given: readonly WantedReporter[], outputs: readonly Output[]): ReportOutputs {
  return {
    needRecords: given.some(({ name }) => name === 'html'),
    needLists: given.some(({ name }) => name === 'json'),
    begin: (opening) => tell(outputs, (reporter) => reporter.begin(opening)),
    story: (story) => tell(outputs, (reporter) => reporter.story(story)),
    end(summary) {
      tell(outputs, (reporter) => reporter.end(summary));
      for (const { file } of outputs) file?.keep();
    },
    close: () => closeAll(outputs.map(({ file }) => file)),
  };
}

function checkScreen(onScreen: readonly WantedReporter[], stdoutUse: string | undefined): void {
  if (onScreen.some(({ name }) => name === 'html')) {
    throw new Stop(
      exitCodes.usage,
      'an HTML report is for a browser, not for the screen',
      'Give it a file: --reporter html=report.html',
    );
  }
  const cure = 'Give the others a file: --reporter json=report.json';
  if (onScreen.filter((one) => !isAnnotations(one)).length > 1) {
    throw new Stop(exitCodes.usage, 'only one reporter can write to the screen', cure);
  }
  const [first] = onScreen;
  if (stdoutUse !== undefined && first) {
    throw new Stop(exitCodes.usage, `${stdoutUse} and --reporter ${first.name} both write to stdout`, cure);
  }
}

interface WantedReporter {
  readonly name: ReporterName;
  /** undefined: standard output. */
  readonly file?: string;
  /** Asked for by `name=-`: nothing else is to go there. */
  readonly isAlone?: boolean;
}

function parseReporter(asked: string): WantedReporter {
  const [name = '', ...rest] = asked.split('=');
  const file = rest.length > 0 ? rest.join('=') : undefined;
  if (!isReporterName(name)) {
    const known = `The reporters are: ${reporterNames.join(', ')}.`;
    const near = didYouMean(name, reporterNames);
    throw new Stop(
      exitCodes.usage,
      `unknown reporter "${name}"`,
      near === undefined ? known : `${near} ${known}`,
    );
  }
  if (file === '')
    throw new Stop(exitCodes.usage, `--reporter ${asked} names no file`, `Write ${asked}report.txt`);
  if (file === STDOUT) return { name, isAlone: true };
  return file === undefined ? { name } : { name, file };
}

const isReporterName = (name: string): name is ReporterName =>
  (reporterNames as readonly string[]).includes(name);

/** For people: where a program reads stdout, they go to stderr. */
function defaultOutput(terminal: Terminal, isStdoutTaken: boolean): Output {
  const { columns, colour, errorColour } = terminal;
  return isStdoutTaken
    ? { reporter: reporters.pretty({ columns, colour: errorColour }), write: (text) => terminal.err(text) }
    : { reporter: reporters.pretty({ columns, colour }), write: (text) => terminal.out(text) };
}

function outputFor({ name, file: path }: WantedReporter, terminal: Terminal): Output {
  const { pathPrefix } = terminal;
  if (path === undefined)
    return { reporter: reporterFor(name, terminal), write: (text) => terminal.out(text) };
  const file = opened(path, () => openWholeFile(path));
  return {
    reporter: reporterFor(name, { ...FILE_LOOK, pathPrefix }),
    write: (text) => file.write(terminalText(text)),
    file,
  };
}

const reporterFor = (name: ReporterName, look: Look): Reporter =>
  name === 'html' ? htmlReporter(htmlPage()) : reporters[name](look);

function tell(outputs: readonly Output[], text: (reporter: Reporter) => string): void {
  for (const { reporter, write } of outputs) {
    const chunk = text(reporter);
    if (chunk !== '') write(chunk);
  }
}

/** Closes every one of them, even when one cannot be; then throws what the first of those threw. */
export function closeAll(all: readonly ({ close(): void } | undefined)[]): void {
  const errors: unknown[] = [];
  for (const one of all) {
    try {
      one?.close();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

/** A file that is to be written, and the option that says so. */
export interface Target {
  readonly option: string;
  readonly path: string;
}

/**
 * Nothing is written over what was read, and no two outputs into one file: looked at before anything is
 * opened. Devices and pipes may be named as often as one likes.
 */
export function checkOutputs(options: RunOptions, plans: readonly Plan[], inputs: readonly string[]): void {
  const targets = outputTargets(
    options,
    plans.map(({ source }) => source.file),
  );
  if (targets.length === 0 && !options.update) return;
  const transcripts = [...new Set(plans.flatMap(transcriptFiles))];
  checkTargets(targets, [...inputs, ...transcripts]);
  const read = identitiesOf(inputs);
  const own = options.update ? transcripts.find((path) => read.has(identityOf(path) ?? '')) : undefined;
  if (own !== undefined) throw overwritten({ option: '--update', path: own }, 'a file that the run reads');
}

/** The same for outputs of any command. */
export function checkTargets(targets: readonly Target[], inputs: readonly string[]): void {
  const read = identitiesOf(inputs);
  const targetsByFile = new Map<string, Target>();
  for (const target of targets) {
    if (/(?:^|[\\/])$/.test(target.path)) throw nameless(target);
    const identity = identityOf(target.path);
    if (identity === undefined) continue;
    if (read.has(identity)) throw overwritten(target, 'a file that the run reads');
    const other = targetsByFile.get(identity);
    if (other) throw shared(target, other);
    targetsByFile.set(identity, target);
  }
}

/** `stories` are the files of the stories, in order. */
export function outputTargets(options: OutputOptions, stories: readonly string[]): Target[] {
  const { journal, exchanges, reporter, blob, coverageReport = [] } = options;
  const journals =
    journal === undefined || journal === STDOUT ? [] : opened(journal, () => journalPaths(journal, stories));
  return [
    ...reportPaths(reporter).map((path) => ({ option: '--reporter', path })),
    ...coverageReport.flatMap((asked) => {
      const { file } = coverageReportOf(asked);
      return file === undefined ? [] : [{ option: '--coverage-report', path: file }];
    }),
    ...journals.map((path) => ({ option: '--journal', path })),
    ...(exchanges === undefined || exchanges === STDOUT ? [] : [{ option: '--exchanges', path: exchanges }]),
    ...(blob === undefined ? [] : [{ option: '--blob', path: blob }]),
  ];
}

const identitiesOf = (paths: readonly string[]): ReadonlySet<string> =>
  new Set(paths.flatMap((path) => identityOf(path) ?? []));

function overwritten({ option, path }: Target, what: string): Stop {
  return new Stop(
    exitCodes.usage,
    `${option} would overwrite ${path}, ${what}`,
    'Give the output a file of its own.',
  );
}

/** Told before anything runs, not when all is to be written. */
const nameless = ({ option, path }: Target): Stop =>
  new Stop(
    exitCodes.usage,
    path === '' ? `${option} names no file` : `${option} ${path} names a folder, not a file`,
    `Name a file: ${option} ${path}${NAMES[option] ?? 'output'}`,
  );

const NAMES: Readonly<Record<string, string>> = {
  '--csv': 'rows.csv',
  '--xlsx': 'rows.xlsx',
  '--ics': 'plan.ics',
  '--json': 'plan.json',
  '--html': 'page.html',
  '--exchanges': 'wire.ndjson',
  '--blob': 'shard.blob',
};

function shared({ option, path }: Target, other: Target): Stop {
  const options = option === other.option ? `two ${option}` : `${other.option} and ${option}`;
  return new Stop(
    exitCodes.usage,
    `${options} would write to the same file, ${path}`,
    'Give each output a file of its own.',
  );
}

/** Disks of these systems take `x` and `X` for one name. */
const ignoresLetterCase = process.platform === 'win32' || process.platform === 'darwin';

/** The same for every name of one file, whatever links lead to it; undefined for what is no file. */
function identityOf(path: string): string | undefined {
  const stats = statsOf(path);
  if (!stats) return placeOf(resolve(path));
  return stats.isFile() ? `${stats.dev}:${stats.ino}` : undefined;
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Where a file would be made: the real path of the nearest folder that is there, and the rest as written. */
function placeOf(path: string): string {
  const folder = dirname(path);
  if (folder === path) return path;
  const name = ignoresLetterCase ? basename(path).toLowerCase() : basename(path);
  try {
    return join(realpathSync(folder), name);
  } catch {
    return join(placeOf(folder), name);
  }
}

/** A transcript that `--update` may not write is reported with its place before anything is written. */
export function checkUpdates(
  plans: readonly Plan[],
  accessOf: (file: string) => FileAccess,
  terminal: Terminal,
): void {
  const problems = plans.flatMap((plan) => refusedIn(plan, accessOf(plan.source.file)));
  if (problems.length === 0) return;
  terminal.err(`${describeProblems(problems, new Map())}\n\n`);
  throw new Stop(exitCodes.unreadable, 'nothing was run or written');
}

function refusedIn(plan: Plan, access: FileAccess): Problem[] {
  return transcriptsOf(plan).flatMap(({ file, source }) => {
    const refusal = access.writeRefusal(file);
    if (refusal === undefined) return [];
    const { found, ...cure } = refusal;
    return [{ ...source, path: 'transcript', found: `${quoted(file)}: ${found}`, ...cure }];
  });
}
