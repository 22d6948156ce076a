/** Runs a scenario with one change in it, and tells whether a promise noticed. */
import type { Plan } from '../core/model/plan.ts';
import type { Run } from '../core/model/run.ts';
import { promisesSomething } from '../expect/judge.ts';
import { type RehearseOptions, rehearsePlan } from '../rehearse.ts';
import type { ReadFile } from '../scenario/files-beside.ts';
import type { LoadOptions } from '../scenario/load.ts';
import { plansOfTree } from '../scenario/load.ts';
import type { MapNode } from '../scenario/node.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { type TellingPromise, tellingPromise } from './difference.ts';
import { edited } from './edited.ts';
import type { Mutation } from './mutation.ts';
import { type Outcome, OutcomeCollector } from './outcome.ts';

/** One document of a scenario file, with the runs of its own plans. */
export interface TriedDocument {
  readonly root: MapNode;
  readonly read: ReadFile;
  readonly options: LoadOptions;
  readonly plans: readonly Plan[];
  readonly runs: readonly OwnRun[];
}

interface OwnRun {
  readonly run: Run;
  readonly outcome: Outcome;
}

export type Tried =
  /** The change makes no scenario that can be read. */
  | { readonly status: 'invalid' }
  /** `by`: the first promise that broke. */
  | { readonly status: 'killed'; readonly by: string }
  /** The run is the same in all that a promise can be about. */
  | { readonly status: 'equal' }
  | {
      readonly status: 'survived';
      readonly plan: Plan;
      readonly own: OwnRun;
      readonly promise: TellingPromise;
    };

/** A changed run may have so many entries for each of the scenario's own, and so many beside. */
const ENTRIES_FACTOR = 20;
const ENTRIES_MORE = 2000;

/** `listeners` hear the scenario's own runs, and may end them. */
export function openDocument(
  root: MapNode,
  read: ReadFile,
  options: LoadOptions,
  listeners: Pick<RehearseOptions, 'onEntry' | 'onProgress'> = {},
): TriedDocument | undefined {
  const loaded = plansOfTree(root, read, options);
  if ('problems' in loaded) return undefined;
  const { plans } = loaded;
  return {
    root,
    read,
    options,
    plans,
    runs: plans.map((plan) => ownRun(plan, Number.POSITIVE_INFINITY, listeners)),
  };
}

/** Whether it promises something, and keeps it: otherwise no change can tell anything. */
export const standingOf = ({ plans, runs }: TriedDocument): 'sound' | 'broken' | 'promises nothing' => {
  if (runs.some(({ run }) => !run.ok)) return 'broken';
  return plans.every(promisesSomething) ? 'sound' : 'promises nothing';
};

function ownRun(
  plan: Plan,
  entriesMax: number,
  { onEntry, onProgress }: Pick<RehearseOptions, 'onEntry' | 'onProgress'> = {},
): OwnRun {
  const outcome = new OutcomeCollector();
  const run = rehearsePlan(plan, {
    ...(onProgress && { onProgress }),
    onEntry(seq, entry) {
      onEntry?.(seq, entry);
      if (seq > entriesMax) throw new TooManyEntries();
      outcome.record(entry);
    },
    onEnd: (world) => outcome.end(world),
  });
  return { run, outcome: outcome.outcome() };
}

/** A change that makes a story go on and on is noticed by whoever waits for it. */
class TooManyEntries extends Error {}

export function tryMutation(document: TriedDocument, { edit }: Mutation): Tried {
  const { root, read, options, plans, runs } = document;
  const loaded = plansOfTree(edited(root, edit), read, options);
  if ('problems' in loaded || loaded.plans.length !== plans.length) return { status: 'invalid' };
  let survived: Tried = { status: 'equal' };
  for (const [index, changed] of loaded.plans.entries()) {
    const own = runs[index]!;
    // Times of a scenario are read in the project's zone: those of its timeline and promises stay as they are.
    const plan = edit.act === 'zone' ? { ...plans[index]!, project: changed.project } : changed;
    const tried = tryPlan(plan, own);
    if (tried.status === 'killed') return tried;
    if (tried.status === 'survived' && survived.status === 'equal') survived = tried;
  }
  return survived;
}

function tryPlan(plan: Plan, own: OwnRun): Tried {
  try {
    const { run, outcome } = ownRun(plan, own.run.journal.length * ENTRIES_FACTOR + ENTRIES_MORE);
    const broken = run.verdicts.find(({ kept }) => !kept);
    if (broken) return { status: 'killed', by: broken.title };
    const promise = tellingPromise(own.outcome, outcome);
    return promise ? { status: 'survived', plan: own.run.plan, own, promise } : { status: 'equal' };
  } catch (error) {
    if (error instanceof TooManyEntries) return { status: 'killed', by: 'the story goes on and on' };
    if (error instanceof ScenarioError) return { status: 'killed', by: 'the story cannot be run to its end' };
    throw error;
  }
}
