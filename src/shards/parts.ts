/**
 * A story whose cases are on a disk, cut into parts that are run one after another: each is a shard of so many cases as the memory holds, made
 * when it is its turn.
 */
import type { CaseSeed } from '../core/model/case.ts';
import { areOnDisk, type JoinedCases } from '../core/model/many-cases.ts';
import type { Plan } from '../core/model/plan.ts';
import {
  type Cut,
  caseIn,
  digits,
  groupSizes,
  isOfFirst,
  ShardMaker,
  type ShardPlan,
  singleActs,
} from './cut.ts';
import type { SharedState } from './shared-state.ts';

/** Cases that share state and are more than one part may have. */
export class GroupTooLarge extends Error {
  readonly cases: number;
  readonly example: string;

  constructor(cases: number, example: string) {
    super(`${cases} cases share state, ${example} among them`);
    this.cases = cases;
    this.example = example;
  }
}

export interface PartsOptions {
  /** Cases of one part; one group of cases that share something may be more. */
  readonly casesMax: number;
  /** Cases that such a group may have. */
  readonly groupMax: number;
}

export class Parts {
  readonly count: number;
  private readonly plan: Plan;
  private readonly cases: JoinedCases;
  private readonly state: SharedState;
  /** By place of a case, and by group. */
  private readonly partOfCase: Uint16Array;
  private readonly partOfGroup: Int32Array;

  /** @throws GroupTooLarge */
  constructor(plan: Plan, { state }: Extract<Cut, { kind: 'parts' }>, { casesMax, groupMax }: PartsOptions) {
    this.plan = plan;
    this.cases = plan.cases as JoinedCases;
    this.state = state;
    const sizes = groupSizes(plan, state);
    this.partOfCase = new Uint16Array(plan.cases.size);
    this.partOfGroup = new Int32Array(sizes.length).fill(NONE);
    this.partOfGroup[state.common] = 0;
    let part = 0;
    let size = sizes[state.common]!;
    let index = 0;
    for (const key of plan.cases.keys()) {
      const group = state.groupOfCase(key);
      if (sizes[group]! > groupMax) throw new GroupTooLarge(sizes[group]!, key);
      if (this.partOfGroup[group] === NONE) {
        if (size > 0 && size + sizes[group]! > casesMax) {
          part += 1;
          size = 0;
        }
        this.partOfGroup[group] = part;
        size += sizes[group]!;
      }
      this.partOfCase[index] = this.partOfGroup[group]!;
      index += 1;
    }
    this.count = part + 1;
  }

  /** The story of one of them, with its cases in memory. */
  part(number: number): ShardPlan {
    const { plan, cases } = this;
    const indexes = this.casesOf(number);
    const maker = new ShardMaker(number);
    const places = new Map<CaseSeed, number>();
    let next = 0;
    for (const seed of cases.at(indexes)) {
      maker.cases.set(seed.key, seed);
      places.set(seed, indexes[next]!);
      next += 1;
    }
    let place = 0;
    for (const entry of plan.timeline) {
      if (entry.act.verb === 'register' && areOnDisk(entry.act.keys)) {
        const last = cases.firstOnDisk + cases.sizeOnDisk;
        for (const [seed, index] of places)
          if (index >= cases.firstOnDisk && index < last)
            maker.add(entry, { verb: 'register', keys: [seed.key] }, place + index - cases.firstOnDisk);
        place += entry.act.keys.length;
        continue;
      }
      for (const act of singleActs(entry.act)) {
        const key = caseIn(act, plan);
        const sender = act.verb === 'inbound' && act.fromKind === 'number' ? digits(act.from) : undefined;
        const isOfOne = key !== undefined || sender !== undefined || isOfFirst(act);
        if (!isOfOne) maker.add(entry, act, place, true);
        else if (this.partOf(key, sender) === number) maker.add(entry, act, place);
        place += 1;
      }
    }
    return maker.made(plan);
  }

  private partOf(key: string | undefined, sender: string | undefined): number {
    if (key !== undefined) return this.partOfGroup[this.state.groupOfCase(key)]!;
    return sender === undefined ? 0 : Math.max(0, this.partOfGroup[this.state.groupOfNumber(sender)] ?? 0);
  }

  private casesOf(number: number): number[] {
    const indexes: number[] = [];
    this.partOfCase.forEach((part, index) => {
      if (part === number) indexes.push(index);
    });
    return indexes;
  }
}

const NONE = -1;
