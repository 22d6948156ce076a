/** `drysend run`: files → plans → stories → reports → exit code. */
import { readFailedStories } from '../adapters/files/failed-stories.ts';
import { choosePlans } from './choose-plans.ts';
import { inShard } from './chosen-plan.ts';
import { type ExitCode, exitCodeFor, exitCodes } from './exit-codes.ts';
import { listStories } from './list-stories.ts';
import { loadPlans } from './load-plans.ts';
import { rehearseChosen, startedNow } from './rehearse-chosen.ts';
import type { RunOptions } from './run-options.ts';
import type { Terminal } from './terminal.ts';

export async function rehearseFiles(
  paths: readonly string[],
  options: RunOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const started = startedNow();
  const loaded = await loadPlans(paths, options, terminal);
  const among = options.lastFailed ? readFailedStories() : undefined;
  const plans = choosePlans(loaded.plans, { ...options, among });
  if (options.list) {
    const listed = options.shard ? inShard(plans, options.shard).map(({ plan }) => plan) : plans;
    listStories(listed, loaded.passedOver, options, terminal);
    return exitCodes.kept;
  }
  return exitCodeFor(await rehearseChosen(plans, options, { loaded, terminal, version, started }));
}
