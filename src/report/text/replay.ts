/** The one line that does a rehearsal again: same file, same seed, same story. */
export function replayLine(file: string, seed: number, title: string): string {
  return `drysend run ${shellWord(file)} --seed ${seed} --grep ${quoted(title)}`;
}

/** As it is when every shell reads it as one word, else in quotes. */
function shellWord(text: string): string {
  return /^[\p{L}\p{N}_./@%+=:,-]+$/u.test(text) && !text.startsWith('-') ? text : quoted(text);
}

/** In double quotes where nothing inside them is special to a shell, else in single quotes. */
function quoted(text: string): string {
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}
