/** A whole number in groups of three, however large: `3,650,000`. */
export const grouped = (count: number | bigint): string =>
  BigInt(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
