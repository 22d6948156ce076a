/** The words of a form in one language, with the values that they show. */
import { bounded, type FormFacts, type FormTexts, type Survey, type TextPart } from '../model/survey.ts';
import { UNTRANSLATED } from '../model/texts.ts';
import { subjectValue } from './conditions.ts';

/** The contact's language if the form has it, else the form's own default (docs/hq/contacts-and-messages.md#s4-8). */
export function formLanguage(survey: Survey, contact: string | undefined): string {
  return contact && survey.languages.includes(contact) ? contact : survey.languages[0]!;
}

/** The words of a text; where the language has none, those of the default, else the first there are. */
export function wordsIn(texts: FormTexts, survey: Survey, language: string, facts: FormFacts): string {
  const parts =
    texts.get(language) ??
    texts.get(UNTRANSLATED) ??
    texts.get(survey.languages[0]!) ??
    texts.values().next().value;
  return filled(parts ?? [], facts);
}

/**
 * Pieces put together, each value as the form prints it; a missing one is empty.
 * @throws FormFault for a text that is too long to keep.
 */
export function filled(parts: readonly TextPart[], facts: FormFacts): string {
  let text = '';
  for (const part of parts) text = bounded(text + pieceOf(part, facts));
  return text;
}

function pieceOf(part: TextPart, facts: FormFacts): string {
  if (typeof part === 'string') return part;
  return subjectValue(part, facts);
}
