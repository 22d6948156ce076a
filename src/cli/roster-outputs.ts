/** Where the rows of a roster go: a CSV file, a workbook, a JSON document on the screen, or several of them. */
import { type ScreenDocument, screenDocument } from '../adapters/files/screen-document.ts';
import { openWholeFile, type WholeFile } from '../adapters/files/whole-file.ts';
import { visibleJson } from '../core/render/visible.ts';
import type { Zone } from '../core/time/zone.ts';
import type { People } from '../report/people.ts';
import { cellsOf, columns } from '../report/roster/cells.ts';
import { csvHead, csvLine } from '../report/roster/csv.ts';
import { rosterOut, rowOut } from '../report/roster/json.ts';
import type { Roster } from '../report/roster/roster.ts';
import type { RosterRow } from '../report/roster/row.ts';
import { SHEET_ROWS_MAX, type Workbook, workbookTo } from '../report/roster/workbook.ts';
import { closeAll } from './outputs.ts';
import { documentAt, wroteNotes } from './stdout-document.ts';
import { opened } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** One run of which a roster is made. */
export interface RosterStory {
  readonly title: string;
  readonly file: string;
  readonly zone: Zone;
  readonly people: People;
}

export interface RosterOutputs {
  begin(story: RosterStory): void;
  row(row: RosterRow): void;
  end(roster: Roster): void;
  /** All is written: the files take their places. Says what a workbook had no room for. */
  keep(): string[];
  close(): void;
}

interface Asked {
  readonly csv?: string | undefined;
  readonly xlsx?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Raised when a key of the document changes its meaning or goes. */
const ROSTER_VERSION = 1;
const names = ['story', ...columns];

export function openRosterOutputs(asked: Asked, terminal: Terminal): RosterOutputs {
  const outputs: RosterOutputs[] = [];
  try {
    if (asked.csv !== undefined) outputs.push(csvOutput(documentAt(asked.csv, terminal), asked.csv));
    if (asked.xlsx !== undefined) outputs.push(workbookOutput(fileAt(asked.xlsx), asked.xlsx));
  } catch (error) {
    closeAll(outputs);
    throw error;
  }
  if (asked.json) outputs.push(jsonOutput(terminal));
  const each = (tell: (output: RosterOutputs) => void): void => {
    for (const output of outputs) tell(output);
  };
  return {
    begin: (story) => each((output) => output.begin(story)),
    row: (row) => each((output) => output.row(row)),
    end: (roster) => each((output) => output.end(roster)),
    keep: () => outputs.flatMap((output) => output.keep()),
    close: () => closeAll(outputs),
  };
}

const fileAt = (path: string): WholeFile => opened(path, () => openWholeFile(path));

function csvOutput(file: ScreenDocument, path: string): RosterOutputs {
  let story: RosterStory | undefined;
  let rows = 0;
  file.write(csvHead(names));
  return {
    begin(next) {
      story = next;
    },
    row(row) {
      if (!story) return;
      file.write(csvLine([story.title, ...cellsOf(row, story.people, story.zone)]));
      rows += 1;
    },
    end: () => {},
    keep() {
      file.keep();
      return wroteNotes(path, rows);
    },
    close: () => file.close(),
  };
}

function workbookOutput(file: WholeFile, path: string): RosterOutputs {
  let story: RosterStory | undefined;
  let rows = 0;
  let leftOut = 0;
  const book: Workbook = workbookTo((bytes) => file.writeBytes(bytes), ['roster']);
  book.row(names);
  return {
    begin(next) {
      story = next;
    },
    row(row) {
      if (!story) return;
      if (book.row([story.title, ...cellsOf(row, story.people, story.zone)])) rows += 1;
      else leftOut += 1;
    },
    end: () => {},
    keep() {
      book.end();
      file.keep();
      const notes = wroteNotes(path, rows);
      if (leftOut === 0) return notes;
      return [...notes, `a sheet has ${SHEET_ROWS_MAX} rows: ${leftOut} were left out; --csv has all`];
    },
    close: () => file.close(),
  };
}

/** Rows go out as they come, so the document is written piece by piece. */
function jsonOutput(terminal: Terminal): RosterOutputs {
  let stories = 0;
  let rows = 0;
  let people: People | undefined;
  const document = screenDocument(terminal);
  const write = (value: unknown): string => visibleJson(JSON.stringify(value));
  return {
    begin({ title, file, zone, people: known }) {
      people = known;
      rows = 0;
      const head = stories === 0 ? `{"version":${ROSTER_VERSION},"stories":[` : ',';
      stories += 1;
      document.write(
        `${head}\n{"title":${write(title)},"file":${write(file)},"zone":${write(zone.name)},"rows":[`,
      );
    },
    row(row) {
      if (people) document.write(`${rows === 0 ? '' : ','}\n${write(rowOut(row, people))}`);
      rows += 1;
    },
    end: (roster) => document.write(`],\n${write(rosterOut(roster)).slice(1)}`),
    keep() {
      document.write(']}\n');
      document.keep();
      return [];
    },
    close: () => document.close(),
  };
}
