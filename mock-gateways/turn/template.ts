/** A WhatsApp template as it is written in a text: `cc_wa_template:name:lang:{v1}{v2}`. */
interface Template {
  readonly name: string;
  readonly language: string;
  readonly values: readonly string[];
}

const MARK = 'cc_wa_template';

/** Whether the text asks for a template, in any case and anywhere. */
export const isTemplate = (text: string): boolean => text.toLowerCase().includes(MARK);

/** Undefined: the text has the mark, but not the form. */
export function parseTemplate(text: string): Template | undefined {
  const written = text.slice(text.toLowerCase().indexOf(MARK));
  const [, name, language, ...rest] = written.split(':');
  if (name === undefined || language === undefined) return undefined;
  const values = Array.from(rest.join(':').matchAll(/\{([^{}]*)\}/g), (match) => match[1] ?? '');
  return { name: name.trim(), language: language.trim(), values };
}
