/** A roster from a journal file, which may hold several runs one after another. */
import { journalLines, LineTooLong } from '../adapters/files/journal-lines.ts';
import { systemReason } from '../adapters/files/system-reason.ts';
import { readLine } from '../core/journal/read.ts';
import type { Plan } from '../core/model/plan.ts';
import { zoneNamed, zoneOfProject } from '../core/time/zone.ts';
import { nobodyKnown, peopleOf } from '../report/people.ts';
import type { RosterCollector } from '../report/roster/roster.ts';
import { exitCodes } from './exit-codes.ts';
import type { RosterStory } from './roster-outputs.ts';
import { collectorFor, type RosterParts, tell } from './roster-parts.ts';
import { Stop } from './stop.ts';

/** A run of the file that is being read. */
interface JournalRun {
  readonly story: RosterStory;
  readonly collector: RosterCollector;
}

/** `known` are the plans that may know its people; of them the one with the title of the run does. */
export function readJournal(file: string, known: readonly Plan[], parts: RosterParts): void {
  let journalRun: JournalRun | undefined;
  let number = 0;
  const finish = (): void => {
    if (journalRun) tell(journalRun.story, journalRun.collector.end(), parts);
    journalRun = undefined;
  };
  for (const text of linesOf(file)) {
    number += 1;
    const line = readLine(text);
    if (line.kind === 'bad') throw unreadable(file, number, line.problem);
    if (line.kind === 'run') {
      finish();
      journalRun = begin(
        file,
        known.find(({ title }) => title === line.header.scenario),
        line.header.scenario,
        parts,
      );
    }
    if (line.kind === 'entry') journalRun?.collector.record(line.seq, line.entry);
  }
  finish();
}

function begin(file: string, plan: Plan | undefined, title: string, parts: RosterParts): JournalRun {
  const zone = plan ? zoneOfProject(plan.project) : zoneNamed('UTC')!;
  const story = { title, file, zone, people: plan ? peopleOf(plan) : nobodyKnown };
  return { story, collector: collectorFor(story, plan, parts) };
}

function* linesOf(file: string): IterableIterator<string> {
  try {
    yield* journalLines(file);
  } catch (error) {
    const why = error instanceof LineTooLong ? 'a line is too long for a journal' : systemReason(error);
    throw new Stop(exitCodes.unreadable, `cannot read ${file}: ${why}`);
  }
}

const unreadable = (file: string, line: number, problem: string): Stop =>
  new Stop(
    exitCodes.unreadable,
    `${file}:${line}: ${problem}`,
    'give a journal that this drysend wrote, or run the scenario again',
  );
