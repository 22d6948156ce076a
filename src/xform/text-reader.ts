import type { Caption, TextPart } from '../core/model/xform.ts';
import type { FormReading } from './form-reading.ts';
import { attributeOf, childrenNamed, isElement, type XmlElement } from './xml-tree.ts';

export type Texts = ReadonlyMap<string, ReadonlyMap<string, readonly TextPart[]>>;

const MEDIA = new Set(['image', 'audio', 'video', 'video-inline', 'expanded-audio']);
const ITEXT = /^jr:itext\(\s*(?:'([^']*)'|"([^"]*)")\s*\)$/;

/** The texts of each language, that of the form first. */
export function readItext(itext: XmlElement | undefined, reading: FormReading): Texts {
  const translations = itext ? childrenNamed(itext, 'translation') : [];
  const isDefault = (one: XmlElement): boolean => attributeOf(one, 'default') !== undefined;
  const first = translations.find(isDefault) ?? translations[0];
  const ordered = [...translations].sort((a, b) => Number(b === first) - Number(a === first));
  const texts = new Map<string, ReadonlyMap<string, readonly TextPart[]>>();
  for (const translation of ordered) {
    const language = attributeOf(translation, 'lang');
    if (language === undefined || texts.has(language)) {
      reading.findings.problem(translation.line, 'a translation without a lang of its own', 'lang="…"');
    } else texts.set(language, textsOf(translation, reading));
  }
  return texts;
}

function textsOf(translation: XmlElement, reading: FormReading): ReadonlyMap<string, readonly TextPart[]> {
  const texts = new Map<string, readonly TextPart[]>();
  for (const text of childrenNamed(translation, 'text')) {
    const id = attributeOf(text, 'id');
    const value = spokenValue(text, reading);
    if (id === undefined || texts.has(id)) {
      reading.findings.problem(text.line, 'a text without an id of its own', 'id="…"');
    } else texts.set(id, value ? readText(value, reading) : []);
  }
  return texts;
}

/** As Formplayer chooses: the long form, else the plain one, else the short one. */
function spokenValue(text: XmlElement, reading: FormReading): XmlElement | undefined {
  const values = childrenNamed(text, 'value');
  const formOf = (value: XmlElement): string => attributeOf(value, 'form') ?? '';
  for (const value of values.filter((one) => MEDIA.has(formOf(one)))) {
    reading.findings.warning(value.line, `${formOf(value)} of a text: an SMS cannot carry it`);
  }
  return ['long', '', 'short'].map((form) => values.find((one) => formOf(one) === form)).find(Boolean);
}

/** Words and `<output>` values; blanks at both ends are taken away before values are filled in. */
function readText(element: XmlElement, reading: FormReading): readonly TextPart[] {
  const parts = element.content.flatMap((part): readonly TextPart[] => {
    if (!isElement(part)) return [part];
    if (part.name === 'output') return outputOf(part, reading);
    reading.findings.warning(part.line, `<${part.name}> inside a text: it is left out`);
    return [];
  });
  return withoutEnds(joined(parts));
}

function outputOf(output: XmlElement, reading: FormReading): readonly TextPart[] {
  const value = attributeOf(output, 'ref') ?? attributeOf(output, 'value');
  if (value === undefined) {
    reading.findings.problem(output.line, '<output> without value', 'value="…"');
    return [];
  }
  const expression = reading.expression(value, output.line);
  return expression ? [expression] : [];
}

/** Words that stand side by side are one part. */
function joined(parts: readonly TextPart[]): TextPart[] {
  const all: TextPart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part;
    else all.push(part);
  }
  return all;
}

function withoutEnds(parts: readonly TextPart[]): readonly TextPart[] {
  return parts
    .map((part, index) => {
      if (typeof part !== 'string') return part;
      const start = index === 0 ? part.trimStart() : part;
      return index === parts.length - 1 ? start.trimEnd() : start;
    })
    .filter((part) => part !== '');
}

/** A label, an alert or an item's label: by its `ref` into the itext, else its own words. */
export function captionOf(element: XmlElement, texts: Texts, reading: FormReading): Caption | undefined {
  const ref = attributeOf(element, 'ref');
  return ref === undefined
    ? { parts: readText(element, reading) }
    : captionNamed(ref, element.line, texts, reading);
}

/** `jr:itext('id')`; undefined: it is none, or names a text that no language has, which is reported. */
export function captionNamed(
  ref: string,
  line: number,
  texts: Texts,
  reading: FormReading,
): Caption | undefined {
  const match = ITEXT.exec(ref);
  const textId = match?.[1] ?? match?.[2];
  if (textId === undefined) return reading.findings.problem(line, `the ref "${ref}"`, "jr:itext('id')");
  const isKnown = [...texts.values()].some((one) => one.has(textId));
  if (!isKnown) return reading.findings.problem(line, `the text "${textId}"`, 'a text of the itext');
  return { textId };
}

export const isItextRef = (text: string): boolean => ITEXT.test(text);
