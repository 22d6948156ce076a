/** Imports that have no room in memory: their cases go to a folder for temporary files, and are gone when the command ends. */
import { SpillFailed, SpillFolder } from '../adapters/files/spill-folder.ts';
import { visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import { canBeOnDisk, importOnDisk } from '../imports/import-on-disk.ts';
import type { ImportDeclaration, Imported, ImportFile } from '../imports/importer.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** What was asked of all commands that keep large imports on a disk. */
export interface SpillOptions {
  /** The folder in which that is made. */
  readonly spill?: string;
}

export interface LargeImports {
  /** undefined: it is small enough, or cannot be kept there. `bytes` are those of the file as it is on the disk. */
  imported(declaration: ImportDeclaration, file: ImportFile, bytes: number): Imported | undefined;
  /** Nobody reads the cases any more. */
  close(): void;
}

/** Some 600,000 rows of eight columns, which take a gigabyte of memory. */
const SPILL_BYTES_MIN = 64_000_000;
/** How much more than packed a list of cases is. */
const PACKED_TO = 5;
const MEGABYTE = 1_000_000;

export function openLargeImports(
  { spill }: SpillOptions,
  terminal: Pick<Terminal, 'err' | 'spillSizes'>,
): LargeImports {
  const { fileBytes = SPILL_BYTES_MIN } = terminal.spillSizes ?? {};
  const folder = new SpillFolder(spill);
  return {
    imported(declaration, file, bytes) {
      const unpacked = file.pieces === undefined ? bytes : bytes * PACKED_TO;
      if (unpacked < fileBytes || !canBeOnDisk(file)) return undefined;
      try {
        const imported = importOnDisk(declaration, file, () => folder.file());
        if (imported.onDisk)
          terminal.err(
            `drysend: the ${grouped(imported.onDisk.size)} cases of ${visibleLine(file.path)} are kept in ${visibleLine(folder.parent)} until this command ends\n`,
          );
        return imported;
      } catch (error) {
        if (error instanceof SpillFailed) throw noRoom(error, file.path);
        throw error;
      }
    },
    close: () => folder.close(),
  };
}

function noRoom({ folder, bytes, reason }: SpillFailed, path: string): Stop {
  return new Stop(
    exitCodes.couldNotRun,
    `the cases of ${visibleLine(path)} have no room in ${visibleLine(folder)}: ${reason}, when ${grouped(Math.ceil(bytes / MEGABYTE))} MB were written`,
    `Nothing was changed, and what was written there is gone. They take about twice the size of the file unpacked: --spill FOLDER names a folder with more room.`,
  );
}
