/** What commands report of files: the problems of those that are scenarios, and that others were passed over. */
import { visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import { describeProblems } from '../scenario/describe.ts';
import type { Problem } from '../scenario/problem.ts';
import { exitCodes } from './exit-codes.ts';
import type { LoadOptions } from './load-options.ts';
import type { ScenarioFile } from './scenario-files.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';
import { UnsoundFiles } from './unsound-files.ts';

/** A file, and what is to be reported of it. */
interface ReadFile {
  readonly file: ScenarioFile;
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly refusal?: string;
  readonly parts: { texts(): [path: string, text: string][] };
}

/** Problems of one file that fit a screen. */
const PROBLEMS_SHOWN = 20;

/** Prints the problems of the files, of each the first; `at` says which version of them they are. */
export function problemsStop(
  bad: readonly ReadFile[],
  { problems: max = PROBLEMS_SHOWN }: LoadOptions,
  terminal: Terminal,
  at = '',
): Stop {
  for (const { file, refusal } of bad) {
    if (refusal !== undefined) terminal.err(`${visibleLine(file.path)}\n  cannot be read: ${refusal}\n\n`);
  }
  const cuts = bad.map(({ file, problems }) => ({ file, ...cutAt(problems, max) }));
  const listed = cuts.flatMap((cut) => cut.listed);
  const texts = new Map([...textsOf(bad), ...bad.map(({ file, text }) => [file.path, text] as const)]);
  const more = cuts.flatMap(({ file, count, isCutShort }) => moreLine(file.path, count, isCutShort));
  if (listed.length > 0) terminal.err(`${describeProblems(listed, texts, more)}\n\n`);
  const where = bad.length === 1 ? bad[0]!.file.path : `${bad.length} files`;
  const unread = bad.map(({ file, problems, refusal }) => ({ path: file.path, problems, refusal }));
  const isJournal = bad.length === 1 && bad[0]!.text.startsWith(JOURNAL_HEAD);
  const cure = isJournal ? 'It is a journal: drysend roster, why and diff read it.' : undefined;
  return new UnsoundFiles(`nothing was run, because of ${where}${at}`, unread, cure);
}

const JOURNAL_HEAD = '{"kind":"run"';

const textsOf = (bad: readonly ReadFile[]): [path: string, text: string][] =>
  [...new Set(bad.map(({ parts }) => parts))].flatMap((parts) => parts.texts());

/** How many are left out, those among them that the loader only counted. */
function cutAt(problems: readonly Problem[], max: number) {
  const listed = problems.filter(({ count }) => count === undefined).slice(0, max);
  const all = problems.reduce((sum, { count = 1 }) => sum + count, 0);
  return { listed, count: all - listed.length, isCutShort: problems.some(({ isCutShort }) => isCutShort) };
}

function moreLine(path: string, count: number, isCutShort: boolean): { text: string; count: number }[] {
  if (count === 0) return [];
  const unread = isCutShort ? ', and rows or documents that were not read' : '';
  const text = `… and ${grouped(count)} more ${count === 1 ? 'problem' : 'problems'} in ${visibleLine(path)}${unread}; --problems all shows them`;
  return [{ text, count }];
}

/** Printed for those that cannot be looked into, by name: each might have been meant as a scenario. */
export function tellPassedOver(others: readonly ReadFile[], terminal: Terminal): void {
  const unread = others.filter(({ refusal }) => refusal !== undefined);
  for (const { file, refusal } of unread.slice(0, UNREAD_SHOWN)) {
    terminal.err(`drysend: passed over ${visibleLine(file.path)}: ${refusal}\n`);
  }
  const left = unread.length - UNREAD_SHOWN;
  if (left > 0)
    terminal.err(`drysend: passed over ${grouped(left)} more files that cannot be read as text\n`);
  const count = others.length - unread.length;
  if (count === 0) return;
  const files = count === 1 ? '1 file' : `${grouped(count)} files`;
  terminal.err(`drysend: passed over ${files} without a scenario: key\n`);
}

/** Files that cannot be looked into, listed by name. */
const UNREAD_SHOWN = 3;

export function onlyOthers(paths: readonly string[], count: number): Stop {
  const files = count === 1 ? 'the 1 file' : `none of the ${grouped(count)} files`;
  return new Stop(
    exitCodes.usage,
    `nothing to run: ${files} in ${paths.length > 0 ? paths.join(', ') : 'scenarios'} ${count === 1 ? 'has no' : 'has a'} scenario: key`,
    'A story begins with "scenario: <title>".',
  );
}
