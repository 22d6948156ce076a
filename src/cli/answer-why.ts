import { isJournalFile } from '../adapters/files/journal-lines.ts';
import { Budget, Interrupted, interruptible, LimitReached, type Limits } from '../adapters/interruptible.ts';
import { type Instant, MS_PER_MINUTE } from '../core/model/instant.ts';
import type { Plan } from '../core/model/plan.ts';
import type { JournalView } from '../core/model/run.ts';
import { visibleLine as line, visibleJson } from '../core/render/visible.ts';
import { wallText } from '../core/time/format.ts';
import { parseTime } from '../core/time/parse-time.ts';
import { zoneNamed, zoneOfProject } from '../core/time/zone.ts';
import { rehearsePlan } from '../rehearse.ts';
import { peopleOf } from '../report/people.ts';
import { RosterCollector } from '../report/roster/roster.ts';
import { rosterText } from '../report/roster/text.ts';
import { inkFor, wrap } from '../report/text/terminal-text.ts';
import { shortTrailText, trailText } from '../report/why/text.ts';
import { type Step, type Trail, trailOf, type WhyQuestion } from '../report/why/trail.ts';
import type { EntrySource } from '../report/why/trail-plan.ts';
import { didYouMean } from '../scenario/near.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type LoadOptions, loadOptionsOf } from './load-options.ts';
import { choosePlans, loadPlans } from './load-plans.ts';
import { stopAtLimit } from './rehearse-entries.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';
import { storiesIn } from './why-journal.ts';
import { trailIn } from './why-lines.ts';
import { questionsFor } from './why-questions.ts';

export interface WhyOptions extends LoadOptions, Limits {
  readonly case?: string;
  readonly to?: string;
  readonly alert?: string;
  readonly at?: string;
  readonly grep?: string;
  readonly names?: string;
  /** Nothing is folded. */
  readonly all?: boolean;
  readonly json?: boolean;
}

/** What a trail is made from. */
interface TrailSource {
  readonly plan: Plan;
  readonly journal: EntrySource;
  readonly trail: (question: WhyQuestion) => Trail;
}

/** `drysend why`: rehearses one story, or reads its journal, and prints its decisions about one contact. */
export async function answerWhy(file: string, options: WhyOptions, terminal: Terminal): Promise<ExitCode> {
  const { plan, journal, trail } = isJournalFile(file)
    ? await readFrom(file, options, terminal)
    : await rehearsedFrom(file, options, terminal);
  const at = options.at === undefined ? undefined : instantOf(plan, options.at);
  if (options.case === undefined && options.to === undefined) {
    terminal.out(`${line(plan.title)}  times in ${zoneOfProject(plan.project).name}\n`);
    terminal.out(funnelOf(plan, journal, options, terminal));
    return exitCodes.kept;
  }
  const { questions, note } = questionsFor(plan, journal, options);
  const say = options.json ? terminal.err : terminal.out;
  if (note !== undefined) for (const each of wrap(note, terminal.columns)) say(`${each}\n`);
  const trails = questions.map((question) => trail({ ...question, at }));
  const isShort = trails.length > 1 && options.all !== true;
  const option = options.to === undefined ? '--case' : '--to';
  if (isShort && !options.json) terminal.out('Each in short; ask about one, or give --all:\n');
  for (const [index, each] of trails.entries()) {
    const far = at === undefined ? undefined : noStepAt(at, each);
    if (far !== undefined) say(`${far}\n`);
    if (options.json) continue;
    const gap = index === 0 && note === undefined ? '' : '\n';
    const look = { columns: terminal.columns, colour: terminal.colour, all: options.all === true };
    terminal.out(isShort ? shortTrailText(each, option, look) : `${gap}${trailText(each, plan.title, look)}`);
  }
  if (options.json)
    terminal.out(`${visibleJson(JSON.stringify(trails.length === 1 ? trails[0] : trails, null, 2))}\n`);
  return exitCodes.kept;
}

async function rehearsedFrom(file: string, options: WhyOptions, terminal: Terminal): Promise<TrailSource> {
  const { plans } = await loadPlans([file], loadOptionsOf(options), terminal);
  const plan = onlyOne(file, choosePlans(plans, { ...options, tag: [] }));
  checkAsked(plan, options, causesOf(plan));
  const journal = journalOf(plan, options);
  return { plan, journal, trail: (question) => trailOf(plan, journal, question) };
}

/** `--names` is a scenario that knows its people. */
async function readFrom(file: string, options: WhyOptions, terminal: Terminal): Promise<TrailSource> {
  const { names } = options;
  const known = names === undefined ? [] : (await loadPlans([names], loadOptionsOf(options), terminal)).plans;
  const stories = storiesIn(file, known);
  const chosen = choosePlans(
    stories.map(({ plan }) => plan),
    { ...options, tag: [] },
  );
  const plan = onlyOne(file, chosen);
  const story = stories.find((one) => one.plan === plan)!;
  checkAsked(plan, options, [...causesOf(plan), ...story.causes]);
  return { ...story, trail: (question) => trailIn(story, question) };
}

function onlyOne(file: string, [plan, ...others]: readonly Plan[]): Plan {
  if (plan && others.length === 0) return plan;
  throw new Stop(
    exitCodes.usage,
    `${file} holds ${others.length + (plan ? 1 : 0)} stories`,
    'choose one with --grep "words of its title"',
  );
}

/** The counts of one alert, and who got nothing of those it spoke of. */
function funnelOf(
  plan: Plan,
  journal: EntrySource,
  { alert }: WhyOptions,
  { columns, colour }: Terminal,
): string {
  const zone = zoneOfProject(plan.project);
  const collector = new RosterCollector({ plan, people: peopleOf(plan), zone, filter: { alert } });
  let seq = 0;
  for (const entry of journal.entries()) {
    seq += 1;
    collector.record(seq, entry);
  }
  return rosterText({ ...collector.end(), warnings: [] }, { columns, ink: inkFor(colour) });
}

/** Steps that `--at` can be about: what was sent, or was not. */
const outcomeKinds: readonly string[] = ['queued', 'sent', 'error', 'skipped', 'attempt', 'held'];

/** What `--at` found is printed with its time when that is another minute than was asked for. */
function noStepAt(at: Instant, { zone, sections }: Trail): string | undefined {
  const steps = sections.flatMap(({ steps }) => steps);
  const outcomes = steps.filter(({ kind }) => outcomeKinds.includes(kind));
  const asked = wallText(zoneNamed(zone)!, at);
  if (
    outcomes.some(({ at: time, sentence }) => Math.abs(time - at) < MS_PER_MINUTE || sentence.includes(asked))
  ) {
    return undefined;
  }
  const distance = ({ at: time }: Step): number => Math.abs(time - at);
  const [nearest] = [...outcomes].sort((a, b) => distance(a) - distance(b) || a.seq - b.seq);
  if (!nearest) return `nothing at ${asked}, and nothing near it`;
  return `nothing at ${asked}; the nearest is ${nearest.wall}`;
}

/** A fault of the scenario is reported as `run` reports it. */
function journalOf(plan: Plan, limits: Limits): JournalView {
  const budget = new Budget(limits);
  try {
    return interruptible(() => rehearsePlan(plan, budget.listeners), budget).journal;
  } catch (error) {
    if (error instanceof Interrupted) throw new Stop(exitCodes.interrupted, 'interrupted');
    if (error instanceof LimitReached) throw stopAtLimit(plan, error);
    if (!(error instanceof ScenarioError)) throw error;
    throw new Stop(exitCodes.couldNotRun, `${plan.title}: could not be rehearsed`, error.message);
  }
}

/** Somebody or some alert must be asked about, and the alert must be one. */
function checkAsked(plan: Plan, { case: record, to, alert }: WhyOptions, names: readonly string[]): void {
  if (record !== undefined && plan.users.has(record)) {
    throw new Stop(exitCodes.usage, `${record} is a user, not a case`, `give --to ${record}`);
  }
  if (alert !== undefined) mustBeOne('alert', alert, names);
  if (record !== undefined || to !== undefined || alert !== undefined) return;
  throw new Stop(
    exitCodes.usage,
    'about whom?',
    `give --case, --to or --alert: ${known([...plan.cases.keys(), ...plan.users.keys()])}`,
  );
}

/** What may be asked for by `--alert`. */
const causesOf = (plan: Plan): string[] => [
  ...[...plan.alerts, ...plan.broadcasts].map(({ key }) => key),
  ...plan.keywords.map(({ word }) => word),
  ...plan.surveys.keys(),
];

function mustBeOne(noun: string, key: string, keys: readonly string[]): void {
  if (keys.includes(key)) return;
  throw new Stop(exitCodes.usage, `no ${noun} is called ${key}`, didYouMean(key, keys) ?? known(keys));
}

const SHOWN_MAX = 12;

function known(keys: readonly string[]): string {
  const more = keys.length > SHOWN_MAX ? `, … (${keys.length})` : '';
  return keys.slice(0, SHOWN_MAX).map(line).join(', ') + more;
}

function instantOf(plan: Plan, text: string): number {
  const parsed = parseTime(text, zoneOfProject(plan.project));
  if ('problem' in parsed)
    throw new Stop(exitCodes.usage, `--at ${text}: ${parsed.problem}`, 'such as --at "2026-03-09 09:00"');
  if (parsed.kind === 'local')
    throw new Stop(exitCodes.usage, `--at ${text}: local to whom?`, 'name a zone, or none for the project’s');
  return parsed.at;
}
