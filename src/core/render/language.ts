import type { LanguageFallback } from '../model/project.ts';
import { type Texts, UNTRANSLATED } from '../model/texts.ts';
import { trimmed } from '../schedule/python-text.ts';

/** The words chosen, and how the choice went. */
export interface TextChoice {
  readonly text: string;
  readonly language: string;
  readonly because: string;
  readonly tried: readonly { readonly language: string; readonly found: boolean }[];
}

export interface Languages {
  /** The contact's own code, exact and case-sensitive. */
  readonly contact?: string | undefined;
  /** The alert's default; undefined outside a schedule. */
  readonly schedule?: string | undefined;
  /** The project's default. */
  readonly project: string;
}

/** The words for one contact (docs/hq/contacts-and-messages.md#s5-1), trimmed; undefined: none that the fallback allows. */
export function chooseText(
  texts: Texts,
  languages: Languages,
  fallback: LanguageFallback,
): TextChoice | undefined {
  const tried: { language: string; found: boolean }[] = [];
  for (const { language, because } of candidates(texts, languages, fallback)) {
    const text = trimmed(texts.get(language) ?? '');
    tried.push({ language, found: text !== '' });
    if (text !== '') return { text, language, because: because + without(tried), tried };
  }
  return undefined;
}

/** What was looked for before: `; no words in hin`. */
function without(tried: TextChoice['tried']): string {
  const missing = tried.flatMap(({ language, found }) => (found ? [] : [language]));
  return missing.length > 0 ? `; no words in ${missing.join(', ')}` : '';
}

interface Candidate {
  readonly language: string;
  readonly because: string;
}

/** The languages that may be looked for, in order. */
function candidates(texts: Texts, languages: Languages, fallback: LanguageFallback): Candidate[] {
  if (texts.size === 1 && texts.has(UNTRANSLATED)) {
    return [named(UNTRANSLATED, 'the only words there are')];
  }
  const { contact, schedule, project } = languages;
  const list: Candidate[] = [];
  if (contact) list.push(named(contact, "the contact's language_code"));
  if (fallback === 'NONE') return list;
  if (schedule) list.push(named(schedule, "the alert's default_language"));
  if (fallback === 'SCHEDULE') return list;
  list.push(named(project, "the project's default language"));
  if (fallback === 'DOMAIN') return list;
  list.push(named(UNTRANSLATED, 'the untranslated words'));
  return list;
}

const named = (language: string, reason: string): Candidate => ({
  language,
  because: `${language}: ${reason}`,
});
