/** How many SMS each text takes, by language, with the longest values that its cases have. */
import type { CaseSeed } from '../core/model/case.ts';
import { decimalText, parseDecimal, times } from '../core/model/decimal.ts';
import type { Plan } from '../core/model/plan.ts';
import { UNTRANSLATED } from '../core/model/texts.ts';
import { segmentsOf } from '../core/render/segments.ts';
import { compileTemplate } from '../core/render/template.ts';
import { placeOfText, placeOfTexts, type SentTexts, sentTextsOf } from '../scenario/sent-texts.ts';
import type { CaseCheck, Emit } from './finding.ts';

/** Signs that word processors put in, and what a phone's alphabet has for them. */
const plain: Readonly<Record<string, string>> = {
  ...{ '‘': "'", '’': "'", '“': '"', '”': '"', '–': '-', '—': '-', '…': '...', '\u00a0': ' ' },
  ...{ '\u200b': '', '\u200e': '', '\ufeff': '', '•': '-', '´': "'", '`': "'", '«': '"', '»': '"' },
};

export function checkSegments(plan: Plan, emit: Emit): CaseCheck {
  const texts = [...plan.alerts, ...plan.broadcasts]
    .flatMap(sentTextsOf)
    .filter(({ kind }) => kind === 'sms');
  const values = valuesIn(texts, plan);
  return {
    take: (seed) => noteLongest(values, seed),
    end() {
      const longest = longestOf(values);
      for (const sent of texts) {
        tellSegments(sent, plan, longest, emit);
        for (const [language, text] of sent.texts) tellForced(sent, language, text, plan, emit);
      }
    },
  };
}

/** By `project type`: the variables that stand in a text. */
type ValuesByType = ReadonlyMap<string, readonly Longest[]>;

function valuesIn(texts: readonly SentTexts[], plan: Plan): ValuesByType {
  const wanted = new Map<string, Set<string>>();
  for (const { sender, texts: words } of texts) {
    if (sender.kind !== 'alert') continue;
    const type = `${sender.project ?? plan.project.name} ${sender.caseType}`;
    const names = wanted.get(type) ?? new Set();
    for (const text of words.values()) for (const name of propertiesIn(text)) names.add(name);
    wanted.set(type, names);
  }
  return new Map([...wanted].map(([type, names]) => [type, [...names].map(noValue)]));
}

function noteLongest(values: ValuesByType, { project, type, properties, name }: CaseSeed): void {
  for (const known of values.get(`${project} ${type}`) ?? none) {
    const value = known.property === 'name' ? name : (properties.get(known.property) ?? '');
    if (known.longest === undefined || value.length > known.longest.length) known.longest = value;
  }
}

/** `project type property` → the longest value. */
function longestOf(values: ValuesByType): ReadonlyMap<string, string> {
  const longest = new Map<string, string>();
  for (const [type, all] of values)
    for (const { property, longest: value } of all)
      if (value !== undefined) longest.set(`${type} ${property}`, value);
  return longest;
}

interface Longest {
  readonly property: string;
  /** undefined: no case so far. */
  longest: string | undefined;
}

const none: readonly Longest[] = [];
const noValue = (property: string): Longest => ({ property, longest: undefined });

function propertiesIn(text: string): string[] {
  const template = compileTemplate(text);
  if ('problem' in template) return [];
  return template.parts.flatMap((part) =>
    typeof part !== 'string' && part.path.length === 2 && part.path[0] === 'case' ? [part.path[1]!] : [],
  );
}

function filled(
  text: string,
  { sender }: SentTexts,
  plan: Plan,
  longest: ReadonlyMap<string, string>,
): string {
  const template = compileTemplate(text);
  if ('problem' in template || sender.kind !== 'alert') return text;
  const type = `${sender.project ?? plan.project.name} ${sender.caseType}`;
  return template.parts
    .map((part) =>
      typeof part === 'string' ? part : (longest.get(`${type} ${part.path[1] ?? ''}`) ?? '(?)'),
    )
    .join('');
}

function tellSegments(sent: SentTexts, plan: Plan, longest: ReadonlyMap<string, string>, emit: Emit): void {
  const { sender, event, texts } = sent;
  const prices = pricesOf(plan);
  const facts = [...texts].map(([language, text]) => {
    const { segments, encoding } = segmentsOf(filled(text, sent, plan, longest));
    const cost = prices.map((price) => price(segments)).join(', ');
    const name = language === UNTRANSLATED ? 'every language' : language;
    return `${name} ${segments} in ${encoding}${cost === '' ? '' : ` (${cost})`}`;
  });
  const which = sender.schedule.events.length > 1 ? ` (event ${event + 1})` : '';
  emit({
    code: 'SEGMENTS',
    message: `${sender.key}${which}: at most ${facts.join('; ')}`,
    about: { [sender.kind]: sender.key, event: String(event) },
    source: placeOfTexts(plan, texts) ?? sender.source ?? plan.source,
  });
}

/** What so many segments cost by each gateway that has a price. */
function pricesOf({ gateways }: Plan): ((segments: number) => string)[] {
  return gateways.flatMap(({ name, price }) => {
    const each = price && parseDecimal(price.perSegment);
    if (!price || !each) return [];
    return [(segments: number) => `${decimalText(times(each, segments))} ${price.currency} by ${name}`];
  });
}

/** A text that would be GSM-7 but for signs which have a plain form. */
function tellForced(sent: SentTexts, language: string, text: string, plan: Plan, emit: Emit): void {
  const now = segmentsOf(text);
  if (now.encoding !== 'UCS-2') return;
  const found = new Set(Array.from(text).filter((sign) => Object.hasOwn(plain, sign)));
  const mended = segmentsOf(Array.from(text, (sign) => plain[sign] ?? sign).join(''));
  if (found.size === 0 || mended.encoding !== 'GSM-7' || mended.segments === now.segments) return;
  const signs = [...found].map(
    (sign) => `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')} by "${plain[sign]}"`,
  );
  emit({
    code: 'TEXT_FORCED_TO_UCS2',
    message: `${sent.sender.key}: the text in ${language} takes ${now.segments} SMS instead of ${mended.segments}`,
    hint: `replace ${signs.join(', ')}`,
    about: { [sent.sender.kind]: sent.sender.key, language },
    source: placeOfText(plan, sent.texts, language) ?? sent.sender.source ?? plan.source,
  });
}
