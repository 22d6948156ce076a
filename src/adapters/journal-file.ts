import { lstatSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { makeOutputFolder } from './files/make-folder.ts';
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
 * name says. Throws the system's own error, or `CannotWriteFormat`.
 */
export async function openJournalFiles(target: string): Promise<JournalFiles> {
  return isFolder(target) ? folderOf(target) : journalsInto(await fileOf(target, journalFormat(target)));
}

async function fileOf(path: string, format: JournalFormat): Promise<LineFile> {
  if (format === 'ndjson') return openLineFile(path);
  if (format !== 'parquet') return packedLines(format, () => openLineFile(path));
  const { parquetJournal } = await import('./journal/parquet-journal.ts');
  return parquetJournal(openLineFile(path));
}

/** The files that the journals of these scenarios, one after another, will be written to. */
export function journalPaths(target: string, scenarioFiles: readonly string[]): string[] {
  if (!isFolder(target)) return [target];
  const usedNames = new Set<string>();
  return scenarioFiles.map((file) => join(target, freeName(file, usedNames)));
}

function isFolder(target: string): boolean {
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
