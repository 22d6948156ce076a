/** `selected()` and its kin: values as the terms that HQ's search engine makes of them. */
import type { CaseRecord } from '../../../../core/state/records.ts';
import type { QueryStep } from './query-paths.ts';

/** Chinese characters one by one, numbers with their point, and words of letters, digits and underscores. */
const TERM = /\p{Script=Han}|\p{N}+(?:\.\p{N}+)+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}_])+/gu;

/** Apostrophes within a word are taken away, everything else that is no word parts it. */
const termsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replaceAll(/(?<=\p{L})['’](?=\p{L})/gu, '')
    .match(TERM) ?? [];

export function selectTest(
  name: 'starts-with' | 'selected' | 'selected-any' | 'selected-all',
  { textOf }: QueryStep,
  wanted: string,
): (record: CaseRecord) => boolean {
  if (name === 'starts-with') return (record) => textOf(record).startsWith(wanted);
  const terms = termsOf(wanted);
  return (record) => {
    const own = new Set(termsOf(textOf(record)));
    if (name === 'selected-all') return terms.length > 0 && terms.every((term) => own.has(term));
    return terms.some((term) => own.has(term));
  };
}
