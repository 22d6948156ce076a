/** Cuts date text into words, numbers and marks, as python-dateutil does. */
import { isAlpha, isSpace } from '../text/python-text.ts';

const isLetter = (char: string | undefined): boolean => char !== undefined && isAlpha(char.codePointAt(0)!);
const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';

/** The tokens of a text whose digits are plain; every blank is one space. */
export function tokensOf(text: string): string[] {
  const chars = [...text.replaceAll('\0', '')];
  const tokens: string[] = [];
  let from = 0;
  while (from < chars.length) {
    const first = chars[from]!;
    if (isLetter(first) || isDigit(first)) {
      from = takeRun(chars, from, tokens);
    } else {
      tokens.push(isSpace(first) ? ' ' : first);
      from += 1;
    }
  }
  return tokens;
}

/**
 * A run of letters or of digits. A dot may be a decimal point or a separator, so a dotted run is read
 * on to its end and cut at its dots afterwards, unless it is one decimal number.
 */
function takeRun(chars: readonly string[], from: number, tokens: string[]): number {
  let inWord = isLetter(chars[from]);
  let dotted = false;
  let sawWord = false;
  let end = from + 1;
  for (; end < chars.length; end += 1) {
    const char = chars[end]!;
    const afterDot = chars[end - 1] === '.';
    if (inWord) sawWord = true;
    if (char === '.' || (char === ',' && !inWord && !dotted && end - from >= 2)) dotted = true;
    else if (dotted && afterDot && (inWord ? isDigit(char) : isLetter(char))) inWord = !inWord;
    else if (!(inWord ? isLetter(char) : isDigit(char))) break;
  }
  const run = chars.slice(from, end).join('');
  if (dotted && (sawWord || run.split('.').length > 2 || /[.,]$/.test(run))) {
    tokens.push(...run.split(/([.,])/).filter((part) => part !== ''));
  } else {
    tokens.push(run.includes('.') ? run : run.replace(',', '.'));
  }
  return end;
}
