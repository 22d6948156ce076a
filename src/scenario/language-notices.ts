/** Texts and readers that miss each other: a language that nobody may have, and a reader whose language is not there. */
import type { Alert, Broadcast } from '../core/model/alert.ts';
import type { Notice, Plan } from '../core/model/plan.ts';
import type { Project } from '../core/model/project.ts';
import { UNTRANSLATED } from '../core/model/texts.ts';
import { chooseText } from '../core/render/language.ts';
import { type CaseFacts, typeKeyOf } from './case-facts.ts';
import { didYouMean } from './near.ts';
import { aboutSender, type SentTexts, sentTextsOf } from './sent-texts.ts';

export function languageNotices(plan: Plan, facts: CaseFacts): Notice[] {
  return [...plan.alerts, ...plan.broadcasts].flatMap((sender) => {
    const name = sender.project ?? plan.project.name;
    const project = plan.otherProjects.get(name) ?? plan.project;
    const texts = sentTextsOf(sender);
    return [
      ...foreign(sender, texts, project),
      ...missing(sender, texts, project, readersOf(sender, name, plan, facts)),
    ];
  });
}

/** Languages that the project does not have. */
function foreign(sender: Alert | Broadcast, all: readonly SentTexts[], { languages }: Project): Notice[] {
  const codes = new Set(all.flatMap(({ texts }) => [...texts.keys()]));
  const strange = [...codes].filter((code) => code !== UNTRANSLATED && !languages.includes(code));
  return strange.map((code) => ({
    code: 'TEXT_LANGUAGE_UNKNOWN',
    message: `${sender.key}: a text in ${code}, which is not one of the project's languages (${languages.join(', ')}): HQ has no place for it, so it can never be sent`,
    hint:
      didYouMean(code, languages) ??
      `add ${code} to the project's languages, or write the text under one of them`,
    about: { ...aboutSender(sender), language: code },
    ...(sender.source && { source: sender.source }),
  }));
}

/** language_code → how many of those who may get it have it. */
type Readers = ReadonlyMap<string, number>;

function readersOf(sender: Alert | Broadcast, project: string, plan: Plan, facts: CaseFacts): Readers {
  const readers = new Map<string, number>();
  const add = (language: string, count: number): void => {
    readers.set(language, (readers.get(language) ?? 0) + count);
  };
  if (sender.kind === 'alert' && sender.to.some(({ kind }) => kind === 'case')) {
    const own = facts.get(typeKeyOf({ project, type: sender.caseType }));
    for (const [language, count] of own?.languages ?? []) add(language, count);
  }
  for (const ref of sender.to) {
    if (ref.kind !== 'case_key' && ref.kind !== 'case_group') continue;
    const keys = ref.kind === 'case_key' ? [ref.key] : (plan.groups.get(ref.key)?.members ?? []);
    for (const key of keys) {
      const language = plan.cases.get(key)?.properties.get('language_code') ?? '';
      if (language !== '') add(language, 1);
    }
  }
  return readers;
}

/** Languages of the project that somebody reads and the text does not have; others are told with their cases. */
function missing(
  sender: Alert | Broadcast,
  all: readonly SentTexts[],
  project: Project,
  readers: Readers,
): Notice[] {
  return [...readers].flatMap(([language, count]): Notice[] => {
    if (!project.languages.includes(language)) return [];
    const lacking = all.find(({ texts }) => !texts.has(language) && !isUntranslated(texts));
    if (!lacking) return [];
    const wanted = { contact: language, schedule: sender.defaultLanguage, project: project.languages[0]! };
    const choice = chooseText(lacking.texts, wanted, project.languageFallback);
    const instead = choice ? `they get the text in ${choice.language}` : 'they get nothing: NO_MESSAGE';
    const whom = count === 1 ? '1 contact reads' : `${count} contacts read`;
    const which = sender.schedule.events.length > 1 ? ` in event ${lacking.event + 1}` : '';
    return [
      {
        code: 'LANGUAGE_WITHOUT_TEXT',
        message: `${sender.key}: ${whom} ${language}, and there is no text in ${language}${which}: ${instead}`,
        hint: `add ${language}: to the text`,
        about: { ...aboutSender(sender), language, count: String(count) },
        ...(sender.source && { source: sender.source }),
      },
    ];
  });
}

const isUntranslated = (texts: SentTexts['texts']): boolean => texts.size === 1 && texts.has(UNTRANSLATED);
