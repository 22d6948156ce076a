/** Matchers by a fact that they want, so that a row meets few of many. */
import type { Channel } from '../core/model/expectation.ts';
import type { Fact, Matcher } from './checks.ts';
import type { Row } from './rows.ts';

/** Facts that few rows share, the rarest first: one of them alone says whether a row comes into question. */
const RARE: readonly string[] = ['to', 'case', 'number', 'address', 'says'];

/** The fact that the fewest rows share, as far as can be known before there are rows. */
export function rarestFact({ checks }: Matcher): Fact | undefined {
  const facts = checks.flatMap(({ fact }) => fact ?? []);
  const rare = RARE.flatMap((name) => facts.find((fact) => fact.name === name) ?? []);
  return rare[0] ?? facts[0];
}

export const isRare = (fact: Fact | undefined): boolean => fact !== undefined && RARE.includes(fact.name);

export class MatcherSet<T> {
  private readonly byKind = new Map<Channel, KindSet<T>>();

  add(matcher: Matcher, value: T): void {
    const fact = rarestFact(matcher);
    for (const kind of matcher.kinds) {
      const set: KindSet<T> = this.byKind.get(kind) ?? { values: new Map(), of: new Map(), any: [] };
      this.byKind.set(kind, set);
      if (!fact) {
        set.any.push(value);
        continue;
      }
      const values = set.values.get(fact.name) ?? new Map<unknown, T[]>();
      set.values.set(fact.name, values);
      set.of.set(fact.name, fact.of);
      const known = values.get(fact.wanted);
      if (known) known.push(value);
      else values.set(fact.wanted, [value]);
    }
  }

  /** Those whose kind and rarest fact are the row's; the rest of each is still to be compared. */
  forEach(row: Row, use: (value: T) => void): void {
    const set = this.byKind.get(row.kind);
    if (!set) return;
    for (const value of set.any) use(value);
    for (const [name, of] of set.of) {
      for (const value of set.values.get(name)!.get(of(row)) ?? []) use(value);
    }
  }
}

interface KindSet<T> {
  /** Fact → value of it → what wants that. */
  readonly values: Map<string, Map<unknown, T[]>>;
  readonly of: Map<string, Fact['of']>;
  /** What wants no fact. */
  readonly any: T[];
}
