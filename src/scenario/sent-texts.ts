/** The words that alerts, broadcasts and keywords send, and where the file has them. */
import type { Alert, Broadcast } from '../core/model/alert.ts';
import type { Content } from '../core/model/content.ts';
import type { SourceLocation } from '../core/model/expectation.ts';
import type { Plan } from '../core/model/plan.ts';
import { type Texts, UNTRANSLATED } from '../core/model/texts.ts';
import type { Keyword } from '../core/model/two-way.ts';

export interface SentTexts {
  readonly sender: Alert | Broadcast;
  /** From 0. */
  readonly event: number;
  readonly kind: 'sms' | 'subject' | 'body' | 'html';
  readonly texts: Texts;
}

/** A survey asks in its own words: it has none here; custom content is sent as it stands. */
export const sentTextsOf = (sender: Alert | Broadcast): SentTexts[] =>
  sender.schedule.events.flatMap(({ content }, event) =>
    textsIn(content).map(([kind, texts]) => ({ sender, event, kind, texts })),
  );

function textsIn(content: Content): (readonly [SentTexts['kind'], Texts])[] {
  if (content.kind === 'sms') return [['sms', content.texts]];
  if (content.kind !== 'email') return [];
  const parts = [
    ['subject', content.subject],
    ['body', content.body],
    ['html', content.html],
  ] as const;
  return parts.filter(([, texts]) => texts.size > 0);
}

/** What a keyword says; of several languages, HQ sends the project's first only unless it is tidy. */
export function keywordTextsOf({ project: name, reply, notify }: Keyword, plan: Plan): Texts[] {
  const project = plan.otherProjects.get(name) ?? plan.project;
  return [reply, notify?.texts].flatMap((texts) => {
    if (texts === undefined) return [];
    if (project.hq === 'tidy') return [texts];
    const sent = [project.languages[0]!, UNTRANSLATED, ...texts.keys()].find((code) => texts.has(code));
    if (texts.size < 2 || sent === undefined) return [texts];
    return [new Map([[sent, texts.get(sent)!]])];
  });
}

/** Where the text in one language stands; undefined: not read from a file. */
export const placeOfText = (
  { textPlaces }: Plan,
  texts: Texts | undefined,
  language: string,
): SourceLocation | undefined => texts && textPlaces?.get(texts)?.get(language);

/** Where the first of the texts stands. */
export function placeOfTexts(plan: Plan, texts: Texts): SourceLocation | undefined {
  const [language] = texts.keys();
  return language === undefined ? undefined : placeOfText(plan, texts, language);
}
