/** Columns that grow: numbers in typed arrays, and texts named by a number. */

/** Typed arrays that double when they are full: a million numbers cost twenty allocations. */
type Numbers = Int32Array | Uint32Array | Uint8Array | Float64Array;

const FIRST_SIZE = 1024;

export interface Growable {
  readonly length: number;
  push(value: number): void;
  at(index: number): number;
}

export const growableInt32 = (): Growable => growable((size) => new Int32Array(size));
export const growableUint32 = (): Growable => growable((size) => new Uint32Array(size));
export const growableUint8 = (): Growable => growable((size) => new Uint8Array(size));
export const growableFloat64 = (): Growable => growable((size) => new Float64Array(size));

function growable(make: (size: number) => Numbers): Growable {
  let values = make(FIRST_SIZE);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === values.length) {
        const larger = make(values.length * 2);
        larger.set(values);
        values = larger;
      }
      values[length] = value;
      length += 1;
    },
    at: (index) => values[index]!,
  };
}

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
