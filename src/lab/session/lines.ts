import { entryLine } from '../../core/journal/lines.ts';
import type { Line } from '../contract/answers.ts';
import type { LiveSession } from './live-session.ts';

/** A line of the journal by its index, as it is written to a file. */
export const lineAt = ({ liveRun }: LiveSession, index: number): Line =>
  JSON.parse(entryLine(index + 1, liveRun.journal.entry(index)));

/** Lines of the journal after `seq`. */
export function linesAfter(session: LiveSession, seq: number, limit: number): Line[] {
  const end = Math.min(session.liveRun.journal.length, seq + limit);
  const lines: Line[] = [];
  for (let index = seq; index < end; index += 1) lines.push(lineAt(session, index));
  return lines;
}
