import { entryLine } from '../../core/journal/lines.ts';
import { cureFor, wordsFor } from '../../report/roster/cures.ts';
import type { Line } from '../contract/answers.ts';
import type { LiveSession } from './live-session.ts';

/** A line of the journal by its index, as it is written to a file, with the words and the cure of its code. */
export const lineAt = (session: LiveSession, index: number): Line => JSON.parse(lineText(session, index));

function lineText({ liveRun }: LiveSession, index: number): string {
  const entry = liveRun.journal.entry(index);
  const line = entryLine(index + 1, entry).trimEnd();
  const about = entry.kind === 'error' ? entry.code : entry.kind === 'held' ? entry.reason : undefined;
  if (about === undefined) return line;
  const cure = entry.kind === 'error' ? cureFor(about) : '';
  const more = JSON.stringify({ words: wordsFor(about), ...(cure !== '' && { cure }) });
  return `${line.slice(0, -1)},${more.slice(1)}`;
}

/** Lines of the journal after `seq`, as a list of JSON, and how many they are. */
export function linesText(
  session: LiveSession,
  seq: number,
  limit: number,
): { readonly text: string; readonly count: number } {
  const end = Math.min(session.liveRun.journal.length, seq + limit);
  const lines: string[] = [];
  for (let index = seq; index < end; index += 1) lines.push(lineText(session, index));
  return { text: `[${lines.join(',')}]`, count: lines.length };
}
