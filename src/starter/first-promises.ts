/** The promises that a run has kept already: what each alert did, as lines of `expect:`. */
import type { Run } from '../core/model/run.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { causeName, claimAllOf } from '../expect/claim-all.ts';
import { mustBeClaimed, type Row, RowCollector } from '../expect/rows.ts';
import { claimAllText, claimText } from '../report/verdict/row-text.ts';

/** Fewer rows of one cause are promised one by one. */
const ROWS_MIN = 4;

/** `expect:` and a line for each promise; the run kept its entries. */
export function promisesOf(run: Run): string[] {
  const rows = rowsOf(run);
  const zone = zoneOfProject(run.plan.project);
  const groups = [...groupsOf(rows).values()];
  const many = groups.filter(({ length }) => length >= ROWS_MIN);
  const inMany = new Set(many.flat());
  const few = rows.filter((row) => !inMany.has(row));
  const patterns = claimAllOf(rows, zone);
  return [
    rows.length === 0 ? 'expect: []    # nothing is sent' : 'expect:',
    ...many.flatMap((group) => manyLines(group, patterns.get(group[0]!))),
    ...few.map((row) => `  ${claimText(row, zone)}`),
  ];
}

function rowsOf({ journal }: Run): Row[] {
  const collector = new RowCollector({ keepsIds: false });
  let index = 0;
  for (const entry of journal.entries()) {
    collector.take(entry, index);
    index += 1;
  }
  return collector.rows.filter(mustBeClaimed);
}

/** Rows of one kind, cause and error code; those without a cause are in no group. */
function groupsOf(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    if (causeNames.every((name) => row.entry[name] === undefined)) continue;
    const group = groups.get(causeName(row)) ?? [];
    groups.set(causeName(row), group);
    group.push(row);
  }
  return groups;
}

/** How many there are, and what all of them have in common. */
function manyLines(group: readonly Row[], pattern: ReturnType<Patterns['get']>): string[] {
  const [{ kind, entry }] = group as [Row];
  const fields = [
    `channel: ${kind}`,
    ...causeNames.flatMap((name) =>
      entry[name] === undefined ? [] : [`${name}: ${JSON.stringify(entry[name])}`],
    ),
    ...(entry.code === undefined ? [] : [`code: ${entry.code}`]),
    `is: ${group.length}`,
    ...(pattern ? [] : ['claims: yes']),
  ];
  return [...(pattern ? [`  ${claimAllText(pattern)}`] : []), `  - count: {${fields.join(', ')}}`];
}

type Patterns = ReturnType<typeof claimAllOf>;

const causeNames = ['alert', 'broadcast', 'keyword', 'survey'] as const;
