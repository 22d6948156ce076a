/** The shape of an import, on which the scenario room and this one agree: one declaration and its file in, cases out. */
import type { CaseSeed } from '../core/model/case.ts';
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
  readonly bytes: Uint8Array;
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

/** The cases of a file in file order, what was noticed on the way, and what stops it from being used. */
export interface Imported {
  readonly cases: readonly CaseSeed[];
  readonly notices: readonly Notice[];
  readonly problems: readonly ImportProblem[];
}

/** Reads one file; synchronous and pure. An XLSX file has been made ready by `prepareImport`. */
export type Importer = (declaration: ImportDeclaration, file: ImportFile) => Imported;
