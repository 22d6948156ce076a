import type { LanguageEvidence } from '../model/because.ts';
import type { LanguageFallback } from '../model/project.ts';
import { type Texts, UNTRANSLATED } from '../model/texts.ts';
import { strip } from '../text/python-text.ts';

/** The words chosen, and how the choice went. */
export interface TextChoice {
  readonly text: string;
  readonly language: string;
  readonly because: LanguageEvidence;
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
  const missing: string[] = [];
  for (const { language, from } of candidates(texts, languages, fallback)) {
    const text = strip(texts.get(language) ?? '');
    if (text !== '') return { text, language, because: evidenceOf(language, from, missing) };
    missing.push(language);
  }
  return undefined;
}

const evidenceOf = (
  code: string,
  from: LanguageEvidence['from'],
  missing: readonly string[],
): LanguageEvidence => (missing.length > 0 ? { code, from, missing } : sharedEvidence(code, from));

/** Codes are what cases say: no more are remembered. */
const CODES_MAX = 1000;
const shared = new Map<LanguageEvidence['from'], Map<string, LanguageEvidence>>();

/** One for all messages in a language that was found at once. */
function sharedEvidence(code: string, from: LanguageEvidence['from']): LanguageEvidence {
  const known = shared.get(from) ?? new Map<string, LanguageEvidence>();
  shared.set(from, known);
  const evidence = known.get(code) ?? { code, from };
  if (known.size < CODES_MAX) known.set(code, evidence);
  return evidence;
}

interface Candidate {
  readonly language: string;
  readonly from: LanguageEvidence['from'];
}

/** The languages that may be looked for, in order. */
function candidates(texts: Texts, languages: Languages, fallback: LanguageFallback): Candidate[] {
  if (texts.size === 1 && texts.has(UNTRANSLATED)) {
    return [{ language: UNTRANSLATED, from: 'only' }];
  }
  const { contact, schedule, project } = languages;
  const list: Candidate[] = [];
  if (contact) list.push({ language: contact, from: 'contact' });
  if (fallback === 'NONE') return list;
  if (schedule) list.push({ language: schedule, from: 'alert' });
  if (fallback === 'SCHEDULE') return list;
  list.push({ language: project, from: 'project' });
  if (fallback === 'DOMAIN') return list;
  list.push({ language: UNTRANSLATED, from: 'untranslated' });
  return list;
}
