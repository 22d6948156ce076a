/** What stories exercised of their files: measured where they ran, or joined from what their shards have kept. */
import type { Plan } from '../core/model/plan.ts';
import type { CoverageItem } from '../coverage/item.ts';
import { itemsOf } from '../coverage/items.ts';
import { type Coverage, CoverageMeasure } from '../coverage/measure.ts';
import { placesIn } from '../coverage/places.ts';
import type { ScenarioResult } from '../report/scenario-result.ts';
import { scenarioTrees } from '../scenario/load.ts';
import type { MapNode } from '../scenario/node.ts';
import { sourceOf } from '../scenario/parse-context.ts';
import { exitCodes } from './exit-codes.ts';
import { type LoadedPlans, Parts, scenarioText } from './load-plans.ts';
import type { Outputs } from './run-outputs.ts';
import { Stop } from './stop.ts';

/** Parts of stories with their places; each file is read once for all of its stories. */
export class StoryItems {
  readonly #loaded: LoadedPlans;
  readonly #trees = new Map<string, MapNode[]>();

  constructor(loaded: LoadedPlans) {
    this.#loaded = loaded;
  }

  /** undefined: nothing is known of it, as of a story that drysend failed on. */
  of(plan: Plan, { hits }: Pick<ScenarioResult, 'hits'>): readonly CoverageItem[] | undefined {
    if (!hits) return undefined;
    const { file } = plan.source;
    const known = this.#trees.get(file) ?? treesOf(file, this.#loaded);
    this.#trees.set(file, known);
    const root = known.find((tree) => isAt(tree, plan));
    return root && itemsOf(plan, hits, placesIn(root));
  }
}

/** `plans` are those that were to run, in the order of the stories. */
export function coverageOf(
  stories: readonly ScenarioResult[],
  plans: readonly Plan[],
  items: StoryItems,
): Coverage {
  return joined(stories.map((story, index) => ({ ...story, covered: items.of(plans[index]!, story) })));
}

/** The same outputs, with a blob that keeps the items of each of the `plans`. */
export function keepingItems(outputs: Outputs, plans: readonly Plan[], items: StoryItems): Outputs {
  const { blob } = outputs;
  if (!blob) return outputs;
  let plan: Plan | undefined;
  return {
    ...outputs,
    blob: {
      ...blob,
      begin(index, file) {
        plan = plans[index];
        blob.begin(index, file);
      },
      result(story) {
        const covered = plan && items.of(plan, story);
        blob.result({ ...story, ...(covered && { covered }) });
      },
    },
  };
}

/** Of stories that ran in shards. @throws Stop where a shard kept none of it. */
export function coverageOfShards(stories: readonly ScenarioResult[]): Coverage {
  const bare = stories.find(({ hits, outcome }) => hits === undefined && outcome !== 'stopped');
  if (bare) {
    throw new Stop(
      exitCodes.usage,
      `the blob that has ${bare.file} keeps no coverage`,
      'Run every shard with --coverage too.',
    );
  }
  return joined(stories);
}

function joined(stories: readonly ScenarioResult[]): Coverage {
  const measured = new CoverageMeasure();
  for (const { covered, hits } of stories) if (covered && hits) measured.add(covered, hits);
  return measured.coverage();
}

/** The documents of a file once more, with the places of their keys. */
function treesOf(file: string, loaded: LoadedPlans): MapNode[] {
  const access = loaded.accessOf(file);
  const read = scenarioText(loaded.fileOf(file), access);
  if (!('text' in read)) return [];
  return scenarioTrees({ path: file, text: read.text }, new Parts().readFor(access, new Map()));
}

function isAt(tree: MapNode, { source }: Plan): boolean {
  const { line, column } = sourceOf(tree);
  return line === source.line && column === source.column;
}
