/** What a run that keeps its journal is going to need, said before it begins. */
import type { Plan } from '../core/model/plan.ts';
import { grouped } from '../core/text/grouped.ts';
import { plainLine } from '../report/text/terminal-text.ts';

/** With more, a run that keeps its journal in memory passes 1.5 GB. */
export const KEPT_CONTACTS_MAX = 200_000;
/** What it takes for each: measured at 300,000 (docs/roster.md). */
const KEPT_BYTES_PER_CONTACT = 7_400;

/** What a run is going to need, and how to need less. */
export function memoryNote({ title, cases }: Pick<Plan, 'title' | 'cases'>): string {
  const gigabytes = ((cases.size * KEPT_BYTES_PER_CONTACT) / 1e9).toFixed(1);
  return `drysend: ${plainLine(title)}: promises, an HTML report and --check-determinism keep the journal of ${grouped(cases.size)} cases in memory, up to ${gigabytes} GB; without them, or with fewer rows, it takes half\n`;
}
