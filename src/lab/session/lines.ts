import { entryLine } from '../../core/journal/lines.ts';
import { wordsFor } from '../../report/roster/cures.ts';
import type { Line } from '../contract/answers.ts';
import type { LiveSession } from './live-session.ts';

/** A line of the journal by its index, as it is written to a file, and the words of its code. */
export function lineAt({ liveRun }: LiveSession, index: number): Line {
  const entry = liveRun.journal.entry(index);
  const line = JSON.parse(entryLine(index + 1, entry));
  const about = entry.kind === 'error' ? entry.code : entry.kind === 'held' ? entry.reason : undefined;
  return about === undefined ? line : { ...line, words: wordsFor(about) };
}

/** Lines of the journal after `seq`. */
export function linesAfter(session: LiveSession, seq: number, limit: number): Line[] {
  const end = Math.min(session.liveRun.journal.length, seq + limit);
  const lines: Line[] = [];
  for (let index = seq; index < end; index += 1) lines.push(lineAt(session, index));
  return lines;
}
