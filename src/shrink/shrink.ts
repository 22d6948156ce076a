/** Cuts a failing story down to the smallest that fails in the same way: delta debugging over all that its files say. */
import type { Verdict } from '../core/model/verdict.ts';
import { editedText, isGone } from './edited-text.ts';
import { FailingStory } from './failing-story.ts';
import { removeInChunks } from './remove-in-chunks.ts';
import { shorterValues } from './shorter-values.ts';
import { type Candidate, type StoryFiles, uncut } from './story-files.ts';
import type { SourceText, Unit } from './unit-tree.ts';

/** What it may cost, and who hears of it. */
export interface ShrinkOptions {
  readonly title: string;
  readonly seed?: number | undefined;
  /** Rehearsals. */
  readonly runsMax: number;
  /** The time that it may take is over: what was found so far is the result. */
  readonly isOver?: () => boolean;
  readonly onProgress?: (progress: ShrinkProgress) => void;
}

/** The smallest that was found so far. */
export interface ShrinkProgress {
  readonly candidate: Candidate;
  /** What failed, and still does. */
  readonly failure: Verdict;
  readonly runs: number;
  /** Lines of all its files. */
  readonly lines: number;
}

export interface Shrunk extends ShrinkProgress {
  /** Less was tried than there was to try. */
  readonly isCutShort: boolean;
}

/** Passes over all that is left: each ends when nothing goes, and this many would be a fault. */
const PASSES_MAX = 20;

/** undefined: the story keeps its promises. */
export function shrinkStory(files: StoryFiles, options: ShrinkOptions): Shrunk | undefined {
  return new Search(files, options).run();
}

class Search {
  readonly #files: StoryFiles;
  readonly #options: ShrinkOptions;
  readonly #story: FailingStory;
  #best: Candidate = uncut;
  #failure: Verdict | undefined;
  #runs = 0;
  #isCutShort = false;

  constructor(files: StoryFiles, options: ShrinkOptions) {
    this.#files = files;
    this.#options = options;
    const { title, seed } = options;
    this.#story = new FailingStory(files, { title, seed, mayRun: () => this.#mayRun() });
  }

  run(): Shrunk | undefined {
    this.#failure = this.#story.begin();
    if (this.#failure === undefined) return undefined;
    this.#tellProgress();
    this.#people();
    for (let pass = 0; pass < PASSES_MAX && !this.#isCutShort; pass += 1) {
      const before = this.#best;
      this.#everything();
      shorterValues(
        this.#files.sources,
        () => this.#best,
        (candidate) => this.#tries(candidate),
      );
      if (this.#best === before) break;
    }
    return { ...this.#progress(this.#failure), isCutShort: this.#isCutShort };
  }

  #progress(failure: Verdict): ShrinkProgress {
    const lines = linesOf(this.#files.sources, this.#best);
    return { candidate: this.#best, failure, runs: this.#runs, lines };
  }

  #tellProgress(): void {
    if (this.#failure && this.#options.onProgress) this.#options.onProgress(this.#progress(this.#failure));
  }

  #mayRun(): boolean {
    if (this.#runs >= this.#options.runsMax || this.#options.isOver?.()) this.#isCutShort = true;
    else this.#runs += 1;
    return !this.#isCutShort;
  }

  /** Those who cost most go first: rows of imports, then cases and users, each with all that names them. */
  #people(): void {
    for (const source of this.#files.imports) this.#without(source.units);
    for (const name of peopleSections) {
      for (const section of this.#sections(name)) this.#without(section.children);
    }
  }

  #sections(name: string): Unit[] {
    return this.#files.sources.flatMap(({ units }) => units.filter(({ key }) => key === name));
  }

  /** Level by level from the top: what goes whole need not be looked into. */
  #everything(): void {
    let level: (readonly Unit[])[] = this.#files.sources.map(topOf);
    // Bounded by the depth of the files.
    while (level.length > 0 && !this.#isCutShort) {
      for (const units of level) this.#without(units);
      level = level.flatMap((units) =>
        units
          .filter((unit) => this.#isThere(unit))
          .flatMap((unit) => (unit.children.length > 0 ? [unit.children] : [])),
      );
    }
  }

  #without(units: readonly Unit[]): void {
    removeInChunks(
      units,
      (unit) => this.#isThere(unit),
      (piece) => {
        const removed = new Set([...this.#best.edits.removed, ...piece]);
        return this.#tries({ ...this.#best, edits: { ...this.#best.edits, removed } });
      },
    );
  }

  #isThere(unit: Unit): boolean {
    return !isGone(unit, this.#best.edits);
  }

  #tries(candidate: Candidate): boolean {
    if (this.#isCutShort) return false;
    const found = this.#story.holds(candidate);
    if (found === undefined) return false;
    this.#best = found;
    this.#tellProgress();
    return true;
  }
}

const peopleSections = ['examples', 'cases', 'users', 'web_users'];

/** Without its title a scenario is none. */
const topOf = ({ units }: SourceText): readonly Unit[] => units.filter(({ key }) => key !== 'scenario');

/** Of all files together. */
export const linesOf = (sources: readonly SourceText[], { edits }: Candidate): number =>
  sources.reduce((sum, source) => sum + lineCount(editedText(source, edits).text), 0);

const lineCount = (text: string): number => text.split('\n').filter((line) => line.trim() !== '').length;
