/** Reads the packed tables of characters: stretches, and changes of one character to another. */

/** Sorted places where stretches begin, and what holds from each on. */
export interface Stretches<Value> {
  readonly starts: Uint32Array;
  readonly values: readonly Value[];
}

/** Two letters and a length each. */
export function readCategories(packed: string): Stretches<string> {
  const parts = packed.split(' ');
  const starts = new Uint32Array(parts.length);
  let at = 0;
  parts.forEach((part, index) => {
    starts[index] = at;
    at += Number.parseInt(part.slice(2), 36);
  });
  return { starts, values: parts.map((part) => part.slice(0, 2)) };
}

/** Gap and length by turns. */
export function readRanges(packed: string): Stretches<boolean> {
  const lengths = packed.split(' ').map((each) => Number.parseInt(each, 36));
  const starts = new Uint32Array(lengths.length + 1);
  let at = 0;
  lengths.forEach((length, index) => {
    at += length;
    starts[index + 1] = at;
  });
  return { starts, values: Array.from(starts, (_, index) => index % 2 === 1) };
}

/** The stretch that a character lies in. */
export function stretchOf({ starts }: Stretches<unknown>, code: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= code) low = middle;
    else high = middle - 1;
  }
  return low;
}

export const valueAt = <Value>(stretches: Stretches<Value>, code: number): Value =>
  stretches.values[stretchOf(stretches, code)]!;

/** Start, count, stride and distance each, as a map from character to character. */
export function readChanges(packed: string): ReadonlyMap<number, number> {
  const changes = new Map<number, number>();
  for (const run of packed.split(' ')) {
    const [start, count, stride, distance] = run.split(',').map((each) => Number.parseInt(each, 36));
    for (let index = 0; index < count!; index += 1) {
      const code = start! + index * stride!;
      changes.set(code, code + distance!);
    }
  }
  return changes;
}

/** A character and the text it becomes, each pair after a blank. */
export function readLongChanges(packed: string): ReadonlyMap<number, string> {
  return new Map(
    packed.split(' ').map((pair) => {
      const [char, ...rest] = pair;
      return [char!.codePointAt(0)!, rest.join('')];
    }),
  );
}
