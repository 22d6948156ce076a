/** `{csv, story}`: an export of so many women, and a scenario with two alerts on it. */
export function exportOf(women: number, seed?: number): { csv: string; story: string };
/** The names of its columns. */
export const exportHeader: readonly string[];
/** The cells of so many rows, one after another. */
export function exportRows(women: number, seed?: number): Generator<string[]>;
/** A row as a line. */
export function csvLine(cells: readonly string[]): string;
/** Two alerts on an export of this name. */
export function exportStory(file: string): string;
