import { isJournalFile } from '../adapters/files/journal-lines.ts';
import { Budget, Interrupted, type Limits } from '../adapters/interruptible.ts';
import { isOnDisk } from '../core/model/many-cases.ts';
import type { Plan } from '../core/model/plan.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { peopleOfStory } from '../report/people-on-disk.ts';
import type { RosterFilter } from '../report/roster/filter.ts';
import { KnownWords } from '../report/roster/known-words.ts';
import { OwnLanguage } from '../report/roster/own-language.ts';
import { CalendarExcerpt, sizeFor } from '../report/sending-plan/calendar-text.ts';
import type { PlannedStory } from '../report/sending-plan/look.ts';
import { type SendingPlan, SendingPlanCollector } from '../report/sending-plan/sending-plan.ts';
import { planText } from '../report/sending-plan/text.ts';
import { inkFor, plainLine } from '../report/text/terminal-text.ts';
import { cutOf } from '../shards/cut.ts';
import { cutText } from '../shards/text.ts';
import { checkFilter } from './check-filter.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type LargeImports, openLargeImports } from './large-imports.ts';
import type { SpillOptions } from './load-options.ts';
import { type LoadOptions, loadOptionsOf } from './load-options.ts';
import { choosePlans, inMemory, loadPlans } from './load-plans.ts';
import { checkTargets, type Target } from './outputs.ts';
import { type PlanOfParts, planInParts } from './plan-in-parts.ts';
import { planOfAlike } from './plan-of-alike.ts';
import { openPlanOutputs, type PlanOutput } from './plan-outputs.ts';
import { checkPeriod, checkRanThen, checkRunsThen, periodOf, periodText } from './plan-period.ts';
import { type Progress, progressOn } from './progress.ts';
import { rehearseEntries } from './rehearse-entries.ts';
import { destinationsOf } from './stdout-document.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** What was asked of `drysend plan`. */
export interface PlanOptions extends LoadOptions, SpillOptions, Omit<RosterFilter, 'reason'>, Limits {
  readonly grep?: string;
  /** Days of the project's clock, `2026-03-02`; both are in the period. */
  readonly from?: string;
  readonly to?: string;
  readonly csv?: string;
  readonly xlsx?: string;
  readonly ics?: string;
  readonly json?: string;
  /** `--no-cohorts`: every contact is rehearsed by itself. */
  readonly cohorts?: boolean;
}

interface PlanParts {
  readonly options: PlanOptions;
  readonly outputs: PlanOutput;
  readonly progress: Progress;
  readonly budget: Budget;
  /** No other story is asked for. */
  readonly isOnly: boolean;
  /** A document has it: nothing is told there. */
  readonly isStdoutTaken: boolean;
  readonly terminal: Terminal;
}

/** `drysend plan`: rehearses scenarios and lists who gets what, when and for how much. Promises are not judged. */
export async function answerPlan(
  files: readonly string[],
  options: PlanOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  checkPeriod(options);
  const { files: targets, isStdoutTaken } = destinationsOf(targetsOf(options));
  const journal = files.find(isJournalFile);
  if (journal !== undefined) {
    throw new Stop(
      exitCodes.usage,
      `${journal} is a journal: a plan is made of a scenario, which knows prices, rates and people`,
      'Give the scenario; drysend roster reads journals.',
    );
  }
  const largeImports = needsWhole(options) ? undefined : openLargeImports(options, terminal);
  try {
    return await answered(files, { ...options, largeImports }, terminal, { targets, isStdoutTaken });
  } finally {
    largeImports?.close();
  }
}

/** Messages one by one, filters and names need all cases at once. */
const needsWhole = ({ csv, xlsx, ics, json, alert, gateway, language, case: person }: PlanOptions): boolean =>
  [csv, xlsx, ics, json, alert, gateway, language, person].some((one) => one !== undefined);

async function answered(
  files: readonly string[],
  options: PlanOptions & { readonly largeImports: LargeImports | undefined },
  terminal: Terminal,
  { targets, isStdoutTaken }: { readonly targets: readonly Target[]; readonly isStdoutTaken: boolean },
): Promise<ExitCode> {
  const { largeImports } = options;
  const loaded = await loadPlans(
    files,
    { ...loadOptionsOf(options), largeImports: largeImports && (() => largeImports) },
    terminal,
  );
  const plans = choosePlans(loaded.plans, { ...options, tag: [] });
  checkTargets(targets, loaded.inputs);
  checkWords(plans, options);
  checkRunsThen(plans, options);
  const outputs = openPlanOutputs(options, terminal);
  const parts: PlanParts = {
    options,
    outputs,
    progress: progressOn(terminal),
    budget: new Budget(options),
    terminal,
    isOnly: plans.length === 1,
    isStdoutTaken,
  };
  try {
    for (const [index, plan] of plans.entries()) {
      parts.progress.story(plan.title, index, plans.length);
      if (!plannedOfAlike(plan, parts) && !plannedInParts(plan, parts))
        planned(isOnDisk(plan.cases) ? await inMemory(plan, loadOptionsOf(options), terminal) : plan, parts);
    }
    for (const note of outputs.keep()) terminal.err(`drysend: ${note}\n`);
    return exitCodes.kept;
  } catch (error) {
    parts.progress.clear();
    if (error instanceof Interrupted) throw new Stop(exitCodes.interrupted, 'interrupted');
    throw error;
  } finally {
    outputs.close();
  }
}

function checkWords(plans: readonly Plan[], { alert, gateway, language, case: text }: PlanOptions): void {
  if ([alert, gateway, language, text].every((one) => one === undefined)) return;
  const words = new KnownWords();
  for (const plan of plans) words.addPlan(plan);
  checkFilter({ alert, gateway, language, case: text }, words);
}

const targetsOf = ({ csv, xlsx, ics, json }: PlanOptions) => ({
  '--csv': csv,
  '--xlsx': xlsx,
  '--ics': ics,
  '--json': json,
});

/** Plans a story of many cases that are like each other; false: it is none, or every message is asked for. */
function plannedOfAlike(plan: Plan, parts: PlanParts): boolean {
  const { options, progress, budget } = parts;
  if (needsWhole(options) || options.cohorts === false || options.maxMessages !== undefined) return false;
  const story = storyOf(plan, options);
  const made = planOfAlike(plan, {
    period: periodOf(options, story.zone),
    people: story.people,
    ...{ budget, progress, maxMemory: options.maxMemory },
  });
  if (made === undefined) return false;
  tellCounted(plan, { ...made, plan: { ...made.plan, people: made.ofPeople } }, story, parts);
  return true;
}

/** The end of a plan that was counted without its messages. */
function tellCounted(
  plan: Plan,
  made: PlanOfParts,
  story: PlannedStory,
  { options, terminal, isOnly, isStdoutTaken }: PlanParts,
): void {
  if (isOnly) checkRanThen(plan, options, made.lastAt);
  if (isStdoutTaken) return;
  tell(made.plan, story, made.excerpt, terminal);
  terminal.out(`${inkFor(terminal.colour).quiet(`shards: ${made.shards}`)}\n`);
}

/** Plans a story whose cases are on a disk; false: it is none, or has to have all of them in memory. */
function plannedInParts(plan: Plan, parts: PlanParts): boolean {
  if (!isOnDisk(plan.cases)) return false;
  const { options, progress, budget, terminal } = parts;
  const story = storyOf(plan, options);
  const made = planInParts(plan, {
    period: periodOf(options, story.zone),
    people: story.people,
    ...{ budget, progress, maxMemory: options.maxMemory, sizes: terminal.spillSizes },
  });
  if ('why' in made) {
    terminal.err(`drysend: ${plainLine(`${plan.title}: ${made.why}: all its cases are read into memory`)}\n`);
    return false;
  }
  tellCounted(plan, made, story, parts);
  return true;
}

function storyOf(plan: Plan, options: PlanOptions): PlannedStory {
  const zone = zoneOfProject(plan.project);
  return {
    title: plan.title,
    file: plan.source.file,
    zone,
    people: peopleOfStory(plan),
    period: periodText(plan, periodOf(options, zone)),
    asked: options,
    isByName: options.case !== undefined,
  };
}

/** Nothing is kept of the journal. */
function planned(plan: Plan, parts: PlanParts): void {
  const { options, outputs, progress, budget, terminal, isOnly, isStdoutTaken } = parts;
  const story = storyOf(plan, options);
  const { people } = story;
  const period = periodOf(options, story.zone);
  const excerpt = new CalendarExcerpt(sizeFor(story.isByName));
  outputs.begin(story);
  const { alert, gateway, language, case: record } = options;
  const collector = new SendingPlanCollector({
    plan,
    people,
    filter: { alert, gateway, language, case: record, ...period },
    onMessage(message) {
      excerpt.add(message);
      outputs.message(message, story);
    },
    ...(outputs.isEmpty && { takesMessages: (person) => excerpt.hasRoom(person) }),
  });
  const own = language === undefined ? undefined : new OwnLanguage(plan, language);
  let lastAt = plan.startsAt;
  rehearseEntries(
    plan,
    {
      onEntry(seq, entry) {
        lastAt = entry.at;
        own?.record(entry);
        collector.record(seq, entry);
      },
      ...(own === undefined && {
        onRepeat(seq, block) {
          lastAt = block.at;
          collector.repeat(seq, block);
        },
      }),
    },
    { progress, budget },
  );
  if (isOnly) checkRanThen(plan, options, lastAt);
  const made = collector.end();
  outputs.end(made, story);
  const note = own?.note();
  if (note !== undefined) terminal.err(`drysend: ${note}\n`);
  if (isStdoutTaken) return;
  tell(made, story, excerpt, terminal);
  terminal.out(`${inkFor(terminal.colour).quiet(`shards: ${cutText(cutOf(plan))}`)}\n`);
}

function tell(made: SendingPlan, story: PlannedStory, excerpt: CalendarExcerpt, terminal: Terminal): void {
  const ink = inkFor(terminal.colour);
  const head = `${ink.strong(plainLine(story.title))}  ${ink.quiet(`times in ${story.zone.name}`)}`;
  const text = planText(made, story, excerpt, { columns: terminal.columns, ink });
  terminal.out(`${head}\n${text}\n`);
}
