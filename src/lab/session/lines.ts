import { entryLine } from '../../core/journal/lines.ts';
import type { LiveSession } from './live-session.ts';

/** Lines of the journal after `seq`, as they are written to a file. */
export function linesAfter({ theatre }: LiveSession, seq: number, limit: number): unknown[] {
  const { journal } = theatre;
  const lines = [];
  for (let index = seq; index < Math.min(journal.length, seq + limit); index += 1) {
    lines.push(JSON.parse(entryLine(index + 1, journal.entry(index))));
  }
  return lines;
}
