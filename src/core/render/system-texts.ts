import { type Texts, UNTRANSLATED } from '../model/texts.ts';

/** What the system itself says: id → English words. Projects may replace each, in every language. */
const english = {
  'sms.opt.out': 'You have opted-out and will get no more messages. To opt-in again, reply {0}.',
  'sms.opt.in': 'You have opted-in to messages. To opt-out, reply {0}.',
  'sms.survey.restart': 'Something got mixed up. Please start the survey again.',
  'sms.survey.temporarilydown': 'Our system is down for a moment. Please try again later.',
  'sms.survey.internalerror': 'Something went wrong on our side.',
  'sms.survey.fieldrequired': 'This field is required.',
  'sms.survey.fielddescriptor': "Field '{0}': ",
  'sms.survey.formnotfound': 'The form could not be found.',
  'sms.survey.formerror': 'The form could not be processed.',
  'sms.validation.outofrange': 'Answer is out of range.',
  'sms.validation.invalidchoice': 'Invalid choice.',
  'sms.validation.invalidint': 'Invalid integer entered.',
  'sms.validation.invalidintrange': 'Invalid integer entered: it must be between -2147483648 and 2147483647.',
  'sms.validation.invalidfloat': 'Invalid number entered.',
  'sms.validation.invalidlong': 'Invalid whole number entered.',
  'sms.validation.invaliddate': 'Invalid date: expected {0}.',
  'sms.validation.invalidtime': 'Invalid time: expected HHMM, 24 hours.',
  'sms.validation.duplicateusername': 'The name {0} is taken.',
  'sms.validation.usernametoolong': 'The name {0} is longer than {1} characters.',
  'sms.keyword.notfound': "Keyword not found: '{0}'",
  'sms.keyword.startusage': 'Use it like this: {0} <keyword>',
  'sms.keyword.unknownglobal': "Unknown command: '{0}'",
  'sms.structured.missingseparator': "Put '{0}' between name and value.",
  'sms.structured.multipleanswers': "More than one answer for '{0}'.",
  'sms.structured.ambiguousanswer': "It is not clear which question '{0}' answers.",
  'sms.caselookup.missingexternalid': "Please give the case's id after the keyword.",
  'sms.caselookup.casenotfound': 'No case with that id was found.',
  'sms.caselookup.multiplecasesfound': 'More than one case has that id.',
  'sms.verify.startwithreplyto': 'Is this the phone of {0}? To confirm, reply 123 to {1}.',
  'sms.verify.startwithoutreplyto': 'Is this the phone of {0}? To confirm, reply 123.',
  'sms.verify.successful': 'This number is now confirmed.',
  'sms.registration.welcome.case': 'Welcome. You are registered.',
  'sms.registration.welcome.mobileworker': 'Welcome. You are registered as a worker.',
} as const;

export type SystemTextId = keyof typeof english;

export const systemTextIds = Object.keys(english) as readonly SystemTextId[];

/** Doubled braces, and `{0}`, `{1}`. */
const PLACES = /\{\{|\}\}|\{(\d+)\}/g;

export interface SystemTextSetting {
  readonly projectTexts: ReadonlyMap<string, Texts>;
  readonly contactLanguage: string | undefined;
  /** The first is the default. */
  readonly projectLanguages: readonly string[];
}

/**
 * The words of a system text with `{0}` and `{1}` filled in: the project's in the contact's language, when
 * that is one of the project's, then in its default language, then ours (docs/hq/contacts-and-messages.md#s4-10).
 */
export function systemText(id: SystemTextId, args: readonly string[], setting: SystemTextSetting): string {
  const words = projectWords(id, setting) ?? english[id];
  if (args.length === 0) return words;
  return words.replace(PLACES, (found, index: string) => filled(found, args[Number(index)]));
}

/** Words that HQ takes from nobody: no project's text, no language (system-texts: where they are not used). */
export function hqWords(id: SystemTextId, args: readonly string[]): string {
  return systemText(id, args, { projectTexts: new Map(), contactLanguage: undefined, projectLanguages: [] });
}

/** Whether the project has words of its own for a text. */
export const usesOwnWords = (id: SystemTextId, setting: SystemTextSetting): boolean =>
  projectWords(id, setting) !== undefined;

/** Python's `format`: a doubled brace is one brace; a place without a value stays as it is. */
function filled(found: string, value: string | undefined): string {
  return found === '{{' || found === '}}' ? found[0]! : (value ?? found);
}

function projectWords(id: SystemTextId, setting: SystemTextSetting): string | undefined {
  const texts = setting.projectTexts.get(id);
  if (!texts) return undefined;
  const { contactLanguage = '', projectLanguages } = setting;
  const own = projectLanguages.includes(contactLanguage) ? texts.get(contactLanguage) : undefined;
  return own || texts.get(projectLanguages[0] ?? '') || texts.get(UNTRANSLATED) || undefined;
}
