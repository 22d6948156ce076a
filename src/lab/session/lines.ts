import { entryLine } from '../../core/journal/lines.ts';
import { cureFor, wordsFor } from '../../report/roster/cures.ts';
import type { Line } from '../contract/answers.ts';
import type { LiveSession } from './live-session.ts';

/** A line of the journal by its index, as it is written to a file, with the words and the cure of its code. */
export function lineAt({ liveRun }: LiveSession, index: number): Line {
  const entry = liveRun.journal.entry(index);
  const line = JSON.parse(entryLine(index + 1, entry));
  const about = entry.kind === 'error' ? entry.code : entry.kind === 'held' ? entry.reason : undefined;
  if (about === undefined) return line;
  const cure = entry.kind === 'error' ? cureFor(about) : '';
  return { ...line, words: wordsFor(about), ...(cure !== '' && { cure }) };
}

/** Lines of the journal after `seq`. */
export function linesAfter(session: LiveSession, seq: number, limit: number): Line[] {
  const end = Math.min(session.liveRun.journal.length, seq + limit);
  const lines: Line[] = [];
  for (let index = seq; index < end; index += 1) lines.push(lineAt(session, index));
  return lines;
}
