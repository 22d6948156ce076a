import { fileReader } from '../adapters/files/file-access.ts';
import { SCENARIO_BYTES_MAX, textOf } from '../adapters/files/read-file.ts';
import { GitFiles, GitRefusal } from '../adapters/git/git-files.ts';
import type { Plan } from '../core/model/plan.ts';
import { exitCodes } from './exit-codes.ts';
import type { LoadOptions } from './load-options.ts';
import { type AskedFiles, accessFor, loadText, Parts } from './load-plans.ts';
import { Stop } from './stop.ts';
import { problemsStop } from './tell-files.ts';
import type { Terminal } from './terminal.ts';

/** A file and the commit, tag or branch of git at which it is meant. */
export interface FileAtRef {
  readonly path: string;
  readonly ref: string;
}

/** The plans of one file as git has it, with the files it uses and imports as git has them too. */
export async function loadPlansAt(
  { path, ref }: FileAtRef,
  options: LoadOptions,
  terminal: Terminal,
): Promise<readonly Plan[]> {
  const files = openedAt({ path, ref });
  const read = files.read(path, SCENARIO_BYTES_MAX);
  const text = 'bytes' in read ? textOf(read.bytes) : { refusal: read.problem };
  if ('refusal' in text)
    throw new Stop(exitCodes.unreadable, `${path}@${ref} cannot be read: ${text.refusal}`);
  const file = { path, isNamed: true };
  const asked: AskedFiles = new Map();
  const source = { file, text: text.text, asked, parts: new Parts() };
  const reader = source.parts.readFor(
    accessFor(file, options),
    asked,
    fileReader((name, bytesMax) => files.read(name, bytesMax)),
  );
  const { plans, problems } = await loadText(source, { problems: options.problems }, reader);
  if (problems.length > 0) throw problemsStop([{ ...source, problems }], options, terminal, `@${ref}`);
  return plans;
}

function openedAt({ path, ref }: FileAtRef): GitFiles {
  try {
    return new GitFiles(path, ref);
  } catch (error) {
    if (!(error instanceof GitRefusal)) throw error;
    throw new Stop(exitCodes.usage, error.message, error.cure);
  }
}
