/** Where a comparison goes: to the screen as text or JSON, to a CSV file, and into a page for a browser. */
import { type ScreenDocument, screenDocument } from '../adapters/files/screen-document.ts';
import { visibleJson } from '../core/render/visible.ts';
import { zoneNamed } from '../core/time/zone.ts';
import { diffCells, diffColumns } from '../report/diff/cells.ts';
import type { Diff } from '../report/diff/diff.ts';
import { diffOut, personOut } from '../report/diff/json.ts';
import { diffText } from '../report/diff/text.ts';
import { DiffPage } from '../report/html/diff-page.ts';
import { csvHead, csvLine } from '../report/roster/csv.ts';
import { inkFor } from '../report/text/terminal-text.ts';
import { htmlPage } from './html-page.ts';
import { closeAll } from './outputs.ts';
import { documentAt } from './stdout-document.ts';
import type { Terminal } from './terminal.ts';

interface DiffOutputs {
  diff(diff: Diff): void;
  /** All is written: the files take their places. */
  keep(): void;
  close(): void;
}

/** Raised when a key of the document changes its meaning or goes. */
const DIFF_VERSION = 1;

interface Asked {
  readonly csv?: string | undefined;
  readonly html?: string | undefined;
  readonly json?: boolean | undefined;
  readonly isStdoutTaken: boolean;
}

/** `version` is drysend's. */
export function openDiffOutputs(
  { csv, html, json, isStdoutTaken }: Asked,
  terminal: Terminal,
  version: string,
): DiffOutputs {
  const outputs = [
    ...(json ? [jsonOutput(terminal)] : []),
    ...(isStdoutTaken ? [] : [textOutput(terminal)]),
    ...(csv === undefined ? [] : [csvOutput(documentAt(csv, terminal))]),
    ...(html === undefined ? [] : [htmlOutput(documentAt(html, terminal), version)]),
  ];
  return {
    diff(diff) {
      for (const output of outputs) output.diff(diff);
    },
    keep() {
      for (const output of outputs) output.keep();
    },
    close: () => closeAll(outputs),
  };
}

function textOutput(terminal: Terminal): DiffOutputs {
  const look = { columns: terminal.columns, ink: inkFor(terminal.colour) };
  let count = 0;
  return {
    diff(diff) {
      terminal.out(`${count === 0 ? '' : '\n'}${diffText(diff, look)}`);
      count += 1;
    },
    keep: () => {},
    close: () => {},
  };
}

/** People go out one at a time, so the document is written piece by piece. */
function jsonOutput(terminal: Terminal): DiffOutputs {
  const write = (value: unknown): string => visibleJson(JSON.stringify(value));
  const document = screenDocument(terminal);
  let count = 0;
  return {
    diff(diff) {
      const head = write(diffOut(diff)).slice(0, -1);
      document.write(`${count === 0 ? `{"version":${DIFF_VERSION},"stories":[` : ','}\n${head},"people":[`);
      let separator = '';
      for (const person of diff.people) {
        document.write(`${separator}\n${write(personOut(person))}`);
        separator = ',';
      }
      document.write(']}');
      count += 1;
    },
    keep() {
      document.write('\n]}\n');
      document.keep();
    },
    close: () => document.close(),
  };
}

function csvOutput(file: ScreenDocument): DiffOutputs {
  file.write(csvHead(['story', ...diffColumns]));
  return {
    diff({ title, zone: name, people }) {
      const zone = zoneNamed(name)!;
      for (const person of people) {
        for (const change of person.changes) file.write(csvLine([title, ...diffCells(person, change, zone)]));
      }
    },
    keep: () => file.keep(),
    close: () => file.close(),
  };
}

function htmlOutput(file: ScreenDocument, version: string): DiffOutputs {
  const empty = htmlPage();
  const page = new DiffPage(version);
  return {
    diff: (diff) => page.add(diff),
    keep() {
      file.write(page.end(empty));
      file.keep();
    },
    close: () => file.close(),
  };
}
