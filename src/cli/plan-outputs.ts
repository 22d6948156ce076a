/** Where a plan goes besides the screen: a CSV file, a workbook, a calendar, a JSON document, or several of them. */
import { createHash } from 'node:crypto';
import { type ScreenDocument, screenDocument } from '../adapters/files/screen-document.ts';
import { openWholeFile, type WholeFile } from '../adapters/files/whole-file.ts';
import { visibleJson } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import type { Cell } from '../report/roster/cells.ts';
import { csvHead, csvLine } from '../report/roster/csv.ts';
import { SHEET_ROWS_MAX, workbookTo } from '../report/roster/workbook.ts';
import {
  countColumns,
  countRows,
  limitColumns,
  limitRows,
  messageCells,
  messageColumns,
  personCells,
  personColumns,
} from '../report/sending-plan/cells.ts';
import { calendarEnd, calendarEvent, calendarHead } from '../report/sending-plan/icalendar.ts';
import { messageOut, personOut, planOut } from '../report/sending-plan/json.ts';
import type { PlannedStory } from '../report/sending-plan/look.ts';
import type { PlannedMessage, SendingPlan } from '../report/sending-plan/sending-plan.ts';
import { closeAll, STDOUT } from './outputs.ts';
import { documentAt, wroteNotes } from './stdout-document.ts';
import { opened } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** Takes each story from its beginning to its end, one after another. */
export interface PlanOutput {
  /** Whether it is given to anything. */
  readonly isEmpty?: boolean;
  begin(story: PlannedStory): void;
  message(message: PlannedMessage, story: PlannedStory): void;
  end(plan: SendingPlan, story: PlannedStory): void;
  /** All is written: the file takes its place. Says what there was no room for. */
  keep(): string[];
  close(): void;
}

interface Asked {
  readonly csv?: string | undefined;
  readonly xlsx?: string | undefined;
  readonly ics?: string | undefined;
  readonly json?: string | undefined;
}

/** Raised when a key of the document changes its meaning or goes. */
const PLAN_VERSION = 1;

export function openPlanOutputs({ csv, xlsx, ics, json }: Asked, terminal: Terminal): PlanOutput {
  const outputs: PlanOutput[] = [];
  try {
    if (csv !== undefined) outputs.push(csvOutput(documentAt(csv, terminal), csv));
    if (xlsx !== undefined) outputs.push(workbookOutput(fileAt(xlsx), xlsx));
    if (ics !== undefined) outputs.push(calendarOutput(documentAt(ics, terminal), ics));
    if (json === STDOUT) outputs.push(jsonOutput(screenDocument(terminal)));
    else if (json !== undefined) outputs.push(jsonOutput(fileAt(json)));
  } catch (error) {
    closeAll(outputs);
    throw error;
  }
  const each = (tell: (output: PlanOutput) => void): void => {
    for (const output of outputs) tell(output);
  };
  return {
    isEmpty: outputs.length === 0,
    begin: (story) => each((output) => output.begin(story)),
    message: (message, story) => each((output) => output.message(message, story)),
    end: (plan, story) => each((output) => output.end(plan, story)),
    keep: () => outputs.flatMap((output) => output.keep()),
    close: () => closeAll(outputs),
  };
}

const fileAt = (path: string): WholeFile => opened(path, () => openWholeFile(path));

/** A row for each message. */
function csvOutput(file: ScreenDocument, path: string): PlanOutput {
  let rows = 0;
  file.write(csvHead(['story', ...messageColumns]));
  return {
    begin: () => {},
    message(message, { title, people, zone }) {
      file.write(csvLine([title, ...messageCells(message, people, zone)]));
      rows += 1;
    },
    end: () => {},
    ...wholeFile(
      file,
      () => '',
      () => wroteNotes(path, rows),
    ),
  };
}

/** A sheet of messages, then one each of people, counts and limits, which are known when all stories have ended. */
function workbookOutput(file: WholeFile, path: string): PlanOutput {
  let rows = 0;
  let leftOut = 0;
  const ended: { readonly plan: SendingPlan; readonly story: PlannedStory }[] = [];
  const book = workbookTo((bytes) => file.writeBytes(bytes), ['messages', 'people', 'counts', 'limits']);
  const row = (cells: readonly Cell[]): void => {
    if (book.row(cells)) rows += 1;
    else leftOut += 1;
  };
  const sheet = (
    columns: readonly string[],
    rowsOf: (plan: SendingPlan, story: PlannedStory) => Iterable<readonly Cell[]>,
  ): void => {
    book.nextSheet();
    row(['story', ...columns]);
    for (const { plan, story } of ended)
      for (const cells of rowsOf(plan, story)) row([story.title, ...cells]);
  };
  row(['story', ...messageColumns]);
  return {
    begin: () => {},
    message: (message, { title, people, zone }) => row([title, ...messageCells(message, people, zone)]),
    end: (plan, story) => ended.push({ plan, story }),
    keep() {
      sheet(personColumns, personRows);
      sheet(countColumns, ({ counts }) => countRows(counts));
      sheet(limitColumns, (plan, { zone }) => limitRows(plan, zone));
      book.end();
      file.keep();
      const notes = wroteNotes(path, rows);
      if (leftOut === 0) return notes;
      return [
        ...notes,
        `a sheet has ${grouped(SHEET_ROWS_MAX)} rows: ${grouped(leftOut)} were left out; --csv has all`,
      ];
    },
    close: () => file.close(),
  };
}

function* personRows(plan: SendingPlan, { people, zone }: PlannedStory): Iterable<Cell[]> {
  for (const [key, counts] of plan.people) yield personCells(key, counts, people, zone);
}

/** An event for each message. */
function calendarOutput(file: ScreenDocument, path: string): PlanOutput {
  let run = '';
  let events = 0;
  let isBegun = false;
  return {
    begin({ title, file: scenario }) {
      run = createHash('sha256').update(`${scenario}\n${title}`).digest('hex').slice(0, 8);
      if (!isBegun) file.write(calendarHead(title));
      isBegun = true;
    },
    message(message, { people }) {
      file.write(calendarEvent(message, people, run));
      events += 1;
    },
    end: () => {},
    ...wholeFile(
      file,
      () => calendarEnd,
      () => wroteNotes(path, events),
    ),
  };
}

/** Messages and people go out as they come, so the document is written piece by piece. */
function jsonOutput(document: ScreenDocument): PlanOutput {
  const write = (words: string): void => document.write(words);
  const text = (value: unknown): string => visibleJson(JSON.stringify(value));
  let stories = 0;
  let messages = 0;
  return {
    begin({ title, file: scenario, zone, period }) {
      const head = stories === 0 ? `{"version":${PLAN_VERSION},"stories":[` : ',';
      stories += 1;
      messages = 0;
      write(
        `${head}\n{"title":${text(title)},"file":${text(scenario)},"zone":${text(zone.name)},"period":${text(period)},"messages":[`,
      );
    },
    message(message, { people }) {
      write(`${messages === 0 ? '' : ','}\n${text(messageOut(message, people))}`);
      messages += 1;
    },
    end(plan, { people }) {
      write('],"people":[');
      let first = true;
      for (const [key, counts] of plan.people) {
        write(`${first ? '' : ','}\n${text(personOut(key, counts, people))}`);
        first = false;
      }
      write(`],\n${text(planOut(plan)).slice(1)}`);
    },
    keep() {
      write(']}\n');
      document.keep();
      return [];
    },
    close: () => document.close(),
  };
}

/** How a file ends, after its last words. */
function wholeFile(
  file: ScreenDocument,
  last: () => string,
  notes: () => string[],
): Pick<PlanOutput, 'keep' | 'close'> {
  return {
    keep() {
      file.write(last());
      file.keep();
      return notes();
    },
    close: () => file.close(),
  };
}
