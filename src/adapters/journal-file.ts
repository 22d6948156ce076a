import { lstatSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { makeOutputFolder } from './files/make-folder.ts';
import type { OnResumed } from './journal/cannot-resume.ts';
import { type JournalFormat, journalFormat, packedLines } from './journal/journal-format.ts';
import { CannotWrite, type LineFile, openLineFile } from './line-file.ts';

/** Where the journals of a command go: one after another into a file, or a file each into a folder. */
export interface JournalFiles {
  /** Where the lines of the next scenario go, in the order of the calls. Throws `CannotWrite`. */
  next(scenarioFile: string): { readonly path: string; sink(lines: string | Uint8Array): void };
  close(): void;
}

/**
 * A target that ends in a slash, or is a folder already, gets a file for each scenario, of NDJSON; any other is written as its
 * name says. With `onResumed` a file that is there is gone on with. Throws the system's own error, `CannotWriteFormat` or `CannotResume`.
 */
export async function openJournalFiles(target: string, onResumed?: OnResumed): Promise<JournalFiles> {
  return isFolder(target) ? folderOf(target) : journalsInto(await fileOf(target, onResumed));
}

async function fileOf(path: string, onResumed: OnResumed | undefined): Promise<LineFile> {
  const pack = await packingFor(journalFormat(path));
  if (onResumed === undefined || !hasContent(path)) return pack(openLineFile(path));
  const { resumedJournal } = await import('./journal/resume.ts');
  return resumedJournal(path, pack, onResumed);
}

async function packingFor(format: JournalFormat): Promise<(file: LineFile) => LineFile> {
  if (format === 'ndjson') return (file) => file;
  if (format !== 'parquet') return packedLines(format);
  const { parquetJournal } = await import('./journal/parquet-journal.ts');
  return parquetJournal;
}

const hasContent = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;

/** The files that the journals of these scenarios, one after another, will be written to. */
export function journalPaths(target: string, scenarioFiles: readonly string[]): string[] {
  if (!isFolder(target)) return [target];
  const usedNames = new Set<string>();
  return scenarioFiles.map((file) => join(target, freeName(file, usedNames)));
}

/** Whether each scenario gets a file of its own. */
export function isFolder(target: string): boolean {
  return /[\\/]$/.test(target) || (statSync(target, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/** All journals, one after another, into a file that is open. */
export function journalsInto(file: Pick<LineFile, 'path' | 'write' | 'writeBytes' | 'close'>): JournalFiles {
  const journal = { path: file.path, sink: linesInto(file) };
  return { next: () => journal, close: () => file.close() };
}

/** Whole lines, as text or as bytes of UTF-8. */
const linesInto =
  (file: Pick<LineFile, 'write' | 'writeBytes'>) =>
  (lines: string | Uint8Array): void =>
    typeof lines === 'string' ? file.write(lines) : file.writeBytes(lines);

function folderOf(folder: string): JournalFiles {
  makeOutputFolder(folder);
  const usedNames = new Set<string>();
  let file: LineFile | undefined;
  return {
    next(scenarioFile) {
      file?.close();
      const opened = openedIn(join(folder, freeName(scenarioFile, usedNames)));
      file = opened;
      return { path: opened.path, sink: linesInto(opened) };
    },
    close: () => file?.close(),
  };
}

/** The command line does not name such a file, so a link that stands in its place is not followed. */
function openedIn(path: string): LineFile {
  try {
    return openLineFile(path, { noLink: true });
  } catch (error) {
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
    throw new CannotWrite(path, isLink ? new Error('a symbolic link stands there') : error);
  }
}

/**
 * `visits.yaml` → `visits.ndjson`, its second scenario → `visits-2.ndjson`; letter case makes no second name.
 */
function freeName(scenarioFile: string, usedNames: Set<string>): string {
  const stem = basename(scenarioFile, extname(scenarioFile));
  let name = `${stem}.ndjson`;
  for (let ordinal = 2; usedNames.has(name.toLowerCase()); ordinal += 1) name = `${stem}-${ordinal}.ndjson`;
  usedNames.add(name.toLowerCase());
  return name;
}
