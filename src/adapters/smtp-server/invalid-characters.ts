/**
 * What neither a mail nor a command may hold: a line end of half a pair lets two servers disagree on where a mail or
 * a command ends (SMTP smuggling), and NUL ends strings elsewhere.
 */
const INVALID_CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['\n', 'bare <LF> received'],
  ['\r', 'bare <CR> received'],
  ['\0', 'NUL received'],
]);

/** What is wrong with a whole mail. */
export function invalidCharacterIn(text: string): string | undefined {
  return named(/(?<!\r)\n|\r(?!\n)|\0/.exec(text)?.[0]);
}

/**
 * What is wrong with a piece of a session's commands; the last CR may still get its LF.
 * @param before what came before and is no whole line yet
 */
export function invalidCharacterInCommands(before: string, piece: string): string | undefined {
  return named(/(?<!\r)\n|\r(?!\n|$)|\0/.exec(before.slice(-1) + piece)?.[0]);
}

const named = (found: string | undefined): string | undefined =>
  found === undefined ? undefined : INVALID_CHARACTERS.get(found);
