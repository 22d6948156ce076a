import { isSpace } from '../text/python-text.ts';

/** `str.split()`: the words between Python's white space. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  let word = '';
  for (const char of text) {
    if (!isSpace(char)) {
      word += char;
    } else if (word !== '') {
      words.push(word);
      word = '';
    }
  }
  return word === '' ? words : [...words, word];
}
