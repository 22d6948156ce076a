/** Names that every case has anew when a thread is given them, made one again: what is looked up by name is found as fast as where it was read. */
import type { CaseSeed } from '../../core/model/case.ts';
import type { ShardWork } from './shard-protocol.ts';

export function sharedNames(work: ShardWork): ShardWork {
  const names = new Names();
  const cases = new Map<string, CaseSeed>();
  for (const [key, seed] of work.shard.plan.cases) cases.set(key, withNames(seed, names));
  return { ...work, shard: { ...work.shard, plan: { ...work.shard.plan, cases } } };
}

function withNames(seed: CaseSeed, names: Names): CaseSeed {
  const properties = new Map<string, string>();
  for (const [name, value] of seed.properties) properties.set(names.of(name), value);
  const { source } = seed;
  return {
    ...seed,
    project: names.of(seed.project),
    type: names.of(seed.type),
    properties,
    ...(source && { source: { ...source, file: names.of(source.file) } }),
  };
}

class Names {
  private readonly known = new Map<string, string>();

  of(name: string): string {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    // As the key of an object it is the one that the program's own text has.
    const [one = name] = Object.keys({ [name]: true });
    this.known.set(name, one);
    return one;
  }
}
