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
