/** A story cut into shards: which cases stay together, and the story of each shard. */
import type { Plan } from '../core/model/plan.ts';
import type { Act, TimelineEntry } from '../core/model/timeline.ts';
import { obstaclesIn } from './obstacles.ts';
import { type CaseGroups, type SharedState, sharedStateOf } from './shared-state.ts';

/** Neighbours of the file that go to one shard: their entries follow on each other, and are put together in one go. */
const NEIGHBOURS = 64;

/** How a story can be cut. */
export type Cut =
  | { readonly kind: 'whole'; readonly obstacles: readonly string[] }
  | {
      readonly kind: 'parts';
      readonly state: SharedState;
      /** How many groups of cases there are that share nothing, and how many cases the largest has. */
      readonly groups: number;
      readonly largest: number;
    };

export function cutOf(plan: Plan, options: { readonly withSends?: boolean } = {}): Cut {
  const obstacles = obstaclesIn(plan);
  if (obstacles.length > 0) return { kind: 'whole', obstacles };
  const state = sharedStateOf(plan, options);
  let groups = 0;
  let largest = 0;
  for (const size of groupSizes(plan, state)) {
    if (size > 0) groups += 1;
    largest = Math.max(largest, size);
  }
  if (groups < 2) return { kind: 'whole', obstacles: [oneGroup(plan.cases.size)] };
  return { kind: 'parts', state, groups, largest };
}

/** By group, how many cases it has. */
export function groupSizes({ cases }: Plan, state: CaseGroups): Uint32Array {
  const groups = new Uint32Array(cases.size);
  let count = 0;
  for (const key of cases.keys()) {
    groups[count] = state.groupOfCase(key);
    count += 1;
  }
  const sizes = new Uint32Array(state.size());
  for (const group of groups) sizes[group]! += 1;
  return sizes;
}

const oneGroup = (cases: number): string =>
  cases < 2 ? 'there are not two cases' : 'all cases share something: a number, a parent, a user or a group';

/** One shard's part of a story. */
export interface ShardPlan {
  readonly index: number;
  readonly plan: Plan;
  /** Of each entry of its timeline, the place in the timeline of the whole story. */
  readonly places: Float64Array;
  /** 1: the entry is done in every shard, and only the first one writes what it notes. */
  readonly shared: Uint8Array;
}

/** The stories of `count` shards; the same for the same story, wherever it is cut. */
export function shardPlans(
  plan: Plan,
  { state }: Extract<Cut, { kind: 'parts' }>,
  count: number,
): ShardPlan[] {
  const shardOf = shardsOfGroups(plan, state, count);
  const shards = Array.from({ length: count }, (_, index) => new ShardMaker(index));
  const shardOfCase = (key: string): ShardMaker => shards[shardOf(state.groupOfCase(key))]!;
  for (const [key, seed] of plan.cases) shardOfCase(key).cases.set(key, seed);
  let place = 0;
  for (const entry of plan.timeline) {
    for (const act of singleActs(entry.act)) {
      const key = caseIn(act, plan);
      const number = act.verb === 'inbound' && act.fromKind === 'number' ? digits(act.from) : undefined;
      if (key !== undefined) shardOfCase(key).add(entry, act, place);
      else if (number !== undefined) shards[shardOf(state.groupOfNumber(number))]!.add(entry, act, place);
      else if (isOfFirst(act)) shards[0]!.add(entry, act, place);
      else for (const shard of shards) shard.add(entry, act, place, true);
      place += 1;
    }
  }
  return shards.map((shard) => shard.made(plan));
}

/** Group → shard: neighbours in the file go together, to the shard with the fewest cases so far. */
function shardsOfGroups(plan: Plan, state: SharedState, count: number): (group: number) => number {
  const members = new Map<number, number>();
  for (const key of plan.cases.keys()) {
    const group = state.groupOfCase(key);
    members.set(group, (members.get(group) ?? 0) + 1);
  }
  const shards = new Map<number, number>([[state.common, 0]]);
  const sizes = new Array<number>(count).fill(0);
  sizes[0] = members.get(state.common) ?? 0;
  let least = 0;
  let room = 0;
  for (const [group, size] of members) {
    if (shards.has(group)) continue;
    if (room <= 0) {
      least = sizes.indexOf(Math.min(...sizes));
      room = NEIGHBOURS;
    }
    shards.set(group, least);
    sizes[least]! += size;
    room -= size;
  }
  return (group) => shards.get(group) ?? 0;
}

/** An act about several cases as one for each, in the same order. */
export function* singleActs(act: Act): Generator<Act> {
  switch (act.verb) {
    case 'register':
      for (const key of act.keys) yield { verb: 'register', keys: [key] };
      return;
    case 'close':
    case 'reopen':
    case 'delete':
      for (const key of act.keys) yield { verb: act.verb, keys: [key] };
      return;
    case 'update':
      for (const change of act.changes) yield { verb: 'update', changes: [change] };
      return;
    default:
      yield act;
  }
}

/** The case that a single act is about; undefined: it is about others. */
export function caseIn(act: Act, { cases }: Plan): string | undefined {
  switch (act.verb) {
    case 'register':
    case 'close':
    case 'reopen':
    case 'delete':
      return act.keys[0];
    case 'update':
      return act.changes[0]!.key;
    case 'inbound':
      return act.fromKind === 'case' ? act.from : undefined;
    case 'send':
      return cases.has(act.to) ? act.to : undefined;
    default:
      return undefined;
  }
}

export const digits = (text: string): string => text.replace(/[^0-9]/g, '');

/** Done once, and not in every shard: what it changes is of nobody else's concern. */
export const isOfFirst = ({ verb }: Act): boolean =>
  verb === 'inbound' || verb === 'send' || verb === 'broadcast' || verb === 'verify';

export class ShardMaker {
  readonly cases = new Map<string, Plan['cases'] extends ReadonlyMap<string, infer Seed> ? Seed : never>();
  private readonly index: number;
  private readonly timeline: TimelineEntry[] = [];
  private readonly places: number[] = [];
  private readonly shared: number[] = [];

  constructor(index: number) {
    this.index = index;
  }

  add({ at, source }: TimelineEntry, act: Act, place: number, isShared = false): void {
    this.timeline.push({ at, source, act });
    this.places.push(place);
    this.shared.push(isShared ? 1 : 0);
  }

  made(plan: Plan): ShardPlan {
    const last = plan.timeline.at(-1);
    // So that each ends when the whole story does, whoever its last entry is about.
    if (last) this.add(last, { verb: 'register', keys: [] }, Number.MAX_SAFE_INTEGER);
    const isFirst = this.index === 0;
    return {
      index: this.index,
      plan: {
        ...plan,
        cases: this.cases,
        timeline: this.timeline,
        broadcasts: isFirst ? plan.broadcasts : [],
        notices: isFirst ? plan.notices : [],
        expectations: [],
        allow: [],
      },
      places: Float64Array.from(this.places),
      shared: Uint8Array.from(this.shared),
    };
  }
}
