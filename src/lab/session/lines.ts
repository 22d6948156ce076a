import { entryLine } from '../../core/journal/lines.ts';
import type { Entry } from '../../core/model/entry.ts';
import { cureFor, wordsFor } from '../../report/roster/cures.ts';
import { isDefaultReplyTo, whyUnanswered } from '../../report/why/unanswered.ts';
import type { Line } from '../contract/answers.ts';
import type { LiveSession } from './live-session.ts';
import { missedOptWord } from './opt-words.ts';

/** A line of the journal by its index, as it is written to a file, with the words and the cure of its code. */
export const lineAt = (session: LiveSession, index: number): Line => JSON.parse(lineText(session, index));

function lineText({ liveRun }: LiveSession, index: number): string {
  const entry = liveRun.journal.entry(index);
  const line = entryLine(index + 1, entry).trimEnd();
  const words = entry.kind === 'inbound' ? wordsOfInbound(liveRun, entry, index) : wordsOf(entry);
  return words === undefined ? line : `${line.slice(0, -1)},${JSON.stringify(words).slice(1)}`;
}

/** Lines of one instant that are looked through for an answer. */
const LINES_MAX = 50;

/** A text that reads like an opt word and is none, and one that gets no answer. */
function wordsOfInbound(
  liveRun: LiveSession['liveRun'],
  entry: Entry,
  index: number,
): Pick<Line, 'words' | 'cure'> | undefined {
  const missed = missedOptWord({ liveRun }, entry);
  if (missed !== undefined) return missed;
  const { journal } = liveRun;
  const after = Math.min(journal.length, index + 1 + LINES_MAX);
  let isAnswered = false;
  for (let next = index + 1; next < after && !isAnswered; next += 1)
    isAnswered = isDefaultReplyTo(entry, journal.entry(next));
  const otherwise = liveRun.engine.state.world.project.defaultReply === undefined ? 'none' : 'lost';
  const words = whyUnanswered(entry, isAnswered ? 'made' : otherwise);
  return words === undefined ? undefined : { words };
}

function wordsOf({ kind, code, reason }: Entry): Pick<Line, 'words' | 'cure'> | undefined {
  const about = kind === 'error' ? code : kind === 'held' ? reason : undefined;
  if (about === undefined) return undefined;
  const cure = kind === 'error' ? cureFor(about) : '';
  return { words: wordsFor(about), ...(cure !== '' && { cure }) };
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
