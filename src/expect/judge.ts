/** Judges a run: checks in the middle of it, expectations at its end, what nobody expected, and the invariants. */

import { entryIn, type RepeatedBlock } from '../core/journal/repeated-block.ts';
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
import { asksStatus, evaluate, isRunning, timelinePromises } from './evaluate.ts';
import { createInvariants, type Invariants } from './invariants/index.ts';
import { PassingRows } from './passing-rows.ts';
import { RowIndex } from './row-index.ts';
import { IndexSet, mustBeClaimed, type Row, RowCollector } from './rows.ts';
import { RunningPromises } from './running-promises.ts';
import { unexpectedVerdicts } from './unexpected.ts';
import { type Asked, giveReasons } from './why.ts';

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
  repeat(block: RepeatedBlock): void;
  /** An entry went by that no promise is about; where the invariants are watched, they need it too. */
  pass(): void;
  /** Timeline checks in order of time, expectations in file order, unexpected rows, invariants. */
  verdicts(end: RunEnd): Verdict[];
}

interface JudgeOptions {
  /** What comparing may take. */
  readonly effort?: Effort;
  /** Hands over the run's entries once more, for reasons, when its journal is not kept; undefined: there are no reasons. */
  readonly replay?: ((record: (entry: Entry) => void) => void) | undefined;
  /** So many rows are kept whatever they are; of those that come after them, what a promise can claim. */
  readonly keptRows?: number;
  /** Who watches the invariants; all are watched unless given. */
  readonly invariants?: Invariants;
  /** An entry as it may be kept, when it can be read only while it goes by. */
  readonly whole?: (entry: Entry) => Entry;
}

/** More rows than any story has that somebody reads line by line. */
const KEPT_ROWS = 20_000;

/** `journal` is where explanations look for reasons; it may stay empty. */
export function createJudge(plan: Plan, journal: JournalView, options: JudgeOptions = {}): Judge {
  const { effort = new Effort(), replay, keptRows = KEPT_ROWS } = options;
  const zone = zoneOfProject(plan.project);
  const promises = promisesSomething(plan);
  const all = [...timelinePromises(plan), ...plan.expectations];
  const keepsIds = all.some(asksStatus) || plan.allow.some(({ status }) => status !== undefined);
  const running = all.some(isRunning) ? new RunningPromises(plan, { plan, zone, effort }) : undefined;
  const rows: RowCollector = new RowCollector({ keepsIds, keeps, whole: options.whole });
  const index = new RowIndex(rows.rows, effort);
  const invariants = options.invariants ?? createInvariants(plan);
  const claimedBefore = new IndexSet();
  const checked: Verdict[] = [];
  const asked: Asked[] = [];
  let passing: PassingRows | undefined;
  let seen = 0;

  function keeps(row: Row): boolean {
    const isClaimed = running?.take(row) ?? false;
    if (rows.rows.length < keptRows) return true;
    passing ??= new PassingRows(plan, zone, effort);
    return passing.keeps(row, isClaimed);
  }

  function hold(expectations: readonly Expectation[], world: WorldView): readonly Verdict[] {
    const hasReasons = seen > 0 && (journal.length > 0 || replay !== undefined);
    const { verdicts, questions, claimed } = evaluate(expectations, {
      ...{ rows: rows.rows, index, claimedBefore, world, zone, plan },
      ...{ running: running?.byExpectation, hasReasons },
    });
    for (const [verdict, question] of questions) asked.push({ verdict, question, upTo: seen });
    for (const entries of claimed) claimedBefore.addAll(entries);
    return verdicts;
  }

  function reasonsFrom(record: (entry: Entry) => void): void {
    if (journal.length === 0) replay?.(record);
    else for (const entry of journal.entries()) record(entry);
  }

  return {
    record(entry: Entry) {
      invariants.record(entry);
      if (promises) rows.take(entry, seen);
      seen += 1;
    },
    repeat(block) {
      invariants.repeat(block);
      if (!promises) seen += block.to - block.from;
      else
        for (let index = block.from; index < block.to; index += 1, seen += 1)
          rows.take(entryIn(block, index), seen);
    },
    pass() {
      seen += 1;
    },
    check(expectations, _at, world) {
      checked.push(...hold(expectations, world));
    },
    verdicts({ world, ledger, endsAt, pending }) {
      const expected = hold(plan.expectations, world);
      if (asked.length > 0) giveReasons(asked, reasonsFrom);
      const left = rows.rows.filter((row) => !claimedBefore.has(row.index) && mustBeClaimed(row));
      const allowed = allowedRows(plan, index, zone);
      const unexpected = plan.othersAllowed ? [] : left.filter((row) => !allowed.has(row));
      return [
        ...effortVerdicts(index.effort, plan.source),
        ...checked,
        ...expected,
        ...(unexpected.length === 0 && !passing?.unexpected
          ? []
          : unexpectedVerdicts(unexpected, plan.source, { zone, passed: passing?.unexpected })),
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
