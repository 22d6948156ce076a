/** `{csv, story}`: an export of so many women, and a scenario with two alerts on it. */
export function exportOf(women: number, seed?: number): { csv: string; story: string };
