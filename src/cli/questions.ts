/** Questions to the person at the keyboard, each with a usual answer. */
import type { Terminal } from './terminal.ts';

export interface Question {
  readonly text: string;
  /** Taken for an empty answer, and where nobody can be asked. */
  readonly usual: string;
}

/** `isSilent`: every answer is the usual one. */
export async function answerTo(
  { text, usual }: Question,
  { ask }: Terminal,
  isSilent: boolean,
): Promise<string> {
  if (isSilent || !ask) return usual;
  const words = (await ask(`${text}${usual === '' ? '' : ` [${usual}]`}: `)).trim();
  return words === '' ? usual : words;
}
