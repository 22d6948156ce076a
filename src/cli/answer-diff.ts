import { Budget, Interrupted } from '../adapters/interruptible.ts';
import { type Diff, diffOf } from '../report/diff/diff.ts';
import type { DiffSide } from '../report/diff/side.ts';
import { openDiffOutputs } from './diff-outputs.ts';
import { type DiffOptions, fileAtRef, readSides } from './diff-sides.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { checkTargets, STDOUT } from './outputs.ts';
import { progressOn } from './progress.ts';
import { destinationsOf } from './stdout-document.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** `drysend diff`: both sides read or rehearsed, each story compared with its like. */
export async function answerDiff(
  first: string,
  second: string | undefined,
  options: DiffOptions,
  { terminal, version }: { readonly terminal: Terminal; readonly version: string },
): Promise<ExitCode> {
  const [before, after] = namedSides(first, second, options);
  const { files: targets, isStdoutTaken } = destinationsOf(targetsOf(options));
  const progress = progressOn(terminal);
  const budget = new Budget(options);
  const sides = await readSides(before, after, { options, progress, budget, terminal }).catch(
    (error: unknown) => {
      progress.clear();
      throw error instanceof Interrupted ? new Stop(exitCodes.interrupted, 'interrupted') : error;
    },
  );
  checkTargets(targets, sides.inputs);
  const outputs = openDiffOutputs({ ...options, isStdoutTaken }, terminal, version);
  let changed = 0;
  try {
    for (const [one, other] of storyPairs(sides.before, sides.after)) {
      const diff = diffOf(one, other, { toleranceMs: options.tolerance });
      changed += changesIn(diff);
      outputs.diff(diff);
    }
    outputs.keep();
  } finally {
    outputs.close();
  }
  return changed > 0 && options.failOn === 'change' ? exitCodes.broken : exitCodes.kept;
}

const targetsOf = ({ csv, html, json }: DiffOptions) => ({
  '--csv': csv,
  '--html': html,
  '--json': json ? STDOUT : undefined,
});

/** A story that only one side has is a change though nothing is sent in it. */
const changesIn = ({ changed, before, after }: Diff): number => (before && after ? changed : changed + 1);

/** `--ref` stands for `file@ref`; one file alone is compared with what it is now. */
function namedSides(
  first: string,
  second: string | undefined,
  { ref }: DiffOptions,
): [before: string, after: string] {
  if (ref !== undefined) {
    if (second === undefined) return [`${first}@${ref}`, first];
    throw new Stop(exitCodes.usage, '--ref and two files', `give one file, or ${first}@${ref} and another`);
  }
  if (second !== undefined) return [first, second];
  const atRef = fileAtRef(first);
  if (atRef) return [first, atRef.path];
  throw new Stop(
    exitCodes.usage,
    'compared with what?',
    `give another file, or ${first}@HEAD, or --ref HEAD`,
  );
}

/** Those of one title belong together, in order; one story on each side does whatever it is called. */
function storyPairs(
  before: readonly DiffSide[],
  after: readonly DiffSide[],
): [before: DiffSide | undefined, after: DiffSide | undefined][] {
  if (before.length === 1 && after.length === 1) return [[before[0], after[0]]];
  const left = [...after];
  const pairs = before.map((side): [DiffSide, DiffSide | undefined] => {
    const index = left.findIndex(({ title }) => title === side.title);
    return [side, index < 0 ? undefined : left.splice(index, 1)[0]];
  });
  return [...pairs, ...left.map((side): [undefined, DiffSide] => [undefined, side])];
}
