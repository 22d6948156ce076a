/** What an import says about its file: notices about rows it can use, problems about what it cannot. */

import { type ImportCode, importCodes } from '../core/model/import-codes.ts';
import type { Notice } from '../core/model/plan.ts';
import { codePointsNamed } from '../core/render/visible.ts';
import { type Place, sourceOf } from './found-case.ts';
import type { ImportProblem } from './importer.ts';
import { NOTICES_PER_CODE_MAX, PROBLEMS_MAX } from './limits.ts';

/** One thing noticed; what is left out comes from the table of codes. */
export interface Remark {
  readonly code: ImportCode;
  /** undefined: about the whole file. */
  readonly place?: Place;
  /** The key of the case. */
  readonly key?: string;
  readonly column?: string;
  /** The property that the column seems to be. */
  readonly meant?: string;
  /** As it stands in the file. */
  readonly found?: string;
  readonly becomes?: string;
  readonly hint?: string;
}

export class ImportReport {
  /** As the scenario names it, and as it is opened. */
  readonly #file: string;
  readonly #path: string;
  readonly #notices: { readonly row: number; readonly notice: Notice }[] = [];
  /** By code; odd dates by column too, as it depends on the column how serious they are. */
  readonly #counts = new Map<
    string,
    { readonly code: ImportCode; readonly column: string | undefined; count: number }
  >();
  readonly #problems: ImportProblem[] = [];
  #problemCount = 0;

  constructor(file: string, path = file) {
    this.#file = file;
    this.#path = path;
  }

  note(remark: Remark): void {
    const { code } = remark;
    const column = code.startsWith('IMPORT_DATE_') ? remark.column : undefined;
    const kind = this.#counts.get(`${code} ${column}`) ?? { code, column, count: 0 };
    this.#counts.set(`${code} ${column}`, kind);
    kind.count += 1;
    if (kind.count > NOTICES_PER_CODE_MAX) return;
    this.#notices.push({ row: remark.place?.row ?? 0, notice: noticeFrom(remark, this.#file, this.#path) });
  }

  problem(problem: ImportProblem): void {
    this.#problemCount += 1;
    if (this.#problemCount <= PROBLEMS_MAX) this.#problems.push(problem);
  }

  /** The cause of all problems before. */
  onlyProblem(problem: ImportProblem): void {
    this.#problems.splice(0, this.#problems.length, problem);
    this.#problemCount = 1;
  }

  get hasProblems(): boolean {
    return this.#problemCount > 0;
  }

  /** Those about the whole file first, then row by row. */
  notices(): Notice[] {
    const inRowOrder = this.#notices.toSorted((a, b) => a.row - b.row).map(({ notice }) => notice);
    return [...inRowOrder, ...this.#uncounted()];
  }

  problems(): ImportProblem[] {
    const unsaid = this.#problemCount - PROBLEMS_MAX;
    if (unsaid <= 0) return [...this.#problems];
    return [...this.#problems, { found: `${unsaid} problems more`, wanted: 'a file without problems' }];
  }

  #uncounted(): Notice[] {
    const full = [...this.#counts.values()]
      .filter(({ count }) => count > NOTICES_PER_CODE_MAX)
      .sort((a, b) => stepOf(a.code) - stepOf(b.code));
    return full.map(({ code, column, count }) => ({
      code: 'IMPORT_AND_MORE',
      message: `${this.#file}: ${code}${column === undefined ? '' : ` in ${column}`} on ${count - NOTICES_PER_CODE_MAX} rows more`,
      hint: importCodes.IMPORT_AND_MORE.hint,
      about: { file: this.#file, code, count: String(count), ...(column !== undefined && { column }) },
      source: { file: this.#path, line: 1, column: 1 },
    }));
  }
}

/** Which step of an import gives the code; inspecting the values is the one that most do. */
const steps: Partial<Record<ImportCode, number>> = {
  IMPORT_COLUMN_NAME: 0,
  IMPORT_MORE_PAGES: 0,
  IMPORT_CASE_ID_TWICE: 1,
  IMPORT_KEY_MISSING: 2,
  IMPORT_KEY_TAKEN: 2,
  IMPORT_TYPE_DIFFERS: 4,
  IMPORT_PARENT_UNKNOWN: 5,
};
const INSPECTION = 3;

/** The same order whether the steps go over all cases, or each case through all steps. */
const stepOf = (code: ImportCode): number => steps[code] ?? INSPECTION;

function noticeFrom(remark: Remark, file: string, path: string): Notice {
  const { code, place, key, column, found } = remark;
  const facts = importCodes[code];
  const parts = [column, found === undefined ? undefined : short(found)].filter((part) => part !== undefined);
  const what = parts.length === 0 ? facts.found : parts.join(' ');
  return {
    code,
    message: `${whereOf(place, key, file)}: ${what}: ${remark.becomes ?? facts.becomes}`,
    hint: remark.hint ?? facts.hint,
    about: {
      file,
      ...(place && { row: String(place.row) }),
      ...(key !== undefined && { case: key }),
      ...(column !== undefined && { column }),
      ...(found !== undefined && { found }),
      ...(remark.meant !== undefined && { meant: remark.meant }),
    },
    source: sourceOf(place ?? { word: 'row', row: 1 }, path),
  };
}

function whereOf(place: Place | undefined, key: string | undefined, file: string): string {
  if (place === undefined) return file;
  return `${file} ${place.word} ${place.row}${key === undefined ? '' : ` (${key})`}`;
}

/** Quoted, on one line, not too long. */
function short(text: string): string {
  const line = codePointsNamed(text.replaceAll(/[\t\n\r ]+/g, ' '));
  return `"${line.length > 60 ? `${line.slice(0, 57)}…` : line}"`;
}
