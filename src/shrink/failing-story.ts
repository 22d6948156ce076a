/** A failing story whose parts can be taken away: is it still the same failure, and what has to go along? */
import type { Plan } from '../core/model/plan.ts';
import type { Run } from '../core/model/run.ts';
import type { Verdict } from '../core/model/verdict.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { RowCollector } from '../expect/rows.ts';
import { printTranscript } from '../expect/transcript.ts';
import { importCases } from '../imports/import-cases.ts';
import { rehearsePlan } from '../rehearse.ts';
import { loadScenarios, type Problem } from '../scenario/load.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { editedText } from './edited-text.ts';
import { failureMark, isTooFew, unexpectedGroupMark } from './failure-mark.ts';
import { type SameFailure, sameFailure } from './same-failure.ts';
import type { Candidate, StoryFiles } from './story-files.ts';
import { uncut } from './story-files.ts';
import { type Unit, wayTo } from './unit-tree.ts';

/** How often what a cut leaves without sense is cut too. */
const REPAIRS_MAX = 12;
/** As many names may be missing after one cut. */
const PROBLEMS_MAX = 100_000;

export interface FailingStoryOptions {
  readonly title: string;
  readonly seed?: number | undefined;
  /** Called before each rehearsal; false: no more of them. */
  readonly mayRun: () => boolean;
}

export class FailingStory {
  readonly files: StoryFiles;
  readonly #options: FailingStoryOptions;
  /** The failure that has to stay, and those that were there beside it. */
  #same: SameFailure = { isSame: () => true, hasCause: () => true };
  #others: ReadonlySet<string> = new Set();
  /** Less of a scenario must not send more. */
  #messages = 0;
  #transcript: readonly string[] = [];

  constructor(files: StoryFiles, options: FailingStoryOptions) {
    this.files = files;
    this.#options = options;
  }

  /**
   * Rehearses it as it is. What is broken first is what has to stay, but a number that is too small only where nothing
   * else is broken; undefined: it keeps its promises.
   */
  begin(): Verdict | undefined {
    const plan = this.#plan(uncut);
    const run = plan && 'plan' in plan ? this.#run(plan.plan) : undefined;
    const broken = brokenIn(run);
    const first = broken.find((verdict) => !isTooFew(verdict)) ?? broken[0];
    if (run === undefined || first === undefined) return undefined;
    this.#others = othersAmong(broken);
    this.#same = sameFailure(first, run, broken);
    this.#messages = messagesIn(run);
    this.#transcript = transcriptLines(run);
    return first;
  }

  /**
   * The state with what else has to go, when it fails in the same way and every other promise is kept that was kept before.
   * undefined: it does not.
   */
  holds(candidate: Candidate): Candidate | undefined {
    let present = candidate;
    for (let round = 0; round < REPAIRS_MAX; round += 1) {
      const loaded = this.#plan(present);
      if (loaded === undefined) return undefined;
      const next =
        'problems' in loaded
          ? this.#withoutUnknown(loaded.problems, present)
          : this.#after(loaded.plan, present);
      if (next === undefined || next === 'same') return next && present;
      present = next;
    }
    return undefined;
  }

  /** The plan of a state with its own title; undefined: there is none. */
  #plan(
    candidate: Candidate,
  ): { readonly plan: Plan } | { readonly problems: readonly Problem[] } | undefined {
    const { scenario } = this.files;
    const { seed, title } = this.#options;
    const { text } = editedText(scenario, candidate.edits);
    const options = { importCases, seed, problemsMax: PROBLEMS_MAX };
    const loaded = loadScenarios({ path: scenario.path, text }, this.files.reader(candidate), options);
    if ('problems' in loaded) return loaded;
    const plan = loaded.plans.find((one) => one.title === title);
    return plan && { plan };
  }

  #run(plan: Plan): Run | undefined {
    if (!this.#options.mayRun()) return undefined;
    try {
      return rehearsePlan(plan);
    } catch (error) {
      if (error instanceof ScenarioError) return undefined;
      throw error;
    }
  }

  #after(plan: Plan, candidate: Candidate): Candidate | 'same' | undefined {
    const run = this.#run(plan);
    if (run === undefined) return undefined;
    const broken = brokenIn(run);
    const fresh = broken.filter((verdict) => !this.#isOther(verdict));
    const transcripts = fresh.filter(({ transcript }) => transcript);
    if (transcripts.length > 0) return this.#withTranscripts(run, transcripts, candidate);
    if (!this.#same.hasCause(run, broken) || messagesIn(run) > this.#messages) return undefined;
    if (fresh.length === 0) {
      this.#messages = messagesIn(run);
      return 'same';
    }
    return fresh.every(isRepairable) ? this.#withoutPromises(fresh, candidate) : undefined;
  }

  /** It was there before. */
  #isOther(verdict: Verdict): boolean {
    const group = unexpectedGroupMark(verdict) ?? moreMark(verdict);
    if (this.#same.isSame(verdict)) return true;
    return this.#others.has(failureMark(verdict)) || (group !== undefined && this.#others.has(group));
  }

  /** Names that nothing has any more go where they are written. */
  #withoutUnknown(problems: readonly Problem[], candidate: Candidate): Candidate | undefined {
    const removed = new Set(candidate.edits.removed);
    for (const problem of problems) {
      const found = this.files.unitOf(problem, candidate);
      if (found === undefined) return undefined;
      removed.add(wholeOf(found.unit, found.offset));
    }
    if (removed.size === candidate.edits.removed.size) return undefined;
    return { ...candidate, edits: { ...candidate.edits, removed } };
  }

  /** What a promise was about is gone: the promise goes too, or counts what is left. */
  #withoutPromises(fresh: readonly Verdict[], candidate: Candidate): Candidate | undefined {
    const removed = new Set(candidate.edits.removed);
    const values = new Map(candidate.edits.values);
    for (const { source, counted } of fresh) {
      const found = source && this.files.unitOf(source, candidate);
      if (!found) return undefined;
      const promise = wholeOf(found.unit, found.offset);
      const count = counted ? countIn(promise) : undefined;
      if (count && values.get(count) !== String(counted)) values.set(count, String(counted));
      else removed.add(promise);
    }
    return { ...candidate, edits: { removed, values } };
  }

  /** Lines that only told what is gone leave the transcripts; undefined: there are none. */
  #withTranscripts(run: Run, verdicts: readonly Verdict[], candidate: Candidate): Candidate | undefined {
    const transcripts = new Map(candidate.transcripts);
    const gone = leftOut(this.#transcript, transcriptLines(run));
    for (const { expected } of verdicts) {
      if (expected?.kind !== 'transcript' || expected.text === undefined) return undefined;
      const text = leftOut(linesOf(expected.text), gone)
        .map((line) => `${line}\n`)
        .join('');
      if (text === transcripts.get(expected.file) || text === expected.text) return undefined;
      transcripts.set(expected.file, text);
    }
    return { ...candidate, transcripts };
  }
}

const brokenIn = (run: Run | undefined): readonly Verdict[] =>
  run?.verdicts.filter(({ kept }) => !kept) ?? [];

/** Marks of all failures; of unexpected messages that are only counted, the mark of their cause, or of any cause. */
function othersAmong(broken: readonly Verdict[]): ReadonlySet<string> {
  const hasMore = broken.some(({ unexpectedMore }) => unexpectedMore !== undefined);
  const groups = broken.flatMap((verdict) => {
    const group = unexpectedGroupMark(verdict);
    return group !== undefined && hasMore ? [group] : [];
  });
  return new Set([...broken.map(failureMark), ...groups, ...broken.flatMap((each) => moreMark(each) ?? [])]);
}

/** The verdict that counts unexpected messages which are not listed. */
const moreMark = ({ unexpectedMore }: Verdict): string | undefined =>
  unexpectedMore === undefined ? undefined : 'more';

const messagesIn = ({ totals: { sms, email, errors } }: Run): number => sms + email + errors;

/** A new message that no promise claims, or a rule of HQ that is broken anew, is another failure. */
const isRepairable = ({ kind, source, effortLimit }: Verdict): boolean =>
  kind === 'expectation' && source !== undefined && effortLimit === undefined;

/** Half a promise, or half an entry of the timeline, would mean something else: such a thing goes whole. */
function wholeOf(unit: Unit, offset: number): Unit {
  const way = wayTo(unit);
  const keys = way.map(({ key }) => key);
  const promises = Math.max(
    keys.lastIndexOf('expect'),
    keys.lastIndexOf('in_order'),
    keys.lastIndexOf('allow'),
  );
  if (promises >= 0) return way[promises + 1] ?? unit;
  if (keys[0] !== 'timeline' || unit.key === undefined) return unit;
  const isNamed = way.length === 4 && offset < unit.keyEnd;
  return isNamed ? unit : (way[1] ?? unit);
}

/** The number in a promise of a count. */
function countIn(unit: Unit): Unit | undefined {
  if (unit.key !== undefined && ['is', 'at_least', 'at_most'].includes(unit.key) && unit.scalar) return unit;
  for (const child of unit.children) {
    const found = countIn(child);
    if (found) return found;
  }
  return undefined;
}

function transcriptLines({ journal, plan }: Run): string[] {
  const rows = new RowCollector();
  let index = 0;
  for (const entry of journal.entries()) rows.take(entry, index++);
  return linesOf(printTranscript(rows.rows, zoneOfProject(plan.project)));
}

const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line !== '');

/** The lines without those others, each of these once. */
function leftOut(lines: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = counts.get(line) ?? 0;
    counts.set(line, count - 1);
    return count <= 0;
  });
}
