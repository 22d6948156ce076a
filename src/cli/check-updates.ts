import type { FileAccess } from '../adapters/files/file-access.ts';
import { transcriptsOf } from '../adapters/transcript-files.ts';
import type { Plan } from '../core/model/plan.ts';
import { describeProblems } from '../scenario/describe.ts';
import { type Problem, quoted } from '../scenario/problem.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** A transcript that `--update` may not write is told with its place before anything is written. */
export function checkUpdates(
  plans: readonly Plan[],
  accessOf: (file: string) => FileAccess,
  terminal: Terminal,
): void {
  const problems = plans.flatMap((plan) => refusedIn(plan, accessOf(plan.source.file)));
  if (problems.length === 0) return;
  terminal.err(`${describeProblems(problems, new Map())}\n\n`);
  throw new Stop(exitCodes.unreadable, 'nothing was run or written');
}

function refusedIn(plan: Plan, access: FileAccess): Problem[] {
  return transcriptsOf(plan).flatMap(({ file, source }) => {
    const refusal = access.writeRefusal(file);
    if (refusal === undefined) return [];
    const { found, ...cure } = refusal;
    return [{ ...source, path: 'transcript', found: `${quoted(file)}: ${found}`, ...cure }];
  });
}
