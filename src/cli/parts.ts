import { readFileSync, statSync } from 'node:fs';
import type { Notice } from '../core/model/plan.ts';
import { isWorkbook } from '../imports/decode-text.ts';
import type { ReadFile } from '../scenario/load.ts';
import { systemReason } from './system-reason.ts';

/** Bytes of one file that a scenario uses or imports. */
const PART_BYTES_MAX = 64 * 1024 * 1024;

type Part = ReturnType<ReadFile>;

/**
 * The files beside the scenarios: what they use and import. Loading is synchronous and reading a workbook
 * is not, so a workbook is only remembered at first; `prepare` reads those, and the scenario is loaded again.
 */
export class Parts {
  readonly #parts = new Map<string, Part>();
  readonly #workbooks = new Map<string, Uint8Array>();
  readonly #notices: Notice[] = [];

  /** Somebody asked for it. */
  has(path: string): boolean {
    return this.#parts.has(path);
  }

  /** What was noticed in the workbooks. */
  get notices(): readonly Notice[] {
    return this.#notices;
  }

  /** Every file that was asked for. */
  paths(): string[] {
    return [...this.#parts.keys()];
  }

  /** Text of each part that could be read, for the pictures of problems. */
  texts(): [path: string, text: string][] {
    return [...this.#parts].flatMap(([path, part]) => ('text' in part ? [[path, part.text]] : []));
  }

  readonly read: ReadFile = (path) => {
    const known = this.#parts.get(path);
    if (known) return known;
    const part = readPart(path);
    this.#parts.set(path, part);
    if ('bytes' in part && part.bytes && isWorkbook(part.bytes)) this.#workbooks.set(path, part.bytes);
    return part;
  };

  /** Reads the workbooks met so far. True: there were some, and loading again gives something else. */
  async prepare(): Promise<boolean> {
    const met = [...this.#workbooks];
    this.#workbooks.clear();
    if (met.length === 0) return false;
    const { prepareImport } = await import('../imports/prepare-import.ts');
    for (const [path, bytes] of met) {
      const { file, notices, problems } = await prepareImport({ path, bytes });
      const [problem] = problems;
      this.#notices.push(...notices);
      this.#parts.set(
        path,
        problem
          ? {
              problem: problem.found,
              wanted: problem.wanted,
              ...(problem.hint ? { hint: problem.hint } : {}),
            }
          : { text: '', bytes: file.bytes },
      );
    }
    return true;
  }
}

function readPart(path: string): Part {
  try {
    const stats = statSync(path);
    if (!stats.isFile())
      return { problem: stats.isDirectory() ? 'it is a folder' : 'it is not a regular file' };
    if (stats.size > PART_BYTES_MAX) return { problem: 'it is larger than 64 MB' };
    const bytes = readFileSync(path);
    return { text: bytes.toString('utf8').replace(/^\ufeff/, ''), bytes };
  } catch (error) {
    return { problem: systemReason(error) };
  }
}
