/** Words of a form with the values that they show: `{id}` and `{case.property}`. */
import type { FormTexts, TextPart } from '../core/model/survey.ts';
import type { Texts } from '../core/model/texts.ts';
import { strip } from '../core/text/python-text.ts';
import type { Scope } from './survey-condition.ts';

const PLACE = /\{([^{}]+)\}/g;
const CASE = 'case.';

/** Blanks at both ends of the words are no part of them; those of the values they show are. */
export function formTexts(texts: Texts, scope: Scope): FormTexts {
  return new Map([...texts].map(([language, words]) => [language, partsOf(strip(words), scope)]));
}

/** A brace around anything else stays as it is. */
export function partsOf(words: string, scope: Scope): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of words.matchAll(PLACE)) {
    const part = placeOf(match[1]!, scope);
    if (part === undefined) continue;
    if (match.index > from) parts.push(words.slice(from, match.index));
    parts.push(part);
    from = match.index + match[0].length;
  }
  if (from < words.length) parts.push(words.slice(from));
  return parts;
}

function placeOf(name: string, scope: Scope): TextPart | undefined {
  if (name.startsWith(CASE)) return { kind: 'property', property: name.slice(CASE.length) };
  const named = scope.get(name);
  return named && { kind: 'answer', path: named.path };
}

/** Names in braces that mean nothing. */
export function unknownPlaces(words: string, scope: Scope): string[] {
  const names = [...words.matchAll(PLACE)].map((match) => match[1]!);
  return names.filter((name) => placeOf(name, scope) === undefined);
}
