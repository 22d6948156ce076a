/** The files beside the scenarios of a run: each is read once, and workbooks are made ready. */
import { type FileAccess, refused, storyReader } from '../adapters/files/file-access.ts';
import type { Notice } from '../core/model/plan.ts';
import { isWorkbook } from '../imports/decode-text.ts';
import type { FilePurpose, ReadFile } from '../scenario/load.ts';

/** What a story asked for, and what for; whether it is there or not. */
export type AskedFiles = Map<string, FilePurpose>;

type Part = ReturnType<ReadFile>;

/**
 * The files beside the scenarios: what they use and import. Loading is synchronous and reading a workbook
 * is not, so a workbook is only remembered at first; `prepare` reads those, and the scenario is loaded again.
 */
export class Parts {
  readonly #parts = new Map<string, Part>();
  readonly #workbooks = new Map<string, Uint8Array>();
  readonly #notices = new Map<string, readonly Notice[]>();
  readonly #onImport: (path: string, bytes: number) => void;

  /** `onImport` hears of each file of cases before it is made sense of. */
  constructor(onImport: (path: string, bytes: number) => void = () => {}) {
    this.#onImport = onImport;
  }

  /** Somebody asked for it. */
  has(path: string): boolean {
    return this.#parts.has(path);
  }

  /** What was noticed in those of the files that are workbooks. */
  noticesOf(paths: Iterable<string>): readonly Notice[] {
    return [...paths].flatMap((path) => this.#notices.get(path) ?? []);
  }

  /** Every file that was asked for. */
  paths(): string[] {
    return [...this.#parts.keys()];
  }

  /** Text of each part that could be read, for the pictures of problems. */
  texts(): [path: string, text: string][] {
    return [...this.#parts].flatMap(([path, part]) => ('text' in part ? [[path, part.text]] : []));
  }

  /**
   * Reads what one story may read, from the disk unless `read` is given, and notes in `asked` what it asked for. A transcript is no
   * part, as it is also written.
   */
  readFor(access: FileAccess, asked: AskedFiles, read = storyReader(access)): ReadFile {
    return (path, purpose = 'use') => {
      const refusal = access.readRefusal(path);
      if (!refusal) asked.set(path, purpose);
      if (purpose === 'transcript') return read(path, purpose);
      return refusal ? refused(refusal) : this.#read(read, path, purpose);
    };
  }

  #read(read: ReadFile, path: string, purpose: FilePurpose): Part {
    const known = this.#parts.get(path);
    if (known) return known;
    const part = read(path, purpose);
    this.#parts.set(path, part);
    if (!('bytes' in part) || !part.bytes) return part;
    if (purpose === 'import') this.#onImport(path, part.bytes.length);
    if (isWorkbook(part.bytes)) this.#workbooks.set(path, part.bytes);
    return part;
  }

  /** Reads the workbooks met so far. True: there were some, and loading again gives something else. */
  async prepare(): Promise<boolean> {
    const met = [...this.#workbooks];
    this.#workbooks.clear();
    if (met.length === 0) return false;
    const { prepareImport } = await import('../imports/prepare-import.ts');
    for (const [path, bytes] of met) {
      const { file, notices, problems } = await prepareImport({ path, bytes });
      const [problem] = problems;
      this.#notices.set(path, notices);
      this.#parts.set(path, problem ? refused(problem) : { text: '', bytes: file.bytes });
    }
    return true;
  }
}
