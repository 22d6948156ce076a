/** Imports that have no room in memory: their cases go to a folder for temporary files, and are gone when the command ends. */
import { SpillFailed, SpillFolder } from '../adapters/files/spill-folder.ts';
import { visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import { canBeOnDisk, importOnDisk } from '../imports/import-on-disk.ts';
import type { ImportDeclaration, Imported, ImportFile } from '../imports/importer.ts';
import { exitCodes } from './exit-codes.ts';
import type { SpillOptions } from './load-options.ts';
import { wantsCoverage } from './outputs.ts';
import type { RunOptions } from './run-options.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

export interface LargeImports {
  /** Where they are kept. */
  readonly folder: SpillFolder;
  /** undefined: it is small enough, or cannot be kept there. `bytes` are those of the file as it is on the disk. */
  imported(declaration: ImportDeclaration, file: ImportFile, bytes: number): Imported | undefined;
  /** Nobody reads the cases any more. */
  close(): void;
}

/** Some 300,000 rows of eight columns: with them in memory a run takes a gigabyte and more. */
const SPILL_BYTES_MIN = 32_000_000;
/** Where less memory is allowed: so many times its bytes on the disk take the cases of a file and what is known of them while they run. */
const RUN_TO_FILE = 64;
/** How much more than packed a list of cases is. */
const PACKED_TO = 5;
const MEGABYTE = 1_000_000;

/** `whole`: why all cases have to be in memory. */
export function openLargeImports(
  { spill, maxMemory = Number.POSITIVE_INFINITY }: SpillOptions,
  terminal: Pick<Terminal, 'err' | 'spillSizes'>,
  whole?: string,
): LargeImports {
  const { fileBytes = Math.min(SPILL_BYTES_MIN, maxMemory / RUN_TO_FILE) } = terminal.spillSizes ?? {};
  const folder = new SpillFolder(spill);
  return {
    folder,
    imported(declaration, file, bytes) {
      const unpacked = file.pieces === undefined ? bytes : bytes * PACKED_TO;
      if (unpacked < fileBytes || !canBeOnDisk(file)) return undefined;
      if (whole !== undefined) {
        terminal.err(`drysend: all cases of ${visibleLine(file.path)} are read into memory: ${whole}\n`);
        return undefined;
      }
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

/** What of `drysend run` needs all cases of a story in memory; undefined: nothing does. */
export function wholeForRun(options: RunOptions): string | undefined {
  const { wire, update, checkDeterminism, exchanges, blob, reporter, parallel = 1 } = options;
  if (wire) return '--wire hands over one message after another';
  if (update) return '--update rewrites transcripts by one run';
  if (checkDeterminism) return '--check-determinism compares two runs of all cases';
  if (exchanges !== undefined) return '--exchanges keeps what went over the wire in the order of one run';
  if (blob !== undefined) return '--blob keeps exchanges with gateways';
  if (reporter.some((one) => /^html(=|$)/.test(one))) return 'an HTML report keeps exchanges with gateways';
  if (wantsCoverage(options)) return 'coverage looks at all cases';
  if (options.shrink || options.shrinkTo !== undefined) return '--shrink runs the story again and again';
  if (parallel > 1) return '--parallel reads each story in its own thread';
  return undefined;
}
