/** What a run may begin with before it knows whether its story is sound: nothing that could leave the story out, or needs one thread. */
import type { Plan } from '../core/model/plan.ts';
import { wantsCoverage } from './outputs.ts';
import { isCountedByShards, workOf } from './rehearse-in-workers.ts';
import type { RunOptions } from './run-options.ts';
import { EarlyShards, type EarlyWork } from './worker/early-shards.ts';
import { workersFor } from './workers-for.ts';

/** Shards that begin while a story is still inspected; undefined: there are none with these options. */
export function earlyShards(options: RunOptions): EarlyShards | undefined {
  if (options.workers === 1 || mayBeLeftOut(options) || needsOneThread(options)) return undefined;
  const { json = false, reporter } = options;
  const needsLists = json || reporter.some((one) => nameOf(one) === 'json');
  const wanted = { needsRecord: false, needsLists };
  return new EarlyShards((plan: Plan): EarlyWork | undefined => {
    const { workers = workersFor(plan) } = options;
    const isAsked = options.workers !== undefined;
    if (!isAsked && !isCountedByShards(plan, options, wanted)) return undefined;
    return workOf(plan, { ...options, workers, isAsked }, wanted);
  });
}

const mayBeLeftOut = ({ grep, tag, lastFailed, list, shard }: RunOptions): boolean =>
  grep !== undefined || tag.length > 0 || lastFailed === true || list === true || shard !== undefined;

function needsOneThread(options: RunOptions): boolean {
  const { wire, update, checkDeterminism, exchanges, blob, reporter, parallel = 1 } = options;
  return (
    parallel > 1 ||
    [wire, update, checkDeterminism, exchanges, blob].some((one) => one !== undefined) ||
    wantsCoverage(options) ||
    reporter.some((one) => nameOf(one) === 'html')
  );
}

const nameOf = (reporter: string): string => reporter.split('=', 1)[0]!;
