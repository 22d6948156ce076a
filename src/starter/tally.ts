/** Values by how often they stand in an export. */
export interface Counted {
  readonly value: string;
  readonly count: number;
}

/** The most frequent first; of equal count in the order of their code units. */
export function tallied(values: Iterable<string>): Counted[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
