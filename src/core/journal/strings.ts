/** Texts named by a number; one that comes again soon is kept once. */
export interface StringPool {
  idOf(text: string): number;
  text(id: number): string;
}

/** Looked for among the last so many only: a text used again mostly stands close by, and a small map stays fast. */
const KEYS_MAX = 2 ** 14;
const STRINGS_MAX = 2 ** 31 - 1;

export function createStrings(): StringPool {
  const texts: string[] = [];
  let ids = new Map<string, number>();
  return {
    idOf(text) {
      const known = ids.get(text);
      if (known !== undefined) return known;
      if (texts.length >= STRINGS_MAX)
        throw new RangeError(`the journal holds more than ${STRINGS_MAX} different texts`);
      if (ids.size >= KEYS_MAX) ids = new Map();
      const id = texts.length;
      texts.push(text);
      ids.set(text, id);
      return id;
    },
    text: (id) => texts[id]!,
  };
}
