/** `drysend run --shrink`: the first story that failed, cut down to the smallest that fails in the same way. */
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { replaceFile } from '../adapters/files/whole-file.ts';
import { Budget, Interrupted, interruptible, LimitReached } from '../adapters/interruptible.ts';
import type { Plan } from '../core/model/plan.ts';
import { grouped } from '../core/text/grouped.ts';
import { type ScenarioResult, shellWord } from '../report/scenario-result.ts';
import { counted } from '../report/text/span.ts';
import { plainLine } from '../report/text/terminal-text.ts';
import { FailingStory } from '../shrink/failing-story.ts';
import { failureMark } from '../shrink/failure-mark.ts';
import { linesOf, type ShrinkProgress, type Shrunk, shrinkStory } from '../shrink/shrink.ts';
import { readerOf, type ShrunkFile, shrunkFiles } from '../shrink/shrunk-files.ts';
import { StoryFiles, uncut } from '../shrink/story-files.ts';
import { exitCodes } from './exit-codes.ts';
import { type LoadedPlans, loadText, Parts, scenarioText } from './load-plans.ts';
import { checkTargets } from './outputs.ts';
import type { RunOptions } from './run-options.ts';
import { shrinkProgressOn } from './shrink-progress.ts';
import { opened, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** Below the present folder, where no walk of a folder finds it. */
const FOLDER = join('.drysend', 'shrunk');
/** A longer one is written and not printed. */
const LINES_PRINTED_MAX = 60;

export async function shrinkFailed(
  plans: readonly Plan[],
  results: readonly ScenarioResult[],
  options: RunOptions,
  { loaded, terminal }: { readonly loaded: LoadedPlans; readonly terminal: Terminal },
): Promise<void> {
  const failed = results.flatMap(({ outcome }, index) => (outcome === 'broken' ? [plans[index]!] : []));
  const [plan] = failed;
  if (plan === undefined) {
    terminal.err('drysend: --shrink: no story broke a promise\n');
    return;
  }
  if (failed.length > 1)
    terminal.err(
      `drysend: --shrink: the first of ${grouped(failed.length)} stories that failed; --grep chooses another\n`,
    );
  await shrinkOne(plan, options, loaded, terminal);
}

async function shrinkOne(
  plan: Plan,
  options: RunOptions,
  loaded: LoadedPlans,
  terminal: Terminal,
): Promise<void> {
  const started = performance.now();
  const files = await filesOf(plan, options, loaded);
  const target = options.shrinkTo ?? join(FOLDER, basename(plan.source.file).replace(/\.[^.]*$/, '.yaml'));
  checkTargets([{ option: '--shrink-to', path: target }], loaded.inputs);
  // Before the work: a place that cannot be written would lose it.
  if (opened(target, () => isFolder(target)))
    throw new Stop(exitCodes.usage, `cannot write ${target}: it is a folder`);
  const shrunk = search(plan, files, options, terminal);
  if (shrunk === undefined) {
    terminal.err(
      `drysend: --shrink: ${plainLine(plan.title)} breaks no promise when it is rehearsed alone\n`,
    );
    return;
  }
  const made = madeFiles(plan, files, shrunk, target, options);
  checkTargets(
    made.map(({ path }) => ({ option: '--shrink-to', path })),
    loaded.inputs,
  );
  for (const { path, text } of made) opened(path, () => replaceFile(path, text));
  const before = linesOf(files.sources, uncut);
  const after = linesOf(files.sources, shrunk.candidate);
  const took = `${grouped(shrunk.runs)} runs, ${((performance.now() - started) / 1000).toFixed(1)} s`;
  const [{ text } = { text: '' }] = made;
  const isLong = text.split('\n').length > LINES_PRINTED_MAX;
  terminal.err(
    [
      `\ndrysend: ${plainLine(plan.title)}: ${counted(before, 'line')} shrunk to ${grouped(after)} in ${took}`,
      shrunk.isCutShort ? `\n${cutShortText(options)}` : '',
      `\n  ✗ ${plainLine(shrunk.failure.title)}\n\n`,
      isLong ? '' : `${text}\n`,
      ...made.map(({ path }) => `drysend: wrote ${plainLine(path)}\n`),
      `${commandFor(target, options)}\n`,
    ].join(''),
  );
}

/** Unless the command line says otherwise. */
const RUNS_MAX = 5000;
const SECONDS_MAX = 120;

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const cutShortText = ({ shrinkRuns = RUNS_MAX, shrinkSeconds = SECONDS_MAX }: RunOptions): string =>
  `It may be smaller: not all was tried within --shrink-runs ${shrinkRuns} and --shrink-seconds ${shrinkSeconds}.`;

/** The texts of the story, of several documents in its file its own alone. */
async function filesOf(plan: Plan, options: RunOptions, loaded: LoadedPlans): Promise<StoryFiles> {
  const file = loaded.fileOf(plan.source.file);
  const access = loaded.accessOf(plan.source.file);
  const read = scenarioText(file, access);
  if ('refusal' in read) throw new Stop(exitCodes.unreadable, `${file.path} cannot be read: ${read.refusal}`);
  const parts = new Parts();
  const asked = new Map();
  const reader = parts.readFor(access, asked);
  await loadText({ file, text: read.text, asked, parts }, options, reader);
  return new StoryFiles({ path: file.path, text: documentAt(read.text, plan.source.line) }, reader);
}

/** The one document that has this line. */
function documentAt(text: string, line: number): string {
  let from = 1;
  for (const document of text.split(/^(?=---(?:\s|$))/m)) {
    const lines = document.split('\n').length - 1;
    if (line < from + lines || (line === from && lines === 0)) return document.replace(/^---[ \t]*\r?\n/, '');
    from += lines;
  }
  return text;
}

/** Ctrl-C or a limit ends the search, and what was found so far is kept. */
function search(plan: Plan, files: StoryFiles, options: RunOptions, terminal: Terminal): Shrunk | undefined {
  const { shrinkRuns: runsMax = RUNS_MAX, shrinkSeconds = SECONDS_MAX, seed } = options;
  const endsAt = performance.now() + shrinkSeconds * 1000;
  const progress = shrinkProgressOn(terminal);
  let last: ShrinkProgress | undefined;
  const { title } = plan;
  try {
    return interruptible(
      () =>
        shrinkStory(files, {
          title,
          seed,
          runsMax,
          isOver: () => performance.now() > endsAt,
          onProgress(present) {
            last = present;
            progress.at(present);
          },
        }),
      new Budget(options),
    );
  } catch (error) {
    const isEnded = error instanceof Interrupted || error instanceof LimitReached;
    if (!isEnded || last === undefined) throw error;
    return { ...last, isCutShort: true };
  } finally {
    progress.clear();
  }
}

function madeFiles(
  plan: Plan,
  files: StoryFiles,
  { candidate, failure }: Shrunk,
  target: string,
  { seed }: RunOptions,
): readonly ShrunkFile[] {
  const path = target.replaceAll('\\', '/');
  const remark = plainLine(
    `Cut out of ${plan.source.file} by drysend run --shrink; it fails by: ${failure.title}`,
  );
  const mark = failureMark({ ...failure, title: '' });
  const isSame = (made: readonly ShrunkFile[]): boolean => {
    const story = new FailingStory(new StoryFiles(made[0]!, readerOf(made)), {
      title: plan.title,
      seed,
      mayRun: () => true,
    });
    const found = story.begin();
    return found !== undefined && failureMark({ ...found, title: '' }) === mark;
  };
  return shrunkFiles(files, candidate, { path, remark }, isSame);
}

function commandFor(target: string, { seed }: RunOptions): string {
  return `drysend run ${shellWord(target)}${seed === undefined ? '' : ` --seed ${seed}`}`;
}
