/** Delta debugging over one list: large pieces are taken away first, then smaller ones, until no single one can go. */

/**
 * `tries` takes a piece away and says whether that was possible; what goes with it is no longer there.
 * The same list and the same answers make the same calls. Whether anything went.
 */
export function removeInChunks<T>(
  list: readonly T[],
  isThere: (one: T) => boolean,
  tries: (piece: readonly T[]) => boolean,
): boolean {
  let hasChanged = false;
  const rest = (): T[] => list.filter(isThere);
  for (let size = rest().length; size >= 1; size = Math.ceil(size / 2)) {
    hasChanged = passOver(rest, size, tries) || hasChanged;
    if (size === 1) break;
  }
  return hasChanged;
}

function passOver<T>(rest: () => T[], size: number, tries: (piece: readonly T[]) => boolean): boolean {
  let hasChanged = false;
  let remaining = rest();
  for (let at = 0; at < remaining.length; ) {
    if (!tries(remaining.slice(at, at + size))) {
      at += size;
      continue;
    }
    hasChanged = true;
    const before = new Set(remaining.slice(0, at));
    remaining = rest();
    at = remaining.filter((one) => before.has(one)).length;
  }
  return hasChanged;
}
