/** A terminal that keeps the beginning and the end of what a command prints, and counts what is between. */
import { grouped } from '../../core/text/grouped.ts';
import { terminalText } from '../../report/text/terminal-text.ts';
import type { Terminal } from '../terminal.ts';

/** Characters of one answer: more would fill an assistant's context. */
export const ANSWER_CHARACTERS_MAX = 24_000;
/** Of which the end, where commands sum up. */
const END_CHARACTERS = 8000;
const COLUMNS = 110;

export interface BoundedTerminal extends Terminal {
  /** What was printed, and how much is left out. `rest` says how to have it. */
  answer(rest: string): string;
}

export function boundedTerminal(): BoundedTerminal {
  let beginning = '';
  let end = '';
  let count = 0;
  const take = (text: string): void => {
    count += text.length;
    const room = ANSWER_CHARACTERS_MAX - END_CHARACTERS - beginning.length;
    beginning += text.slice(0, Math.max(0, room));
    end = `${end}${text.slice(Math.max(0, room))}`.slice(-END_CHARACTERS);
  };
  return {
    columns: COLUMNS,
    colour: false,
    errorColour: false,
    showsProgress: false,
    debug: false,
    out: (text) => take(terminalText(text)),
    data: take,
    err: (text) => take(terminalText(text)),
    answer(rest) {
      const leftOut = count - beginning.length - end.length;
      if (leftOut === 0) return beginning + end;
      return `${beginning}\n… ${grouped(leftOut)} characters are left out here: ${rest} …\n${end}`;
    },
  };
}
