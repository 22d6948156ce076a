/**
 * Stories whose values are exchanged for others of the language, so that many are sound: each runs to its end or to a
 * problem of its author, and runs once more to the same digest.
 */
import { parseAllDocuments } from 'yaml';
import type { Plan } from '../../../src/core/model/plan.ts';
import { importCases } from '../../../src/imports/import-cases.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { loadScenarios } from '../../../src/scenario/load.ts';
import { ScenarioError } from '../../../src/scenario/scenario-error.ts';
import { createRandom } from '../../lab/random.ts';
import { pick } from '../mutate.ts';
import { readShipped, storyTexts, storyWords } from '../shipped.ts';
import { must, type Random, type Target } from '../target.ts';

/** Entries of a run; more are a matter of `--max-messages`. */
const ENTRIES_MAX = 2000;
const EXCHANGES_MAX = 2;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

class Enough extends Error {}

export const language: Target = {
  name: 'language',
  seeds: () => storyTexts,
  words: storyWords,
  made: madeStory,
  open: async () => ({
    run(text) {
      const loaded = loadScenarios({ path: 'story.yaml', text }, readShipped, { importCases });
      for (const plan of 'plans' in loaded ? loaded.plans.slice(0, 3) : []) {
        const digest = digestOf(plan);
        must(digest === digestOf(plan), 'a story that runs again has the same digest');
      }
    },
  }),
};

/** undefined: the run was too long, or ended in a problem of the story. */
function digestOf(plan: Plan): string | undefined {
  try {
    const onEntry = (seq: number): void => {
      if (seq > ENTRIES_MAX) throw new Enough();
    };
    return rehearsePlan(plan, { onEntry }).digest;
  } catch (error) {
    if (error instanceof Enough || error instanceof ScenarioError) return undefined;
    throw error;
  }
}

const trees: readonly Json[] = storyTexts.flatMap((text) =>
  parseAllDocuments(text, { schema: 'failsafe' }).flatMap((document) =>
    document.errors.length > 0 ? [] : [document.toJS() as Json],
  ),
);

interface Place {
  readonly holder: { [key: string]: Json } | Json[];
  readonly key: string;
}

/** A shipped story in which some values have become those of the same key, or of another, elsewhere. */
function madeStory(seed: number): string {
  const random = createRandom(seed);
  const tree = structuredClone(pick(trees, random));
  const count = 1 + Math.floor(random() ** 2 * EXCHANGES_MAX);
  for (let index = 0; index < count; index += 1) exchange(tree, random);
  return JSON.stringify(tree);
}

function exchange(tree: Json, random: Random): void {
  const places = placesIn(tree);
  if (places.length === 0) return;
  const { holder, key } = pick(places, random);
  const others = placesIn(pick(trees, random));
  const same = others.filter((other) => other.key === key && !Array.isArray(other.holder));
  const from = pick(same.length > 0 && random() < 0.9 ? same : others, random);
  const value = structuredClone((from.holder as { [key: string]: Json })[from.key]!);
  if (Array.isArray(holder)) holder.splice(Number(key), Math.floor(random() * 2), value);
  else if (random() < 0.05) delete holder[key];
  else holder[random() < 0.95 ? key : from.key] = value;
}

function placesIn(tree: Json, found: Place[] = []): Place[] {
  if (typeof tree !== 'object' || tree === null) return found;
  for (const [key, value] of Object.entries(tree)) {
    found.push({ holder: tree, key });
    placesIn(value, found);
  }
  return found;
}
