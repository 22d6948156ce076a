/** The files of one story as texts that can be cut: the scenario, what it uses, the cases that it imports, its transcripts. */
import { decodeText } from '../imports/decode-text.ts';
import { piecesIn } from '../imports/importer.ts';
import type { FilePurpose, ReadFile } from '../scenario/load.ts';
import { type Edits, editedText } from './edited-text.ts';
import { rowSource } from './row-units.ts';
import { type SourceText, type Unit, unitAt, yamlSource } from './unit-tree.ts';

/** One state of the story: what is cut out of its files, and the transcripts that it is compared with. */
export interface Candidate {
  readonly edits: Edits;
  /** Instead of the file's own text. */
  readonly transcripts: ReadonlyMap<string, string>;
}

export const uncut: Candidate = { edits: { removed: new Set(), values: new Map() }, transcripts: new Map() };

/** A file as one state of the story has it. */
export interface CandidateFile {
  readonly path: string;
  readonly purpose: FilePurpose;
  readonly text: string;
}

type Part = ReturnType<ReadFile>;

export class StoryFiles {
  readonly scenario: SourceText;
  readonly #read: ReadFile;
  readonly #parts = new Map<string, { readonly purpose: FilePurpose; readonly part: Part }>();
  readonly #sources = new Map<string, SourceText>();

  constructor(scenario: { readonly path: string; readonly text: string }, read: ReadFile) {
    this.scenario = yamlSource(scenario.path, scenario.text);
    this.#read = read;
  }

  /** Texts with units, the scenario first. They are known after the first load. */
  get sources(): readonly SourceText[] {
    return [this.scenario, ...this.#sources.values()];
  }

  get imports(): readonly SourceText[] {
    return [...this.#sources].flatMap(([path, source]) =>
      this.#parts.get(path)?.purpose === 'import' ? [source] : [],
    );
  }

  /** Reads for the loader what a state of the story has. */
  reader({ edits, transcripts }: Candidate): ReadFile {
    return (path, purpose = 'use') => {
      const part = this.#part(path, purpose);
      if ('problem' in part) return part;
      if (purpose === 'transcript') return { text: transcripts.get(path) ?? part.text };
      const source = this.#sources.get(path);
      if (source === undefined || purpose === 'form') return part;
      const { text } = editedText(source, edits);
      return purpose === 'import' ? { text: '', bytes: new TextEncoder().encode(text) } : { text };
    };
  }

  /** Every file that the scenario asked for and that is there. */
  beside({ edits, transcripts }: Candidate): CandidateFile[] {
    return [...this.#parts].flatMap(([path, { purpose, part }]) => {
      if ('problem' in part) return [];
      const source = this.#sources.get(path);
      const text = source ? editedText(source, edits).text : (transcripts.get(path) ?? part.text);
      return [{ path, purpose, text }];
    });
  }

  /** The innermost unit at a line and column of a file, as a state of the story has it. */
  unitOf(
    { file, line, column }: { readonly file: string; readonly line: number; readonly column: number },
    { edits }: Candidate,
  ): { readonly unit: Unit; readonly offset: number } | undefined {
    const source = this.sources.find(({ path }) => path === file);
    if (source === undefined) return undefined;
    const { text, originalOffset } = editedText(source, edits);
    const offset = originalOffset(lineStart(text, line) + column - 1);
    const unit = unitAt(source, offset);
    return unit && { unit, offset };
  }

  #part(path: string, purpose: FilePurpose): Part {
    const known = this.#parts.get(path);
    if (known) return known.part;
    const part = this.#read(path, purpose);
    this.#parts.set(path, { purpose, part });
    if ('problem' in part) return part;
    if (purpose === 'use') this.#sources.set(path, yamlSource(path, part.text));
    const text = purpose === 'import' ? importedText(path, part) : undefined;
    if (text !== undefined) this.#sources.set(path, rowSource(path, text));
    return part;
  }
}

/** A file that is read in pieces too; undefined: it is no text. */
function importedText(
  path: string,
  { bytes, ...part }: Exclude<Part, { problem: string }>,
): string | undefined {
  if (!bytes) return undefined;
  const text = decodeText(Buffer.concat([...piecesIn({ ...part, path, bytes })]));
  return typeof text === 'string' ? text : undefined;
}

function lineStart(text: string, line: number): number {
  let at = 0;
  for (let count = 1; count < line; count += 1) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at;
}
