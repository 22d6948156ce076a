/** The smallest input that still fails: pieces are cut out, ever shorter ones, as long as it does. */

/** Asks whether a shorter input fails in the same way; at most `tries` times. */
export async function shrunk(
  input: string,
  fails: (shorter: string) => Promise<boolean>,
  tries: number,
): Promise<string> {
  let smallest = input;
  let left = tries;
  for (
    let length = Math.ceil(smallest.length / 2);
    length >= 1 && left > 0;
    length = Math.floor(length / 2)
  ) {
    for (let from = 0; from < smallest.length && left > 0; ) {
      const shorter = smallest.slice(0, from) + smallest.slice(from + length);
      left -= 1;
      if (await fails(shorter)) smallest = shorter;
      else from += length;
    }
  }
  return smallest;
}
