import { visible } from '../../core/render/visible.ts';

/** The one line that does a rehearsal again: same file, same seed, same story. */
export function replayLine(file: string, seed: number, title: string): string {
  return `drysend run ${shellWord(file)} --seed ${seed} --grep ${quoted(title)}`;
}

/** What that line needs besides when the story read files elsewhere. */
export const allowReadOptions = (folders: readonly string[]): string =>
  folders.map((folder) => ` --allow-read ${shellWord(folder)}`).join('');

/** As it is when every shell reads it as one word, else in quotes. */
function shellWord(text: string): string {
  return /^[\p{L}\p{N}_./@%+=:,-]+$/u.test(text) && !text.startsWith('-') ? text : quoted(text);
}

/**
 * In double quotes where nothing inside them is special to a shell, else in single quotes. A text with hidden
 * characters or line breaks is written in visible ones only, in the `$'…'` of bash and zsh.
 */
function quoted(text: string): string {
  if (visible(text) !== text || /[\n\t]/.test(text)) return `$'${escaped(text)}'`;
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}

/** Hidden characters by their bytes in UTF-8: `\xe2\x80\xae`. */
const escaped = (text: string): string =>
  [...text].map((each) => (/[\\']/.test(each) ? `\\${each}` : isShown(each) ? each : bytesOf(each))).join('');

const isShown = (character: string): boolean =>
  visible(character) === character && character !== '\n' && character !== '\t';

const bytesOf = (character: string): string =>
  [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
