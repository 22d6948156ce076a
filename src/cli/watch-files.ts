/** `drysend run --watch`: runs all stories, then those that a changed file has to do with, until it is told to end. */

import { nameOfStory, type StoryName } from '../adapters/files/failed-stories.ts';
import { watchFolders } from '../adapters/files/watch-folders.ts';
import type { Plan } from '../core/model/plan.ts';
import { counted } from '../report/text/span.ts';
import { inkFor, plainLine } from '../report/text/terminal-text.ts';
import { exitCodeAfter } from './exit-code-after.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { choosePlans } from './load-plans.ts';
import { exitCodeFor, rehearseChosen, startedNow } from './rehearse-files.ts';
import type { RunOptions } from './run-options.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';
import { nextEvents, type WatchEvent } from './watch-events.ts';
import { WatchedStories } from './watched-stories.ts';

interface Watching {
  readonly stories: WatchedStories;
  readonly options: RunOptions;
  readonly terminal: Terminal;
  readonly version: string;
  /** Those that failed when they last ran, by name. */
  readonly failed: Map<string, StoryName>;
  /** The words that `f` asked for. */
  grep: string | undefined;
  code: ExitCode;
}

/** Which stories run: all, those of these files, or those that failed. */
type Which = ReadonlySet<string> | 'all' | 'failed';

/** The exit code of what ran last. */
export async function watchFiles(
  paths: readonly string[],
  options: RunOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  if (options.shrink || options.shrinkTo !== undefined) {
    throw new Stop(exitCodes.usage, '--shrink and --watch do not go together', 'Leave one of them out.');
  }
  const events = nextEvents(terminal);
  const folders = watchFolders((files) => events.push({ kind: 'files', files }));
  const stories = new WatchedStories(paths, options, terminal);
  const { grep } = options;
  const watching: Watching = {
    stories,
    options,
    terminal,
    version,
    failed: new Map(),
    grep,
    code: exitCodes.kept,
  };
  try {
    await attempt(watching, async () => {
      await stories.reload(new Set());
      await run(watching, 'all');
    });
    for (;;) {
      folders.folders(stories.folders());
      terminal.err(statusLine(watching));
      const event = await events.next();
      if (event.kind === 'quit') return watching.code;
      if (event.kind === 'interrupt') return exitCodes.interrupted;
      await attempt(watching, () => follow(event, watching));
    }
  } finally {
    folders.close();
    events.close();
  }
}

/** What is wrong with a file is said, and waits to be mended. */
async function attempt(watching: Watching, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    watching.code = exitCodeAfter(error, watching.terminal);
  }
}

async function follow(event: WatchEvent, watching: Watching): Promise<void> {
  switch (event.kind) {
    case 'files': {
      const loaded = await watching.stories.reload(event.files);
      if (loaded.size > 0) await run(watching, loaded);
      return;
    }
    case 'filter': {
      const words = await watching.terminal.ask?.('words of the title, or nothing for all: ');
      watching.grep = words?.trim() === '' ? undefined : words?.trim();
      return run(watching, 'all');
    }
    case 'failed':
      return run(watching, 'failed');
    case 'update':
      return run(watching, 'all', { update: true });
    case 'all':
      return run(watching, 'all');
  }
}

async function run(watching: Watching, which: Which, more: Partial<RunOptions> = {}): Promise<void> {
  const { terminal, version, failed } = watching;
  const started = startedNow();
  const options = { ...watching.options, ...more };
  const loaded = watching.stories.plans();
  const { tag } = options;
  const asked = choosePlans(loaded.plans, {
    tag,
    ...(watching.grep !== undefined && { grep: watching.grep }),
  });
  const plans = asked.filter((plan) => isOf(plan, which, failed));
  if (plans.length === 0) {
    if (which === 'failed') terminal.err('drysend: no story failed\n');
    return;
  }
  const results = await rehearseChosen(plans, options, { loaded, terminal, version, started });
  for (const { file, title, failures } of results) {
    const name = nameOfStory({ file, title });
    if (failures.length > 0) failed.set(name, { file, title });
    else failed.delete(name);
  }
  watching.code = exitCodeFor(results);
}

function isOf({ title, source: { file } }: Plan, which: Which, failed: Watching['failed']): boolean {
  if (which === 'all') return true;
  return which === 'failed' ? failed.has(nameOfStory({ file, title })) : which.has(file);
}

function statusLine({ stories, terminal, grep }: Watching): string {
  const ink = inkFor(terminal.errorColour);
  const words = grep === undefined ? '' : `, titles with ${plainLine(JSON.stringify(grep))}`;
  const keys = terminal.onKey
    ? ' · f filter · r run what failed · u update transcripts · a all · q quit'
    : '';
  return `\n${ink.quiet(`watching ${counted(stories.count, 'file')}${words}${keys}`)}\n`;
}
