import type { CaseSeed } from '../../src/core/model/case.ts';
import { JoinedCases, keysOnDisk, type ManyCases } from '../../src/core/model/many-cases.ts';
import type { Plan } from '../../src/core/model/plan.ts';

/** Cases that are gone through as those on a disk are, in memory. */
class ManyInMemory extends Map<string, CaseSeed> implements ManyCases {
  readonly isOnDisk = true;

  indexOf(key: string): number {
    return [...this.keys()].indexOf(key);
  }

  *at(indexes: Iterable<number>): Iterable<CaseSeed> {
    const all = [...this.values()];
    for (const index of indexes) yield all[index]!;
  }

  keyList(): readonly string[] {
    return keysOnDisk(this);
  }

  joinedTo(before: ReadonlyMap<string, CaseSeed>, behind: ReadonlyMap<string, CaseSeed>): ManyCases {
    return new JoinedCases(before, this, behind);
  }
}

/** The same story with its cases on a disk, but for the first one and the last. */
export function onDisk(plan: Plan): Plan {
  const all = [...plan.cases];
  const many = new ManyInMemory(all.slice(1, -1));
  return { ...plan, cases: new JoinedCases(new Map(all.slice(0, 1)), many, new Map(all.slice(-1))) };
}
