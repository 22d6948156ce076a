import { isJournalFile } from '../adapters/files/journal-lines.ts';
import { Budget, Interrupted, LimitReached } from '../adapters/interruptible.ts';
import { isOnDisk } from '../core/model/many-cases.ts';
import type { Plan } from '../core/model/plan.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { peopleOfStory } from '../report/people-on-disk.ts';
import { KnownWords } from '../report/roster/known-words.ts';
import { OwnLanguage } from '../report/roster/own-language.ts';
import { plainLine } from '../report/text/terminal-text.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { type Cut, cutOf, shardPlans } from '../shards/cut.ts';
import { DailyLimitMet } from '../shards/merged-journal.ts';
import { cutText } from '../shards/text.ts';
import { asksForWords, checkFilter, isReasonKnown } from './check-filter.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { heldTerminal } from './held-terminal.ts';
import { type LargeImports, openLargeImports } from './large-imports.ts';
import { type LoadOptions, loadOptionsOf } from './load-options.ts';
import { choosePlans, inMemory, loadPlans } from './load-plans.ts';
import { checkTargets, STDOUT } from './outputs.ts';
import { progressOn } from './progress.ts';
import { addJournal, readJournal } from './read-journal.ts';
import { cannotRehearse, rehearseEntries, stopAtLimit } from './rehearse-entries.ts';
import { openRosterOutputs, type RosterStory } from './roster-outputs.ts';
import {
  collectorFor,
  filterOf,
  type RosterOptions,
  type RosterParts,
  takesRows,
  tell,
} from './roster-parts.ts';
import { destinationsOf } from './stdout-document.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';
import { EarlyShards } from './worker/early-shards.ts';
import { ShardPool } from './worker/shard-pool.ts';
import { rosterWork } from './worker/shard-protocol.ts';
import { beginThreads } from './worker/spare-threads.ts';
import { hasCausesOfFile, workersFor } from './workers-for.ts';

/** `drysend roster`: rehearses scenarios or reads journals, and counts what became of everybody. */
export async function answerRoster(
  files: readonly string[],
  options: RosterOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { files: targets, isStdoutTaken } = destinationsOf(targetsOf(options));
  const journals = files.filter(isJournalFile);
  const scenarios = files.filter((file) => !journals.includes(file));
  const folders = loadOptionsOf(options);
  const { workers = 1 } = options;
  if (workers > 1) beginThreads(workers);
  const early = new EarlyShards((plan) => earlyWork(plan, options));
  const largeImports = needsWhole(options) ? undefined : openLargeImports(options, terminal);
  try {
    return await answered(options, terminal, {
      journals,
      scenarios,
      folders,
      targets,
      ...{ isStdoutTaken, largeImports, early },
    });
  } finally {
    largeImports?.close();
    await early.close();
  }
}

interface Given {
  readonly journals: readonly string[];
  readonly scenarios: readonly string[];
  readonly folders: LoadOptions;
  readonly targets: ReturnType<typeof destinationsOf>['files'];
  readonly isStdoutTaken: boolean;
  readonly largeImports: LargeImports | undefined;
  readonly early: EarlyShards;
}

/** How a story is surely counted, where it has no faults. */
const earlyWork = (plan: Plan, options: RosterOptions) =>
  options.grep === undefined && obstaclesFor(plan, options).length === 0
    ? { ...rosterWork, workers: options.workers ?? workersFor(plan) }
    : undefined;

async function answered(
  options: RosterOptions,
  terminal: Terminal,
  { journals, scenarios, folders, targets, isStdoutTaken, largeImports, early }: Given,
): Promise<ExitCode> {
  const loaded =
    scenarios.length === 0
      ? undefined
      : await loadPlans(
          scenarios,
          {
            ...{ ...folders, largeImports: largeImports && (() => largeImports) },
            planTaker: async () => early.begin,
          },
          terminal,
        );
  const plans = loaded ? choosePlans(loaded.plans, { ...options, tag: [] }) : [];
  const known =
    options.names === undefined ? [] : (await loadPlans([options.names], folders, terminal)).plans;
  checkTargets(targets, [...journals, ...(loaded?.inputs ?? [])]);
  const words = wordsFor(options, [...plans, ...known], journals);

  // A code of a gateway's own is known when it comes: nothing is printed of a run that has none such.
  const held = heldTerminal(terminal, () => isReasonKnown(options, words));
  const outputs = openRosterOutputs(options, held);
  const progress = progressOn(terminal);
  const budget = new Budget(options);
  const parts: RosterParts = { options, outputs, progress, budget, terminal: held, isStdoutTaken };
  try {
    for (const [index, plan] of plans.entries()) {
      progress.story(plan.title, index, plans.length);
      const whole = await ofParts(plan, parts, () => inMemory(plan, folders, terminal));
      if (whole) await counted(whole, { ...parts, early }, words);
    }
    for (const file of journals) readJournal(file, known, parts);
    checkFilter(options, words, { isWhole: true });
    held.release();
    for (const note of outputs.keep()) terminal.err(`drysend: ${note}\n`);
    return exitCodes.kept;
  } catch (error) {
    progress.clear();
    if (error instanceof Interrupted) throw new Stop(exitCodes.interrupted, 'interrupted');
    throw error;
  } finally {
    outputs.close();
  }
}

/** What may be asked for; a journal is read once more for it, before anything is written. */
function wordsFor(options: RosterOptions, plans: readonly Plan[], journals: readonly string[]): KnownWords {
  const words = new KnownWords();
  if (!asksForWords(options)) return words;
  for (const plan of plans) words.addPlan(plan);
  for (const file of journals) addJournal(words, file);
  checkFilter(options, words, { isWhole: plans.length === 0 });
  return words;
}

const targetsOf = ({ csv, xlsx, json }: RosterOptions) => ({
  '--csv': csv,
  '--xlsx': xlsx,
  '--json': json ? STDOUT : undefined,
});

/** Rows, filters and names need all cases at once. */
const needsWhole = (options: RosterOptions): boolean =>
  takesRows(options) || Object.keys(filterOf(options)).length > 0 || options.names !== undefined;

/** Counts a story whose cases are on a disk; gives the story where that still has to be done. */
async function ofParts(
  plan: Plan,
  parts: RosterParts,
  wholePlan: () => Promise<Plan>,
): Promise<Plan | undefined> {
  if (!isOnDisk(plan.cases)) return plan;
  const { options, terminal, budget, progress, outputs } = parts;
  const { rosterInParts } = await import('./roster-in-parts.ts');
  const roster = hasCausesOfFile(plan)
    ? rosterInParts(plan, { budget, progress, maxMemory: options.maxMemory, sizes: terminal.spillSizes })
    : { why: ONE_BY_ONE };
  if ('why' in roster) {
    terminal.err(
      `drysend: ${plainLine(`${plan.title}: ${roster.why}: all its cases are read into memory`)}\n`,
    );
    return wholePlan();
  }
  outputs.begin(storyOf(plan));
  tell(storyOf(plan), roster, parts);
  return undefined;
}

/** By several threads, where that is asked for or is worth it. */
async function counted(
  plan: Plan,
  parts: RosterParts & { readonly early: EarlyShards },
  words: KnownWords,
): Promise<void> {
  const { options, terminal, early } = parts;
  const workers = options.workers ?? workersFor(plan);
  if (workers === 1) return rehearsed(plan, parts, words);
  const say = (text: string): void => {
    if (options.workers !== undefined) terminal.err(`drysend: ${plainLine(`${plan.title}: ${text}`)}\n`);
  };
  const begun = early.take(plan, { ...rosterWork, workers });
  const cut = begun ? undefined : cutFor(plan, options);
  if (cut?.kind === 'whole') say(cutText(cut));
  else {
    const { rosterInWorkers } = await import('./roster-in-workers.ts');
    const pool = begun ?? new ShardPool(shardPlans(plan, cut!, workers), rosterWork);
    try {
      const roster = await rosterInWorkers(plan, pool, parts);
      parts.outputs.begin(storyOf(plan));
      return tell(storyOf(plan), roster, parts);
    } catch (error) {
      if (error instanceof LimitReached) throw stopAtLimit(plan, error);
      if (error instanceof ScenarioError) throw cannotRehearse(plan, error);
      if (!(error instanceof DailyLimitMet)) throw error;
      say(`${error.message}: it is run again as one shard`);
    }
  }
  rehearsed(plan, parts, words);
}

const ONE_BY_ONE = 'contacts write in, or are written to by hand';

function cutFor(plan: Plan, options: RosterOptions): Cut {
  const obstacles = obstaclesFor(plan, options);
  return obstacles.length > 0 ? { kind: 'whole', obstacles } : cutOf(plan);
}

/** Options that need one thread. */
const obstaclesFor = (plan: Plan, options: RosterOptions): string[] => [
  ...(takesRows(options) ? ['rows are written in the order of one run'] : []),
  ...(Object.keys(filterOf(options)).length > 0 ? ['what is asked for is looked for in one thread'] : []),
  ...(hasCausesOfFile(plan) ? [] : [ONE_BY_ONE]),
];

function storyOf(plan: Plan): RosterStory {
  const { title, source, project } = plan;
  return { title, file: source.file, zone: zoneOfProject(project), people: peopleOfStory(plan) };
}

function rehearsed(plan: Plan, parts: RosterParts, words: KnownWords): void {
  const story = storyOf(plan);
  const collector = collectorFor(story, plan, parts);
  const { reasons } = words;
  const { language } = parts.options;
  const own = language === undefined ? undefined : new OwnLanguage(plan, language);
  rehearseEntries(
    plan,
    {
      onEntry(seq, entry) {
        if (entry.code !== undefined) reasons.add(entry.code);
        own?.record(entry);
        collector.record(seq, entry);
      },
      ...(own === undefined && { onRepeat: (seq, block) => collector.repeat(seq, block) }),
    },
    parts,
  );
  tell(story, collector.end(), parts);
  const note = own?.note();
  if (note !== undefined) parts.terminal.err(`drysend: ${note}\n`);
}
