import type { Handover } from '../src/core/model/answer.ts';

/** A WhatsApp template as it is written in a text: `cc_wa_template:name:lang:{v1}{v2}`. */
export interface Template {
  readonly name: string;
  readonly language: string;
  readonly values: readonly string[];
}

const MARK = 'cc_wa_template';

/** The one template that a fake lists, so that HQ's setup page has something to show. */
export const exampleTemplate = {
  name: 'visit_reminder',
  language: 'en',
  body: 'Dear {{1}}, please come on {{2}}.',
} as const;

/** Whether the text asks for a template, in any case and anywhere. */
export const isTemplate = (text: string): boolean => text.toLowerCase().includes(MARK);

/**
 * The words before a template that HQ sends on their own, with their blanks: only where the text replies to a wrong answer to a
 * survey (docs/hq/gateways.md#s1-2). Undefined: there are none to send, also when they are blank.
 */
export function wordsBeforeTemplate({ text, repliesToInvalidAnswer }: Handover): string | undefined {
  if (!repliesToInvalidAnswer || !isTemplate(text)) return undefined;
  const words = text.slice(0, text.toLowerCase().indexOf(MARK));
  return words.trim() === '' ? undefined : words;
}

/** Undefined: the text has the mark, but not the form. It is split at every colon, those of a value too. */
export function parseTemplate(text: string): Template | undefined {
  const encoded = text.slice(text.toLowerCase().indexOf(MARK));
  const [, name, language, filled = ''] = encoded.split(':');
  if (name === undefined || language === undefined) return undefined;
  const values = Array.from(filled.matchAll(/\{([^{}]*)\}/g), (match) => match[1] ?? '');
  return { name: name.trim(), language: language.trim(), values };
}
