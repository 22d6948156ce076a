/** The shape of an import, on which the scenario room and this one agree: one declaration and its file in, cases out. */
import type { CaseSeed } from '../core/model/case.ts';
import type { ManyCases } from '../core/model/many-cases.ts';
import type { Notice } from '../core/model/plan.ts';

/** One entry of `import:`, as written. */
export interface ImportDeclaration {
  readonly file: string;
  /** The case type of rows that name none. */
  readonly type?: string;
  /** The column that names the case; default: a slug of `name`, made unique. */
  readonly key?: string;
  /** CSV column → property. */
  readonly columns: ReadonlyMap<string, string>;
  /** The project (domain) the cases live in. */
  readonly project: string;
}

export interface ImportFile {
  readonly path: string;
  /** The whole file, or its beginning where it is read in pieces. */
  readonly bytes: Uint8Array;
  /** The file from its beginning, piece by piece, each time anew. */
  readonly pieces?: () => Iterable<Uint8Array>;
  /** Any part of the file, where it is on a disk. */
  readonly parts?: RandomAccess;
  /** Called between the steps of the import; may throw to end it. */
  readonly onStep?: () => void;
  /** Called with how many rows a large file has before any is kept; may throw to end the import. */
  readonly onRows?: (rows: number) => void;
}

/** A file of which any part can be read. */
export interface RandomAccess {
  readonly length: number;
  /** Fewer bytes where the file ends. */
  read(from: number, to: number): Uint8Array;
}

const PIECE_BYTES = 1 << 16;

/** All of a file from its beginning. */
export function piecesIn({ bytes, pieces, parts }: ImportFile): Iterable<Uint8Array> {
  if (pieces) return pieces();
  return parts ? piecesOfParts(parts) : [bytes];
}

function* piecesOfParts({ length, read }: RandomAccess): IterableIterator<Uint8Array> {
  for (let at = 0; at < length; at += PIECE_BYTES) yield read(at, Math.min(length, at + PIECE_BYTES));
}

/** Something in the file that must be mended before it can be used. */
export interface ImportProblem {
  /** As the spreadsheet shows it: the header is row 1. */
  readonly row?: number;
  readonly column?: string;
  readonly found: string;
  readonly wanted: string;
  readonly hint?: string;
}

/** The cases of a file in file order, what was noticed on the way, and what stops it from being used; the last two may be found when they are asked for. */
export interface Imported {
  readonly cases: readonly CaseSeed[];
  /** They stand here instead, where they are too many for the memory. */
  readonly onDisk?: ManyCases;
  readonly notices: readonly Notice[];
  readonly problems: readonly ImportProblem[];
}

/** Reads one file; synchronous. An XLSX file has been made ready by `prepareImport`, a packed file or Parquet by `unpackImport`. */
export type Importer = (
  declaration: ImportDeclaration,
  file: ImportFile,
  options?: ImportOptions,
) => Imported;

export interface ImportOptions {
  /** One import of a scenario may be. */
  readonly mayBeOnDisk?: boolean;
}
