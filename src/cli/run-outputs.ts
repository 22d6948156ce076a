/** All that a rehearsal writes to: reports, journals, exchanges and what `drysend merge` needs; and what listens to a story for them. */

import {
  type ExchangeFile,
  exchangeLine,
  exchangesInto,
  openExchangeFile,
} from '../adapters/exchange-file.ts';
import type { Exchange } from '../adapters/in-process.ts';
import type { Budget } from '../adapters/interruptible.ts';
import type { OnResumed } from '../adapters/journal/cannot-resume.ts';
import { CannotWriteFormat } from '../adapters/journal/journal-format.ts';
import { isFolder, type JournalFiles, journalsInto, openJournalFiles } from '../adapters/journal-file.ts';
import { CannotWrite } from '../adapters/line-file.ts';
import type { Instant } from '../core/model/instant.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Run } from '../core/model/run.ts';
import { visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { HitCounter } from '../coverage/hits.ts';
import { promisesSomething } from '../expect/judge.ts';
import { LinePages, type RehearseOptions } from '../rehearse.ts';
import { ExchangeKeeper } from '../report/html/exchange-keeper.ts';
import { StoryRecorder, withExchanges } from '../report/html/story-recorder.ts';
import { peopleOf } from '../report/people.ts';
import { peopleOfStory } from '../report/people-on-disk.ts';
import { RosterCollector } from '../report/roster/roster.ts';
import type { RosterRow } from '../report/roster/row.ts';
import type { ScenarioResult } from '../report/scenario-result.ts';
import { isReportedByRoster, type resultOf } from '../report/scenario-result.ts';
import { StoryListener } from '../report/story-listener.ts';
import { ERASE_LINE } from '../report/text/terminal-text.ts';
import { type BlobFile, type BlobHeader, openBlobFile } from './blob-file.ts';
import { coverageReportOf, isForPrograms } from './coverage-options.ts';
import { exitCodes } from './exit-codes.ts';
import { closeAll, openReports, type ReportOutputs, STDOUT } from './outputs.ts';
import type { OutputOptions, StoryOptions } from './run-options.ts';
import { opened, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** Every one of them is closed whatever happens. */
export interface Outputs {
  readonly reports: ReportOutputs;
  readonly journal: JournalFiles | undefined;
  readonly exchanges: ExchangeFile | undefined;
  readonly blob: BlobFile | undefined;
  /** Stories need their `record`. */
  readonly needRecords: boolean;
  /** The first messages and who got nothing, of large runs too. */
  readonly needLists: boolean;
  /** A story that ran goes to every report. */
  story(result: ScenarioResult): void;
  close(): void;
}

export async function openOutputs(
  options: OutputOptions,
  terminal: Terminal,
  header?: BlobHeader,
): Promise<Outputs> {
  const { exchanges, json, reporter, blob } = options;
  const asked = json ? [...reporter, 'json'] : reporter;
  const reports = openReports(asked, terminal, stdoutUse(options));
  const stdout = stdoutFile(terminal);
  const keeper = reports.needRecords ? new ExchangeKeeper() : undefined;
  const files = {
    journal: await journalAt(options, terminal, stdout),
    exchanges: openedAt(exchanges, openExchangeFile, () => exchangesInto(stdout)),
    blob:
      blob === undefined || header === undefined ? undefined : opened(blob, () => openBlobFile(blob, header)),
  };
  return {
    reports,
    ...files,
    needRecords: reports.needRecords || files.blob !== undefined,
    needLists: reports.needLists,
    story: (result) => reports.story(keeper ? withExchanges(result, keeper) : result),
    close: () => closeAll([files.journal, files.exchanges, files.blob, reports]),
  };
}

/** The option that sends lines for a program to stdout. */
function stdoutUse({ journal, exchanges, coverageReport = [] }: OutputOptions): string | undefined {
  const uses = [
    ...(journal === STDOUT ? ['--journal -'] : []),
    ...(exchanges === STDOUT ? ['--exchanges -'] : []),
    ...coverageReport.flatMap((one) =>
      isForPrograms(coverageReportOf(one)) ? [`--coverage-report ${one}`] : [],
    ),
  ];
  if (uses.length > 1) {
    const found = `${uses.join(' and ')} both write to stdout`;
    throw new Stop(exitCodes.usage, found, 'Give one of them a file.');
  }
  return uses[0];
}

function openedAt<T>(path: string | undefined, open: (path: string) => T, onStdout: () => T): T | undefined {
  if (path === undefined) return undefined;
  return path === STDOUT ? onStdout() : opened(path, () => open(path));
}

async function journalAt(
  { journal: path, resume }: OutputOptions,
  terminal: Terminal,
  stdout: Parameters<typeof journalsInto>[0],
): Promise<JournalFiles | undefined> {
  if (resume) checkResumable(path);
  if (path === undefined) return undefined;
  if (path === STDOUT) return journalsInto(stdout);
  try {
    return await openJournalFiles(path, resume && tellResumed(terminal));
  } catch (error) {
    if (error instanceof CannotWrite) throw error;
    if (error instanceof CannotWriteFormat)
      throw new Stop(
        exitCodes.usage,
        `cannot write ${path}: ${error.message}`,
        'Name it .ndjson.gz instead.',
      );
    return opened(path, () => {
      throw error;
    });
  }
}

function checkResumable(path: string | undefined): void {
  if (path !== undefined && path !== STDOUT && !isFolder(path)) return;
  throw new Stop(
    exitCodes.usage,
    '--resume goes on with one journal file',
    'Name the file that was broken off: --journal year.ndjson --resume',
  );
}

const tellResumed =
  (terminal: Terminal): OnResumed =>
  (path, lines, isPast) => {
    const made = `${visibleLine(path)}: ${grouped(lines)} lines that are there were made again, the same`;
    const then = isPast ? '; going on behind them' : ', but not all that it has: it is left as it was';
    terminal.err(`${terminal.showsProgress ? ERASE_LINE : ''}drysend: ${made}${then}\n`);
  };

const stdoutFile = (terminal: Terminal) => ({
  path: 'stdout',
  write: (line: string) => terminal.data(line),
  writeBytes: (bytes: Uint8Array) => terminal.data(textOf(bytes)),
  close: () => undefined,
});

/** Lines that may be bytes of UTF-8. */
export const textOf = (lines: string | Uint8Array): string =>
  typeof lines === 'string' ? lines : Buffer.from(lines.buffer, lines.byteOffset, lines.length).toString();

/** Where a story's lines go while it runs; undefined: nowhere. */
export interface StorySinks {
  /** Whole lines of the journal. */
  readonly journal: ((lines: Uint8Array) => void) | undefined;
  readonly exchange: ((exchange: Exchange) => void) | undefined;
  /** The HTML report shows it. */
  readonly needsRecord: boolean;
  /** The first messages and who got nothing are wanted of large runs too. */
  readonly needsLists: boolean;
  progress(share: number, virtualNow: Instant, entries?: number): void;
}

/** Lines as they are written; a result follows when the story is over. */
export interface StoryLines {
  readonly journal: Write<string | Uint8Array> | undefined;
  readonly exchange: Write<string> | undefined;
  /** The result with what only the outputs know. */
  end(result: ScenarioResult): ScenarioResult;
}

/** `index`: the story's place among all that were chosen. To be called in that order. */
export function storyLines(file: string, index: number, outputs: Outputs): StoryLines {
  const { exchanges, blob } = outputs;
  const journal = outputs.journal?.next(file);
  blob?.begin(index, file);
  return {
    journal: both(
      journal && ((lines: string | Uint8Array) => journal.sink(lines)),
      blob && ((lines: string | Uint8Array) => blob.journal(textOf(lines))),
    ),
    exchange: both(
      exchanges && ((line) => exchanges.writeLine(line)),
      blob && ((line) => blob.exchange(line)),
    ),
    end(result) {
      blob?.result(result);
      const story =
        journal && (result.outcome !== 'stopped' || result.isOverLimit)
          ? { ...result, journalFile: journal.path }
          : result;
      outputs.story(story);
      return story;
    },
  };
}

type Write<Lines> = (lines: Lines) => void;

function both<Lines>(
  one: Write<Lines> | undefined,
  other: Write<Lines> | undefined,
): Write<Lines> | undefined {
  if (!one || !other) return one ?? other;
  return (line) => {
    one(line);
    other(line);
  };
}

/** The same for a story that runs in this thread. */
export const sinksFor = (
  { journal, exchange }: StoryLines,
  { needRecords, needLists }: Outputs,
): Omit<StorySinks, 'progress'> => ({
  journal,
  exchange: exchange && ((one) => exchange(exchangeLine(one))),
  needsRecord: needRecords,
  needsLists: needLists,
});

/** What counts along while a story runs. */
interface Followed {
  readonly roster: RosterCollector | undefined;
  readonly recorder: StoryRecorder | undefined;
  /** undefined: the entries are kept. */
  readonly listener: StoryListener | undefined;
  readonly hits?: HitCounter | undefined;
}

/**
 * Entries are kept where something reads them again: a page, a second rehearsal, the report of a few contacts. Of a run with
 * many contacts counts are reported, and reasons are asked of a second run: memory does not grow with the number of messages.
 */
const keepsEntries = (
  plan: Plan,
  { checkDeterminism }: StoryOptions,
  { needsRecord, journal }: StorySinks,
): boolean =>
  checkDeterminism === true ||
  needsRecord ||
  (!isReportedByRoster(plan) && (journal === undefined || promisesSomething(plan)));

/** `isCounted`: what is in the roster is counted by the shards. */
export function listening(
  plan: Plan,
  options: StoryOptions,
  sinks: StorySinks,
  { budget, isCounted = false }: { readonly budget: Budget; readonly isCounted?: boolean },
) {
  const keeps = keepsEntries(plan, options, sinks);
  const followed = followRun(plan, options, sinks, { listens: !keeps, isCounted });
  const parts: RehearseOptions = {
    ...rehearseOptions(plan, options, sinks, { keeps, budget, ...followed }),
    ...(sinks.journal && { pages: new LinePages(sinks.journal) }),
  };
  return { parts, listener: followed.listener, records: (run: Run) => recordsOf(run, followed) };
}

function followRun(
  plan: Plan,
  { coverage }: StoryOptions,
  { needsRecord, needsLists }: StorySinks,
  { listens, isCounted }: { readonly listens: boolean; readonly isCounted: boolean },
): Followed {
  // Each story keeps what a whole report may; the report takes its share.
  const recorder = needsRecord ? new StoryRecorder(plan, new ExchangeKeeper()) : undefined;
  const people = isCounted ? peopleOfStory(plan) : peopleOf(plan);
  const lists = !promisesSomething(plan) && (needsLists || !isReportedByRoster(plan));
  const listener = listens ? new StoryListener(plan, { people, lists }) : undefined;
  const hits = coverage && new HitCounter();
  if (isCounted || (!recorder && !isReportedByRoster(plan)))
    return { roster: undefined, recorder, listener, hits };
  const zone = zoneOfProject(plan.project);
  const onRow = recorder && ((row: RosterRow) => recorder.row(row));
  return {
    roster: new RosterCollector({ plan, people, zone, ...(onRow && { onRow }) }),
    recorder,
    listener,
    hits,
  };
}

function rehearseOptions(
  plan: Plan,
  options: StoryOptions,
  { exchange: write, progress }: StorySinks,
  {
    keeps,
    budget,
    roster,
    recorder,
    listener,
    hits,
  }: Followed & { readonly keeps: boolean; readonly budget: Budget },
): RehearseOptions {
  const spanMs = plan.endsAt === undefined ? undefined : plan.endsAt - plan.startsAt;
  return {
    keep: keeps,
    journalLevel: options.journalLevel,
    onProgress(virtualNow, entries) {
      budget.look(virtualNow);
      progress(spanMs ? (virtualNow - plan.startsAt) / spanMs : 0, virtualNow, entries);
    },
    onEntry(seq, entry) {
      budget.count(entry);
      roster?.record(seq, entry);
      hits?.record(entry);
      listener?.record(entry);
      recorder?.entry(entry);
    },
    ...(roster &&
      !hits &&
      !recorder && {
        onRepeat: (seq, block) => {
          budget.countBlock(block);
          roster.repeat(seq, block);
          listener?.repeat(block);
        },
      }),
    ...(options.cohorts === false && { cohorts: false }),
    ...((write ?? recorder) && {
      onExchange: (exchange) => {
        write?.(exchange);
        recorder?.exchange(exchange);
      },
    }),
  };
}

function recordsOf(
  run: Run,
  { roster: collector, recorder, listener, hits }: Followed,
): Parameters<typeof resultOf>[2] {
  const roster = collector?.end();
  return {
    roster: isReportedByRoster(run.plan) ? roster : undefined,
    record: roster && recorder?.end(run, roster),
    heard: listener?.end(run.verdicts),
    hits: hits?.hits(),
  };
}
