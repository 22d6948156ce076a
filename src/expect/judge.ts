/** Judges a run: checks in the middle of it, expectations at its end, what nobody expected, and the invariants. */

import type { Ledger } from '../core/journal/totals.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Expectation, SourceLocation } from '../core/model/expectation.ts';
import type { Instant } from '../core/model/instant.ts';
import type { Plan } from '../core/model/plan.ts';
import type { JournalView } from '../core/model/run.ts';
import type { Verdict } from '../core/model/verdict.ts';
import type { Checkpoints, JournalRecorder, WorldView } from '../core/ports.ts';

import { type Zone, zoneOfProject } from '../core/time/zone.ts';
import { matcherFor } from './checks.ts';
import { Effort } from './effort.ts';
import { evaluate } from './evaluate.ts';
import { createInvariants } from './invariants/index.ts';
import { RowIndex } from './row-index.ts';
import { mustBeClaimed, type Row, RowCollector } from './rows.ts';
import { unexpectedVerdicts } from './unexpected.ts';

/** Whether anything is promised, be it that nothing comes out: such a run is strict, any other just runs. */
export function promisesSomething({ promises, expectations, timeline }: Plan): boolean {
  return promises === true || expectations.length > 0 || timeline.some(({ act }) => act.verb === 'expect');
}

/** What is known when the run is over. */
interface RunEnd {
  readonly world: WorldView;
  /** What the gateways took; undefined: not known, and not compared. */
  readonly ledger?: Ledger;
  readonly endsAt: Instant;
  /** Ids of messages that are neither sent nor ended. */
  readonly pending: readonly string[];
}

/** Listens to the whole run, then says which promises were kept. */
interface Judge extends JournalRecorder, Checkpoints {
  /** Timeline checks in order of time, expectations in file order, unexpected rows, invariants. */
  verdicts(end: RunEnd): Verdict[];
}

/** `journal` is where explanations look for reasons; it may stay empty. `effort`: what comparing may take. */
export function createJudge(plan: Plan, journal: JournalView, effort: Effort = new Effort()): Judge {
  const zone = zoneOfProject(plan.project);
  const promises = promisesSomething(plan);
  const rows = new RowCollector();
  const index = new RowIndex(rows.rows, effort);
  const invariants = createInvariants(plan);
  const claimedBefore = new Set<number>();
  const checked: Verdict[] = [];
  let seen = 0;

  function hold(expectations: readonly Expectation[], world: WorldView): readonly Verdict[] {
    const evidence = { rows: rows.rows, index, claimedBefore, world, zone, journal, plan };
    const { verdicts, claimed } = evaluate(expectations, evidence);
    for (const ordinal of claimed) claimedBefore.add(ordinal);
    return verdicts;
  }

  return {
    record(entry: Entry) {
      invariants.record(entry);
      if (promises) rows.take(entry, seen);
      seen += 1;
    },
    check(expectations, _at, world) {
      checked.push(...hold(expectations, world));
    },
    verdicts({ world, ledger, endsAt, pending }) {
      const expected = hold(plan.expectations, world);
      const left = rows.rows.filter((row, ordinal) => !claimedBefore.has(ordinal) && mustBeClaimed(row));
      const allowed = allowedRows(plan, index, zone);
      const unexpected = plan.othersAllowed ? [] : left.filter((row) => !allowed.has(row));
      return [
        ...effortVerdicts(index.effort, plan.source),
        ...checked,
        ...expected,
        ...(unexpected.length === 0 ? [] : unexpectedVerdicts(unexpected, plan.source, zone)),
        ...invariants.finish({ ledger, endsAt, pending }),
      ];
    },
  };
}

/** A promise that was not held against every row is not kept. */
function effortVerdicts({ isSpent, most }: Effort, source: SourceLocation): Verdict[] {
  if (!isSpent) return [];
  return [
    {
      kept: false,
      kind: 'expectation',
      title: 'the expectations take too much work to compare',
      effortLimit: most,
      source,
      entries: [],
    },
  ];
}

function allowedRows({ allow }: Plan, index: RowIndex, zone: Zone): ReadonlySet<Row> {
  const allowed = new Set<Row>();
  for (const fields of allow) {
    // Once every row is allowed, no more can be.
    if (allowed.size === index.rows.length) break;
    for (const ordinal of index.matching(matcherFor(undefined, fields, zone))) {
      allowed.add(index.rows[ordinal]!);
    }
  }
  return allowed;
}
