/** Who of those with one phone number share state: all of them, those whose texts may say the same, or nobody. */
import { normalizeNumber } from '../core/contact/number.ts';
import type { Alert } from '../core/model/alert.ts';
import type { CaseSeed } from '../core/model/case.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Act } from '../core/model/timeline.ts';
import { TextNumbers } from '../core/text/text-numbers.ts';
import { isCaseName, type OwnWords, ownWords } from './own-words.ts';

const PHONE = 'contact_phone_number';

export interface NumberFacts {
  /** All numbers that a case may ever have. */
  numbers(key: string, seed: CaseSeed): ReadonlySet<string>;
  /** Whether something writes to the case, or it may own its number two-way. */
  isSpecial(seed: CaseSeed): boolean;
}

/** What joins cases that have a number. */
export interface SharedNumbers {
  /** All who have it. */
  joinsAll(number: string): boolean;
  /** Else those of whom one of these is the same: what may be written to the case, spaces and letter case apart. */
  words(number: string, seed: CaseSeed): Iterable<string>;
}

/** HQ's warning of two texts that say the same looks at the number. `known` are numbers that join all who have them. */
export function sharedNumbers(
  plan: Plan,
  acts: readonly Act[],
  alerts: readonly Alert[],
  facts: NumberFacts,
  known: Iterable<string>,
): SharedNumbers {
  const isHeard =
    plan.surveys.size > 0 ||
    acts.some(({ verb }) => verb === 'inbound' || verb === 'verify' || verb === 'send');
  const texts = isHeard ? undefined : textsOf(alerts);
  if (texts === undefined) return { joinsAll: () => true, words: () => [] };
  const claimed = new TextNumbers();
  const counts = new TextNumbers();
  for (const number of known) claimed.set(number, 0);
  for (const [key, seed] of plan.cases) {
    const isSpecial = facts.isSpecial(seed);
    for (const number of isSpecial ? facts.numbers(key, seed) : numberOf(seed))
      if (isSpecial) claimed.set(number, 0);
      else if (counts.add(number, 1) !== undefined) counts.set(number, 2);
  }
  return {
    joinsAll: (number) => claimed.has(number),
    *words(number, seed) {
      if (counts.get(number) === 2)
        for (const { caseType, parts } of texts) if (caseType === seed.type) yield filled(parts, seed);
    },
  };
}

function numberOf({ properties }: CaseSeed): string[] {
  const { normalized } = normalizeNumber(properties.get(PHONE));
  return normalized ? [normalized] : [];
}

interface AlertText {
  readonly caseType: string;
  readonly parts: OwnWords;
}

/** Every text that goes to a case of an alert; undefined: some are not known before, or go to others. */
function textsOf(alerts: readonly Alert[]): AlertText[] | undefined {
  const all: AlertText[] = [];
  for (const { to, caseType, schedule } of alerts) {
    if (to.some(({ kind }) => kind !== 'case')) return undefined;
    for (const { content } of schedule.events) {
      if (content.kind === 'email') continue;
      if (content.kind !== 'sms') return undefined;
      for (const text of content.texts.values()) {
        const parts = partsOf(text);
        if (parts === undefined) return undefined;
        all.push({ caseType, parts });
      }
    }
  }
  return all;
}

/** What is no plain property of the case may be anything. */
const partsOf = (text: string): OwnWords | undefined =>
  ownWords(text)?.map((part) => (typeof part === 'string' ? bare(part) : part));

const filled = (parts: OwnWords, { name, properties }: CaseSeed): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return part;
      return bare(isCaseName(part.property) ? name : (properties.get(part.property) ?? '(?)'));
    })
    .join('');

/** So that nothing that reads the same is told apart. */
const bare = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');
