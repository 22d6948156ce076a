/** Journal files read back: a roster from one, or any other reader of the runs that it holds one after another. */
import { journalLines } from '../adapters/files/journal-lines.ts';
import { systemReason } from '../adapters/files/system-reason.ts';
import { LineTooLong } from '../adapters/files/text-lines.ts';
import type { RunHeader } from '../core/journal/lines.ts';
import { readLine } from '../core/journal/read.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Plan } from '../core/model/plan.ts';
import { grouped } from '../core/text/grouped.ts';
import { zoneNamed, zoneOfProject } from '../core/time/zone.ts';
import { DamagedParquet } from '../imports/parquet/parquet-table.ts';
import { DamagedPacking } from '../imports/unpack-pieces.ts';
import { nobodyKnown, peopleOf } from '../report/people.ts';
import type { KnownWords } from '../report/roster/known-words.ts';
import { exitCodes } from './exit-codes.ts';
import { collectorFor, type RosterParts, tell } from './roster-parts.ts';
import { Stop } from './stop.ts';

/** Takes the entries of one run in order; `end` is called once. */
interface RunReader {
  record(seq: number, entry: Entry): void;
  end(): void;
}

/** `known` are the plans that may know its people; of them the one with the title of the run does. */
export function readJournal(file: string, known: readonly Plan[], parts: RosterParts): void {
  readRuns(file, ({ scenario: title }) => {
    const plan = known.find((one) => one.title === title);
    const zone = plan ? zoneOfProject(plan.project) : zoneNamed('UTC')!;
    const story = { title, file, zone, people: plan ? peopleOf(plan) : nobodyKnown };
    const collector = collectorFor(story, plan, parts);
    return {
      record: (seq, entry) => collector.record(seq, entry),
      end: () => tell(story, collector.end(), parts),
    };
  });
}

/** Every name that the runs of a journal file have. */
export function addJournal(words: KnownWords, file: string): void {
  readRuns(file, () => ({ record: (_seq, entry) => words.addEntry(entry), end: () => {} }));
}

/** Reads the runs of a journal file one after another; `begin` says who takes the entries of the next. */
export function readRuns(file: string, begin: (header: RunHeader) => RunReader): void {
  let run: RunReader | undefined;
  let number = 0;
  for (const text of linesOf(file)) {
    number += 1;
    const line = readLine(text);
    if (line.kind === 'bad') throw unreadable(file, number, line.problem);
    if (line.kind === 'run') {
      run?.end();
      run = begin(line.header);
    }
    if (line.kind === 'entry') run?.record(line.seq, line.entry);
  }
  run?.end();
}

/** The lines of a journal file; what cannot be read ends the command. */
export function* linesOf(file: string): IterableIterator<string> {
  let number = 0;
  try {
    for (const line of journalLines(file)) {
      number += 1;
      yield line;
    }
  } catch (error) {
    throw brokenOff(file, number, error);
  }
}

/** What can be read of a damaged file is not enough: what it lacks would look as if it had not happened. */
function brokenOff(file: string, lines: number, error: unknown): Stop {
  const where = lines === 0 ? '' : `, after line ${grouped(lines)}`;
  if (error instanceof DamagedPacking || error instanceof DamagedParquet)
    return new Stop(
      exitCodes.unreadable,
      `cannot read ${file}${where}: ${error.message}`,
      'fetch the file again, or run the scenario again',
    );
  const why = error instanceof LineTooLong ? 'a line is too long for a journal' : systemReason(error);
  return new Stop(exitCodes.unreadable, `cannot read ${file}${where}: ${why}`);
}

export const unreadable = (file: string, line: number, problem: string): Stop =>
  new Stop(
    exitCodes.unreadable,
    `${file}:${line}: ${problem}`,
    'give a journal that this drysend wrote, or run the scenario again',
  );
