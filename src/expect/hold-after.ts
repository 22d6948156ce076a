/** Promises held against a run that is over, by its journal alone. */
import type { Expectation } from '../core/model/expectation.ts';
import type { Run } from '../core/model/run.ts';
import type { Verdict } from '../core/model/verdict.ts';
import type { WorldView } from '../core/ports.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { Effort } from './effort.ts';
import { evaluate } from './evaluate.ts';
import { RowIndex } from './row-index.ts';
import { IndexSet, RowCollector } from './rows.ts';
import { giveReasons } from './why.ts';

/** Each promise alone: none claims a row from another. Of the world only who owns a number is known. */
export function holdAfter({ plan, journal }: Run, expectations: readonly Expectation[]): Verdict[] {
  const rows = new RowCollector();
  const owners = new Map<string, string>();
  let seen = 0;
  for (const entry of journal.entries()) {
    rows.take(entry, seen);
    if (entry.kind === 'ownership') setOwner(owners, entry.number, entry.owner);
    seen += 1;
  }
  const evidence = {
    rows: rows.rows,
    index: new RowIndex(rows.rows, new Effort()),
    claimedBefore: new IndexSet(),
    world: worldOf(owners),
    zone: zoneOfProject(plan.project),
    plan,
    hasReasons: true,
  };
  const evaluations = expectations.map((one) => evaluate([one], evidence));
  const asked = evaluations.flatMap(({ questions }) =>
    [...questions].map(([verdict, question]) => ({ verdict, question, upTo: seen })),
  );
  giveReasons(asked, (record) => {
    for (const entry of journal.entries()) record(entry);
  });
  return evaluations.flatMap(({ verdicts }) => verdicts);
}

function setOwner(owners: Map<string, string>, number: string, owner: string | null): void {
  if (owner === null) owners.delete(number);
  else owners.set(number, owner);
}

const worldOf = (owners: ReadonlyMap<string, string>): WorldView => ({
  twoWayOwner: (number) => owners.get(number),
  optedOut: () => [],
  property: () => undefined,
  queued: () => 0,
  nextDue: () => undefined,
  hasOpenSession: () => false,
  surveyStatus: () => undefined,
});
