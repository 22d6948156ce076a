/** Regular expressions in expectations, kept from running for ever. */

/** No longer text is searched: what stands behind is not seen. */
const TEXT_MAX = 10_000;
const PATTERN_MAX = 500;

export type Pattern =
  | { readonly kind: 'pattern'; finds(text: string): boolean }
  | { readonly kind: 'refused'; readonly why: string };

/** Reads a pattern; one that may take exponential time is refused. */
export function readPattern(source: string): Pattern {
  if (source.length > PATTERN_MAX) return refused(`it is longer than ${PATTERN_MAX} characters`);
  if (repeatsARepetition(source)) return refused('it repeats a group that itself repeats, such as (a+)+');
  try {
    const compiled = new RegExp(source, 'u');
    return { kind: 'pattern', finds: (text) => compiled.test(text.slice(0, TEXT_MAX)) };
  } catch (error) {
    return refused(error instanceof Error ? error.message : 'it is no regular expression');
  }
}

/** Whether a group with an open-ended repetition (or an alternative) inside is itself repeated without end. */
function repeatsARepetition(source: string): boolean {
  const groups: boolean[] = [];
  let inClass = false;
  for (let index = 0; index < source.length; index += 1) {
    const letter = source[index]!;
    if (letter === '\\') index += 1;
    else if (inClass) inClass = letter !== ']';
    else if (letter === '[') inClass = true;
    else if (letter === '(') groups.push(false);
    else if (letter === ')') {
      const repeats = groups.pop() ?? false;
      const isRepeated = repetition.test(source.slice(index + 1));
      if (repeats && isRepeated) return true;
      if ((repeats || isRepeated) && groups.length > 0) groups[groups.length - 1] = true;
    } else if (groups.length > 0 && (letter === '|' || repetition.test(source.slice(index)))) {
      groups[groups.length - 1] = true;
    }
  }
  return false;
}

const repetition = /^(?:[*+]|\{\d+,\d*\})/;

const refused = (why: string): Pattern => ({ kind: 'refused', why });
