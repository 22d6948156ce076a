/** Tries the changes of several scenarios: one in a file that several use is made in all of them. */
import { hash32 } from '../core/chance.ts';
import type { Mutation } from './mutation.ts';
import { mutationsIn } from './mutations-in.ts';
import { type Tried, type TriedDocument, tryMutation } from './try-mutation.ts';

export interface TriedMutation {
  readonly mutation: Mutation;
  readonly tried: Exclude<Tried, { status: 'invalid' }>;
}

export interface MutationLimits {
  /** Of all changes so many are drawn. */
  readonly max?: number | undefined;
  /** Of the draw. */
  readonly seed: number;
  /** Only changes that this holds for. */
  readonly isWanted: (mutation: Mutation) => boolean;
}

/** How many are done, of how many that were drawn. */
export interface MutationProgress {
  readonly done: number;
  readonly count: number;
}

export interface Mutated {
  /** In the order of files and places. */
  readonly mutations: readonly TriedMutation[];
  /** Changes that were not drawn, or for which no time was left. */
  readonly untried: number;
}

interface Planned {
  readonly mutation: Mutation;
  readonly documents: TriedDocument[];
}

/** One change a step; `finish` tells of those that were tried so far. */
export class MutationTrials {
  readonly #all: readonly Planned[];
  readonly #drawn: readonly Planned[];
  readonly #tried = new Map<Planned, TriedMutation['tried']>();
  #done = 0;

  constructor(documents: readonly TriedDocument[], { max, seed, isWanted }: MutationLimits) {
    this.#all = plannedIn(documents).filter(({ mutation }) => isWanted(mutation));
    this.#drawn = inDrawnOrder(this.#all, seed).slice(0, max);
  }

  get progress(): MutationProgress {
    return { done: this.#done, count: this.#drawn.length };
  }

  /** False: all are done. */
  next(): boolean {
    const planned = this.#drawn[this.#done];
    if (!planned) return false;
    const tried = tryPlanned(planned);
    if (tried.status !== 'invalid') this.#tried.set(planned, tried);
    this.#done += 1;
    return true;
  }

  finish(): Mutated {
    const mutations = this.#all.flatMap((planned): TriedMutation[] => {
      const tried = this.#tried.get(planned);
      return tried ? [{ mutation: planned.mutation, tried }] : [];
    });
    return { mutations, untried: this.#all.length - this.#done };
  }
}

/** The same change of the same place once, with every document that it is in. */
function plannedIn(documents: readonly TriedDocument[]): Planned[] {
  const planned = new Map<string, Planned>();
  for (const document of documents) {
    for (const mutation of mutationsIn(document.root)) {
      const { file, start, end, act } = mutation.edit;
      const name = JSON.stringify([file, start, end, act, mutation.after]);
      const known = planned.get(name);
      if (!known) planned.set(name, { mutation, documents: [document] });
      else if (known.documents.at(-1) !== document) known.documents.push(document);
    }
  }
  return [...planned.values()];
}

/** Any beginning of it is a fair sample, the same for the same seed. */
function inDrawnOrder(all: readonly Planned[], seed: number): Planned[] {
  const ranked = all.map((planned, index) => {
    const { path, after = '' } = planned.mutation;
    return { planned, rank: hash32(`${index} ${path} ${after}`, seed) };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ planned }) => planned);
}

/** Noticed by one story is noticed. */
function tryPlanned({ mutation, documents }: Planned): Tried {
  let result: Tried = { status: 'invalid' };
  for (const document of documents) {
    const tried = tryMutation(document, mutation);
    if (tried.status === 'killed') return tried;
    if (rank(tried) > rank(result)) result = tried;
  }
  return result;
}

const rank = ({ status }: Tried): number => ['invalid', 'equal', 'survived'].indexOf(status);
