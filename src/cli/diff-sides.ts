/** The sides of a comparison: scenarios are rehearsed, as they are or as git has them; journals are read. */

import { existsSync, statSync } from 'node:fs';
import { isJournalFile } from '../adapters/files/journal-lines.ts';
import type { Budget, Limits } from '../adapters/interruptible.ts';
import type { Plan } from '../core/model/plan.ts';
import { zoneNamed, zoneOfProject } from '../core/time/zone.ts';
import { comparable, daysOf, isList, type Period } from '../report/diff/comparable.ts';
import { hqSide } from '../report/diff/hq-side.ts';
import { type DiffSide, SideCollector, type SideOptions } from '../report/diff/side.ts';
import { KnownWords } from '../report/roster/known-words.ts';
import { asksForWords, checkFilter } from './check-filter.ts';
import { exitCodes } from './exit-codes.ts';
import { type HqList, hqListIn } from './hq-list.ts';
import type { LoadOptions } from './load-options.ts';
import { choosePlans, loadPlans, openParts, type Parts } from './load-plans.ts';
import { type FileAtRef, loadPlansAt } from './load-plans-at.ts';
import type { Progress } from './progress.ts';
import { addJournal, readRuns } from './read-journal.ts';
import { rehearseEntries } from './rehearse-entries.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** What was asked of `drysend diff`. */
export interface DiffOptions extends LoadOptions, Limits {
  readonly ref?: string;
  readonly alert?: string;
  readonly case?: string;
  readonly grep?: string;
  readonly names?: string;
  /** Milliseconds. */
  readonly tolerance?: number;
  readonly failOn?: 'change';
  readonly csv?: string;
  readonly html?: string;
  readonly json?: boolean;
}

export interface SideParts {
  readonly options: DiffOptions;
  readonly progress: Progress;
  readonly budget: Budget;
  readonly terminal: Terminal;
}

/** The stories of both sides, and every file that was read for them. */
export interface Sides {
  readonly before: readonly DiffSide[];
  readonly after: readonly DiffSide[];
  readonly inputs: readonly string[];
}

export async function readSides(before: string, after: string, parts: SideParts): Promise<Sides> {
  const { names } = parts.options;
  const files = openParts(parts.options, parts.terminal);
  const known = names === undefined ? [] : await loadedFrom(names, { files, inputs: [] }, parts);
  const inputs: string[] = [];
  const lists = [await listAt(before), await listAt(after)] as const;
  const words = new KnownWords();
  for (const plan of known) words.addPlan(plan);
  const found: Found = { known, words, inputs, files };
  const open = async (name: string, list: HqList | undefined): Promise<Unread> => {
    if (list) inputs.push(name);
    return list ? () => [] : runsAt(name, found, parts);
  };
  const unread = [await open(before, lists[0]), await open(after, lists[1])];
  const hasList = lists.some((list) => list !== undefined);
  if (!hasList) checkFilter(filterOf(parts.options), words);
  // Each is let go of when it is read: the plans of the first side make room for the rehearsal of the second.
  const readNext = (): DiffSide[] => unread.shift()?.() ?? [];
  const runs = [readNext(), readNext()] as const;
  if (!hasList) return { before: runs[0], after: runs[1], inputs };
  const both = withLists([before, after], lists, runs, { known, words, parts });
  checkFilter(filterOf(parts.options), words);
  return { before: [both[0]], after: [both[1]], inputs };
}

/** What was learnt of the files before anything was rehearsed. */
interface Found {
  /** Plans that know the people of journals. */
  readonly known: readonly Plan[];
  /** What a filter may ask for. */
  readonly words: KnownWords;
  readonly inputs: string[];
  /** What both sides import from the same file is in memory once. */
  readonly files: Parts;
}

/** The stories of one side, read or rehearsed when it is called. */
type Unread = () => DiffSide[];

/** What is there and is no journal may be a list of CommCare's own. */
async function listAt(name: string): Promise<HqList | undefined> {
  if (fileAtRef(name) || isJournalFile(name)) return undefined;
  if (isEmptyFile(name))
    throw new Stop(
      exitCodes.unreadable,
      `${name} is an empty file: there is nothing to compare`,
      'give a scenario, a journal that drysend wrote, or a list of CommCare; was the run that wrote it broken off?',
    );
  return hqListIn(name);
}

function isEmptyFile(name: string): boolean {
  const stats = statSync(name, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size === 0;
}

async function runsAt(name: string, found: Found, parts: SideParts): Promise<Unread> {
  const { known, words, inputs } = found;
  const atRef = fileAtRef(name);
  if (!atRef && isJournalFile(name)) {
    inputs.push(name);
    if (asksForWords(filterOf(parts.options))) addJournal(words, name);
    return () => journalSides(name, known, parts);
  }
  const plans = atRef
    ? await loadPlansAt(atRef, parts.options, parts.terminal)
    : await loadedFrom(name, found, parts);
  if (asksForWords(filterOf(parts.options))) for (const plan of plans) words.addPlan(plan);
  return () => scenarioSides(name, plans, parts);
}

async function loadedFrom(
  name: string,
  { inputs, files }: Pick<Found, 'inputs' | 'files'>,
  { options, terminal }: SideParts,
): Promise<readonly Plan[]> {
  const loaded = await loadPlans([name], { ...options, parts: files }, terminal);
  inputs.push(...loaded.inputs);
  return loaded.plans;
}

type Both<T> = readonly [before: T, after: T];

/** A list is read when it is known whom and what it is compared with; both sides are then held to what both tell. */
function withLists(
  names: Both<string>,
  lists: Both<HqList | undefined>,
  runs: Both<readonly DiffSide[]>,
  {
    known,
    words,
    parts: { options },
  }: { readonly known: readonly Plan[]; readonly words: KnownWords; readonly parts: SideParts },
): Both<DiffSide> {
  const plan = known[0];
  const run = onlyRun(names, runs);
  const zone = run?.zone ?? (plan ? zoneOfProject(plan.project) : zoneNamed('UTC')!);
  let like = run ?? (plan && knownBy(plan));
  const sideOf = (index: 0 | 1): DiffSide => {
    const list = lists[index];
    if (!list) return run!;
    if (list.kind === 'message log' && options.alert !== undefined) throw noAlerts(names[index]);
    const messages = list.read(zone);
    const side = hqSide(names[index], messages, like, filterOf(options));
    for (const { cause, recipientId, recipientName } of messages.messages) {
      words.addCause(cause);
      words.addPerson(recipientId, recipientName);
    }
    like ??= side;
    return side;
  };
  const sides = [sideOf(0), sideOf(1)] as const;
  const period = intersection(sides.filter(isList).map((side) => daysOf(side, zone)));
  const held = (side: DiffSide, other: DiffSide): DiffSide => ({
    ...comparable(side, other, period, zone),
    zone,
  });
  return [held(sides[0], sides[1]), held(sides[1], sides[0])];
}

function onlyRun(names: Both<string>, runs: Both<readonly DiffSide[]>): DiffSide | undefined {
  const index = runs[0].length > 0 ? 0 : 1;
  const [run, another] = runs[index];
  if (!another) return run;
  throw new Stop(
    exitCodes.usage,
    `${names[index]} holds ${runs[index].length} stories`,
    'choose one with --grep "words of its title"',
  );
}

/** Nothing was sent, but its people are known. */
const knownBy = (plan: Plan): DiffSide =>
  new SideCollector({ name: plan.source.file, kind: 'rehearsal', title: plan.title, plan }).end();

const noAlerts = (name: string): Stop =>
  new Stop(
    exitCodes.usage,
    `${name} is a message log: it does not name alerts`,
    'leave --alert out, or give Messaging Events',
  );

/** The stretch that all of them cover. */
const intersection = (periods: readonly Period[]): Period => ({
  from: Math.max(...periods.map(({ from = Number.NEGATIVE_INFINITY }) => from)),
  until: Math.min(...periods.map(({ until = Number.POSITIVE_INFINITY }) => until)),
});

/** `visits.yaml@HEAD~1`; undefined for what is there under its whole name, or has no `@`. */
export function fileAtRef(name: string): FileAtRef | undefined {
  if (existsSync(name)) return undefined;
  const places = [...name.matchAll(/@/g)].map(({ index }) => index).filter((index) => index > 0);
  const isFile = (index: number): boolean => {
    const path = name.slice(0, index);
    return /\.(?:ya?ml|json)$/i.test(path) || existsSync(path);
  };
  const place = places.find(isFile) ?? places[0];
  return place === undefined ? undefined : { path: name.slice(0, place), ref: name.slice(place + 1) };
}

function scenarioSides(
  name: string,
  plans: readonly Plan[],
  { options, progress, budget }: SideParts,
): DiffSide[] {
  const chosen = choosePlans(plans, { ...options, tag: [] });
  return chosen.map((plan, index) => {
    const collector = new SideCollector({
      ...{ name, kind: 'rehearsal', title: plan.title, plan, filter: filterOf(options) },
    });
    progress.story(plan.title, index, chosen.length);
    rehearseEntries(plan, { onEntry: (seq, entry) => collector.record(seq, entry) }, { progress, budget });
    return collector.end();
  });
}

function journalSides(name: string, known: readonly Plan[], { options }: SideParts): DiffSide[] {
  const sides: DiffSide[] = [];
  const only = known.length === 1 ? known[0] : undefined;
  readRuns(name, ({ scenario: title }) => {
    const plan = known.find((one) => one.title === title) ?? only;
    const side: SideOptions = { name, kind: 'journal', title, plan, filter: filterOf(options) };
    const collector = new SideCollector(side);
    return {
      record: (seq, entry) => collector.record(seq, entry),
      end: () => sides.push(collector.end()),
    };
  });
  return sides;
}

const filterOf = ({ alert, case: text }: DiffOptions) => ({ alert, case: text });
