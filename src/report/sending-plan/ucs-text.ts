/** What GSM-7 would save and what keeps texts from it, for a terminal. */
import { visibleLine } from '../../core/render/visible.ts';
import { grouped } from '../../core/text/grouped.ts';
import { Bucket } from '../counts/bucket.ts';
import { moneyText } from '../text/money.ts';
import { counted } from '../text/span.ts';
import { plainLine, wrapHanging } from '../text/terminal-text.ts';
import type { PreventingCharacter, UcsTexts } from './gsm.ts';
import { leftOut, type PlanLook } from './look.ts';

const GROUPS_MAX = 4;
const CHARACTERS_MAX = 4;

export function ucsLines(all: readonly UcsTexts[], look: PlanLook): string[] {
  if (all.length === 0) return [];
  const now = sumOf(all, ({ now }) => now);
  const texts = all.reduce((sum, one) => sum + one.texts, 0);
  const bytes = all.reduce((sum, one) => sum + one.bytesSaved, 0);
  const head = `${counted(texts, 'text')} in UCS-2: ${counted(now.segments, 'segment')}; in GSM-7 it would be less by ${savingText(
    sumOf(all, ({ saved }) => saved),
    bytes,
  )}`;
  const firstGroups = all.slice(0, GROUPS_MAX);
  return [
    ...wrapHanging('alphabet  ', head, look.columns),
    ...firstGroups.flatMap((one) => groupLines(one, look)),
    ...leftOut(all.length - firstGroups.length, look),
  ];
}

function sumOf(all: readonly UcsTexts[], bucketOf: (one: UcsTexts) => Bucket): Bucket {
  const sum = new Bucket();
  for (const one of all) sum.addAll(bucketOf(one));
  return sum;
}

function savingText(saved: Bucket, bytes: number): string {
  const costs = saved.cost().map(({ amount, currency }) => moneyText(amount, currency));
  const parts = [counted(saved.segments, 'segment'), counted(bytes, 'byte')];
  return [...parts, ...(saved.segments > 0 ? costs : [])].join(', ');
}

function groupLines(one: UcsTexts, { columns, ink }: PlanLook): string[] {
  const { cause, language, texts, saved, bytesSaved, characters } = one;
  const name = `${plainLine(cause)}, ${plainLine(language)}`;
  const what = `${name}: ${counted(texts, 'text')}, ${savingText(saved, bytesSaved)}`;
  const ofTexts = charactersText(characters.filter(({ isWritten }) => isWritten));
  const filled = charactersText(characters.filter(({ isWritten }) => !isWritten));
  const hung = (label: string, text: string): string[] =>
    text === '' ? [] : wrapHanging(`    ${label}  `, text, columns).map((line) => ink.quiet(line));
  return [...wrapHanging('  ', what, columns), ...hung('has', ofTexts), ...hung('filled in', filled)];
}

function charactersText(characters: readonly PreventingCharacter[]): string {
  const firstCharacters = characters.slice(0, CHARACTERS_MAX).map(characterText);
  const more = characters.length - firstCharacters.length;
  return `${firstCharacters.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}

/** `"ê" U+00EA (write e)` */
function characterText({ character, plain }: PreventingCharacter): string {
  const cure = plain === '' ? 'leave it out' : `write ${plain === ' ' ? 'a blank' : plain}`;
  return `"${visibleLine(character)}" ${codePointOf(character)}${plain === undefined ? '' : ` (${cure})`}`;
}

const codePointOf = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
