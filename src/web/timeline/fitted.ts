/** The beginning of words, as much of it as fits, and a mark when there was more. */

/** `widthOf` measures in pixels. Whole characters only, as a reader counts them. */
export function fitted(words: string, roomPx: number, widthOf: (words: string) => number): string {
  if (widthOf(words) <= roomPx) return words;
  const letters = [...new Intl.Segmenter().segment(words)].map(({ segment }) => segment);
  const beginning = (count: number): string => `${letters.slice(0, count).join('').trimEnd()}…`;
  let fits = 0;
  let tooMany = letters.length;
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >>> 1;
    if (widthOf(beginning(middle)) <= roomPx) fits = middle;
    else tooMany = middle;
  }
  return beginning(fits);
}
