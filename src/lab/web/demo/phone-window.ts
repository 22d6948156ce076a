/** Which phones stand in the demo: as many as fit, the current one always among them. */

/** Where the row of phones begins, so that the current one is in it and it moves as little as possible. */
export function windowStart(start: number, current: number, fitting: number, total: number): number {
  const least = Math.max(0, current - fitting + 1);
  const most = Math.max(0, Math.min(current, total - fitting));
  return Math.min(Math.max(start, Math.min(least, most)), most);
}

/** How many phones stand side by side in a window so wide. */
export function fittingPhones(width: number): number {
  if (width < 640) return 1;
  return width < 1000 ? 2 : 3;
}

/** The phone that a step from the current one leads to; at the ends it stays. */
export const steppedTo = (current: number, step: number, total: number): number =>
  Math.min(Math.max(current + step, 0), Math.max(total - 1, 0));
